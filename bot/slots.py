"""When a weekly digest goes out: a day and an hour of each week, moved past days off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot.workdays import Calendar

WEEKDAY, HOUR = 4, time(16)
"""Friday, 16:00, unless a group wants another."""

_AROUND = 5  # weeks before and after: no time off is as long
_FROM = 3  # Thursday: a digest of an earlier day is about the seven days before it
_WEEK = timedelta(7)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a week that something is about, both included."""

    first: date
    last: date

    @classmethod
    def around(cls, day: date) -> "Days":
        """Monday to Friday of the week in which ``day`` lies."""
        monday = day - timedelta(day.weekday())
        return cls(monday, monday + timedelta(_SATURDAY - 1))


@dataclass(frozen=True, slots=True)
class Slot:
    """``week`` is the ISO week of the original day, ``due`` the moment after moving it, aware."""

    week: str
    day: date
    due: datetime

    @property
    def first(self) -> date:
        """The first day that its digest is about."""
        if self.day.weekday() < _FROM:
            return self.day - _WEEK
        return self.day - timedelta(self.day.weekday())

    @property
    def last(self) -> date:
        """Friday for a digest of Thursday or Friday, otherwise its own day."""
        if _FROM <= self.day.weekday() < _SATURDAY:
            return self.day + timedelta(_SATURDAY - 1 - self.day.weekday())
        return self.day

    @property
    def days(self) -> Days:
        return Days(self.first, self.last)


def last_slot(
    now: datetime, zone: tzinfo, calendar: Calendar, weekday: int = WEEKDAY, hour: time = HOUR
) -> Slot:
    """The latest that has come by ``now``."""
    return [slot for slot in _around(now, zone, calendar, weekday, hour) if slot.due <= now][-1]


def next_slot(
    now: datetime, zone: tzinfo, calendar: Calendar, weekday: int = WEEKDAY, hour: time = HOUR
) -> Slot:
    """The first that is still to come."""
    return next(s for s in _around(now, zone, calendar, weekday, hour) if s.due > now)


def slot_of_week(
    day: date, zone: tzinfo, calendar: Calendar, weekday: int = WEEKDAY, hour: time = HOUR
) -> Slot:
    """That of the ISO week in which ``day`` lies."""
    original = day - timedelta(day.weekday()) + timedelta(weekday)
    year, week, _ = original.isocalendar()
    moved = calendar.next_workday(original)
    return Slot(f"{year}-W{week:02}", original, datetime.combine(moved, hour, zone))


def _around(
    now: datetime, zone: tzinfo, calendar: Calendar, weekday: int, hour: time
) -> Iterator[Slot]:
    """In order; of several that were moved to one moment the last stands for all."""
    today = now.astimezone(zone).date()
    for n in range(-_AROUND, _AROUND + 1):
        slot = slot_of_week(today + n * _WEEK, zone, calendar, weekday, hour)
        following = slot_of_week(today + (n + 1) * _WEEK, zone, calendar, weekday, hour)
        if slot.due < following.due:
            yield slot
