"""How much faster two delivery processes are than one, when neither the platform nor a limit is.

``python -m benchmarks.processes URL`` is such a process: it sends into the void until it is killed.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.outbox import ROUTE, Nowhere, fill
from benchmarks.report import figure, median, size
from benchmarks.serving import ending
from bot.bell import Bell
from bot.clocks import SystemClock
from bot.messages import Address, Part
from bot.outcomes import Outcome
from reminders.delivery import Postman
from store import SqlStore, open_store

_COUNT = size(1_000, 20_000)
_ROUNDS = 3
_AWAY = 0.05  # seconds that a message is on its way


class Far(Nowhere):
    """As far away as a platform."""

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        await asyncio.sleep(_AWAY)
        return await super().send(to, part)


def run() -> dict[str, Any]:
    """Messages a second of one and of two processes on PostgreSQL, in turn."""
    seen: dict[int, list[float]] = {1: [], 2: []}
    with databases.postgresql() as url:
        for turn in range(_ROUNDS):
            for count, rates in seen.items():
                rates.append(_rate(url, count, f"processes {turn} {count}"))
    two, one = median(seen[2]), median(seen[1])
    return {
        "figures": [figure("messages/s, two processes to one", two, one)],
        "cores": os.cpu_count(),
        "rates": {str(count): [round(rate) for rate in rates] for count, rates in seen.items()},
    }


def _rate(url: str, processes: int, batch: str) -> float:
    fill(url, _COUNT, batch=batch)
    argv = [PYTHON, "-m", "benchmarks.processes", url]
    with ExitStack() as stack:
        for _ in range(processes):
            stack.enter_context(ending(subprocess.Popen(argv)))
        return asyncio.run(_watch(url))


async def _watch(url: str) -> float:
    """From the first tenth to the last, so that starting is not counted."""
    store = await open_store(url)
    marks: list[float] = []
    try:
        for left in (_COUNT * 9 // 10, _COUNT // 10):
            await _fewer(store, left)
            marks.append(time.monotonic())
        await _fewer(store, 0)
    finally:
        await store.close()
    return _COUNT * 0.8 / (marks[1] - marks[0])


async def _fewer(store: SqlStore, left: int) -> None:
    while await _waiting(store) > left:  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.02)


async def _waiting(store: SqlStore) -> int:
    from sqlalchemy import func, select  # noqa: PLC0415

    from store.queues import UNSENT, delivery, one_of  # noqa: PLC0415

    async with store.database.reading() as sql:
        [(count,)] = await sql.rows(
            select(func.count()).select_from(delivery).where(one_of(UNSENT))
        )
    found: int = count
    return found


async def _send(url: str) -> None:
    store = await open_store(url)
    await store.enlist(at=datetime.now(UTC))
    await Postman(store, SystemClock(), {ROUTE: Far()}, Bell()).run()


def main(argv: Sequence[str]) -> None:
    asyncio.run(_send(argv[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
