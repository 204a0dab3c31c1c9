"""B15: what 搜索 takes over the 2019 plan, and over one of 10,000 tasks, on both databases.

Whole messages, from the text to the card.  Beside them, in the same turns, the plain LIKE over the
same column by the database's own driver would cost what scale.md says; what counts is the ceiling.
"""

import asyncio
import time
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import databases
from benchmarks.report import Figure, figure, median
from benchmarks.world import NOW
from bot.dispatch import Bot
from bot.messages import Account, Address, Channel, Platform, Request
from bot.model.person import PersonRole
from bot.ports import PlanPeriod
from store import SqlStore, open_store
from store.plan import Register, read_plan, shipped_plan

_SIZES = (106, 10_000)
_TIMES = 15
_QUERIES = (
    "搜索 商标",
    "搜索 知识产权 保护",
    "搜索 地理标志 第2页",
    "搜索 zscqj",
    "搜索 林草",
    "搜索 國際 合作",
    "搜索 商表",  # a slip
    "搜索 知识产全",
    "搜索 火星基地",  # nothing
)
_ME = Account(Platform.TELEGRAM, "1", "7")
_HERE = Address(Platform.TELEGRAM, "1", "7")


def run() -> dict[str, Any]:
    """Medians in ms a message; the slowest query of each size counts."""
    figures: list[Figure] = []
    detail: dict[str, Any] = {}
    for size in _SIZES:
        with databases.both() as urls:
            for name, url in urls.items():
                found = detail[f"{name} {size}"] = asyncio.run(_measured(url, size))
                about = f"of {size} tasks, {name}"
                slowest = max(found.values())
                ceiling = 100 if size > _SIZES[0] else 20
                figures.append(
                    figure(f"ms for the slowest search {about}", slowest, at_most=ceiling)
                )
                figures.append(figure(f"ms for a word {about}", found[_QUERIES[0]]))
                figures.append(figure(f"ms for a slip {about}", found["搜索 商表"]))
    return {"figures": figures, "queries": detail}


async def _measured(url: str, size: int) -> dict[str, float]:
    store = await open_store(url)
    try:
        await _filled(store, size)
        bot = Bot(ZoneInfo("Asia/Shanghai"))
        return {query: await _one(store, bot, query) for query in _QUERIES}
    finally:
        await store.close()


async def _filled(store: SqlStore, size: int) -> None:
    """The texts of the 2019 plan, again and again, under numbers of their own."""
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    tasks = [replace(draft.tasks[n % 106], number=str(n + 1)) for n in range(size)]
    year = PlanPeriod(
        title="2019", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
    )
    async with store.unit() as unit:
        kept = await unit.plans.keep(replace(draft, tasks=tuple(tasks)), at=NOW)
        await unit.plans.apply(kept, year, at=NOW)
        [body] = await unit.people.department("科技部")
        person = await unit.people.add("张三", body.id, PersonRole.LIAISON, at=NOW)
        await unit.people.bind(person.id, _ME, at=NOW)


async def _one(store: SqlStore, bot: Bot, query: str) -> float:
    took = []
    for turn in range(_TIMES + 1):
        request = Request(
            sender=_ME, origin=_HERE, private=_HERE, channel=Channel.PRIVATE, text=query
        )
        began = time.perf_counter()
        async with store.unit() as unit:
            answer = await bot.handle(request, unit, now=NOW, batch=f"{query}{turn}")
        if turn:
            took.append((time.perf_counter() - began) * 1e3)
    if not answer.replies:
        raise RuntimeError(f"no answer to {query}")
    return round(median(took), 1)
