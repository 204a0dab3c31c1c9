"""Many people are due at once, and some write meanwhile: as fast as Telegram allows, no faster."""

import asyncio
import time
from pathlib import Path
from typing import Any

from bot.clocks import SystemClock
from bot.ports import Store
from tests.lab import load
from tests.lab.bench import Bench, bench, until
from tests.lab.databases import Databases, Place, place
from tests.lab.load import Planned
from tests.lab.witness import drained, judge, percentile

_ALLOWED = 30.0  # messages a second
_EVERY = 0.5  # seconds between two commands
_PROCESSES = 2
_PATIENCE = 900.0
_FORGIVEN = 3  # in a slice, whose machine may be busy with other tests


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    """``seed`` changes nothing: the clock is the only dice."""
    count = 10_000 if full else 300
    planned = [Planned("telegram", str(100_000 + n), load.planned(n)) for n in range(count)]

    async def put(store: Store) -> None:
        for n in range(0, count, 1_000):
            await load.put(store, planned[n : n + 1_000], at=SystemClock().now())

    await databases.keep("due", put)
    async with (
        bench(folder, telegram="telegram_strict") as made,
        place(databases, "due") as where,
    ):
        return await _run(made, where, planned, forgiven=0 if full else _FORGIVEN)


async def _run(
    made: Bench, where: Place, planned: list[Planned], *, forgiven: int
) -> dict[str, Any]:
    await made.clear()
    jobs = {"url": where.url, "grace": 5, **made.bases()}
    children = [await made.nursery.start("serve", **jobs) for _ in range(_PROCESSES)]
    heard = dict[str, float]()
    talking = asyncio.create_task(_talk(made, heard, len(planned)))
    await talking

    async def over() -> bool:
        return await drained(where, events=len(heard), messages=len(planned))

    faults = [] if await until(over, within=_PATIENCE) else ["not drained"]
    codes = [await child.stop() for child in children]
    faults += [f"ended with {code}" for code in codes if code]
    ledger = made.ledger(made.telegram)
    violations = await made.order(made.telegram, "/violations")
    split = await judge(
        where, ledger, [], planned=[message.mark for message in planned], written=list(heard)
    )
    if sum(violations.values()) > forgiven:
        faults.append(f"violations: {violations}")
    return split.figures() | {
        **_speed(ledger, heard),
        "violations": violations,
        "faults": faults + split.faults(),
    }


async def _talk(made: Bench, heard: dict[str, float], bulk: int) -> None:
    """Two commands a second, as long as there is something of the burst left."""
    while await made.order(made.telegram, "/reached", 0) < bulk * 0.95:
        n = len(heard)
        heard[load.written(n)] = time.time()
        await made.order(made.telegram, "/updates", load.updates(1, n))
        await asyncio.sleep(_EVERY)


def _speed(ledger: list[dict[str, Any]], heard: dict[str, float]) -> dict[str, Any]:
    """How fast all left, and how long the answers took; the first second warms up."""
    first, last = ledger[0]["at"], ledger[-1]["at"]
    answers = [
        line["at"] - at for mark, at in heard.items() for line in ledger if mark in _text(line)
    ]
    return {
        "per_second": round(len(ledger) / (last - first), 2),
        "of_the_allowed": round(len(ledger) / (last - first) / _ALLOWED, 3),
        "replies": len(answers),
        "reply_p50": percentile(answers, 0.5),
        "reply_p95": percentile(answers, 0.95),
    }


def _text(line: dict[str, Any]) -> str:
    text: str = line["fields"]["text"]
    return text
