"""The way in: what a platform hands us is committed before it is told that we have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.bell import Bell
from bot.crash import Point, crash_point
from bot.errors import Conflict
from bot.messages import Event
from bot.ports import Clock, Cursor, Ingress, Route, Store


@dataclass(frozen=True, slots=True)
class Gate(Ingress):
    """The way in for one bot: committed first, then anybody may be told."""

    route: Route
    store: Store
    clock: Clock
    bell: Bell

    async def accept(self, *events: Event, cursor: Cursor | None = None) -> None:
        while not await self._stored(events, cursor):
            continue
        crash_point(Point.AFTER_STORE)
        self.bell.announce()

    async def _stored(self, events: Sequence[Event], cursor: Cursor | None) -> bool:
        """False when the database wants the unit to be run again."""
        crash_point(Point.BEFORE_STORE)
        try:
            await self._write(events, cursor)
        except Conflict:
            return False
        return True

    async def _write(self, events: Sequence[Event], cursor: Cursor | None) -> None:
        async with self.store.unit() as unit:
            if events:
                await unit.inbox.add(events, at=self.clock.now())
            crash_point(Point.IN_STORE)
            if cursor is not None:
                await unit.inbox.set_cursor(self.route, cursor)

    async def cursor(self, name: str) -> str | None:
        async with self.store.view() as unit:
            return await unit.inbox.cursor(self.route, name)
