"""The ladder of nudges: on which days its steps fall, and which of them a look has passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.model.period import LADDER, Audience, Period, Step, Tone
from bot.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Rung:
    """A step on its day.  ``name`` is its name in keys: ``T-10``, and ``T+30`` for a repetition.

    ``at`` (aware, UTC) is when it may be said first: the beginning of office hours or its own
    time, if that is in office hours; on a day off, the beginning of the next working day's.
    ``sharp``: at its own time and not with the morning's bundles.  ``begins``: midnight of the day
    on which it is said; from then on it is planned.
    """

    name: str
    step: Step
    day: date
    at: datetime
    sharp: bool
    begins: datetime


@dataclass(frozen=True, slots=True)
class Climb:
    """A ladder leaning on a due day.  ``until``: the day on which the next period opens; from then
    on nothing is repeated any more, None for a date that nothing follows.
    """

    ladder: Sequence[Step]
    due: date
    until: date | None = None

    def rungs(self, table: Timetable, last: date) -> Iterator[Rung]:
        """Those whose day is not after ``last``, the repetitions of each step after it."""
        for step in self.ladder:
            day, offset = table.calendar.workdays_ahead(self.due, step.offset), step.offset
            while day <= last and not self._is_over(step, day):
                yield _rung(step, offset, day, table)
                if step.every is None:
                    break
                day = table.calendar.workdays_ahead(day, step.every)
                offset += step.every

    def _is_over(self, step: Step, day: date) -> bool:
        return step.every is not None and self.until is not None and day >= self.until

    def passed(self, table: Timetable, since: datetime, now: datetime) -> list[Rung]:
        """In order, those whose day has begun until ``now`` and whose time is after ``since``.

        A step that was found before its time is found again by looks until then: whoever has come
        meanwhile is told too.
        """
        rungs = self.rungs(table, table.day(now))
        found = [rung for rung in rungs if rung.begins <= now and since < rung.at]
        return sorted(found, key=lambda rung: rung.at)

    def sharp_on(self, day: date, table: Timetable, now: datetime) -> list[Rung]:
        """Those that wait, on this day, for a time of their own."""
        return [
            rung
            for rung in self.rungs(table, day)
            if rung.sharp and rung.day == day and rung.at > now
        ]

    def reached(self, table: Timetable, now: datetime, audience: Audience) -> Rung | None:
        """The last one said to ``audience`` until ``now``; None before the first."""
        rungs = [
            rung
            for rung in self.rungs(table, table.day(now))
            if rung.at <= now and audience in rung.step.audience
        ]
        return max(rungs, key=lambda rung: rung.at, default=None)

    def limit(self, table: Timetable) -> datetime | None:
        """When nothing can be put off any more; None for a ladder without a last call."""
        last = table.calendar.workdays_ahead(self.due, 1)
        return min((rung.at for rung in self.rungs(table, last) if is_limit(rung)), default=None)

    def coming(self, table: Timetable, now: datetime) -> list[Rung]:
        """All that is still ahead, in order; of a step that repeats only the next."""
        found = list[Rung]()
        for step in self.ladder:
            day, offset = table.calendar.workdays_ahead(self.due, step.offset), step.offset
            rung = _rung(step, offset, day, table)
            while rung.at <= now and step.every is not None:
                day, offset = table.calendar.workdays_ahead(day, step.every), offset + step.every
                rung = _rung(step, offset, day, table)
            if rung.at > now and not self._is_over(step, day):
                found.append(rung)
        return sorted(found, key=lambda rung: rung.at)


def _rung(step: Step, offset: int, day: date, table: Timetable) -> Rung:
    if step.at is None:
        at = table.next_open(table.opens(day))
        sharp = False
    else:
        own = table.at(day, step.at)
        at = own if table.is_open(own) else table.next_open(table.opens(day))
        sharp = at == own
    name = step.name if offset == step.offset else f"T{offset:+}"
    return Rung(name, step, day, at, sharp, table.at(table.day(at), time.min))


def climbs(periods: Sequence[Period], table: Timetable) -> dict[int, Climb]:
    """Each open period's ladder by the period's id; ``periods`` are all of the plan."""
    begun = {period.id: _first_day(period, table) for period in periods}
    found = dict[int, Climb]()
    for period in periods:
        later = [begun[other.id] for other in periods if other.due > period.due]
        until = min(later, default=None)
        if period.is_open:
            found[period.id] = Climb(period.ladder, period.due, until)
    return found


def _first_day(period: Period, table: Timetable) -> date:
    """When it opened: on its first rung, or by hand before that."""
    first = min((step.offset for step in period.ladder), default=0)
    day = table.calendar.workdays_ahead(period.due, first)
    return min(day, table.day(period.opened_at))


def climb_to(day: date) -> Climb:
    """The ladder of a task's own date."""
    return Climb(LADDER, day)


def is_limit(rung: Rung | None) -> bool:
    """Whether a rung is the limit itself or lies behind it: nothing is put off any more."""
    return rung is not None and rung.step.tone in (Tone.LAST, Tone.LATE)
