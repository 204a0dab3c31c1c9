"""The outbox of WeCom's app and robot in one database, as a process that does everything has it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app import open_database, route_of
from bot.bell import Bell
from bot.messages import Address, Card
from bot.ports import Adapter, DeliveryState, Store
from reminders.delivery import Postman
from tests.fakes.process import Fake
from tests.fakes.wecom_rules import Json
from tests.world import FakeClock

GRACE = timedelta(seconds=61)


class Post:
    """The outbox of one adapter, its postman, and what WeCom has really taken."""

    def __init__(self, wecom: Fake, adapter: Adapter, store: Store, clock: FakeClock) -> None:
        self.wecom, self.adapter, self.store, self.clock = wecom, adapter, store, clock
        self.route = route_of(adapter)
        self.man = Postman(store, clock, {self.route: adapter}, Bell())
        self.before = len(wecom.accepted())

    async def put(self, to: Address, text: str, *, replacing: str | None = None) -> None:
        """The answer ``text`` to an event of its own."""
        parts = self.adapter.render(to, Card(text), replacing=replacing)
        name = f"{text}:{self.clock.now()}"
        async with self.store.unit() as unit:
            await unit.outbox.put(f"k:{name}", to, parts, at=self.clock.now(), cause=text)

    async def goes(self, to: Address, text: str, *, replacing: str | None = None) -> None:
        await self.put(to, text, replacing=replacing)
        await self.man.drain()

    async def later(self, times: int = 1, *, each: timedelta = GRACE) -> None:
        for _ in range(times):
            self.clock.at += each
            await self.man.drain()

    async def states(self, text: str) -> list[str]:
        return [row.state for row in await self.rows(text)]

    async def rows(self, text: str) -> list[DeliveryState]:
        async with self.store.view() as unit:
            return list(await unit.outbox.answers(text))

    def copies(self) -> list[Json]:
        return self.wecom.accepted()[self.before :]


@asynccontextmanager
async def posting(
    wecom: Fake, adapter: Adapter, clock: FakeClock, path: Path
) -> AsyncIterator[Post]:
    store = await open_database(f"sqlite:///{path}/plan.db")
    await store.enlist(at=clock.now())
    try:
        yield Post(wecom, adapter, store, clock)
    finally:
        await store.close()
