"""What an adapter needs around it in tests: a clock that waits for nobody, a way in, a lock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from adapters.telegram.line import Tuning
from bot.errors import StoreUnavailable
from bot.messages import Address, Event, Platform
from bot.ports import Adapter, Clock, Cursor, Ingress

TOKEN = "4711:canary-AAEhBOweik9ai2o01vwg"
BOT = "4711"
SECRET = "s3cret_of-ours"
PATIENT = Tuning(poll=1)
IMPATIENT = Tuning(connect=0.3, pool=0.3, write=0.3, read=0.3, poll=1)
"""For servers that will never answer."""


class QuickClock(Clock):
    """Waiting moves it on, and takes no time."""

    def __init__(self) -> None:
        self.time = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class Memory(Ingress):
    """Keeps events as the store does: once each, together with the cursor.

    ``away``: how many times it refuses first.
    """

    def __init__(self, away: int = 0, cursor: str | None = None) -> None:
        self.events: dict[str, Event] = {}
        self.handed: list[str] = []
        self.away, self.offset = away, cursor
        self._news = asyncio.Condition()

    async def accept(self, *events: Event, cursor: Cursor | None = None) -> None:
        if self.away > 0:
            self.away -= 1
            raise StoreUnavailable("the disk is full")
        async with self._news:
            for event in events:
                self.handed.append(event.id)
                self.events.setdefault(event.key, event)
            self.offset = self.offset if cursor is None else cursor.value
            self._news.notify_all()

    async def cursor(self, name: str) -> str | None:
        assert name == "offset"
        return self.offset

    async def holds(self, *ids: str) -> None:
        """Return once all of these are stored."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: set(ids) <= {e.id for e in self.events.values()})


class Lock:
    """Counts who holds it."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.held = False

    @asynccontextmanager
    async def __call__(self, name: str) -> AsyncIterator[None]:
        self.names.append(name)
        self.held = True
        try:
            yield
        finally:
            self.held = False


@asynccontextmanager
async def telegram(
    base: str,
    clock: Clock | None = None,
    lock: Lock | None = None,
    tuning: Tuning = PATIENT,
    **settings: object,
) -> AsyncIterator[TelegramAdapter]:
    """The adapter as the program makes it, pointed at ``base``."""
    made = TelegramSettings(token=TOKEN, api_base=base, **settings)  # type: ignore[arg-type]
    adapter = TelegramAdapter(made, clock or QuickClock(), lock or Lock(), tuning)
    try:
        yield adapter
    finally:
        await adapter.close()


@asynccontextmanager
async def listening(adapter: Adapter, ingress: Ingress) -> AsyncIterator[None]:
    task = asyncio.create_task(adapter.listen(ingress))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled(), task.exception()


def at(chat: str, thread: str | None = None) -> Address:
    return Address(Platform.TELEGRAM, BOT, chat, thread)


class Door(Memory):
    """Keeps events once each; while it is shut, whoever hands one over waits."""

    def __init__(self, away: int = 0) -> None:
        super().__init__(away)
        self.open, self.knocked = asyncio.Event(), asyncio.Event()
        self.open.set()
        self.bugs = 0

    async def accept(self, *events: Event, cursor: Cursor | None = None) -> None:
        self.knocked.set()
        await self.open.wait()
        if self.bugs:
            self.bugs -= 1
            raise ZeroDivisionError
        await super().accept(*events, cursor=cursor)
