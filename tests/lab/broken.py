"""What the world does to a running bot: no database, a full disk, a token that is refused."""

import asyncio
import resource
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import make_url

from tests.lab import load
from tests.lab.bench import Bench, bench, until
from tests.lab.databases import Databases, Place, Server, place
from tests.lab.inbound import HEADERS, Doors
from tests.lab.load import Planned
from tests.lab.witness import drained, judge

SERVERS = {False: "stoppable", True: "stoppable"}
_UPDATES = 30  # of each trouble
_PATIENCE = 60.0
_FEW = 3
_MANY = 1_000
_PROBES = 3  # looks at the token while it is refused
_FULL = 32 * 1024


async def run(databases: Databases, folder: Path, *, full: bool, seed: int) -> dict[str, Any]:
    """Each trouble is short; ``full`` and ``seed`` change nothing."""
    async with bench(folder) as made, place(databases) as where:
        return await _run(made, where)


async def _run(made: Bench, where: Place) -> dict[str, Any]:
    await made.clear()
    doors = Doors(made, where)
    await doors.open()
    post = _Post(doors)
    heard = load.updates(_UPDATES)
    await post.all(heard)
    figures: dict[str, Any] = {}
    troubles = {"away": _away, "full": _full}
    if isinstance(where.databases, Server):
        del troubles["full"]  # the server's disk is not ours to fill
    for name, trouble in troubles.items():
        posts = list[dict[str, Any]]()
        async with trouble(where, doors):
            statuses = await _until_refused(post, posts, len(heard))
        started = time.monotonic()
        await post.all(posts)
        heard += posts
        figures[name] = {
            "posts": len(posts),
            "statuses": sorted(statuses),
            "back_after": round(time.monotonic() - started, 1),
        }
    planned = await _refuse_the_token(made, where)

    async def over() -> bool:
        return await drained(where, events=len(heard), messages=len(planned))

    faults = [] if await until(over, within=_PATIENCE) else ["not drained"]
    faults += [f"{child.name} ended" for child in doors.children if not child.lives]
    faults += await doors.close()
    faults += [f"{name}: answered {f['statuses']}" for name, f in figures.items() if _bad(f)]
    ledger = made.ledger(made.telegram)
    split = await judge(
        where,
        ledger,
        [],
        planned=[message.mark for message in planned],
        written=[load.written(n) for n in range(len(heard))],
    )
    return split.figures() | figures | {"faults": faults + split.faults()}


def _bad(figures: dict[str, Any]) -> bool:
    """A trouble must have been one, and nothing may be answered but 200 and 503."""
    statuses = set(figures["statuses"])
    return 503 not in statuses or not statuses <= {200, 503}


async def _until_refused(post: "_Post", posts: list[dict[str, Any]], first: int) -> set[int]:
    """Post until a few were refused, or many were not; what was answered."""
    statuses = list[int]()
    while statuses.count(503) < _FEW and len(posts) < _MANY:
        [update] = load.updates(1, first + len(posts))
        posts.append(update)
        statuses.append(await post.once(update))
    return set(statuses)


class _Post:
    def __init__(self, doors: Doors) -> None:
        self._base = doors.bases()[0]

    async def once(self, update: dict[str, Any]) -> int:
        """The status; 0 for none."""
        async with httpx.AsyncClient(headers=HEADERS, timeout=30) as client:
            try:
                answer = await client.post(f"{self._base}/telegram/webhook", json=update)
            except httpx.HTTPError:
                return 0
        return answer.status_code

    async def all(self, updates: list[dict[str, Any]]) -> None:
        """Each until it is taken."""
        for update in updates:
            while await self.once(update) != httpx.codes.OK:
                await asyncio.sleep(0.05)


@asynccontextmanager
async def _away(where: Place, doors: Doors) -> AsyncIterator[None]:
    """The server is stopped, or another program has the file."""
    if isinstance(where.databases, Server):
        cluster = where.databases.cluster
        assert cluster is not None
        await asyncio.to_thread(cluster.stop, signal.SIGQUIT)
        yield
        await asyncio.to_thread(cluster.start)
        return
    blocker = sqlite3.connect(_file(where), isolation_level=None, timeout=10)
    blocker.execute("BEGIN IMMEDIATE")
    yield
    blocker.close()


@asynccontextmanager
async def _full(where: Place, doors: Doors) -> AsyncIterator[None]:
    """No process may write behind the first bytes of a file, the log included."""
    before = [
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (_FULL, resource.RLIM_INFINITY))
        for child in doors.children
    ]
    yield
    for child, old in zip(doors.children, before, strict=True):
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, old)


def _file(where: Place) -> Path:
    return Path(str(make_url(where.url).database))


async def _refuse_the_token(made: Bench, where: Place) -> list[Planned]:
    """While messages are due; it is right again after some of them have been refused."""
    planned = [Planned("telegram", str(100_000 + n), load.planned(n)) for n in range(_UPDATES)]
    await made.order(made.telegram, "/token", value=False)
    job = {"url": where.url, "planned": planned, "batch": 100, "pause": 0}
    await (await made.nursery.start("plan", **job)).ended
    calls = await made.order(made.telegram, "/calls")
    asked = len([call for call in calls if call["method"] == "getMe"])
    await made.telegram.called("getMe", count=asked + _PROBES)
    await made.order(made.telegram, "/token", value=True)
    return planned
