"""One transaction at a time over everything that is remembered."""

from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.bell import Bell
from bot.ports.absences import Absences
from bot.ports.audit import Audit
from bot.ports.board import Board
from bot.ports.bulletins import Bulletins
from bot.ports.closings import Closings
from bot.ports.coordinations import Coordinations
from bot.ports.corrections import Corrections
from bot.ports.deadlines import Deadlines
from bot.ports.digests import Digests
from bot.ports.feedback import Feedbacks
from bot.ports.floods import Floods
from bot.ports.groups import Groups, Subscriptions
from bot.ports.health import Health, Ticks
from bot.ports.inbox import Inbox
from bot.ports.ledgers import Ledgers
from bot.ports.nudges import Nudges
from bot.ports.occurrences import Occurrences
from bot.ports.outbox import Outbox
from bot.ports.people import Actions, People
from bot.ports.periods import Periods
from bot.ports.plan import Plans, Tasks
from bot.ports.reach import Reaches
from bot.ports.reminders import Reminders
from bot.ports.reports import Reports
from bot.ports.restrictions import Restrictions
from bot.ports.reviews import Reviews
from bot.ports.revisions import Revisions
from bot.ports.staff import Retention, Staff
from bot.ports.uploads import Uploads
from bot.ports.urges import Urges
from bot.ports.web import WebKeys
from bot.ports.workdays import Workdays


class Unit(Protocol):
    """One transaction."""

    tasks: Tasks
    people: People
    plans: Plans
    actions: Actions
    inbox: Inbox
    outbox: Outbox
    occurrences: Occurrences
    health: Health
    ticks: Ticks
    workdays: Workdays
    periods: Periods
    reports: Reports
    groups: Groups
    subscriptions: Subscriptions
    digests: Digests
    urges: Urges
    bulletins: Bulletins
    coordinations: Coordinations
    nudges: Nudges
    absences: Absences
    reminders: Reminders
    deadlines: Deadlines
    corrections: Corrections
    reviews: Reviews
    audit: Audit
    ledgers: Ledgers
    web: WebKeys
    board: Board
    closings: Closings
    restrictions: Restrictions
    floods: Floods
    staff: Staff
    feedback: Feedbacks
    reach: Reaches
    retention: Retention
    uploads: Uploads
    revisions: Revisions


class Store(Protocol):
    """Everything that is remembered, on SQLite or PostgreSQL."""

    @abstractmethod
    def unit(self) -> AbstractAsyncContextManager[Unit]:
        """Leaving the block commits; leaving it by an exception rolls back.

        On SQLite it holds the write lock from the start: never await the network inside.
        Raises ``StoreUnavailable`` when the database is locked, gone, full or read-only.
        """

    @abstractmethod
    def view(self) -> AbstractAsyncContextManager[Unit]:
        """A unit that only reads: nothing is locked, a write inside it raises."""

    @abstractmethod
    async def enlist(self, *, at: datetime) -> None:
        """Become a living instance, whose claims stand until it is dead; needed before claims."""

    @abstractmethod
    async def reap(self, *, at: datetime, grace: timedelta = timedelta(seconds=60)) -> int:
        """Take back what dead instances held; returns the number of rows.

        Inbox ``working`` -> new; outbox ``claimed`` -> pending, ``sending`` -> unknown, due
        ``grace`` after ``at``.
        """

    @abstractmethod
    async def keep_time(self, *, at: datetime) -> bool:
        """Tell what time it is, each second; whether the clock had gone back.

        Then what waits moves back with it, once for all processes: nobody waits until the clock
        has caught up, and a pause keeps its length.  A process whose clock is just behind that of
        others moves nothing.
        """

    @abstractmethod
    def ring(self, name: str) -> None:
        """Tell other processes, soon, that there is work called ``name``; they may not hear it."""

    @abstractmethod
    async def listen(self, bells: Mapping[str, Bell]) -> None:
        """Ring these bells when another process has told so; until cancelled."""

    @abstractmethod
    def exclusive(self, name: str) -> AbstractAsyncContextManager[None]:
        """Wait until this process alone holds ``name``; any death frees it.

        The block is left with ``StoreUnavailable`` when the hold is lost.
        """

    @abstractmethod
    async def close(self) -> None: ...
