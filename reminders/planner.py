"""Plans what is due: rules look at what is known, and what they find exists once, by its key."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.crash import Point, crash_point
from bot.ports import TICK, NoTelemetry, Occurrence, Store, Telemetry, Unit

_TOGETHER = 500  # occurrences that are written in one transaction


class Rule(Protocol):
    """Why something is said unasked."""

    @abstractmethod
    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        """What became due after ``since``, until ``now``, both aware.

        Depends on the unit and the two instants only; the same again gives the same keys.
        """


@dataclass(frozen=True, slots=True)
class Planned:
    """What one look found; ``new``: the keys that were not there yet."""

    found: Sequence[Occurrence]
    new: Sequence[str]


@dataclass(frozen=True, slots=True)
class Planner:
    """Any number may look, at any time, again and again: nothing is planned twice or missed.

    ``rules`` mark what they find, so that it is found once; ``views`` only read, and see what the
    rules have done.  ``midnight`` gives the beginning of an instant's day in the plan's zone:
    nobody looks further back when nobody has ever looked.
    """

    store: Store
    rules: Sequence[Rule]
    telemetry: Telemetry = NoTelemetry()  # noqa: RUF009 - it keeps nothing
    views: Sequence[Rule] = ()

    async def look(self, *, now: datetime, midnight: datetime, keep: bool = True) -> Planned:
        """With ``keep`` false it only tells.  A clock that went back plans nothing that is not due
        again.

        What the views find is written by and by, so that nobody waits for it, and the tick is
        noted last: who dies in between leaves the rest to the next look, which finds it again.
        """
        if not keep:
            return await self._rehearse(now, midnight)
        async with self.store.unit() as unit:
            since = await _since(unit, now, midnight)
            found = await _found(unit, self.rules, since, now)
            new = list(await unit.occurrences.plan(found, at=now))
            crash_point(Point.IN_RULES)
            if not self.views:
                await unit.ticks.note(TICK, now)
        crash_point(Point.AFTER_RULES)
        if self.views:
            async with self.store.view() as unit:
                seen = await _found(unit, self.views, since, now)
            new += await self._write(seen, now)
            found += seen
        for key in new:
            self.telemetry.occurrence(key.partition(":")[0], "planned")
        return Planned(found, new)

    async def _write(self, found: Sequence[Occurrence], now: datetime) -> list[str]:
        new = list[str]()
        for start in range(0, max(1, len(found)), _TOGETHER):
            some = found[start : start + _TOGETHER]
            async with self.store.unit() as unit:
                new += await unit.occurrences.plan(some, at=now)
                crash_point(Point.IN_CHUNK)
                if start + _TOGETHER >= len(found):
                    await unit.ticks.note(TICK, now)
            crash_point(Point.AFTER_CHUNK)
        return new

    async def _rehearse(self, now: datetime, midnight: datetime) -> Planned:
        """As it would be; what the rules marked is taken back."""
        planned = Planned((), ())
        try:
            async with self.store.unit() as unit:
                since = await _since(unit, now, midnight)
                found = await _found(unit, self.rules, since, now)
                found += await _found(unit, self.views, since, now)
                planned = Planned(found, await unit.occurrences.plan(found, at=now))
                raise _Rehearsed
        except _Rehearsed:
            return planned


async def _since(unit: Unit, now: datetime, midnight: datetime) -> datetime:
    last = await unit.ticks.last(TICK)
    return midnight if last is None or last > now else last


async def _found(
    unit: Unit, rules: Sequence[Rule], since: datetime, now: datetime
) -> list[Occurrence]:
    found = list[Occurrence]()
    for rule in rules:
        found += await rule.due(unit, since=since, now=now)
    return found


class _Rehearsed(Exception):
    """Nothing of it is kept."""
