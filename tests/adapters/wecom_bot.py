"""The robot's adapter on the fake's long connection, and what is around it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from adapters.wecom.bot import BotSettings, Exclusive, WecomBotAdapter
from adapters.wecom.bot_socket import BotTuning
from adapters.wecom.openids import Ask
from bot.errors import StoreUnavailable
from bot.messages import Address, Platform
from bot.ports import Clock
from tests.adapters.world import Door
from tests.fakes.process import Fake
from tests.fakes.wecom_frames import BOT, BOT_SECRET
from tests.fakes.wecom_payloads import CORP
from tests.world import FakeClock

TENANT = f"{CORP}#robot"
QUICK = BotTuning(ping=0.03, ack=0.4, connect=2.0, farewell=0.5)


class Naps(FakeClock):
    """Waiting moves it on and takes no time, but for the nap that ``until`` names: it is the last.

    So a test sees how long the pauses are, and nothing goes on behind them.
    """

    def __init__(self, until: float | None = None, times: int = 1) -> None:
        super().__init__()
        self.until, self.times = until, times
        self.slept: list[float] = []
        self.asleep, self.wake = asyncio.Event(), asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if seconds == self.until:
            self.times -= 1
            if self.times == 0:
                self.asleep.set()
                await self.wake.wait()
        await super().sleep(seconds)


class Turns:
    """A lock for one at a time; ``lose``: the database takes it from whoever holds it."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._held = asyncio.timeout(None)

    @asynccontextmanager
    async def exclusive(self, name: str) -> AsyncIterator[None]:
        async with self._lock:
            self._held = asyncio.timeout(None)
            try:
                async with self._held:
                    yield
            except TimeoutError:
                raise StoreUnavailable("the lock was lost") from None

    def lose(self) -> None:
        self._held.reschedule(0)


def alone(_: str) -> AbstractAsyncContextManager[None]:
    return nullcontext()


def robot(
    wecom: Fake,
    clock: Clock | None = None,
    lock: Exclusive = alone,
    tuning: BotTuning = QUICK,
    names: Ask | None = None,
    **changed: Any,
) -> WecomBotAdapter:
    given = {"bot": BOT, "secret": BOT_SECRET, "corp": CORP, "tenant": TENANT}
    url = wecom.base.replace("http", "ws") + "/ws"
    settings = BotSettings(**{"url": url, **given, **changed})
    return WecomBotAdapter(settings, clock or FakeClock(), lock, tuning, names=names)


def to(chat: str) -> Address:
    return Address(Platform.WECOM, TENANT, chat)


@asynccontextmanager
async def hearing(
    wecom: Fake, door: Door | None = None, clock: Clock | None = None, **more: Any
) -> AsyncIterator[WecomBotAdapter]:
    """Connected and subscribed; afterwards no task and no connection of it is left."""
    before = asyncio.all_tasks()
    adapter = robot(wecom, clock, **more)
    listening = asyncio.create_task(adapter.listen(door or Door()))
    try:
        await wecom.called("ping")  # who pings has been told that it is subscribed
        yield adapter
    finally:
        listening.cancel()
        await asyncio.wait([listening])
        assert listening.cancelled(), listening.exception()
        await adapter.close()
    assert asyncio.all_tasks() - {asyncio.current_task()} <= before
