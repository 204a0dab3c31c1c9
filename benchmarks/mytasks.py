"""B2: what ``/mytasks`` costs, beside the same rows read by the database's own driver.

The department's own list stays as long as in a real plan while the rest of the plan grows.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import databases
from benchmarks.growth import grown
from benchmarks.measure import interleaved
from benchmarks.report import Figure, figure, size
from benchmarks.world import BOT, NOW, filled
from bot.app import open_database
from bot.dispatch import Bot
from bot.messages import Account, Address, Channel, Language, Platform, Request
from bot.periods import open_what_is_due
from bot.ports import Store

_REAL = 106  # tasks of a real plan, in every ninth of which the department has a share
_SIZES = size((1_000, 20_000), (1_000, 100_000, 1_000_000))
_PEOPLE = size(10_000, 100_000)
_TIMES = 60
_RAW = """
select t.id, t.ref, t.number, t.text, t.chapter, t.section, t.mode, t.lead_basis, t.deadline_kind,
  t.deadline_day, t.deadline_raw, t.restricted, t.complete, d.id, d.short, d.english, d.acronym,
  d.kind, s.role, s.status, s.percent, s.version, s.changed_at, s.changed_by, p.name,
  r.state, period.due
from share mine
join task t on t.id = mine.task_id
left join share s on s.task_id = t.id
left join department d on d.id = s.department_id
left join person p on p.id = s.changed_by
left join report r on r.task_id = s.task_id and r.department_id = s.department_id
  and r.period_id = (select max(id) from period)
left join period on period.id = r.period_id
where mine.department_id = (select id from department where short = '科技部')
order by t.ref, s.position
"""
_RAW_WHO = """
select p.id, p.name, p.department_id from account a join person p on p.id = a.person_id
where a.platform = 'telegram' and a.tenant = '1' and a."user" = '1001'
"""


def run() -> dict[str, Any]:
    """CPU microseconds a call for plans of growing size, with the ratio to the bare driver."""
    figures: list[Figure] = []
    detail: dict[str, Any] = {}
    with databases.both() as urls:
        for name, url in urls.items():
            asyncio.run(filled(url, tasks=_REAL, chats=2))
            before = 0
            for tasks in _SIZES:
                people = _PEOPLE if not before else 0
                asyncio.run(grown(url, tasks=max(0, tasks - before), people=people))
                before, found = tasks, _one(url)
                detail[f"{name} {tasks}"] = found
                figures += [
                    figure(
                        f"CPU us for the list of {tasks} tasks, {name}, to raw",
                        found["query_us"],
                        found["raw_us"],
                        at_most=2.2,
                    )
                ]
            first, last = (detail[f"{name} {tasks}"] for tasks in (_SIZES[0], _SIZES[-1]))
            figures += [
                figure(
                    f"CPU us for /mytasks of {_SIZES[-1]} tasks to {_SIZES[0]}, {name}",
                    last["core_us"],
                    first["core_us"],
                    at_most=1.25,
                ),
                figure(f"wall us for /mytasks of {_SIZES[-1]} tasks, {name}", last["core_wall_us"]),
            ]
    return {"figures": figures, "microseconds": detail}


def _one(url: str) -> dict[str, float]:
    loop = asyncio.new_event_loop()
    store = loop.run_until_complete(open_database(url))
    ids = loop.run_until_complete(_ids(store))
    raw, close = _driver(url, loop)
    try:
        times = interleaved(
            {
                "raw_us": raw,
                "query_us": lambda: loop.run_until_complete(_query(store, *ids)),
                "core_us": lambda: loop.run_until_complete(_core(store)),
            },
            times=_TIMES,
        )
        began = time.perf_counter()
        for _ in range(_TIMES):
            loop.run_until_complete(_core(store))
        wall = (time.perf_counter() - began) / _TIMES * 1e6
    finally:
        close()
        loop.run_until_complete(store.close())
        loop.close()
    return {**times, "core_wall_us": round(wall, 1)}


def _driver(
    url: str, loop: asyncio.AbstractEventLoop
) -> tuple[Callable[[], object], Callable[[], object]]:
    """The same two statements by the database's own driver, and how to close it."""
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        return lambda: (
            file.execute(_RAW_WHO).fetchall(),
            file.execute(_RAW).fetchall(),
        ), file.close
    import asyncpg  # noqa: PLC0415 - the extra may not be installed

    server: Any = loop.run_until_complete(asyncpg.connect(url))

    async def both() -> None:
        await server.fetch(_RAW_WHO)
        await server.fetch(_RAW)

    return lambda: loop.run_until_complete(both()), lambda: loop.run_until_complete(server.close())


async def _ids(store: Store) -> tuple[int, int]:
    """Of the plan and the department; the reporting period that is due by now is opened."""
    zone = ZoneInfo("Asia/Shanghai")
    async with store.unit() as unit:
        sender = await unit.people.who(Account(Platform.TELEGRAM, BOT, "1001"))
        if sender.plan is not None:
            await open_what_is_due(unit, sender.plan, sender.calendar, now=NOW, zone=zone)
    if sender.person is None or sender.plan is None:
        raise RuntimeError("the store was not filled")
    return sender.plan.id, sender.person.department.id


async def _query(store: Store, plan: int, department: int) -> None:
    """The two statements, as values."""
    async with store.view() as unit:
        await unit.people.who(Account(Platform.TELEGRAM, BOT, "1001"))
        await unit.tasks.assigned_to(plan, department)


async def _core(store: Store) -> None:
    """The whole command: reading the line, permission, the list, the card."""
    here = Address(Platform.TELEGRAM, BOT, "1001")
    request = Request(
        sender=Account(Platform.TELEGRAM, BOT, "1001"),
        origin=here,
        private=here,
        channel=Channel.PRIVATE,
        text="/mytasks",
    )
    async with store.view() as unit:
        await Bot(ZoneInfo("Asia/Shanghai"), Language.ZH).handle(
            request, unit, now=NOW, batch="bench"
        )
