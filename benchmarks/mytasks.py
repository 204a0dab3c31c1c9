"""B2: what ``/mytasks`` costs, beside the same rows read by the database's own driver."""

import asyncio
import sqlite3
import tempfile
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.measure import interleaved
from benchmarks.world import BOT, NOW, filled
from bot.app import open_database
from bot.dispatch import Bot
from bot.messages import Account, Address, Channel, Language, Platform, Request
from bot.ports import Store

_SIZES = (106, 1_000, 10_000)
_TIMES = 60
_RAW = """
select t.id, t.ref, t.number, t.text, t.chapter, t.section, t.mode, t.lead_basis, t.deadline_kind,
  t.deadline_day, t.deadline_raw, t.restricted, t.complete, d.id, d.short, d.english, d.acronym,
  d.kind, s.role, s.status, s.percent, s.version, s.changed_at, s.changed_by, p.name
from share mine
join task t on t.id = mine.task_id
left join share s on s.task_id = t.id
left join department d on d.id = s.department_id
left join person p on p.id = s.changed_by
where mine.department_id = (select id from department where short = '科技部')
order by t.ref, s.position
"""
_RAW_WHO = """
select p.id, p.name, p.department_id from account a join person p on p.id = a.person_id
where a.platform = 'telegram' and a.tenant = '1' and a."user" = '1001'
"""


def run() -> dict[str, Any]:
    """CPU microseconds a call for plans of growing size, with the ratio to raw sqlite3."""
    figures: dict[str, Any] = {}
    for tasks in _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/bench.db"
            asyncio.run(filled(f"sqlite:///{path}", tasks=tasks, chats=2))
            figures[str(tasks)] = _one(path)
    figures["target"] = {"query_to_raw": 2.2}
    return figures


def _one(path: str) -> dict[str, float]:
    raw = sqlite3.connect(path)
    loop = asyncio.new_event_loop()
    store = loop.run_until_complete(open_database(f"sqlite:///{path}"))
    ids = loop.run_until_complete(_ids(store))
    try:
        times = interleaved(
            {
                "raw_us": lambda: (raw.execute(_RAW_WHO).fetchall(), raw.execute(_RAW).fetchall()),
                "query_us": lambda: loop.run_until_complete(_query(store, *ids)),
                "core_us": lambda: loop.run_until_complete(_core(store)),
            },
            times=_TIMES,
        )
    finally:
        loop.run_until_complete(store.close())
        loop.close()
        raw.close()
    ratio = {f"{n}_to_raw": round(times[f"{n}_us"] / times["raw_us"], 2) for n in ("query", "core")}
    return {**times, **ratio}


async def _ids(store: Store) -> tuple[int, int]:
    async with store.view() as unit:
        sender = await unit.people.who(Account(Platform.TELEGRAM, BOT, "1001"))
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
