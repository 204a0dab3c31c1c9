"""One process of the bot: the real worker, postman and store; it can die at any await."""

import asyncio
import contextvars
from collections.abc import AsyncGenerator, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.bell import Bell
from bot.dispatch import Bot
from bot.errors import Conflict, StoreUnavailable
from bot.inbox import InboxWorker
from bot.ingress import Gate
from bot.messages import Card, Event, Reply, Request
from bot.ports import Clock, Cursor, Delivery, Held, Route, Unit
from bot.turn import Answer
from reminders.delivery import Postman, Settings
from store.inbox import SqlInbox
from store.outbox import SqlOutbox
from store.pulse import Pulse
from store.unit import SqlStore, SqlUnit
from tests.simulation.database import SimulatedSqlite
from tests.simulation.loop import WHO, VirtualLoop
from tests.simulation.platform import ROUTE, Phone, Server

GRACE = timedelta(seconds=5)


class Surroundings(Protocol):
    """What a process has of its world."""

    loop: VirtualLoop
    dice: Random
    server: Server

    @property
    def clock(self) -> Clock: ...

    def strikes(self, switch: str) -> bool: ...

    def kill(self, process: "Process") -> None: ...

    def note(self, what: str) -> None: ...

    def complain(self, what: str) -> None: ...


class WornBell(Bell):
    """Rings that are lost, and wakes that nobody rang for."""

    def __init__(self, world: Surroundings) -> None:
        super().__init__()
        self._world = world

    def ring(self) -> None:
        if not self._world.strikes("lost bell"):
            super().ring()

    def announce(self) -> None:
        """The others look by themselves."""
        self.ring()

    async def wait(self, seconds: float) -> None:
        early = self._world.strikes("early wake")
        await super().wait(seconds * self._world.dice.random() if early else seconds)


class ShortOutbox(SqlOutbox):
    async def claim(
        self, route: Route, *, urgent: bool, now: datetime, limit: int
    ) -> Sequence[Held[Delivery]]:
        return await super().claim(route, urgent=urgent, now=now, limit=min(limit, 1))


class ShortInbox(SqlInbox):
    async def claim(
        self, routes: Sequence[Route], *, limit: int, only: str | None = None
    ) -> Sequence[Held[Event]]:
        return await super().claim(routes, limit=1, only=only)


class MortalStore(SqlStore):
    """``ids`` are the instances that it has been."""

    def __init__(self, world: Surroundings, database: SimulatedSqlite) -> None:
        super().__init__(database, self._number, Pulse(world.loop.time))
        self.world, self.ids = world, list[int]()

    def _number(self, bits: int) -> int:
        self.ids.append(self.world.dice.getrandbits(bits))
        return self.ids[-1]

    @asynccontextmanager
    async def unit(self) -> AsyncGenerator[SqlUnit]:
        async with super().unit() as unit:
            if self.world.strikes("short batch"):
                unit.outbox = ShortOutbox(unit.outbox._sql, self._id)
                unit.inbox = ShortInbox(unit.inbox._sql, self._id)
            yield unit


class Echo(Bot):
    """Counts what it does, and says as many parts as it is told; or it fails."""

    process: "Process"

    def __init__(self, process: "Process") -> None:
        super().__init__(ZoneInfo("Asia/Shanghai"))
        object.__setattr__(self, "process", process)

    async def handle(self, request: Request, unit: Unit, *, now: datetime, batch: str) -> Answer:
        name = f"effect of {batch}"
        before = int(await unit.inbox.cursor(ROUTE, name) or 0)
        await unit.inbox.set_cursor(ROUTE, Cursor(name, str(before + 1)))
        if request.text == "bug":
            raise ZeroDivisionError
        if request.text == "kill":
            self.process.world.kill(self.process)
            await asyncio.sleep(1)
        id = batch.rpartition(":")[2]
        return Answer(
            tuple(
                Reply(Card(f"r:{id}:{n}", ("x",) * int(count)))
                for n, count in enumerate(request.text.split())
            )
        )


class Process:
    """From its start to its death; ``ends`` is settled when it dies."""

    def __init__(self, world: Surroundings, name: str, database: SimulatedSqlite) -> None:
        self.world, self.name, self.database = world, name, database
        self.dead, self.ready, self.given_up = False, False, False
        self.ends = world.loop.create_future()
        self.store = MortalStore(world, database)
        self.phone = Phone(world.server, self)
        adapters = {ROUTE: self.phone}
        self.inbox_bell, self.outbox_bell = WornBell(world), WornBell(world)
        self.worker = InboxWorker(
            self.store, world.clock, Echo(self), adapters, self.inbox_bell, self.outbox_bell
        )
        settings = Settings(grace=GRACE, dice=world.dice)
        self.postman = Postman(self.store, world.clock, adapters, self.outbox_bell, settings)
        self.gate = Gate(ROUTE, self.store, world.clock, self.inbox_bell)
        self.context = contextvars.copy_context()
        self.context.run(WHO.set, self)
        self.does(self._live())

    def does(self, what: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        return self.world.loop.create_task(what, context=self.context)

    async def _live(self) -> None:
        """As ``bot.app.serve``: known to the others first, then everything at once."""
        while not self.ready:
            try:
                await self.store.enlist(at=self.world.clock.now())
                await self.store.keep_time(at=self.world.clock.now())
                await self.store.reap(at=self.world.clock.now(), grace=GRACE)
                self.ready = True
            except (StoreUnavailable, Conflict):  # whoever started it starts it again
                await asyncio.sleep(1)
        parts = [self.worker.run(), self.postman.run(), self._reap()]
        tasks = [asyncio.create_task(part) for part in parts]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            self.world.complain(f"{self.name} ended by itself: {task.exception()!r}")

    async def _reap(self) -> None:
        """As ``bot.serving`` does."""
        while True:
            await asyncio.sleep(1.0)
            try:
                moved = await self.store.keep_time(at=self.world.clock.now())
                if moved:
                    self.world.note(f"{self.name} moves what waits")
                if await self.store.reap(at=self.world.clock.now(), grace=GRACE) or moved:
                    self.inbox_bell.ring()
                    self.outbox_bell.ring()
            except (StoreUnavailable, Conflict) as away:
                self.world.note(f"{self.name} looks in vain: {type(away).__name__}")
