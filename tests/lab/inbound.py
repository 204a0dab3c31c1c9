"""Updates by webhook: shuffled, a third of them twice, and the processes that take them killed.

What was answered 200 must have its effect, once; what was not, comes again, as Telegram does it.
"""

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from tests.lab import load
from tests.lab.bench import Bench, bench, free_port, until
from tests.lab.databases import Databases, Place, place
from tests.lab.nursing import Child
from tests.lab.platforms import SECRET
from tests.lab.witness import drained, judge

HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
_INGRESS = 2
_AT_ONCE = 16
_TWICE = 0.3
_PATIENCE = 120.0


class Doors:
    """Processes with a webhook; who is killed is started again behind the same door."""

    def __init__(self, bench: Bench, where: Place) -> None:
        self._bench, self._where = bench, where
        self._ports = [free_port() for _ in range(_INGRESS)]
        self.children: list[Child] = []

    def bases(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self._ports]

    async def open(self) -> None:
        self.children = [await self._start(port) for port in self._ports]

    async def _start(self, port: int) -> Child:
        http, bases = f"127.0.0.1:{port}", self._bench.bases()
        return await self._bench.nursery.start(
            "serve", url=self._where.url, hurry=True, http=http, grace=1, **bases
        )

    async def kill_one(self, dice: random.Random) -> None:
        n = dice.randrange(len(self.children))
        self.children[n].kill()
        await self.children[n].ended
        self.children[n] = await self._start(self._ports[n])

    async def close(self) -> list[str]:
        codes = [await child.stop() for child in self.children]
        return [f"ended with {code}" for code in codes if code not in (0, -15)]


class Poster:
    """Telegram's end: each update until it is told 200; ``answered``: how many posts were."""

    def __init__(self, bases: Sequence[str], dice: random.Random) -> None:
        self._bases, self._dice = bases, dice
        self.answered, self.statuses = 0, set[int]()
        self.one_more = asyncio.Condition()

    async def post(self, updates: Sequence[dict[str, Any]]) -> None:
        waiting = iter(updates)
        async with httpx.AsyncClient(headers=HEADERS, timeout=10) as client:
            await asyncio.gather(*(self._worker(client, waiting) for _ in range(_AT_ONCE)))

    async def _worker(self, client: httpx.AsyncClient, waiting: Any) -> None:
        for update in waiting:
            while not await self._once(client, update):
                await asyncio.sleep(0.05)
            async with self.one_more:
                self.answered += 1
                self.one_more.notify_all()

    async def _once(self, client: httpx.AsyncClient, update: dict[str, Any]) -> bool:
        base = self._dice.choice(self._bases)
        try:
            answer = await client.post(f"{base}/telegram/webhook", json=update)
        except httpx.HTTPError:
            return False
        self.statuses.add(answer.status_code)
        return answer.is_success

    async def reached(self, count: int) -> None:
        async with self.one_more, asyncio.timeout(_PATIENCE):
            await self.one_more.wait_for(lambda: self.answered >= count)


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    count, kills = (10_000, 100) if full else (600, 6)
    dice = random.Random(seed)
    updates = load.updates(count)
    posts = updates + dice.sample(updates, int(count * _TWICE))
    dice.shuffle(posts)
    async with bench(folder) as made, place(databases) as where:
        await made.clear()
        doors = Doors(made, where)
        await doors.open()
        poster = Poster(doors.bases(), random.Random(seed))
        posting = asyncio.create_task(poster.post(posts))
        for at in sorted(dice.sample(range(1, len(posts) - 20), kills)):
            await poster.reached(at)
            await doors.kill_one(dice)
        await posting

        async def over() -> bool:
            return await drained(where, events=count, messages=0)

        in_time = await until(over, within=_PATIENCE)
        faults = await doors.close() + ([] if in_time else ["not drained"])
        split = await judge(
            where,
            made.ledger(made.telegram),
            made.ledger(made.keyed),
            planned=[],
            written=[load.written(n) for n in range(count)],
        )
    return split.figures() | {
        "posts": len(posts),
        "kills": kills,
        "statuses": sorted(poster.statuses),
        "faults": faults + split.faults(),
    }
