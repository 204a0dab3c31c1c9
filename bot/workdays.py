"""Working days, counted Monday to Friday; where a card uses the count it says so."""

from datetime import date, timedelta

_SATURDAY = 5


def is_workday(day: date) -> bool:
    return day.weekday() < _SATURDAY


def workdays_left(today: date, day: date) -> int:
    """Working days after ``today`` up to and including ``day``; 0 from that day on."""
    span = (day - today).days
    if span <= 0:
        return 0
    weeks, rest = divmod(span, 7)
    return weeks * 5 + sum(is_workday(today + timedelta(n)) for n in range(1, rest + 1))


def workdays_ahead(today: date, count: int) -> date:
    """The ``count``-th working day after ``today``."""
    day = today
    while count > 0:
        day += timedelta(1)
        count -= is_workday(day)
    return day
