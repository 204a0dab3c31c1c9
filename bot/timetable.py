"""When people may be reminded: in office hours of working days, in the plan's zone."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.workdays import Calendar

_WRITTEN = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])-([01]?[0-9]|2[0-3]):([0-5][0-9])")
_LEAST = 120  # minutes: in less nobody could be reminded of anything
_SPREAD = 1200  # seconds over which the bundles of a morning are spread
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Hours:
    """From ``starts`` until before ``ends``, on the clock of the plan's zone."""

    starts: time
    ends: time

    @classmethod
    def read(cls, text: str) -> "Hours":
        """``09:00-18:00``; raises ValueError for anything else, and for less than two hours."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError("not hours such as 09:00-18:00")
        first, second, third, fourth = map(int, found.groups())
        hours = cls(time(first, second), time(third, fourth))
        if hours.minutes < _LEAST:
            raise ValueError("the end has to be two hours after the beginning, or later")
        return hours

    @property
    def minutes(self) -> int:
        return minute_of(self.ends) - minute_of(self.starts)


def minute_of(clock: time) -> int:
    """Minutes since midnight."""
    return clock.hour * 60 + clock.minute


OFFICE_HOURS = Hours(time(9), time(18))


@dataclass(frozen=True, slots=True)
class Timetable:
    """A pure value; every instant that goes in or comes out is aware, those that come out UTC."""

    calendar: Calendar
    hours: Hours
    zone: tzinfo

    def day(self, moment: datetime) -> date:
        """The day in the plan's zone."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def opens(self, day: date) -> datetime:
        """The beginning of office hours, whether the day is worked or not."""
        return self.at(day, self.hours.starts)

    def closes(self, day: date) -> datetime:
        return self.at(day, self.hours.ends)

    def is_open(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        within = self.hours.starts <= local.time() < self.hours.ends
        return within and self.calendar.is_workday(local.date())

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself if somebody may be reminded then, else the next beginning of hours."""
        if self.is_open(moment):
            return moment
        day = self.day(moment)
        if moment >= self.opens(day):
            day += _DAY
        return self.opens(self.calendar.next_workday(day))

    def bundle_at(self, day: date, person: int) -> datetime:
        """When the person's bundle of a morning is due.

        Within the first 20 minutes of office hours, spread by a hash of the person, and never in
        the first minute of an hour, when everybody else's programs speak.
        """
        digest = hashlib.blake2s(str(person).encode(), digest_size=8).digest()
        seconds = int.from_bytes(digest, "big") % (_SPREAD - 60) + 60
        moment = self.opens(day) + timedelta(seconds=seconds)
        return moment + _MINUTE if moment.astimezone(self.zone).minute == 0 else moment

    def strikes(self, clocks: Collection[time], since: datetime, now: datetime) -> bool:
        """Whether a day or its office hours began, or one of these times was, after ``since`` until
        ``now``; of the beginning of a day also at that very moment.
        """
        day = self.day(now)
        if since <= self.at(day, time.min):
            return True
        return any(since < self.at(day, clock) <= now for clock in {self.hours.starts, *clocks})
