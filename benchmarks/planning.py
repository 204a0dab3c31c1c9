"""B3: writing down what is due: occurrences and deliveries, beside INSERT … SELECT and an ORM.

Ours turns values of Python into rows; the raw yardstick never leaves the database.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.orm import orm_rows
from benchmarks.outbox import BOT
from benchmarks.report import Figure, figure, median, percentile, size
from bot.messages import Address, Platform
from bot.ports import Occurrence
from store import SqlStore, open_store

_PAIRS = size(20_000, 1_000_000)
_CHUNK = size(5_000, 10_000)
_ORM = size(1_000, 10_000)
_DAY = 3_500
_ROUNDS = 3
_DAYS = 5
_WARM = 1.0

_NUMBERS = {
    "sqlite": "WITH RECURSIVE g(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM g WHERE n+1 < :count)",
    "postgresql": "WITH g(n) AS (SELECT generate_series(0, :count - 1))",
}
_OCCURRENCES = """
INSERT INTO occurrence (key, person_id, title, why, data, due, planned_at)
{numbers} SELECT 'nudge:{batch}:' || n, NULL, '三天后到期', '每周一提醒', '{{}}', {now}, {now}
FROM g WHERE true ON CONFLICT DO NOTHING
"""
_DELIVERIES = """
INSERT INTO delivery (key, platform, tenant, chat, thread, part, content, shows, cause, bulk, since,
  state, due, owner, fence, tries, doubts, reason, message, lane_id, turn, notice)
{numbers} SELECT 'nudge:{batch}:' || n, 'telegram', '1', CAST(100000 + n AS text), '', 0, '',
  '{{}}', NULL, true, {now}, 'pending', {now}, NULL, 0, 0, 0, '', NULL, NULL, NULL, NULL
FROM g WHERE true ON CONFLICT DO NOTHING
"""
_NOW = {"sqlite": "'2026-01-05 01:00:00.000000'", "postgresql": "TIMESTAMPTZ '2026-01-05 01:00Z'"}

Round = Callable[[str], Awaitable[int]]


def run() -> dict[str, Any]:
    """Microseconds a pair, a normal day's milliseconds, what other writers wait meanwhile."""
    figures: list[Figure] = []
    with databases.both() as urls:
        for name, url in urls.items():
            figures += asyncio.run(_measure(name, url))
    return {"figures": figures}


async def _measure(name: str, url: str) -> list[Figure]:
    store = await open_store(url)
    try:
        rounds: dict[str, Round] = {
            "ours": lambda batch: _ours(store, batch, _PAIRS),
            "raw": lambda batch: _raw(store, name, batch),
            "orm": lambda batch: orm_rows(url, batch, _ORM),
        }
        us = await _interleaved(rounds)
        alone = await _others(url, store, busy=False)
        busy = await _others(url, store, busy=True)
        days = [await _day(store, n) for n in range(_DAYS)]
    finally:
        await store.close()
    return [
        figure(f"pairs/s to raw, {name}", 1e6 / us["ours"], 1e6 / us["raw"], at_least=0.9),
        figure(f"pairs/s to the ORM, {name}", 1e6 / us["ours"], 1e6 / us["orm"], at_least=20),
        figure(f"ms for a day of {_DAY}, {name}", median(days), at_most=50),
        figure(f"p99 ms of other writers meanwhile, {name}", percentile(busy, 0.99), at_most=100),
        figure(f"p99 ms of other writers alone, {name}", percentile(alone, 0.99)),
    ]


async def _interleaved(rounds: dict[str, Round]) -> dict[str, float]:
    seen: dict[str, list[float]] = {kind: [] for kind in rounds}
    for turn in range(_ROUNDS):
        for kind, one in rounds.items():
            began = time.perf_counter()
            count = await one(f"{kind}{turn}")
            seen[kind].append((time.perf_counter() - began) / count * 1e6)
    return {kind: median(values) for kind, values in seen.items()}


async def _ours(store: SqlStore, batch: str, count: int) -> int:
    """In chunks, each a transaction of its own, so that others get their turn."""
    now = datetime.now(UTC)
    for first in range(0, count, _CHUNK):
        found = [_occurrence(batch, n, now) for n in range(first, min(count, first + _CHUNK))]
        async with store.unit() as unit:
            new = await unit.occurrences.plan(found, at=now)
        if len(new) != len(found):
            raise RuntimeError("something was there already")
    return count


def _occurrence(batch: str, n: int, now: datetime) -> Occurrence:
    return Occurrence(
        key=f"nudge:{batch}:{n}",
        person=None,
        to=Address(Platform.TELEGRAM, BOT, str(100_000 + n)),
        due=now,
        title="三天后到期",
        why="每周一提醒",
    )


async def _raw(store: SqlStore, name: str, batch: str) -> int:
    words = {"numbers": _NUMBERS[name], "batch": batch, "now": _NOW[name]}
    async with store.database.writing() as sql:
        for statement in (_OCCURRENCES, _DELIVERIES):
            await sql.count(text(statement.format(**words)), {"count": _PAIRS})
    return _PAIRS


async def _day(store: SqlStore, n: int) -> float:
    began = time.perf_counter()
    now = datetime.now(UTC)
    found = [_occurrence(f"day{n}", m, now) for m in range(_DAY)]
    async with store.unit() as unit:
        await unit.occurrences.plan(found, at=now)
    return (time.perf_counter() - began) * 1000


async def _others(url: str, store: SqlStore, *, busy: bool) -> list[float]:
    """Milliseconds that each write of another process took."""
    argv = [PYTHON, "-m", "benchmarks.writer", url]
    pipe = asyncio.subprocess.PIPE
    writer = await asyncio.create_subprocess_exec(*argv, stdin=pipe, stdout=pipe)
    if writer.stdout is None:
        raise RuntimeError("no pipe")
    await writer.stdout.readline()  # it writes
    await asyncio.sleep(_WARM)
    if busy:
        await _ours(store, "busy", _PAIRS)
    told, _ = await writer.communicate(b"")  # which closes its input, in every Python
    times: list[float] = json.loads(told)
    return times
