"""Plans what is due: rules look at what is known, and what they find exists once, by its key."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports import TICK, NoTelemetry, Occurrence, Store, Telemetry, Unit


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

    ``midnight`` gives the beginning of an instant's day in the plan's zone: nobody looks further
    back when nobody has ever looked.
    """

    store: Store
    rules: Sequence[Rule]
    telemetry: Telemetry = NoTelemetry()  # noqa: RUF009 - it keeps nothing

    async def look(self, *, now: datetime, midnight: datetime, keep: bool = True) -> Planned:
        """One transaction; with ``keep`` false it only tells.  A clock that went back plans
        nothing that is not due again."""
        if not keep:
            return await self._rehearse(now, midnight)
        async with self.store.unit() as unit:
            found = await self._found(unit, now, midnight)
            new = await unit.occurrences.plan(found, at=now)
            await unit.ticks.note(TICK, now)
        for key in new:
            self.telemetry.occurrence(key.partition(":")[0], "planned")
        return Planned(found, new)

    async def _found(self, unit: Unit, now: datetime, midnight: datetime) -> list[Occurrence]:
        last = await unit.ticks.last(TICK)
        since = midnight if last is None or last > now else last
        found = list[Occurrence]()
        for rule in self.rules:
            found += await rule.due(unit, since=since, now=now)
        return found

    async def _rehearse(self, now: datetime, midnight: datetime) -> Planned:
        """As it would be; what the rules marked is taken back."""
        planned = Planned((), ())
        try:
            async with self.store.unit() as unit:
                found = await self._found(unit, now, midnight)
                planned = Planned(found, await unit.occurrences.plan(found, at=now))
                raise _Rehearsed
        except _Rehearsed:
            return planned


class _Rehearsed(Exception):
    """Nothing of it is kept."""
