"""The crash matrix: die at each named point, start again, and look at what arrived."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from bot.clocks import SystemClock
from bot.crash import Point
from store import open_store, schema
from tests.lab import due, load
from tests.lab.bench import Bench, bench, free_port, until
from tests.lab.crash_load import KEYED_TROUBLE, MESSAGES, TROUBLE, WRITES, Heard, furnish, to_send
from tests.lab.databases import Databases, Place, place
from tests.lab.nursing import Child
from tests.lab.platforms import SECRET
from tests.lab.witness import drained, judge

KILLED = -9
_PATIENCE = 60.0  # seconds for one start to die or to drain
_RECOVERY = (Point.BEFORE_REAP, Point.IN_REAP, Point.IN_REAPED, Point.AFTER_REAP)
_SET_UP = (Point.IN_SET_UP, Point.AFTER_SET_UP)
_SENT_IN = (Point.BEFORE_FETCH, Point.AFTER_FETCH, Point.AFTER_READ, Point.IN_LEDGER)
"""Passed when the office sends something in: tests/bot/test_uploads.py dies there."""
_UPGRADE = (Point.BEFORE_UPGRADE, Point.IN_UPGRADE, Point.AFTER_UPGRADE)


@dataclass(slots=True)
class Crash:
    """One cell of the matrix.  ``died``: whether the process came to the point at all."""

    point: str
    n: int
    died: bool = False
    faults: list[str] = field(default_factory=list)


class Matrix:
    """Runs cells one after the other, on one bench."""

    def __init__(
        self, bench: Bench, databases: Databases, numbers: Iterator[int], zone: str
    ) -> None:
        self._bench, self._databases, self._numbers = bench, databases, numbers
        self._zone = zone

    async def baseline(self) -> dict[str, int]:
        """How often each point is passed when nothing happens to the process."""
        passes: dict[str, int] = {}
        for http in (False, True):
            async with self._loaded() as (where, loaded):
                child = await self._serve(where, http=http, count=True)
                await self._until_done(where, child, posts=loaded.updates() if http else [])
                assert await child.stop() == 0, self._bench.nursery.log(child)
                for point, times in child.passes.items():
                    passes[point] = max(times, passes.get(point, 0))
        return passes

    async def cell(self, point: Point, n: int) -> Crash:
        found = Crash(point.value, n)
        if point in _SET_UP + _UPGRADE:
            await self._schema(found, point)
        else:
            await self._serving(found, point)
        return found

    async def _schema(self, found: Crash, point: Point) -> None:
        kind, of = ("open", "empty") if point in _SET_UP else ("upgrade", "old")
        async with place(self._databases, of) as where:
            child = await self._bench.nursery.start(kind, url=where.url, crash=f"{point}:{found.n}")
            found.died = await child.ended == KILLED
            again = await self._bench.nursery.start(kind, url=where.url)
            if code := await again.ended:
                found.faults.append(f"ended with {code}: {self._bench.nursery.log(again)}")
            elif (state := await schema.check(where.url)) is not schema.State.CURRENT:
                found.faults.append(f"the schema is {state}")
            elif (await where.ask("SELECT count(*) FROM department"))[0][0] == 0:
                found.faults.append("no departments")

    async def _serving(self, found: Crash, point: Point) -> None:
        async with self._loaded() as (where, loaded):
            http = point is Point.BEFORE_ANSWER
            posts = loaded.updates() if http else []
            if point in _RECOVERY:
                first = await self._serve(where, crash=f"{Point.AFTER_INTENT}:5")
                assert await first.ended == KILLED
                await where.released()
            child = await self._serve(where, http=http, crash=f"{point}:{found.n}")
            await self._until_done(where, child, posts=posts)
            code = await child.stop()
            found.died = code == KILLED
            if not found.died and code:
                found.faults.append(f"ended with {code}: {self._bench.nursery.log(child)}")
            await where.released()
            child = await self._serve(where, http=http, births=True)
            if not await self._until_done(where, child, posts=posts, births=True):
                found.faults.append(f"not drained: {self._bench.nursery.log(child)}")
            if code := await child.stop():
                found.faults.append(f"ended with {code}: {self._bench.nursery.log(child)}")
            found.faults += await self._judged(where, loaded)
            if found.faults:
                found.faults.append(self._bench.nursery.log(child)[-2000:])

    @asynccontextmanager
    async def _loaded(self) -> AsyncIterator[tuple[Place, Heard]]:
        """A database with what is to be sent, and platforms that have what is to be heard."""
        loaded = Heard(1000 * next(self._numbers))
        async with place(self._databases, "loaded") as where:
            await self._bench.clear()
            await self._bench.order(self._bench.telegram, "/chats", TROUBLE)
            await self._bench.order(self._bench.keyed, "/chats", KEYED_TROUBLE)
            await self._bench.order(self._bench.telegram, "/updates", loaded.updates())
            yield where, loaded

    async def _serve(self, where: Place, *, http: bool = False, **more: Any) -> Child:
        if http:
            more["http"] = f"127.0.0.1:{free_port()}"
        bases = self._bench.bases()
        more |= {"hurry": True, "zone": self._zone, **bases}
        child = await self._bench.nursery.start("serve", url=where.url, **more)
        child.http = more.get("http", "")
        return child

    async def _until_done(
        self, where: Place, child: Child, *, posts: Sequence[dict[str, Any]], births: bool = False
    ) -> bool:
        """Until it has died or everything has come and is settled; false if neither.

        ``births``: and until nobody else is listed as alive.
        """
        posting = asyncio.create_task(_post(child, posts))

        async def over() -> bool:
            if not child.lives:
                return True
            if not posting.done():
                return False
            if not await due.all_told(where):  # first: what is told has to be sent, too
                return False
            if not await drained(where, events=WRITES + 3, messages=MESSAGES):
                return False
            listed = await where.ask("SELECT id FROM instance")
            return not births or [id for (id,) in listed] == child.ids

        done = await until(over, within=_PATIENCE)
        posting.cancel()
        return done

    async def _judged(self, where: Place, loaded: Heard) -> list[str]:
        split = await judge(
            where,
            self._bench.ledger(self._bench.telegram),
            self._bench.ledger(self._bench.keyed),
            planned=[*(message.mark for message in to_send()), *due.EXPECTED],
            written=loaded.written(),
            chats=(*due.LIAISONS, due.GROUP, due.ASKER),
            office=due.OFFICE,
        )
        faults = split.faults() + await due.faults(where)
        [(refused,)] = await where.ask("SELECT count(*) FROM delivery WHERE state = 'refused'")
        if refused != 1:
            faults.append(f"{refused} refused, not the one to 403001")
        [(bound,)] = await where.ask(
            f"SELECT count(*) FROM account WHERE \"user\" = '{load.BINDER}'"
        )
        [(parked,)] = await where.ask("SELECT count(*) FROM inbox WHERE state = 'parked'")
        if (bound, parked) != (1, 1):
            faults.append(f"{bound} bound, {parked} parked")
        return faults + await self._audited(where)

    async def _audited(self, where: Place) -> list[str]:
        """Each write and the binding once, however often their events were worked."""
        store = await open_store(where.url)
        try:
            async with store.view() as unit:
                found = await unit.audit.verify()
        finally:
            await store.close()
        faults = [] if found.ok else [f"the audit: entry {found.first_bad}, {found.reason}"]
        counted = "SELECT count(*) FROM audit_entry WHERE act = '{}' AND outcome IN ('do', 'own')"
        for act, expected in (("update", WRITES), ("bind", 1)):
            [(count,)] = await where.ask(counted.format(act))
            if count != expected:
                faults.append(f"{count} entries of {act}, not {expected}")
        return faults


async def _post(child: Child, posts: Sequence[dict[str, Any]]) -> None:
    """As Telegram does: each again and again until it is told 200."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    base = f"http://{child.http}"
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=5) as client:
        for post in posts:
            while child.lives:
                try:
                    if (await client.post("/telegram/webhook", json=post)).is_success:
                        break
                except httpx.HTTPError:
                    await asyncio.sleep(0.02)


def cells(
    passes: dict[str, int], *, every: bool, points: Sequence[Point] = tuple(Point)
) -> list[tuple[Point, int]]:
    """Once each, or at the first, second, seventh and last pass."""
    found = []
    for point in points:
        last = passes.get(point, 1)
        positions = {1, 2, 7, last} if every else {1}
        found += [(point, n) for n in sorted(positions) if n <= last]
    return found


async def run(
    databases: Databases, folder: Path, *, full: bool, seed: int = 0, lanes: int = 2
) -> dict[str, Any]:
    """The whole matrix on one kind of database, a few cells at a time."""
    numbers, crashes, zone = count(1), list[Crash](), due.zone_of(SystemClock().now())
    await databases.keep("loaded", furnish)

    async def lane(n: int, todo: list[tuple[Point, int]], passes: dict[str, int]) -> None:
        async with bench(folder / f"lane{n}") as made:
            matrix = Matrix(made, databases, numbers, zone)
            while todo:
                crashes.append(await matrix.cell(*todo.pop(0)))

    passes: dict[str, int] = {}
    if full:
        async with bench(folder / "baseline") as made:
            passes = await Matrix(made, databases, numbers, zone).baseline()
    points = [point for point in Point if point not in _SENT_IN]
    points = points if full else points[databases.half :: 2]
    todo = cells(passes, every=full, points=points)
    async with asyncio.TaskGroup() as group:
        for n in range(lanes):
            group.create_task(lane(n, todo, passes))
    return {
        "cells": len(crashes),
        "died": sum(crash.died for crash in crashes),
        "never_passed": sorted({p.value for p in points} - {c.point for c in crashes if c.died}),
        "faults": {f"{c.point}:{c.n}": c.faults for c in crashes if c.faults},
    }
