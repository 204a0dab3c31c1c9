"""Random kills: four delivery workers, a ticker and updates coming in, on platforms that fail.

Whom a kill hits and when is drawn by the seed; when, is counted in messages that Telegram accepted.
"""

import asyncio
import random
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.lab import load
from tests.lab.bench import Bench, bench, until
from tests.lab.databases import Databases, Place, place
from tests.lab.load import Planned
from tests.lab.nursing import Child
from tests.lab.witness import drained, judge, percentile

WORKERS = 4
_RATE = "0.05"
_STALL = 20.0  # seconds without another message, while there are some
_PATIENCE = 120.0  # seconds without anything new
_LAST = 1 / 8  # of the messages, that arrive after the last kill: dead letters never do


@dataclass(frozen=True, slots=True)
class Size:
    messages: int
    updates: int
    kills: int


SLICE = Size(messages=1_200, updates=120, kills=60)
FULL = Size(messages=20_000, updates=2_000, kills=1_000)


@dataclass(slots=True)
class _Graves:
    """When each instance was killed, and when a peer had taken back what it held."""

    killed: dict[int, float] = field(default_factory=dict)
    closed: dict[int, float] = field(default_factory=dict)

    def open_one(self, child: Child) -> None:
        for id in child.ids:
            self.killed.setdefault(id, time.monotonic())

    async def watch(self, where: Place) -> None:
        while True:
            listed = {id for (id,) in await where.ask("SELECT id FROM instance")}
            for id in self.killed.keys() - self.closed.keys() - listed:
                self.closed[id] = time.monotonic()
            await asyncio.sleep(0.05)

    def seconds(self) -> list[float]:
        return [self.closed[id] - self.killed[id] for id in self.closed]


class Crowd:
    """The processes of one run; who is killed is started again."""

    def __init__(self, bench: Bench, where: Place, planned: list[Planned]) -> None:
        self._bench, self._where = bench, where
        self._plan = {"planned": planned, "batch": 50, "pause": 0.05}
        self.workers: list[Child] = []
        self.ticker: Child | None = None
        self.graves = _Graves()

    async def start(self, workers: int = WORKERS) -> None:
        self.workers = [await self._worker() for _ in range(workers)]
        self.ticker = await self._bench.nursery.start("plan", url=self._where.url, **self._plan)

    async def _worker(self) -> Child:
        return await self._bench.nursery.start(
            "serve",
            url=self._where.url,
            hurry=True,
            births=True,
            grace=1,
            **self._bench.bases(),
        )

    async def kill_one(self, dice: random.Random) -> None:
        """A worker, or one time in ten the ticker while it plans."""
        if self.ticker is not None and self.ticker.lives and dice.random() < 0.1:
            self.ticker.kill()
            await self.ticker.ended
            job = {"url": self._where.url, **self._plan}
            self.ticker = await self._bench.nursery.start("plan", **job)
            return
        n = dice.randrange(len(self.workers))
        self.graves.open_one(self.workers[n])
        self.workers[n].kill()
        await self.workers[n].ended
        self.workers[n] = await self._worker()

    async def end(self) -> list[str]:
        """Tell all to end; what was wrong with that."""
        codes = [await child.stop() for child in self.workers]
        faults = [f"ended with {code}" for code in codes if code not in (0, -15)]
        if self.ticker is not None and (code := await self.ticker.ended):
            faults.append(f"the ticker ended with {code}: {self._bench.nursery.log(self.ticker)}")
        return faults


def messages(count: int) -> list[Planned]:
    """Half of them to Telegram, a quarter each to the platforms that know keys."""
    platforms = ("telegram", "wecom", "telegram", "slack")
    return [
        Planned(platforms[n % 4], str(100_000 + n % 5_000), load.planned(n)) for n in range(count)
    ]


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    size = FULL if full else SLICE
    async with (
        bench(folder, dice=(str(seed), _RATE)) as made,
        place(databases) as where,
    ):
        return await _run(made, where, size, random.Random(seed))


async def _run(made: Bench, where: Place, size: Size, dice: random.Random) -> dict[str, Any]:
    planned = messages(size.messages)
    crowd = Crowd(made, where, planned)
    await made.clear()
    await crowd.start()
    watching = asyncio.create_task(crowd.graves.watch(where))
    total = size.messages // 2 + size.updates
    kills = sorted(dice.sample(range(1, total - int(total * _LAST)), size.kills))
    pushed, started, died = 0, time.monotonic(), [0]
    for at in kills:
        pushed = await _push(made, pushed, min(size.updates, size.updates * at // total + 20))
        if not await until(partial(_reached, made, at), within=_STALL):
            break  # so many are dead letters that the rest is not enough
        await crowd.kill_one(dice)
        died[0] += 1
    await _push(made, pushed, size.updates)

    async def over() -> bool:
        return await drained(where, events=size.updates, messages=size.messages)

    in_time = await until(over, within=_PATIENCE)
    seconds = time.monotonic() - started
    faults = await crowd.end()
    watching.cancel()
    if not in_time:
        faults.append("not drained")
    split = await judge(
        where,
        made.ledger(made.telegram),
        made.ledger(made.keyed),
        planned=[message.mark for message in planned],
        written=[load.written(n) for n in range(size.updates)],
    )
    recovery = crowd.graves.seconds()
    return split.figures() | {
        "kills": died[0],
        "run_seconds": round(seconds, 1),
        "recoveries": len(recovery),
        "recovery_p50": percentile(recovery, 0.5),
        "recovery_p99": percentile(recovery, 0.99),
        "faults": faults + split.faults(),
    }


async def _reached(made: Bench, at: int) -> bool:
    accepted: int = await made.order(made.telegram, "/reached", 0)
    return accepted >= at


async def _push(made: Bench, pushed: int, upto: int) -> int:
    """Have so many updates come in altogether."""
    if upto > pushed:
        await made.order(made.telegram, "/updates", load.updates(upto - pushed, pushed))
    return max(upto, pushed)
