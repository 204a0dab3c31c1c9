"""Somebody else who writes: ``python -m benchmarks.writer URL`` until standard input ends.

An event every ten milliseconds, as the way in does; tells how long each took, in milliseconds.
"""

import asyncio
import json
import os
import sys
import time
from datetime import UTC, datetime

from bot.messages import Event, Platform
from store import open_store

_EVERY = 0.01


async def _write(url: str) -> list[float]:
    store, times, number = await open_store(url), list[float](), 0
    told = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    sys.stdout.write("writing\n")
    sys.stdout.flush()
    while not told.done():
        number += 1
        event = Event(
            platform=Platform.TELEGRAM,
            tenant="9",
            id=f"{os.getpid()}:{number}",
            lane="9",
            payload="{}",
        )
        began = time.perf_counter()
        async with store.unit() as unit:
            await unit.inbox.add([event], at=datetime.now(UTC))
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(_EVERY)
    await store.close()
    return times


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(_write(sys.argv[1]))))
