"""The store: units and views over one database, and this process as an instance that lives."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from secrets import randbits

from sqlalchemy import Engine

from bot.bell import Bell
from bot.crash import Point, crash_point
from bot.errors import Conflict, StoreUnavailable
from bot.ports import Store, Unit
from store.absences import SqlAbsences
from store.actions import SqlActions
from store.audit import SqlAudit
from store.board import SqlBoard
from store.bulletins import SqlBulletins
from store.calendar import SqlWorkdays
from store.clock import CLOCK, TRIFLE, set_back
from store.closings import SqlClosings
from store.coordinations import SqlCoordinations
from store.corrections import SqlCorrections
from store.deadlines import SqlDeadlines
from store.digests import SqlDigests
from store.feedback import SqlFeedbacks
from store.floods import SqlFloods
from store.groups import SqlGroups, SqlSubscriptions
from store.health import SqlHealth, SqlTicks
from store.inbox import SqlInbox
from store.instances import Instances
from store.lanes import EVER
from store.ledgers import SqlLedgers
from store.noticing import Noticing
from store.nudges import SqlNudges
from store.occurrences import SqlOccurrences
from store.outbox import SqlOutbox
from store.people import SqlPeople
from store.periods import SqlPeriods
from store.plans import SqlPlans
from store.pulse import Pulse
from store.reach import SqlReaches
from store.reminders import SqlReminders
from store.reports import SqlReports
from store.restrictions import SqlRestrictions
from store.retention import SqlRetention
from store.reviews import SqlReviews
from store.revisions import SqlRevisions
from store.sql import Database, Lock, Sql
from store.staff import SqlStaff
from store.tasks import SqlTasks
from store.uploads import SqlUploads
from store.urges import SqlUrges
from store.web_keys import SqlWebKeys

_log = logging.getLogger(__name__)
_LOOK = 1.0  # seconds between two tries for a name that another holds
_NOTED = timedelta(seconds=2)  # so often the latest instant is kept


class SqlUnit(Unit):
    """The repositories of one transaction."""

    def __init__(self, sql: Sql, owner: int | None) -> None:
        sql = noticed = Noticing(sql)
        self.tasks = SqlTasks(sql)
        self.people = SqlPeople(sql)
        self.plans = SqlPlans(sql)
        self.actions = SqlActions(sql)
        self.inbox = SqlInbox(sql, owner)
        self.outbox = SqlOutbox(sql, owner)
        self.occurrences = SqlOccurrences(sql)
        self.health = SqlHealth(sql)
        self.ticks = SqlTicks(sql)
        self.workdays = SqlWorkdays(sql)
        self.periods = SqlPeriods(sql)
        self.reports = SqlReports(sql)
        self.groups = SqlGroups(sql)
        self.subscriptions = SqlSubscriptions(sql)
        self.digests = SqlDigests(sql)
        self.urges = SqlUrges(sql)
        self.bulletins = SqlBulletins(sql)
        self.coordinations = SqlCoordinations(sql)
        self.nudges = SqlNudges(sql)
        self.absences = SqlAbsences(sql)
        self.reminders = SqlReminders(sql)
        self.deadlines = SqlDeadlines(sql)
        self.corrections = SqlCorrections(sql)
        self.reviews = SqlReviews(sql)
        self.audit = SqlAudit(noticed)
        self.ledgers = SqlLedgers(sql)
        self.web = SqlWebKeys(sql)
        self.board = SqlBoard(sql)
        self.closings = SqlClosings(sql)
        self.restrictions = SqlRestrictions(sql)
        self.floods = SqlFloods(sql)
        self.staff = SqlStaff(sql)
        self.reach = SqlReaches(sql)
        self.feedback = SqlFeedbacks(sql)
        self.retention = SqlRetention(sql)
        self.uploads = SqlUploads(sql)
        self.revisions = SqlRevisions(sql)


class SqlStore(Store):
    """See ``bot.ports.Store``; ``store.open_store`` makes one.

    ``number`` gives this instance its name, of so many random bits; ``pulse`` watches the others.
    """

    def __init__(
        self,
        database: Database,
        number: Callable[[int], int] = randbits,
        pulse: Pulse | None = None,
    ) -> None:
        self.database = database
        self._number = number
        self._id: int | None = None
        self._alive: Lock | None = None
        self._pulse = pulse or Pulse()
        self._seen: datetime | None = None

    @property
    def engines(self) -> Sequence[Engine]:
        """SQLAlchemy's engines, for whoever listens to statements."""
        return self.database.engines

    @asynccontextmanager
    async def unit(self) -> AsyncGenerator[SqlUnit]:
        async with self.database.writing() as sql:
            made = SqlUnit(sql, self._id)
            yield made
            await made.audit.flush()

    @asynccontextmanager
    async def view(self) -> AsyncGenerator[SqlUnit]:
        async with self.database.reading() as sql:
            yield SqlUnit(sql, self._id)

    async def enlist(self, *, at: datetime) -> None:
        """Locked first, then listed: whoever is listed and not locked is dead.

        Who was somebody already stays him until he is somebody else.
        """
        id = self._number(62)
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
        others = {id: beat for id, beat in listed.items() if id != self._id}
        hung = self._pulse.hung(others)
        if self._id is not None and self._pulse.is_due():
            async with self.database.writing() as sql:
                await Instances(sql).beat(self._id)
        return await self._take_back(list(others), hung, due=at + grace)

    async def _take_back(self, others: Sequence[int], hung: Sequence[int], *, due: datetime) -> int:
        if not others:
            return 0
        try:
            return await self._bury(others, hung, due=due)
        except Conflict:  # one of them is not that dead: whoever looks next finds what is left
            return 0

    async def _bury(self, others: Sequence[int], hung: Sequence[int], *, due: datetime) -> int:
        async with self.database.writing() as sql:
            instances = Instances(sql)
            dead = set(await self.database.dead(sql, others))
            for id in set(hung) - dead:
                _log.error("instance %s hangs: what it held is taken back", id)
            dead |= set(hung)
            if dead:
                crash_point(Point.BEFORE_REAP)
            back = sum([await instances.give_back(id, due=due) for id in dead])
        if dead:
            crash_point(Point.AFTER_REAP)
        return back

    async def keep_time(self, *, at: datetime) -> bool:
        """As the port says: our own clock went back, or that of those who lived before us."""
        async with self.database.reading() as sql:
            mark = await SqlTicks(sql).last(CLOCK) or EVER
        moved, ours = False, self._seen is not None and self._seen - at > TRIFLE
        if ours or mark - at > TRIFLE or at - mark > _NOTED:
            async with self.database.writing() as sql:
                if at > mark:
                    await SqlTicks(sql).note(CLOCK, at)
                elif ours or not await self._others(sql):
                    moved = await set_back(sql, at, self._seen)
        self._seen = at
        return moved

    async def _others(self, sql: Sql) -> bool:
        """Whether another instance lives."""
        others = [id for id in await Instances(sql).all() if id != self._id]
        return len(await self.database.dead(sql, others)) < len(others) if others else False

    def ring(self, name: str) -> None:
        self.database.ring(name)

    async def listen(self, bells: Mapping[str, Bell]) -> None:
        await self.database.listen(lambda name: bells[name].ring() if name in bells else None)

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
                raise StoreUnavailable(
                    f"The lock “{name}” was lost: another may have it."
                ) from None
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
