"""Ticks go on whatever happens in one, and end without a complaint."""

import asyncio

import pytest

from bot.errors import StoreUnavailable
from reminders.ticks import tick


async def test_a_tick_that_fails_is_followed_by_the_next(caplog: pytest.LogCaptureFixture) -> None:
    looks, third = 0, asyncio.Event()

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise StoreUnavailable("gone")
        if looks == 2:
            raise ZeroDivisionError
        third.set()

    ticking = asyncio.create_task(tick(look, every=0.01))
    await asyncio.wait_for(third.wait(), timeout=5)
    ticking.cancel()
    await asyncio.gather(ticking, return_exceptions=True)
    assert "tick: gone" in caplog.text
    assert "tick: failed" in caplog.text


async def test_to_be_stopped_while_looking_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    looks, begun = 0, asyncio.Event()

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks > 1:
            begun.set()
            await asyncio.Event().wait()

    ticking = asyncio.create_task(tick(look, every=0.01))
    await asyncio.wait_for(begun.wait(), timeout=5)
    ticking.cancel()
    await asyncio.gather(ticking, return_exceptions=True)
    for _ in range(5):  # what was broken off tells those who wait for it
        await asyncio.sleep(0)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
