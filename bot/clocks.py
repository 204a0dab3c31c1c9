"""The machine's clock, and one that stands still."""

import asyncio
from datetime import UTC, datetime, time, timedelta, tzinfo

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


def midnight(now: datetime, zone: tzinfo) -> datetime:
    """The beginning of the day in ``zone``; aware, in UTC."""
    day = now.astimezone(zone).date()
    return datetime.combine(day, time(), zone).astimezone(UTC)
