"""Which period opens by itself, and when it is due: from plan, calendar and day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from bot.auditing import note_itself
from bot.model.period import LADDER, Cadence, Period, Span
from bot.model.plan import PlanFacts
from bot.ports import Unit
from bot.workdays import Calendar

_DUE = 15  # of the month after
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6}
_LETTER = {3: "Q", 6: "H"}
_CODE = re.compile("([0-9]{4})-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2]))")
_YEAR = 12


def spans(cadence: Cadence, starts: date, ends: date) -> Iterator[Span]:
    """The periods that end within a plan's time, in order."""
    if cadence is Cadence.NEVER:
        return
    months = _MONTHS[cadence]
    for year in range(starts.year, ends.year + 1):
        for number in range(1, _YEAR // months + 1):
            span = _span(year, months, number)
            if starts <= span.ends <= ends:
                yield span


def _span(year: int, months: int, number: int) -> Span:
    last = months * number
    name = f"{_LETTER[months]}{number}" if months in _LETTER else f"{number:02}"
    first = date(year, last - months + 1, 1)
    return Span(f"{year}-{name}", first, date(year, last, monthrange(year, last)[1]))


def span_of(code: str) -> Span | None:
    """The span behind a code of a plan's rhythm; None for the office's own words."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    year, quarter, half, month = found.groups()
    months = 3 if quarter else 6 if half else 1
    return _span(int(year), months, int(quarter or half or month))


def due_day(ends: date, calendar: Calendar) -> date:
    """The 15th of the month after the end, or the next working day."""
    year, month = (ends.year + 1, 1) if ends.month == _YEAR else (ends.year, ends.month + 1)
    return calendar.next_workday(date(year, month, _DUE))


def opens_on(due: date, calendar: Calendar) -> date:
    """The day of the ladder's first rung."""
    return calendar.workdays_ahead(due, LADDER[0].offset)


def to_open(plan: PlanFacts, today: date, calendar: Calendar) -> Span | None:
    """The period that counts as open today and is not stored yet.

    One that ended before the plan was issued (before it took effect, if that day is unknown) asks
    nothing of anybody, nor does one whose due day was over when the plan was imported.
    """
    started = plan.issued_on or plan.starts
    opened = [
        span
        for span in spans(plan.cadence, plan.starts, plan.ends)
        if span.ends >= started
        and opens_on(due := due_day(span.ends, calendar), calendar) <= today
        and not due < plan.applied_on <= today
    ]
    if not opened or opened[-1].ends <= (plan.opened_until or date.min):
        return None
    return opened[-1]


async def open_what_is_due(
    unit: Unit, plan: PlanFacts, calendar: Calendar, *, now: datetime, zone: tzinfo
) -> Period | None:
    """Open the period that counts as open; None if there is nothing to open.

    Whoever comes first does it, a tick or a message: a period is never late because nobody ticked.
    """
    span = to_open(plan, now.astimezone(zone).date(), calendar)
    if span is None:
        return None
    due = due_day(span.ends, calendar)
    opened = await unit.periods.open(plan.id, span, due, cadence=True, at=now)
    if opened is not None:
        note_itself(unit, "period", f"period:{opened.id}", at=now)
    return opened
