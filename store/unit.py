"""The store: units and views over one database, and this process as an instance that lives."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from secrets import randbits

from sqlalchemy import Engine

from bot.crash import Point, crash_point
from bot.errors import Conflict, StoreUnavailable
from bot.ports import Store, Unit
from store.actions import SqlActions
from store.inbox import SqlInbox
from store.instances import Instances
from store.outbox import SqlOutbox
from store.people import SqlPeople
from store.plans import SqlPlans
from store.sql import Database, Lock, Sql
from store.tasks import SqlTasks

_LOOK = 1.0  # seconds between two tries for a name that another holds


class SqlUnit(Unit):
    """The repositories of one transaction."""

    def __init__(self, sql: Sql, owner: int | None) -> None:
        self.tasks = SqlTasks(sql)
        self.people = SqlPeople(sql)
        self.plans = SqlPlans(sql)
        self.actions = SqlActions(sql)
        self.inbox = SqlInbox(sql, owner)
        self.outbox = SqlOutbox(sql, owner)


class SqlStore(Store):
    """See ``bot.ports.Store``; ``store.open_store`` makes one."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._id: int | None = None
        self._alive: Lock | None = None

    @property
    def engines(self) -> Sequence[Engine]:
        """SQLAlchemy's engines, for whoever listens to statements."""
        return self.database.engines

    @asynccontextmanager
    async def unit(self) -> AsyncGenerator[SqlUnit]:
        async with self.database.writing() as sql:
            yield SqlUnit(sql, self._id)

    @asynccontextmanager
    async def view(self) -> AsyncGenerator[SqlUnit]:
        async with self.database.reading() as sql:
            yield SqlUnit(sql, self._id)

    async def enlist(self, *, at: datetime) -> None:
        """Locked first, then listed: whoever is listed and not locked is dead.

        Who was somebody already stays him until he is somebody else.
        """
        id = randbits(62)
        alive = await self.database.enlist(id)
        crash_point(Point.AFTER_LOCK)
        try:
            async with self.database.writing() as sql:
                await Instances(sql).add(id, at=at)
        except BaseException:
            await alive.release()
            raise
        before = self._id, self._alive
        self._id, self._alive = id, alive
        crash_point(Point.AFTER_ENLIST)
        await self._discharge(*before)

    async def reap(self, *, at: datetime, grace: timedelta = timedelta(seconds=60)) -> int:
        """As the port says; an instance that was given up for dead meanwhile starts anew."""
        async with self.database.reading() as sql:
            listed = await Instances(sql).all()
        if self._alive is not None and not (self._id in listed and await self._alive.is_held()):
            await self.enlist(at=at)
        others = [id for id in listed if id != self._id]
        if not others:
            return 0
        try:
            return await self._bury(others, due=at + grace)
        except Conflict:  # one of them is not that dead: whoever looks next finds what is left
            return 0

    async def _bury(self, others: Sequence[int], *, due: datetime) -> int:
        async with self.database.writing() as sql:
            instances = Instances(sql)
            dead = await self.database.dead(sql, others)
            if dead:
                crash_point(Point.BEFORE_REAP)
            back = sum([await instances.give_back(id, due=due) for id in dead])
        if dead:
            crash_point(Point.AFTER_REAP)
        return back

    @asynccontextmanager
    async def exclusive(self, name: str) -> AsyncGenerator[None]:
        while (lock := await self._lock(name)) is None:  # noqa: ASYNC110 - it cannot ring
            await asyncio.sleep(_LOOK)
        crash_point(Point.AFTER_EXCLUSIVE)
        try:
            async with asyncio.timeout(None) as ours:
                watching = asyncio.create_task(_until_lost(lock, ours))
                try:
                    yield
                finally:
                    watching.cancel()
        except TimeoutError:
            if ours.expired():
                raise StoreUnavailable(f"The lock of {name} is lost.") from None
            raise
        finally:
            await lock.release()

    async def _lock(self, name: str) -> Lock | None:
        """A database that is away cannot give a lock: waited for like one that is taken."""
        try:
            return await self.database.lock(name)
        except StoreUnavailable:
            return None

    async def _discharge(self, id: int | None, alive: Lock | None) -> None:
        """Stop being this instance; rows that we still hold are left to the reapers."""
        if alive is None or id is None:
            return
        with suppress(StoreUnavailable, Conflict):
            async with self.database.writing() as sql:
                await Instances(sql).remove(id)
                crash_point(Point.IN_GOODBYE)
        await alive.release()

    async def close(self) -> None:
        id, alive, self._id, self._alive = self._id, self._alive, None, None
        await self._discharge(id, alive)
        await self.database.close()


async def _until_lost(lock: Lock, ours: asyncio.Timeout) -> None:
    """Whoever lost his lock must stop what only its holder may do."""
    while await lock.is_held():  # noqa: ASYNC110 - it cannot ring
        await asyncio.sleep(_LOOK)
    ours.reschedule(asyncio.get_running_loop().time())
