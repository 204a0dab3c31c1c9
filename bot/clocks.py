"""The machine's clock, and one that stands still."""

import asyncio
import contextlib
from datetime import UTC, datetime, time, timedelta, tzinfo
from time import monotonic

from bot.ports import Clock


class SystemClock(Clock):
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class FixedClock(Clock):
    """One instant, for ``liaison ask --at``; waiting moves it on."""

    def __init__(self, at: datetime) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class MovableClock(Clock):
    """Goes as time does, and can be put forward; then whoever sleeps until before that wakes."""

    def __init__(self, at: datetime) -> None:
        self._at, self._since = at, monotonic()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=monotonic() - self._since)

    async def sleep(self, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        while (left := (until - self.now()).total_seconds()) > 0:
            moved = self._moved
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await moved.wait()
        await asyncio.sleep(0)

    def put(self, to: datetime) -> None:
        """Forward to an instant; one that is over changes nothing."""
        if to > self.now():
            self._at, self._since = to, monotonic()
            moved, self._moved = self._moved, asyncio.Event()
            moved.set()


def midnight(now: datetime, zone: tzinfo) -> datetime:
    """The beginning of the day in ``zone``; aware, in UTC."""
    day = now.astimezone(zone).date()
    return datetime.combine(day, time(), zone).astimezone(UTC)
