"""The working days of China: Monday to Friday, but for holidays, adjusted workdays (调休) and what
the office has decided.

A year whose arrangement nobody has published or entered is *provisional*: it is counted Monday to
Friday, and whoever shows a count that reaches into it has to say so.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

_SATURDAY = 5
_DAY = timedelta(1)


class DayKind(StrEnum):
    """What a day is to whoever counts."""

    WORKDAY = "workday"
    HOLIDAY = "holiday"


Days = Mapping[date, DayKind]


def plain(day: date) -> DayKind:
    """What Monday to Friday say of a day."""
    return DayKind.WORKDAY if day.weekday() < _SATURDAY else DayKind.HOLIDAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """A pure value that counts working days; without anything it counts Monday to Friday.

    ``official``: days that are not what their weekday says, as published; ``years``: those whose
    arrangement is known.  ``overrides``: what the office says instead, of whatever year.
    """

    years: frozenset[int] = frozenset()
    official: Days = field(default_factory=dict)
    overrides: Days = field(default_factory=dict)
    _worked: tuple[date, ...] = field(init=False, compare=False, repr=False)
    _off: tuple[date, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        unusual = [
            (day, kind)
            for day, kind in sorted({**self.official, **self.overrides}.items())
            if kind is not plain(day)
        ]
        worked = tuple(day for day, kind in unusual if kind is DayKind.WORKDAY)
        off = tuple(day for day, kind in unusual if kind is DayKind.HOLIDAY)
        object.__setattr__(self, "_worked", worked)
        object.__setattr__(self, "_off", off)

    def decided(self, overrides: Days, years: Iterable[int] = ()) -> "Calendar":
        """The same with these decisions of the office instead of its own.

        ``years``: those whose whole arrangement the office has entered; they are known too.
        """
        return Calendar(self.years | frozenset(years), self.official, overrides)

    def deciding(self, days: Days) -> tuple[Days, frozenset[date]]:
        """What has to be decided and of what a decision lifted, so that these days are so."""
        decided = {day: kind for day, kind in days.items() if kind is not self.published(day)}
        return decided, frozenset(days.keys() & self.overrides.keys() - decided.keys())

    def known(self, year: int) -> bool:
        """False: the year is provisional."""
        return year in self.years

    def published(self, day: date) -> DayKind:
        """What the day is if the office says nothing."""
        return self.official.get(day) or plain(day)

    def kind(self, day: date) -> DayKind:
        return self.overrides.get(day) or self.published(day)

    def is_workday(self, day: date) -> bool:
        return self.kind(day) is DayKind.WORKDAY

    def workdays_left(self, today: date, day: date) -> int:
        """Working days after ``today`` up to and including ``day``; 0 from that day on."""
        span = (day - today).days
        if span <= 0:
            return 0
        weeks, rest = divmod(span, 7)
        weekdays = sum((today + timedelta(n)).weekday() < _SATURDAY for n in range(1, rest + 1))
        return weeks * 5 + weekdays + len(self.worked(today, day)) - len(self.off(today, day))

    def workdays_ahead(self, today: date, count: int) -> date:
        """The ``count``-th working day after ``today``; before it for a negative count.

        ``today`` itself for 0, whatever it is.
        """
        day, step = today, _DAY if count > 0 else -_DAY
        while count:
            day += step
            if self.is_workday(day):
                count -= step.days
        return day

    def next_workday(self, day: date) -> date:
        """The day itself, or the next working one: where what falls on a day off is moved."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def worked(self, after: date, until: date) -> tuple[date, ...]:
        """Saturdays and Sundays that are worked, after one day up to and including another."""
        return _between(self._worked, after, until)

    def off(self, after: date, until: date) -> tuple[date, ...]:
        """Days off from Monday to Friday, after one day up to and including another."""
        return _between(self._off, after, until)

    def provisional(self, today: date, until: date) -> tuple[int, ...]:
        """The years in which days from ``today`` to ``until`` are counted Monday to Friday only."""
        return tuple(y for y in range(today.year, until.year + 1) if not self.known(y))

    def breaks(self, year: int) -> tuple[tuple[date, date], ...]:
        """First and last day of each time off that is more than a weekend, as notices put it."""
        days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
        runs = groupby((day for day in days if day.year == year), self.is_workday)
        off = [list(run) for worked, run in runs if not worked]
        return tuple((run[0], run[-1]) for run in off if any(map(_is_weekday, run)))


MONDAY_TO_FRIDAY = Calendar()
"""Every year of it is provisional."""


def _is_weekday(day: date) -> bool:
    return day.weekday() < _SATURDAY


def _between(days: tuple[date, ...], after: date, until: date) -> tuple[date, ...]:
    return days[bisect_right(days, after) : bisect_right(days, until)]
