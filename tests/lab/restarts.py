"""PostgreSQL stops at once and starts again under load: nobody exits, and the work goes on."""

import asyncio
import random
import signal
import time
from pathlib import Path
from typing import Any

import asyncpg

from tests.lab import load
from tests.lab.bench import Bench, bench, until
from tests.lab.databases import Databases, Place, Server, place
from tests.lab.kills import Crowd, messages
from tests.lab.witness import drained, judge

ONLY = ("postgresql",)
SERVERS = {False: "stoppable", True: "durable"}
"""In a slice the disk is not waited for: the server dies, not the machine."""

_PATIENCE = 60.0
_WAVE = 20  # so many messages can only have been begun after the start


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    assert isinstance(databases, Server)
    dice = random.Random(seed)
    async with bench(folder) as made, place(databases) as where:
        return await _run(made, where, databases, dice, stops=20 if full else 3)


async def _run(
    made: Bench, where: Place, server: Server, dice: random.Random, *, stops: int
) -> dict[str, Any]:
    count = 200 * (stops + 2)
    planned, heard = messages(count), count // 10
    crowd = Crowd(made, where, planned)
    await made.clear()
    await made.order(made.telegram, "/updates", load.updates(heard))
    await crowd.start(workers=2)
    resumed = list[float]()
    for n in range(stops):
        at = (count // 2 + heard) * n // (stops + 1) + dice.randrange(1, 40)
        await made.order(made.telegram, "/reached", at, _PATIENCE)
        resumed.append(await _stop(made, server))

    async def over() -> bool:
        try:
            return await drained(where, events=heard, messages=count)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False

    in_time = await until(over, within=_PATIENCE)
    children = [*crowd.workers, *filter(None, [crowd.ticker])]
    ended = [child for child in crowd.workers if not child.lives]
    faults = [f"{child.name} exited: {made.nursery.log(child)[-3000:]}" for child in ended]
    faults += await crowd.end()
    faults += [] if in_time else ["not drained"]
    logs = "".join(made.nursery.log(child) for child in children)
    split = await judge(
        where,
        made.ledger(made.telegram),
        made.ledger(made.keyed),
        planned=[message.mark for message in planned],
        written=[load.written(n) for n in range(heard)],
    )
    return split.figures() | {
        "stops": stops,
        "resumed_within": [round(seconds, 2) for seconds in resumed],
        "tracebacks": logs.count("Traceback"),
        "faults": faults + split.faults(),
    }


async def _stop(made: Bench, server: Server) -> float:
    """Seconds from when the server can be reached again until something is sent."""
    assert server.cluster is not None
    await asyncio.to_thread(server.cluster.stop, signal.SIGQUIT)
    await asyncio.to_thread(server.cluster.start)
    up, sent = time.monotonic(), await made.order(made.telegram, "/reached", 0)
    await made.order(made.telegram, "/reached", sent + _WAVE, _PATIENCE)
    return time.monotonic() - up
