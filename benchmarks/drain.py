"""B4: what it costs to send a message that costs nothing: claim, intent, send, settle.

Beside a bare loop of SKIP LOCKED that marks each row, and two job queues on the same server.
Yardsticks keep no attempts, no order per chat and no intent.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from benchmarks import databases, yardsticks
from benchmarks.outbox import ROUTE, drain, put
from benchmarks.report import Figure, figure, median, size
from store import SqlStore, open_store

_COUNT = size(600, 10_000)
_ROUNDS = 3
_WAITING = size(20_000, 1_000_000)
_CLAIMS = 40

Round = Callable[[int], Awaitable[None]]


def run() -> dict[str, Any]:
    """Microseconds of CPU and of wall time a message; milliseconds a claim of eight."""
    with databases.both() as urls:
        return asyncio.run(_measure(urls))


async def _measure(urls: dict[str, str]) -> dict[str, Any]:
    stores = {name: await open_store(url) for name, url in urls.items()}
    for store in stores.values():
        await store.enlist(at=datetime.now(UTC))
    server = urls["postgresql"]
    try:
        async with (
            yardsticks.raw(server) as raw,
            yardsticks.procrastinate(server) as procrastinate,
            yardsticks.pgqueuer(server) as pgqueuer,
        ):
            rounds: dict[str, Round] = {
                **{name: _ours(store) for name, store in stores.items()},
                "raw": raw,
                "procrastinate": procrastinate,
                "pgqueuer": pgqueuer,
            }
            taken = await _interleaved(rounds)
        claims = {
            f"{name} {kind}": await _claims(store, chats)
            for name, store in stores.items()
            for kind, chats in (("flooded", 1), ("waiting", None))
        }
    finally:
        for store in stores.values():
            await store.close()
    return {"figures": [*_compared(taken), *_claimed(claims)], "microseconds": taken}


def _ours(store: SqlStore) -> Round:
    async def sending(turn: int) -> None:
        await put(store, _COUNT, batch=f"drain{turn}")
        yardsticks.START()
        await drain(store, _COUNT)

    return sending


async def _interleaved(rounds: dict[str, Round]) -> dict[str, dict[str, float]]:
    """Medians a message, after one round that warms up; putting the messages in is not counted."""
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in rounds}
    for turn in range(_ROUNDS + 1):
        for name, one in rounds.items():
            await one(turn)
            wall, cpu = time.perf_counter(), time.process_time()
            if turn:
                seen[name].append((cpu - yardsticks.began[1], wall - yardsticks.began[0]))
    return {
        name: {
            "cpu_us": round(median([cpu for cpu, _ in values]) / _COUNT * 1e6, 1),
            "wall_us": round(median([wall for _, wall in values]) / _COUNT * 1e6, 1),
        }
        for name, values in seen.items()
    }


def _compared(taken: dict[str, dict[str, float]]) -> list[Figure]:
    """As throughput: what one costs over what the other costs, turned round."""
    speed = {name: 1e6 / one["wall_us"] for name, one in taken.items()}
    ours = speed["postgresql"]
    return [
        figure("messages/s, PostgreSQL, to raw", ours, speed["raw"], at_least=0.7),
        figure("… to procrastinate", ours, speed["procrastinate"], at_least=3.0),
        figure("… to pgqueuer", ours, speed["pgqueuer"]),
        figure("messages/s, SQLite, to raw", speed["sqlite"], speed["raw"]),
        figure(
            "CPU us a message, PostgreSQL, to raw",
            taken["postgresql"]["cpu_us"],
            taken["raw"]["cpu_us"],
        ),
        figure(
            "CPU us a message, PostgreSQL, to procrastinate",
            taken["postgresql"]["cpu_us"],
            taken["procrastinate"]["cpu_us"],
        ),
    ]


async def _claims(store: SqlStore, chats: int | None) -> float:
    """Milliseconds a claim(8) with its commit; all wait in one chat, or each in its own.

    A connection that planned its statements while the tables were small keeps to these plans until
    they are analyzed: before, a claim of 30,000 on PostgreSQL takes 38 ms.
    """
    batch = f"claim{chats}"
    await put(store, 500, batch=f"{batch} others")
    await put(store, _WAITING, batch=batch, chats=chats)
    joined = 1
    while joined:
        async with store.unit() as unit:
            joined = await unit.outbox.enroll(ROUTE, limit=5_000)
    async with store.database.writing() as sql:
        await sql.count(text("ANALYZE"))  # as autovacuum does within a minute
    times, now = list[float](), datetime.now(UTC)
    for _ in range(_CLAIMS):
        begun = time.perf_counter()
        async with store.unit() as unit:
            held = await unit.outbox.claim(ROUTE, urgent=False, now=now, limit=8)
        times.append(time.perf_counter() - begun)
        async with store.unit() as unit:
            for one in held:
                await unit.outbox.release(one, due=now)
    return median(times) * 1000


def _claimed(claims: dict[str, float]) -> list[Figure]:
    return [
        figure(f"ms a claim(8), {_WAITING} messages, {name}", ms, at_most=2.0)
        for name, ms in claims.items()
    ]
