"""One step of a reporting season in a process of its own: ``season_steps STEP URL``, JSON out.

Each step has a raw one beside it: statements that never leave the database, and select and insert
rows of the same number and shape, with nothing decided about any of them.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text

from benchmarks.country import analyzed
from bot.app import assemble, open_database
from bot.clocks import SystemClock
from bot.messages import Account, Platform
from bot.periods import open_what_is_due
from bot.ports import TICK
from bot.settings import load
from store import SqlStore
from store.period_tables import report

_ZONE = ZoneInfo("Asia/Shanghai")
_OPENS = datetime(2019, 9, 26, 9, 1, tzinfo=_ZONE)  # T-10 of the third quarter, due 15 October
_BEFORE = datetime(2019, 10, 10, 18, tzinfo=_ZONE)
_THREE = datetime(2019, 10, 11, 9, 1, tzinfo=_ZONE)  # T-3
_WEEKLY = datetime(2019, 10, 11, 16, 1, tzinfo=_ZONE)
_TIMES = 40

# Everything below with fixed words: the yardstick only moves rows.
_RAW_PERIOD = """
INSERT INTO period (plan_id, code, starts, ends, due, cadence, ladder, opened_at)
SELECT id, '2019-Q3', starts, ends, {day}, true, '[]', {now} FROM plan
"""
_RAW_REPORTS = """
INSERT INTO report (period_id, task_id, department_id, to_lead, state, version)
SELECT p.id, s.task_id, s.department_id, s.role = 'participant', 'open', 0
FROM period p JOIN task t ON t.plan_id = p.plan_id JOIN share s ON s.task_id = t.id
"""
_OWING = """
FROM person p LEFT JOIN account a ON a.person_id = p.id
WHERE p.active AND p.role = 'liaison'
  AND p.department_id IN (SELECT department_id FROM report WHERE state = 'open')
ORDER BY p.id
"""
_RAW_OCCURRENCES = (
    """
INSERT INTO occurrence (key, person_id, title, why, data, due, planned_at)
SELECT 'bundle:' || p.id || '\\:2019-10-11', p.id, '科技部 张三 您好，还有 3 项第三季度进展未报',
  '第三季度 T-3（nudge:2019-Q3:T-3:' || p.id || '\\:2019-10-11）',
  '{{"reasons": ["nudge:2019-Q3:T-3:' || p.id || '\\:2019-10-11"], "late": false}}', {now}, {now}
"""
    + _OWING
)
_RAW_DELIVERIES = (
    """
INSERT INTO delivery (key, platform, tenant, chat, thread, part, content, shows, cause, bulk, since,
  state, due, owner, fence, tries, doubts, reason, message, lane_id, turn, notice)
SELECT 'bundle:' || p.id || '\\:2019-10-11', a.platform, a.tenant, a."user", '', 0, '', '{{}}',
  NULL, true, {now}, 'pending', {now}, NULL, 0, 0, 0, '', NULL, NULL, NULL, NULL
"""
    + _OWING
)
_RAW_DIGEST = """
INSERT INTO digest (plan_id, place, week, at, data, digest)
SELECT (SELECT min(id) FROM plan), 'raw', '2019-W41', {now},
  coalesce((SELECT {joined} FROM
    (SELECT t.chapter || ' ' || s.status || ' ' || count(*) AS line FROM task t
     JOIN share s ON s.task_id = t.id GROUP BY t.chapter, s.status) a), '')
  || (SELECT count(*) FROM report WHERE state = 'open')
  || (SELECT count(*) FROM update_record WHERE at > {week})
  || coalesce((SELECT {joined} FROM (SELECT t.ref || ' ' || t.text AS line FROM task t
     WHERE t.deadline_day < {day} ORDER BY t.ref LIMIT 50) b), '')
  || coalesce((SELECT {joined} FROM (SELECT t.ref || ' ' || t.text AS line FROM task t
     JOIN share s ON s.task_id = t.id WHERE s.status = 'blocked' ORDER BY t.ref LIMIT 50) c), ''),
  ''
"""
_WORDS = {
    "sqlite": {
        "day": "'2019-10-15'",
        "now": "'2019-10-11 01:01:00.000000'",
        "week": "'2019-10-07 00:00:00.000000'",
        "joined": "group_concat(line, ';')",
    },
    "postgresql": {
        "day": "DATE '2019-10-15'",
        "now": "TIMESTAMPTZ '2019-10-11 01:01Z'",
        "week": "TIMESTAMPTZ '2019-10-07 00:00Z'",
        "joined": "string_agg(line, ';')",
    },
}

Step = Callable[[SqlStore, str], Awaitable[int]]


async def _open(store: SqlStore, kind: str) -> int:
    """As the first tick of that day does."""
    async with store.unit() as unit:
        record = await unit.plans.current()
        if record is None:
            raise RuntimeError("the store was not filled")
        calendar = await unit.workdays.calendar()
        opened = await open_what_is_due(unit, record.facts, calendar, now=_OPENS, zone=_ZONE)
    if opened is None:
        raise RuntimeError("there was nothing to open")
    return 0


async def _look(store: SqlStore, now: datetime) -> int:
    midnight = now.replace(hour=0, minute=0)
    planner = assemble(store, SystemClock(), [], load(None)).planner
    planned = await planner.look(now=now.astimezone(UTC), midnight=midnight.astimezone(UTC))
    return len(planned.new)


async def _plan(store: SqlStore, kind: str) -> int:
    return await _look(store, _THREE)


async def _tick(store: SqlStore, kind: str) -> int:
    """Opening and planning in one look, before PostgreSQL knows of the reports."""
    return await _look(store, _OPENS)


async def _digest(store: SqlStore, kind: str) -> int:
    """The whole plan's: made, written down and drawn."""
    maker, data = import_module("bot.digest"), import_module("bot.digest_data")
    cards, locale = import_module("bot.cards.digest"), import_module("bot.locale")
    messages = import_module("bot.messages")
    async with store.unit() as found:
        unit: Any = found
        record = await unit.plans.current()
        when = maker.When(_WEEKLY, _ZONE, await unit.workdays.calendar())
        slot = when.last_slot()
        made = await maker.make(unit, record.facts, maker.About(), slot, when, last=None)
        kept = data.to_json(made)
        words = {"place": "plan", "week": slot.week, "at": _WEEKLY.astimezone(UTC)}
        await unit.digests.keep(record.facts.id, **words, data=kept, digest=data.digest_of(kept))
    say = locale.words(messages.Language.ZH, _ZONE)
    cards.card(say, made, 1, "")
    return 1


async def _raw_open(store: SqlStore, kind: str) -> int:
    return await _raw(store, kind, _RAW_PERIOD, _RAW_REPORTS)


async def _raw_plan(store: SqlStore, kind: str) -> int:
    return await _raw(store, kind, _RAW_OCCURRENCES, _RAW_DELIVERIES)


async def _raw_digest(store: SqlStore, kind: str) -> int:
    return await _raw(store, kind, _RAW_DIGEST)


async def _raw(store: SqlStore, kind: str, *statements: str) -> int:
    async with store.database.writing() as sql:
        counts = [await sql.count(text(line.format(**_WORDS[kind]))) for line in statements]
    return counts[-1]


async def _who(store: SqlStore, kind: str) -> int:
    """Finding somebody, as with every message, so many times."""
    for n in range(_TIMES):
        async with store.view() as unit:
            sender = await unit.people.who(_account(n))
        if sender.person is None or sender.plan is None:
            raise RuntimeError("nobody has that account")
    return _TIMES


async def _assigned(store: SqlStore, kind: str) -> int:
    """Their department's list, as /mytasks reads it; their department is found first."""
    found = 0
    for n in range(_TIMES):
        async with store.view() as unit:
            sender = await unit.people.who(_account(n))
            if sender.person is None or sender.plan is None:
                raise RuntimeError("nobody has that account")
            department = sender.person.department.id
            found += len(await unit.tasks.assigned_to(sender.plan.id, department))
    return found


def _account(n: int) -> Account:
    return Account(Platform.TELEGRAM, "1", str(1_000_010 + n))


_STEPS: Mapping[str, Step] = {
    "open": _open,
    "plan": _plan,
    "tick": _tick,
    "digest": _digest,
    "who": _who,
    "assigned": _assigned,
    "raw-open": _raw_open,
    "raw-plan": _raw_plan,
    "raw-digest": _raw_digest,
}


def there_are_digests() -> bool:
    """Whether this program makes them."""
    return find_spec("bot.digest") is not None


async def _run(step: str, url: str) -> dict[str, float]:
    kind = url.partition(":")[0]
    opened = await open_database(url)
    if not isinstance(opened, SqlStore):
        raise TypeError(url)
    looked = {"plan": _BEFORE, "tick": _OPENS - timedelta(minutes=2)}.get(step)
    if looked is not None:  # nobody has looked since
        async with opened.unit() as unit:
            await unit.ticks.note(TICK, looked)
    if step in ("who", "assigned"):  # what everybody asks for is at hand
        await _STEPS[step](opened, kind)
    before = _peak()
    began = time.perf_counter()
    rows = await _STEPS[step](opened, kind)
    seconds = time.perf_counter() - began
    peak = _peak()
    if step == "open":
        async with opened.database.reading() as sql:
            [(rows,)] = await sql.rows(select(func.count()).select_from(report))
    if step in ("open", "raw-open"):
        await analyzed(opened, kind)
    await opened.close()
    return {"seconds": seconds, "rows": rows, "mib": peak, "more_mib": peak - before}


def _peak() -> float:
    """MiB that this process held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_run(sys.argv[1], sys.argv[2]))), flush=True)
