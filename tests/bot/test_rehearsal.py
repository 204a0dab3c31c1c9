"""The clock that can be moved: who sleeps wakes, and it never goes back."""

import asyncio
from datetime import timedelta

from bot.clocks import MovableClock
from tests.world import START


async def test_who_sleeps_wakes_when_the_clock_is_put_past_him() -> None:
    clock = MovableClock(START)
    short, long = (asyncio.create_task(clock.sleep(seconds)) for seconds in (3600, 86_400))
    await asyncio.sleep(0)
    clock.put(START + timedelta(hours=2))
    await asyncio.wait_for(short, 5)
    assert not long.done()
    assert START + timedelta(hours=2) <= clock.now() < START + timedelta(hours=2, minutes=1)
    clock.put(START)
    assert clock.now() >= START + timedelta(hours=2)
    clock.put(START + timedelta(days=2))
    await asyncio.wait_for(long, 5)
