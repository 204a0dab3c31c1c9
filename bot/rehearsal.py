"""A store of its own whose clock can be moved on, to watch a reporting period go by."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.app import OUTBOX, Parts, assemble, route_of
from bot.clocks import MovableClock, midnight
from bot.errors import Conflict
from bot.ports import Store
from bot.settings import Settings
from bot.site import board, chat, simulator

if TYPE_CHECKING:
    from adapters.web.adapter import WebAdapter
    from adapters.web.guard import Guard

Work = Coroutine[Any, Any, None]

TENANT = "rehearsal"
"""Of accounts in the simulator: they are real in the store of a rehearsal, and reminded."""

_STOPS = (time(0, 1), time(9, 0), time(9, 25), time(14, 5), time(16, 5))
"""Of each day that is passed: when something may leave, and until when all of it has."""
_BREATH = timedelta(minutes=1)
"""Between two stops at least: who sends much at once waits for seconds only."""
_FARTHEST = timedelta(days=400)
_SOON = timedelta(days=35)


@dataclass(slots=True)
class Rehearsal:
    """Moves the clock of ``parts`` from stop to stop; at each, what is due is planned and sent."""

    parts: Parts
    clock: MovableClock
    settings: Settings
    adapter: "WebAdapter"
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def now(self) -> datetime:
        return self.clock.now()

    async def forward(self, minutes: int) -> None:
        await self._to(self.now() + timedelta(minutes=minutes))

    async def to_morning(self) -> None:
        """9:00 of the next working day."""
        day = self._day(self.now())
        async with self.parts.store.view() as unit:
            calendar = await unit.workdays.calendar()
        while True:
            day += timedelta(days=1)
            if calendar.is_workday(day):
                return await self._to(self._at(day, time(9)))

    async def to_day(self, day: str) -> None:
        """Raises ValueError for a day that is over, or too far away."""
        to = self._at(date.fromisoformat(day), time(9))
        if not self.now() < to < self.now() + _FARTHEST:
            raise ValueError(day)
        await self._to(to)

    async def to_message(self, chat: str) -> bool:
        """From stop to stop until something unasked has been said there."""
        async with self._turn:
            hub = self.adapter.hub
            said = hub.told(chat)
            try:
                async for _ in self._passed(self.now() + _SOON):
                    if hub.told(chat) > said:
                        return True
                return False
            finally:
                hub.settle()

    async def says(self, user: str, name: str, chat: str, text: str) -> None:
        """Somebody says something before anybody looks."""
        from adapters.web.chat import spoken  # noqa: PLC0415 - only where it is used

        event = spoken(self.adapter, user=user, name=name, chat=chat, text=text)
        await self.parts.gate(self.adapter).accept(event)

    async def look(self) -> None:
        """Plan what is due now."""
        now = self.now()
        planned = await self.parts.planner.look(now=now, midnight=midnight(now, self.settings.zone))
        if planned.new:
            self.parts.bells[OUTBOX].announce()

    async def _to(self, end: datetime) -> None:
        async with self._turn:
            async for _ in self._passed(end):
                continue
            self.adapter.hub.settle()

    async def _passed(self, end: datetime) -> AsyncIterator[datetime]:
        """Each stop up to the end, when all that is due there has been said."""
        while (now := self.now()) < end:
            stop = min(self._stop(now), await self._planned(now), end)
            await self._pause(stop)
            yield stop

    async def _planned(self, now: datetime) -> datetime:
        """When something is to be said at an hour of its own: what people asked for, or what had
        to wait."""
        async with self.parts.store.view() as unit:
            asked = await unit.reminders.first(after=now)
            waits = await unit.outbox.next_due(route_of(self.adapter), now=now)
        found = [at for at in (asked, waits) if at is not None and at > now]
        return max(min(found, default=now + _FARTHEST), now + _BREATH)

    async def _pause(self, stop: datetime) -> None:
        self.clock.put(stop)
        self.adapter.hub.move(stop)
        for step in (self.look, self.parts.postman.drain):
            while not await _done(step):
                continue

    def _stop(self, now: datetime) -> datetime:
        """The next one of the day, or the first of the day after."""
        day = self._day(now)
        stops = [self._at(day + timedelta(days=more), stop) for more in (0, 1) for stop in _STOPS]
        return next(stop for stop in stops if stop > now)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.settings.zone).date()

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.settings.zone).astimezone(UTC)


async def _done(step: Callable[[], Awaitable[None]]) -> bool:
    """False when the database wants it to be run again."""
    try:
        await step()
    except Conflict:
        return False
    return True


def works(rehearsal: Rehearsal, door: "Guard") -> list[Work]:
    """All that runs around the store: the pages, the inbox, the outbox, the ticks."""
    from adapters.http import build_app, serve_http  # noqa: PLC0415 - only where it is used
    from adapters.web.site import routes  # noqa: PLC0415
    from reminders.ticks import tick  # noqa: PLC0415

    parts, adapter, settings = rehearsal.parts, rehearsal.adapter, rehearsal.settings
    gate = parts.gate(adapter)
    places = [
        *board(parts.store, rehearsal.clock),
        *chat(adapter, gate, parts.store, rehearsal.clock, rehearsal),
    ]
    shown = routes(door, places, language=settings.liaison_language, zone=settings.zone)
    return [
        adapter.listen(gate),
        serve_http(build_app([], pages=shown), *settings.http),
        parts.worker.run(),
        parts.postman.run(),
        tick(rehearsal.look),
    ]


def rehearsal(store: Store, at: datetime, settings: Settings) -> Rehearsal:
    """Around a store that is nobody's, from an instant on."""
    clock = MovableClock(at)
    adapter = simulator(store, clock, tenant=TENANT)
    return Rehearsal(assemble(store, clock, [adapter], settings), clock, settings, adapter)
