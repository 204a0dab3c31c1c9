"""Cards about dates: what is due soon, what is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import periods, phrases
from bot.cards.lists import Page
from bot.locale import Words, later
from bot.messages import Action, Card, Heading, Item, Line
from bot.model.period import Period
from bot.model.plan import PlanFacts
from bot.model.task import Department, Task
from bot.workdays import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of a list of ``of`` tasks: those that fit ``names``, and which page of them.

    ``typed``: the same names as a line has them.  ``hidden``: how many of the whole list are not
    shown because a group reads it; ``apart``: what is reported offline is not listed, because it
    was asked for by department.  ``own``: the reader's department; None in a group.
    """

    tasks: Sequence[Task]
    page: int = 1
    names: Sequence[str] = ()
    typed: Sequence[str] = ()
    of: int = 0
    hidden: int = 0
    apart: bool = False
    own: Department | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The days that are looked at: from ``today`` ``until`` one; ``days``: None for the usual ten.

    ``period``: the one that is open.  ``owed``: what the reader has still to report for it, None
    for whom nothing of it is asked.
    """

    until: date
    today: date
    calendar: Calendar
    days: int | None = None
    period: Period | None = None
    owed: int | None = None

    @property
    def reports(self) -> Period | None:
        """The period whose reports are due within these days."""
        period = self.period
        return period if period and self.today <= period.due <= self.until else None


def due(say: Words, part: Part, ahead: Ahead) -> Card:
    """What falls due until a day: first the reader's department's, then that of others."""
    days, until, today, calendar = ahead.days, ahead.until, ahead.today, ahead.calendar
    span = (
        say("within {days} working days", days=calendar.workdays_left(today, until))
        if days is None
        else say("within {days} days", days=days)
    )
    title = say(
        "Due {span} (until {day}): {count}",
        span=span,
        day=say.weekday(until),
        count=len(part.tasks),
    )
    own = [task for task in part.tasks if part.own and task.share_of(part.own.id)]
    others = [task for task in part.tasks if task not in own]
    cut = Page.cut([*own, *others], part.page)
    body: list[Line] = []
    for heading, tasks in (
        (say("Your department {count}", count=len(own)), own),
        (say("Other departments {count}", count=len(others)), others),
    ):
        if found := [task for task in cut.tasks if task in tasks]:
            body += [Heading(heading)] if part.own else []
            body += [_item(say, task, today, calendar, ahead.period) for task in found]
    foot = [*_foot(say, part, cut), *_reports(say, ahead), *_counting(say, calendar, today, until)]
    line = say("due") if days is None else say("due {days}d", days=days)
    turns = cut.turns(say, lambda page: _page(say, _line(line, part), page))
    whole = (Action(say("All"), line),) if part.names else ()
    over = Action(say("Overdue"), say("overdue"))
    return Card(_titled(title, part), (*body, *_apart(foot)), (*turns, *whole, over))


def overdue(
    say: Words, part: Part, *, today: date, calendar: Calendar, period: Period | None
) -> Card:
    """By number, no ranking."""
    title = say("Overdue: {count} ({day})", count=len(part.tasks), day=say.weekday(today))
    cut, line = Page.cut(part.tasks, part.page), say("overdue")
    turns = cut.turns(say, lambda page: f"{_line(line, part)} {page}")
    items = [_item(say, task, today, calendar, period) for task in cut.tasks]
    return Card(
        _titled(title, part),
        (*items, *_apart(_foot(say, part, cut), below=bool(items))),
        (*turns, *_narrower(say, part, line), Action(say("Due soon"), say("due"))),
    )


def _titled(title: str, part: Part) -> str:
    return " · ".join([title, *part.names])


def _line(line: str, part: Part) -> str:
    """The line that shows this part of the list."""
    return " ".join([line, *part.typed])


def _page(say: Words, line: str, number: int) -> str:
    return say("{line} page {page}", line=line, page=number)


def _narrower(say: Words, part: Part, line: str) -> tuple[Action, ...]:
    """The whole list from a part of it, or the reader's own part of the whole."""
    if part.names:
        return (Action(say("All"), line),)
    own = part.own
    count = sum(bool(own and task.share_of(own.id)) for task in part.tasks)
    if own is None or not 0 < count < len(part.tasks):
        return ()
    label = say("Your department {count}", count=count)
    return (Action(label, f"{line} {phrases.typed_department(say, own)}"),)


def _foot(say: Words, part: Part, cut: Page) -> list[Line]:
    """Where we are, and what of the list is not on any page."""
    foot: list[Line] = []
    if not part.tasks:
        foot.append(say("None of {count} items is of this part.", count=part.of - part.hidden))
        foot.append(say("It can be a department, a chapter, lead or participant."))
    foot += cut.foot(say)
    foot += _unseen(say, part.hidden)
    if part.apart:
        foot.append(say("Of other departments, items reported offline are not listed here."))
    return foot


def _unseen(say: Words, hidden: int) -> list[Line]:
    if not hidden:
        return []
    return [say("Reported offline and not listed in groups: {count}; ask in private", count=hidden)]


def _apart(foot: Sequence[Line], *, below: bool = True) -> list[Line]:
    return ["", *foot] if foot and below else list(foot)


def nothing_due(
    say: Words, plan: PlanFacts, coming: Task | None, ahead: Ahead, *, hidden: int = 0
) -> Card:
    """Why the list is empty, and what there is instead; ``coming`` is the next task with a date.

    ``hidden``: what a group cannot read.
    """
    fill = (Action(say("Report"), say("report")),) if ahead.reports and ahead.owed else ()
    return Card(
        say("No item's own date falls by {day}.", day=say.weekday(ahead.until)),
        (
            *_unseen(say, hidden),
            *_reports(say, ahead),
            *_silence(say, plan, coming),
            *_counting(say, ahead.calendar, ahead.today, ahead.until),
        ),
        (*_instead(say), *fill),
    )


def _reports(say: Words, ahead: Ahead) -> tuple[str, ...]:
    """``第三季度报送 10月15日（周二）截止，您还有 9 项待报。``."""
    period = ahead.reports
    if period is None:
        return ()
    if ahead.owed is None:
        key = later("{period} reports are due {weekday} {day}.")
    elif ahead.owed:
        key = later("{period} reports are due {weekday} {day}: {count} items still to report.")
    else:
        key = later("{period} reports are due {weekday} {day}: you have reported all of yours.")
    day, weekday = say.day(period.due), say.day_of_week(period.due)
    called = periods.name(say, period.span)
    return (say(key, period=called, weekday=weekday, day=day, count=ahead.owed or 0),)


def nothing_overdue(say: Words, plan: PlanFacts, coming: Task | None, *, hidden: int = 0) -> Card:
    body = (*_unseen(say, hidden), *_silence(say, plan, coming))
    return Card(say("Nothing is overdue."), body, _instead(say))


def _silence(say: Words, plan: PlanFacts, coming: Task | None) -> tuple[Line, ...]:
    if coming is None or coming.deadline.day is None:
        undated = say(
            "None of the {count} items of this plan has a date of its own.", count=plan.tasks
        )
        return (undated, say("They are reported as they progress, for example: 24 in progress."))
    next_one = say(
        "The next date: item {number}, {day}.",
        number=coming.ref,
        day=say.weekday(coming.deadline.day),
    )
    return (next_one,)


def _instead(say: Words) -> tuple[Action, ...]:
    return (Action(say("My tasks"), say("mytasks")),)


def _counting(say: Words, calendar: Calendar, today: date, until: date) -> tuple[str, ...]:
    """What is unusual about the working days of the span."""
    notes = phrases.provisional(say, calendar, today, until)
    if worked := calendar.worked(today, until):
        days = say.listed(map(say.weekday, worked))
        return (*notes, say("Adjusted working days included: {days}", days=days))
    return notes


def _item(say: Words, task: Task, today: date, calendar: Calendar, period: Period | None) -> Item:
    words = [phrases.title(say, task)]
    if task.deadline.day is not None:
        words.append(say.day(task.deadline.day))
    if not task.restricted and task.leads:
        words.append(phrases.department(say, task.leads[0].department))
    report = None if period is None else periods.report_of(say, period.span)
    if warning := phrases.alarm(say, task, today, calendar, report=report):
        words.append(warning)
    return Item(str(task.ref), " · ".join(words))
