"""What was taken back, what is as it was before, and what was left alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.cards import asking, errors, periods, phrases, report_parts
from bot.cards.saved import Failed
from bot.errors import Code
from bot.locale import Words, later
from bot.messages import Action, Card, Item, Line
from bot.model.period import Span
from bot.model.task import Task
from bot.model.update import Update

_WAYS = 5  # items with a button


@dataclass(frozen=True, slots=True)
class Left:
    """Numbers of items whose draft for the period of ``span`` lost the text that was taken back.

    ``on_behalf``: the draft is another department's than the writer's.
    """

    refs: tuple[int, ...]
    span: Span
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class Emptied:
    """A report that is as it was before somebody wrote into it: the fields, as they are again.

    ``line`` opens it.
    """

    task: Task
    span: Span
    texts: Mapping[str, str | None]
    line: str


def card(
    say: Words,
    taken: Sequence[tuple[Task, Update]],
    failed: Sequence[Failed],
    left: Left | None = None,
    *,
    emptied: Sequence[Emptied] = (),
    told: Collection[tuple[int, int]] = (),
    asked: Collection[int] = (),
) -> Card:
    """What the taken back changes are again; the records stay in the history.

    ``told``: parts (ids of task and department) of which the lead had been told.  ``asked``: ids
    of tasks whose urges wait for an answer again.
    """
    only = failed[0].error.code if len(failed) == 1 else None
    if (
        not taken and not emptied and only is Code.NOTHING_TO_UNDO
    ):  # which says itself that nothing was undone
        return errors.card(say, failed[0].error, failed[0].actions)
    body: list[Line] = [Item(str(task.ref), _again(say, task, update)) for task, update in taken]
    body = list(dict.fromkeys(body))  # an item may have many parts
    body += [_emptied(say, one) for one in emptied]
    if left is not None:
        refs, called = say.listed(map(str, left.refs)), periods.name(say, left.span)
        key = (
            later("No longer in the department's draft for {period}: {numbers}")
            if left.on_behalf
            else later("No longer in your draft for {period}: {numbers}")
        )
        body.append(say(key, period=called, numbers=refs))
    if withdrawn := dict.fromkeys(
        str(task.ref) for task, update in taken if (task.id, update.department) in told
    ):
        key = later("Taken back from the lead, too: {numbers}")
        body.append(say(key, numbers=say.listed(withdrawn)))
    if again := dict.fromkeys(str(task.ref) for task, _ in taken if task.id in asked):
        key = later("The office's nudge waits for an answer again: {numbers}")
        body.append(say(key, numbers=say.listed(again)))
    body += [errors.sentence(say, f.error) for f in failed]
    if taken:
        body.append(say("The history keeps both records."))
    count = len({task.ref for task, _ in taken} | {one.task.ref for one in emptied})
    title = say("Undone {count}", count=count) if count else say("Nothing undone")
    looks = tuple(Action(say("Go on"), one.line, opens=True) for one in emptied[:1])
    looks += tuple(asking.look(say, task) for task in _items(taken)[:_WAYS])
    return Card(title, tuple(body), looks + tuple(a for f in failed for a in f.actions))


def _again(say: Words, task: Task, update: Update) -> str:
    """What the item is again, and what was said and no longer counts."""
    change, parts = update.change, list[str]()
    if change.status not in (None, update.before_status):
        status = phrases.status(say, update.before_status)
        parts.append(say("again “{status}”", status=status))
    if change.percent is not None and update.before_percent is not None:
        parts.append(say("progress again {percent}%", percent=update.before_percent))
    elif change.percent is not None:
        parts.append(say("{percent}% no longer counts", percent=change.percent))
    texts = [change.progress, change.problems, change.next_steps]
    if said := [] if task.restricted else [phrases.short(text) for text in texts if text]:
        quoted = say.listed(f"“{text}”" for text in said)
        parts.append(say("{quoted} no longer counts", quoted=quoted))
    return say("; ").join(parts) or say("as before")


def _items(taken: Sequence[tuple[Task, Update]]) -> Sequence[Task]:
    return list({task.id: task for task, _ in taken}.values())


def _emptied(say: Words, one: Emptied) -> Item:
    """``28 第三季度报送单：②存在问题 恢复为“无”``."""
    fields = (
        say(
            "{field} is again “{text}”",
            field=report_parts.field(say, name),
            text=phrases.short(text),
        )
        if text
        else say(
            "{field} is again {value}",
            field=report_parts.field(say, name),
            value=say("(empty)") if text is None else say("none"),
        )
        for name, text in one.texts.items()
    )
    called = periods.name(say, one.span)
    words = say.listed(fields) or say("as before")
    return Item(str(one.task.ref), say("report for {period}: {words}", period=called, words=words))
