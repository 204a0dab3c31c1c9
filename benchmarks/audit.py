"""B12: the audit: verifying 10⁵ entries, and how many audited writes a second there may be.

Each writer has a row of its own, so that they meet at the head of the chain and nowhere else; the
yardstick is the same write without an entry.
"""

import asyncio
import time
import tracemalloc
from datetime import UTC, datetime
from typing import Any

from benchmarks import databases
from benchmarks.report import Figure, figure, median, size
from bot.messages import Language
from bot.model.audit import AuditEntry
from bot.model.person import PersonRole
from store import SqlStore, open_store

_ENTRIES = 100_000
_CHUNK = 1_000
_WRITERS = 8
_WRITES = size(50, 500)  # of each writer
_ROUNDS = 3
_MIB = 2**20


def run() -> dict[str, Any]:
    """Seconds of CPU of this process, MiB of its memory, writes a second."""
    figures: list[Figure] = []
    with databases.both() as urls:
        for name, url in urls.items():
            figures += asyncio.run(_measure(name, url))
    return {"figures": figures}


async def _measure(name: str, url: str) -> list[Figure]:
    store = await open_store(url)
    try:
        people = await _people(store)
        rates: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(_ROUNDS):
            for audited, seen in rates.items():
                seen.append(await _rate(store, people, audited=audited))
        await _fill(store)
        began = time.process_time()
        await _verify(store)
        cpu = time.process_time() - began
        tracemalloc.start()
        await _verify(store)
        peak = tracemalloc.get_traced_memory()[1] / _MIB
        tracemalloc.stop()
    finally:
        await store.close()
    plain, noted = median(rates[False]), median(rates[True])
    return [
        figure(f"s of CPU to verify 10⁵ entries, {name}", cpu, at_most=5),
        figure(f"MiB at most while verifying, {name}", peak, at_most=8),
        figure(f"audited writes/s of {_WRITERS} writers to unaudited, {name}", noted, plain),
    ]


async def _people(store: SqlStore) -> list[int]:
    now = datetime.now(UTC)
    async with store.unit() as unit:
        body = (await unit.people.departments())[0]
        made = [
            await unit.people.add(f"w{n}", body.id, PersonRole.LIAISON, at=now)
            for n in range(_WRITERS)
        ]
    return [person.id for person in made]


async def _rate(store: SqlStore, people: list[int], *, audited: bool) -> float:
    began = time.perf_counter()
    await asyncio.gather(*(_writes(store, person, audited=audited) for person in people))
    return len(people) * _WRITES / (time.perf_counter() - began)


async def _writes(store: SqlStore, person: int, *, audited: bool) -> None:
    now = datetime.now(UTC)
    for n in range(_WRITES):
        language = (Language.EN, Language.ZH)[n % 2]  # SQLite writes nothing that is so already
        async with store.unit() as unit:
            await unit.people.set_language(person, language)
            if audited:
                unit.audit.note(_entry(person), at=now)


def _entry(n: int) -> AuditEntry:
    text = f"{n} 推进中 征求意见稿已汇总21家意见"
    channel = "telegram private"
    return AuditEntry(
        actor=f"person:{n}", channel=channel, act="update", object=f"task:{n}", text=text
    )


async def _fill(store: SqlStore) -> None:
    now = datetime.now(UTC)
    for first in range(0, _ENTRIES, _CHUNK):
        async with store.unit() as unit:
            for n in range(first, first + _CHUNK):
                unit.audit.note(_entry(n), at=now)


async def _verify(store: SqlStore) -> None:
    async with store.view() as unit:
        found = await unit.audit.verify()
    if not found.ok or found.entries < _ENTRIES:
        raise RuntimeError("the chain is not whole")
