"""One task as a card: whole, short for a group, or the stub of a restricted one."""

from collections.abc import Sequence
from datetime import date

from bot.cards import answering, lines, periods, phrases, routes
from bot.locale import Words
from bot.messages import Action, Card, Fact, Line, Seen
from bot.model.light import last_day
from bot.model.period import Period
from bot.model.report import OWED, ReportState
from bot.model.task import FINISHED, DeadlineKind, Mode, Share, Status, Task
from bot.model.update import Update
from bot.workdays import Calendar

_WAITING = (ReportState.OPEN, ReportState.RETURNED)
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
    period: Period | None = None,
    planned: str | None = None,
) -> Card:
    """Everything this person may see.

    ``share`` is the part they look at or write on, ``recent`` the newest records,
    ``writes`` and ``reads`` whether they may update it and see its history.  ``period``: the one
    that is open; ``planned``: what was to be done next when the last one was reported on.
    """
    body: list[Line] = [*_about(say, task), *_state(say, task, today, calendar, period)]
    own_part = share is not None and share not in task.deciding
    reported = period is not None and reads
    if (task.mode is Mode.EACH_OWN or own_part) and not task.restricted:
        body += _parts(say, task, reported=reported)
    elif share is not None and reported and not task.restricted:
        body += routes.fed(say, task, share)
    if planned and period is not None:
        before = periods.before(say, period.span)
        body.append(Fact(say("Planned {before}: ", before=before), planned))
    body += _latest(say, task, recent)
    actions: tuple[Action, ...] = ()
    title = say("Item {number}", number=task.ref)
    if writes and share is not None:
        if share.report in _WAITING and period is not None:
            title = say("Item {number} · needs an update", number=task.ref)
        actions += tuple(_status_button(say, task, value) for value in _OFFERED)
        actions += _report_button(say, task, share, period)
        if not task.restricted:
            body += ["", answering.recording(say, task.ref)]
    if writes and share is not None and not task.restricted:
        form = say("update {number}", number=task.ref)
        actions += (Action(say("Write an update"), form, opens=True),)
    if writes and share is not None and not task.restricted and share.status not in FINISHED:
        coordinate = say("ask for coordination {number}", number=task.ref)
        actions += (Action(say("Ask for coordination"), coordinate),)
    if reads:
        actions += (Action(say("History"), say("history {number}", number=task.ref)),)
    return Card(title, tuple(body), actions, seen(task, share))


def _report_button(
    say: Words, task: Task, share: Share, period: Period | None
) -> tuple[Action, ...]:
    """To the report of the open period, where one is owed or was sent."""
    if period is None or share.report is None:
        return ()
    if task.restricted:
        line = say("offline {number}", number=task.ref)
        return (Action(say("Reported offline"), line),) if share.report in OWED else ()
    label = say("Quarterly report") if periods.is_quarter(period.span) else say("Period's report")
    return (Action(label, say("report {number}", number=task.ref), opens=True),)


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
    about: list[Line] = [_text(say, task)]
    if task.number is not None and task.number != str(task.ref):
        about.append(Fact(say("Number in the document: "), task.number))
    about.append(Fact(say("Responsible: "), phrases.responsibility(say, task)))
    if not task.complete:
        about.append(say("The document's clause is incomplete; the office will assign it."))
    return about


def _text(say: Words, task: Task) -> str:
    """What the document says, or how it comes back after the restriction was lifted."""
    if not task.text_missing:
        return task.text
    return say("The text is missing: the office imports the same plan file again to fill it in.")


def _state(
    say: Words, task: Task, today: date, calendar: Calendar, period: Period | None
) -> list[Line]:
    state: list[Line] = [Fact(say("Status: "), _status(say, task))]
    if task.percent is not None:
        state.append(Fact(say("Progress: "), f"{task.percent}%"))
    report = None if period is None else periods.report_of(say, period.span)
    state.append(Fact(say("Light: "), phrases.light(say, task, today, calendar, report)))
    state += dues(say, task, period, today, calendar)
    state += _counted(say, task, today, calendar)
    return state


def dues(
    say: Words, task: Task, period: Period | None, today: date, calendar: Calendar
) -> list[Line]:
    """The date of the task, and when its next report is due, or that the day has come or is over.

    ``period``: the one that is open.
    """
    own = phrases.deadline(say, task.deadline)
    if period is None or all(share.report is None for share in task.shares):
        return [own]
    if period.due <= today:
        return [own, periods.until(say, period, today, calendar)]
    called, day = periods.name(say, period.span), say.day(period.due)
    if task.deadline.kind is DeadlineKind.NONE and task.deadline.day is None:
        return [say("{due}; next report: {period}, {day}", due=own, period=called, day=day)]
    return [own, Fact(say("Next report: "), say("{period}, {day}", period=called, day=day))]


def _counted(say: Words, task: Task, today: date, calendar: Calendar) -> tuple[str, ...]:
    """What the light depends on, where it is not certain."""
    day = last_day(task)
    return phrases.provisional(say, calendar, today, day) if day and day >= today else ()


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


def _parts(say: Words, task: Task, *, reported: bool) -> list[Line]:
    """Every department's own state, in the plan's order; ``reported``: and of its report."""
    parts: list[Line] = []
    for share in task.shares:
        words = phrases.status(say, share.status)
        if share.percent is not None:
            words += f" {share.percent}%"
        name = phrases.department(say, share.department)
        words = _dated(say, words, share)
        if reported and share.report is not None:
            to_lead = share not in task.deciding
            words = say.listed([words, routes.told(say, share, to_lead=to_lead)])
        parts.append(Fact(say("{department}: ", department=name), words))
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
