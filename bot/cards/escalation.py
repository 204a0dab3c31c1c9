"""What the office is told three working days after a limit: who still owes what, no rankings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import periods, phrases
from bot.locale import Words
from bot.messages import Action, Card, Heading, Item, Line
from bot.model.period import Period
from bot.model.task import Department, Task

_MOST = 15  # items of a group: the list of what is missing has pages


@dataclass(frozen=True, slots=True)
class Missing:
    """A task and the departments that have not reported on it, or not finished it."""

    task: Task
    departments: Sequence[Department]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """For the office: ``reports`` of periods by due day, ``dates`` that were missed."""

    reports: Sequence[tuple[Period, Sequence[Missing]]] = ()
    dates: Sequence[Missing] = ()
    again: date | None = None

    @property
    def empty(self) -> bool:
        return not self.reports and not self.dates


def card(say: Words, overdue: Overdue, *, may_urge: bool, late: bool) -> Card:
    """In plan order; the first heading is the title."""
    all_of_them = say("missing")
    groups = [
        (_of_period(say, period, missing), missing, all_of_them)
        for period, missing in overdue.reports
    ]
    if overdue.dates:
        count = len(overdue.dates)
        groups.append(
            (say("Tasks past their limit: {count}", count=count), overdue.dates, say("overdue"))
        )
    [(title, first, line), *rest] = groups
    body: list[Line] = _items(say, first, line)
    for heading, missing, line in rest:
        body += [Heading(heading), *_items(say, missing, line)]
    if overdue.again is not None:
        day = say.day(overdue.again)
        body.append(say("Next: on {day} the departments are reminded again.", day=day))
    actions = [Action(say("Overview"), say("overview"))]
    if may_urge and overdue.reports:
        actions.insert(0, Action(say("Urge those missing"), say("nudge missing")))
    if overdue.reports:
        actions.insert(-1, Action(say("Who is missing"), say("missing")))
    return Card(say("{title} (late)", title=title) if late else title, tuple(body), tuple(actions))


def _of_period(say: Words, period: Period, missing: Sequence[Missing]) -> str:
    bodies = {body.id for one in missing for body in one.departments}
    return say(
        "{period} reports overdue: {count} of {departments} departments, due {weekday} {day}",
        period=periods.name(say, period.span),
        count=sum(len(one.departments) for one in missing),
        departments=len(bodies),
        weekday=say.day_of_week(period.due),
        day=say.day(period.due),
    )


def _who(say: Words, missing: Missing) -> str:
    """``科技部（牵头）、司法部``; one alone needs no mark."""
    leads = {share.department.id for share in missing.task.leads}
    marked = len(missing.departments) > 1
    names = list[str]()
    for body in missing.departments:
        name = phrases.department(say, body)
        lead = marked and body.id in leads
        names.append(say("{department} (lead)", department=name) if lead else name)
    return say.listed(names)


def _items(say: Words, missing: Sequence[Missing], line: str) -> list[Line]:
    """``line`` shows all of them."""
    items: list[Line] = []
    for one in missing[:_MOST]:
        items.append(Item(str(one.task.ref), f"{phrases.title(say, one.task)} · {_who(say, one)}"))
    if (left := len(missing) - _MOST) > 0:
        items.append(say("… and {count} more; all of them: {line}", count=left, line=line))
    return items
