"""Four tickers on one store, whose clock jumps and whose disk fails: each occurrence once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from bot.errors import Conflict, StoreUnavailable
from bot.messages import Address
from bot.ports import Occurrence, Unit
from reminders.planner import Planner, Rule
from store import SqlStore
from tests.simulation.bench import Bench
from tests.simulation.disk import Disk
from tests.simulation.history import START, WallClock
from tests.simulation.loop import VirtualLoop
from tests.simulation.platform import ROUTE

TICKERS, TICKS, EVERY = 4, 1000, 30.0
STEP = timedelta(minutes=10)
TROUBLES = {"slow commit": 0.1, "busy": 0.05, "run again": 0.05, "lost answer": 0.05}


class Slots(Rule):
    """Something is due at each ten minutes of the day."""

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        return [
            Occurrence(
                key=f"slot:{at:%d.%H:%M}",
                person=None,
                to=Address(ROUTE.platform, ROUTE.tenant, "1"),
                due=now,
                title="",
                why="",
            )
            for at in slots(since, now)
        ]


def slots(since: datetime, until: datetime) -> list[datetime]:
    """Those after ``since``, until ``until``."""
    first = since.replace(minute=since.minute // 10 * 10, second=0, microsecond=0) + STEP
    count = max(0, (until - first) // STEP + 1)
    return [first + n * STEP for n in range(count)]


def keys(until: datetime) -> set[str]:
    return {f"slot:{at:%d.%H:%M}" for at in slots(START.replace(hour=0), until)}


class Office:
    """``tried``: every instant at which somebody looked; ``seen``: and was answered."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311 - it shall be foreseen
        self.loop = VirtualLoop(self.dice)
        self.clock, self.jumps = WallClock(self.loop), 0
        Disk(self.loop, self.dice, lambda name: self.dice.random() < TROUBLES.get(name, 0))
        self.stores = [SqlStore(database) for database in bench.databases[:TICKERS]]
        self.planned = Counter[str]()
        self.tried, self.seen = list[datetime](), list[datetime]()

    async def run(self) -> None:
        await asyncio.gather(*(self.tick(store) for store in self.stores))

    async def tick(self, store: SqlStore) -> None:
        planner = Planner(store, [Slots()])
        for _ in range(TICKS):
            await asyncio.sleep(EVERY * (0.9 + 0.2 * self.dice.random()))
            if self.dice.random() < 0.01:
                self.clock.jumped = self.dice.choice((-3600, 0, 3600))
                self.jumps += 1
            now = self.clock.now()
            self.tried.append(now)
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            try:
                await store.keep_time(at=now)
                planned = await planner.look(now=now, midnight=midnight)
            except (StoreUnavailable, Conflict):
                continue
            self.planned.update(planned.new)
            self.seen.append(now)


def test_each_occurrence_is_planned_once_whatever_the_clock_does() -> None:
    bench = Bench()
    office = Office(bench, seed=1)
    office.loop.run(office.run(), most=10_000_000)
    stored = bench.stored()
    assert len(office.seen) > TICKERS * TICKS * 0.6
    assert office.jumps > 20
    assert len(stored) == len(set(stored))
    assert keys(until=max(office.seen)) <= set(stored) <= keys(until=max(office.tried))
    assert max(office.planned.values()) == 1
    office.loop.bury()
    bench.close()
