"""B13: the office's board over a plan of 10,000 tasks: first byte, size of a page, a filter, CPU.

Over the real server on this machine, one request after the other; what is stored changes nothing
between them, and nothing is cached.
"""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from adapters.http import build_app, serve_http
from adapters.web.board import Board
from adapters.web.guard import Guard
from adapters.web.site import routes
from benchmarks import databases
from benchmarks.country import PAIRS_A_TASK, analyzed, settled
from benchmarks.report import Figure, figure, median
from benchmarks.world import NOW
from bot.messages import Language
from bot.periods import open_what_is_due
from bot.ports import Page, Store
from store import open_store
from tests.world import FakeClock

_TASKS = 10_000
_TIMES = 15
_ZONE = ZoneInfo("Asia/Shanghai")
_OVERVIEW = ""
_PAGES = ("", "/tasks", "/tasks?page=50", "/reports", "/departments", "/deliveries", "/chart.svg")
_FILTERS = (
    "/tasks?status=blocked",
    "/tasks?light=red",
    "/tasks?light=yellow&report=owed&chapter=3",
    "/tasks?department=d7&status=in_progress",
    "/tasks?words=条例 第9",
    "/tasks?report=owed&page=40",
)


def run() -> dict[str, Any]:
    """Medians of so many requests each; the slowest page and the slowest filter count."""
    figures: list[Figure] = []
    detail: dict[str, Any] = {}
    with databases.both() as urls:
        for name, url in urls.items():
            asyncio.run(settled(url, pairs=_TASKS * PAIRS_A_TASK))
            found = detail[name] = asyncio.run(_measured(url))
            slowest = max(found[page]["first_ms"] for page in _PAGES)
            largest = max(one["kb"] for one in found.values())
            filtered = max(found[page]["first_ms"] for page in _FILTERS)
            about = f"of {_TASKS} tasks, {name}"
            figures += [
                figure(
                    f"ms to the first byte of the board {about}",
                    found[_OVERVIEW]["first_ms"],
                    at_most=200,
                ),
                figure(f"ms to the first byte of its slowest page {about}", slowest, at_most=200),
                figure(f"ms for its slowest filter {about}", filtered, at_most=100),
                figure(f"kB of its largest page {about}", largest, at_most=300),
                figure(f"CPU ms for the board {about}", found[_OVERVIEW]["cpu_ms"]),
            ]
    return {"figures": figures, "pages": detail}


async def _measured(url: str) -> dict[str, dict[str, float]]:
    store = await open_store(url)
    try:
        async with store.unit() as unit:
            record, calendar = await unit.plans.current(), await unit.workdays.calendar()
            if record is None:
                raise RuntimeError("the store was not filled")
            await open_what_is_due(unit, record.facts, calendar, now=NOW, zone=_ZONE)
        await analyzed(store, url.partition(":")[0])
        async with _browser(store) as client:
            found = {page: await _one(client, page) for page in (*_PAGES, *_FILTERS)}
        return found
    finally:
        await store.close()


@asynccontextmanager
async def _browser(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """One that has entered."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clock, base = FakeClock(), f"http://127.0.0.1:{port}"
    clock.at = NOW
    guard = Guard(store=store, clock=clock, url=base, open=frozenset(Page))
    pages = routes(guard, Board(store, clock).places(), language=Language.ZH, zone=_ZONE)
    serving = asyncio.create_task(serve_http(build_app([], pages=pages), "127.0.0.1", port))
    try:
        async with httpx.AsyncClient(base_url=base, timeout=30, trust_env=False) as client:
            await _up(client)
            key = (await guard.link(Page.BOARD)).partition("key=")[2]
            await client.post("/web/enter", data={"key": key}, headers={"Origin": base})
            yield client
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def _up(client: httpx.AsyncClient) -> None:
    while True:
        try:
            await client.get("/healthz")
        except httpx.ConnectError:
            await asyncio.sleep(0.02)
        else:
            return


async def _one(client: httpx.AsyncClient, page: str) -> dict[str, float]:
    firsts, cpu, size = [], [], 0
    for turn in range(_TIMES + 1):
        began, worked = time.perf_counter(), time.process_time()
        async with client.stream("GET", f"/web/board{page}") as answer:
            first = time.perf_counter() - began
            size = len(await answer.aread())
        if answer.status_code != 200:
            raise RuntimeError(f"{page}: {answer.status_code}")
        if turn:  # the first one prepares statements and templates
            firsts.append(first * 1e3)
            cpu.append((time.process_time() - worked) * 1e3)
    return {
        "first_ms": round(median(firsts), 1),
        "worst_ms": round(max(firsts), 1),
        "cpu_ms": round(median(cpu), 1),
        "kb": round(size / 1000, 1),
    }
