"""The form that reports on one item: status, percentage, three texts."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.forms import Choice, Field, Form, Kind
from bot.grammar.filled import UPDATE
from bot.locale import Words
from bot.model.task import Share, Status, Task

_OFFERED = (
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.BEHIND,
    Status.BLOCKED,
    Status.DONE,
)


def update(say: Words, task: Task, share: Share) -> Form:
    """For an item that is known; ``share``: the part that is written on."""
    now = phrases.status(say, share.status)
    if share.percent is not None:
        now += f" {share.percent}%"
    fields = [_status(say, hint=say("Now: {status}. Leave it empty to keep it.", status=now))]
    if not task.restricted:  # no text of theirs is ever asked for
        fields += [_percent(say), *_texts(say)]
    title = say("Item {number}: update", number=task.ref)
    return _form(say, title, fields, given=(("task", str(task.ref)),))


def choosing(say: Words, tasks: Sequence[Task], progress: str = "") -> Form:
    """For one of ``tasks``; ``progress`` stands there already."""
    choices = tuple(
        Choice(str(task.ref), f"{task.ref} {phrases.title(say, task)}") for task in tasks
    )
    which = Field(name="task", label=say("Item"), kind=Kind.CHOICE, choices=choices, needed=True)
    fields = [which, _status(say), _percent(say), *_texts(say, progress)]
    return _form(say, say("Report progress"), fields)


def _form(
    say: Words, title: str, fields: Sequence[Field], given: tuple[tuple[str, str], ...] = ()
) -> Form:
    return Form(
        name=UPDATE,
        title=title,
        fields=tuple(fields),
        submit=say("Save"),
        cancel=say("Cancel"),
        anything=say("Fill in at least one field."),
        given=given,
    )


def _status(say: Words, hint: str = "") -> Field:
    choices = tuple(Choice(status, phrases.status(say, status)) for status in _OFFERED)
    return Field(name="status", label=say("Status"), kind=Kind.CHOICE, choices=choices, hint=hint)


def _percent(say: Words) -> Field:
    return Field(name="percent", label=say("Percentage"), kind=Kind.NUMBER)


def _texts(say: Words, progress: str = "") -> list[Field]:
    return [
        Field(name="progress", label=say("Progress"), value=progress),
        Field(name="problems", label=say("Problems")),
        Field(name="next_steps", label=say("Next steps")),
    ]
