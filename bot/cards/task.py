"""One task as a card: whole, short for a group, or the stub of a restricted one."""

from collections.abc import Sequence
from datetime import date

from bot.cards import lines, phrases
from bot.locale import Words
from bot.messages import Action, Card, Fact, Line, Seen
from bot.model.task import FINISHED, HARD, Mode, Share, Status, Task
from bot.model.update import Update
from bot.workdays import Calendar

_OFFERED = (Status.IN_PROGRESS, Status.BEHIND, Status.BLOCKED, Status.DONE)


def whole(
    say: Words,
    task: Task,
    share: Share | None,
    recent: Sequence[Update],
    *,
    today: date,
    calendar: Calendar,
    writes: bool,
    reads: bool,
) -> Card:
    """Everything this person may see.

    ``share`` is the part they look at or write on, ``recent`` the newest records,
    ``writes`` and ``reads`` whether they may update it and see its history.
    """
    body: list[Line] = [*_about(say, task), *_state(say, task, today, calendar)]
    own_part = share is not None and share not in task.deciding
    if (task.mode is Mode.EACH_OWN or own_part) and not task.restricted:
        body += _parts(say, task)
    body += _latest(say, task, recent)
    actions: tuple[Action, ...] = ()
    if writes:
        actions += tuple(_status_button(say, task, value) for value in _OFFERED)
        if not task.restricted:
            body += ["", say("Reply with text to record progress")]
            form = say("update {number}", number=task.ref)
            actions += (Action(say("Fill in"), form, opens=True),)
    if reads:
        actions += (Action(say("History"), say("history {number}", number=task.ref)),)
    return Card(say("Item {number}", number=task.ref), tuple(body), actions, seen(task, share))


def in_group(say: Words, task: Task, *, today: date, calendar: Calendar) -> Card:
    """Departments, status and light: no names of people, no text of updates."""
    body: list[Line] = [
        phrases.title(say, task),
        Fact(say("Responsible: "), phrases.responsibility(say, task)),
        Fact(say("Status: "), phrases.status(say, task.status)),
        Fact(say("Light: "), phrases.light(say, task, today, calendar)),
        *_counted(say, task, today, calendar),
    ]
    return Card(say("Item {number}", number=task.ref), tuple(body), (), seen(task, None))


def stub(say: Words, task: Task) -> Card:
    """All that others learn of a restricted task: that it is there."""
    return Card(say("Item {number}: reported offline", number=task.ref))


def seen(task: Task, share: Share | None) -> tuple[Seen, ...]:
    """What the card showed: the viewer's part, else the lead's."""
    share = share or next(iter(task.deciding), None)
    return () if share is None else (Seen(task.ref, share.department.id, share.version),)


def _about(say: Words, task: Task) -> list[Line]:
    if task.restricted:
        return [say("reported offline")]
    about: list[Line] = [task.text]
    if task.number is not None and task.number != str(task.ref):
        about.append(Fact(say("Number in the document: "), task.number))
    about.append(Fact(say("Responsible: "), phrases.responsibility(say, task)))
    if not task.complete:
        about.append(say("The document's clause is incomplete; the office will assign it."))
    return about


def _state(say: Words, task: Task, today: date, calendar: Calendar) -> list[Line]:
    state: list[Line] = [Fact(say("Status: "), _status(say, task))]
    if task.percent is not None:
        state.append(Fact(say("Progress: "), f"{task.percent}%"))
    state.append(Fact(say("Light: "), phrases.light(say, task, today, calendar)))
    state.append(phrases.deadline(say, task.deadline))
    state += _counted(say, task, today, calendar)
    return state


def _counted(say: Words, task: Task, today: date, calendar: Calendar) -> tuple[str, ...]:
    """What the light depends on, where it is not certain."""
    day = task.deadline.day
    if day is None or task.deadline.kind not in HARD or task.status in FINISHED:
        return ()
    return phrases.provisional(say, calendar, today, day) if day >= today else ()


def _status(say: Words, task: Task) -> str:
    words = phrases.status(say, task.status)
    if task.mode is Mode.EACH_OWN and len(task.shares) > 1:
        return say("{status} (the least advanced department)", status=words)
    changed = next((share for share in task.deciding if share.changed_at), None)
    return _dated(say, words, changed)


def _dated(say: Words, words: str, share: Share | None) -> str:
    if share is None or share.changed_at is None:
        return words
    day = say.day(share.changed_at)
    who = share.changed_by_name
    if who is None:
        return say("{status} ({day})", status=words, day=day)
    return say("{status} ({day} {person})", status=words, day=day, person=who)


def _parts(say: Words, task: Task) -> list[Line]:
    """Every department's own state, in the plan's order."""
    parts: list[Line] = []
    for share in task.shares:
        words = phrases.status(say, share.status)
        if share.percent is not None:
            words += f" {share.percent}%"
        name = phrases.department(say, share.department)
        parts.append(Fact(say("{department}: ", department=name), _dated(say, words, share)))
    return parts


def _latest(say: Words, task: Task, recent: Sequence[Update]) -> list[Line]:
    """The newest progress and the newest open problem that were not taken back."""
    if task.restricted:
        return []
    latest: list[Line] = []
    standing = [update for update in recent if not update.undone]
    for label, field in (
        (say("Latest progress: "), "progress"),
        (say("Latest problem: "), "problems"),
    ):
        for update in standing:
            text = getattr(update.change, field)
            if text:
                latest.append(Fact(label, f"{say.day(update.at)} {text}"))
                break
    return latest


def _status_button(say: Words, task: Task, value: Status) -> Action:
    return Action(say(phrases.BUTTON[value]), lines.status(say, task.ref, value))
