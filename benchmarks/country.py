"""A plan as large as a country: departments, tasks, people with accounts, without a document.

Of ``pairs`` tasks and departments: half as many tasks with two departments each, a tenth as many
people, a hundredth as many departments, so that everybody has the work of a real liaison.
"""

from typing import Any

from sqlalchemy import text

from benchmarks.world import filled
from store import SqlStore, open_store

PAIRS_A_TASK, PAIRS_A_PERSON, PAIRS_A_DEPARTMENT = 2, 10, 100
_SERIES = {
    "sqlite": "WITH RECURSIVE g(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM g WHERE n+1 < :count)",
    "postgresql": "WITH g(n) AS (SELECT generate_series(0, :count - 1))",
}
_DAY = {
    "sqlite": "date('2019-01-01', '+' || (g.n / 20 % 365) || ' days')",
    "postgresql": "DATE '2019-01-01' + CAST(g.n / 20 % 365 AS integer)",
}
_DEPARTMENTS = """
INSERT INTO department (short, english, acronym, kind)
{series} SELECT 'd' || n, NULL, NULL, 'department' FROM g
"""
_TASKS = """
INSERT INTO task (plan_id, ref, number, text, folded, chapter, section, mode, lead_basis,
  deadline_kind, deadline_day, deadline_raw, restricted, complete)
{series} SELECT t.plan_id, 2 + g.n, CAST(2 + g.n AS text), t.text, t.folded, 'c' || (g.n % 10),
  t.section, CASE WHEN g.n % 2 = 0 THEN 'each_own' ELSE 'lead_participants' END, t.lead_basis,
  CASE WHEN g.n % 20 = 0 THEN 'explicit' ELSE 'none' END,
  CASE WHEN g.n % 20 = 0 THEN {day} END, NULL, t.restricted, t.complete
FROM g JOIN (SELECT * FROM task ORDER BY id LIMIT 1) t ON true
"""
_SHARES = """
INSERT INTO share (task_id, department_id, position, role, status, percent, version, changed_at,
  changed_by)
SELECT t.id, :first + (t.ref * 7 + {place} * (1 + t.ref % 11)) % :departments, {place}, '{role}',
  CASE t.ref % 10 WHEN 0 THEN 'not_started' WHEN 1 THEN 'behind' WHEN 2 THEN 'done'
    ELSE CASE WHEN t.ref % 97 = 3 THEN 'blocked' ELSE 'in_progress' END END, NULL, 0, NULL, NULL
FROM task t WHERE t.ref > 1
"""
_PEOPLE = """
INSERT INTO person (name, department_id, role, language, active, standin, added_at, revoked_at)
{series} SELECT 'n' || g.n, :first + g.n % :departments,
  CASE WHEN g.n / :departments % 10 = 9 THEN 'deputy' ELSE 'liaison' END,
  p.language, true, false, p.added_at, NULL
FROM g JOIN (SELECT * FROM person ORDER BY id LIMIT 1) p ON true
"""
_ACCOUNTS = """
INSERT INTO account (platform, tenant, "user", person_id, suspended, bound_at)
SELECT 'telegram', '1', CAST(1000000 + id AS text), id, false, added_at
FROM person WHERE name LIKE 'n%'
"""
_UPDATES = """
INSERT INTO update_record (task_id, department_id, person_id, at, channel, kind, batch, status,
  progress, before_status, version, on_behalf)
SELECT s.task_id, s.department_id, (SELECT min(id) FROM person), {at}, 'private', 'update',
  'b' || s.task_id, s.status, '有进展', 'not_started', 1, false
FROM share s JOIN task t ON t.id = s.task_id WHERE t.ref % 20 = 3
"""
_AT = {
    "sqlite": "'2019-10-09 02:00:00.000000'",
    "postgresql": "TIMESTAMPTZ '2019-10-09 02:00Z'",
}
_PLAN = "UPDATE plan SET tasks = :tasks, highest = :tasks"


async def settled(url: str, *, pairs: int) -> None:
    """Fill the empty store at ``url``; no period is open yet."""
    await filled(url, tasks=1, chats=0)
    kind = url.partition(":")[0]
    store = await open_store(url)
    try:
        await _fill(store, kind, pairs)
        await analyzed(store, kind)
    finally:
        await store.close()


async def _fill(store: SqlStore, kind: str, pairs: int) -> None:
    words = {"series": _SERIES[kind], "day": _DAY[kind], "at": _AT[kind]}
    departments, tasks = pairs // PAIRS_A_DEPARTMENT, pairs // PAIRS_A_TASK
    async with store.database.writing() as sql:

        async def run(statement: str, **values: Any) -> None:
            await sql.count(text(statement), values)

        await run(_DEPARTMENTS.format(**words), count=departments)
        [(first,)] = await sql.rows(text("SELECT min(id) FROM department WHERE short = 'd0'"))
        bodies = {"first": first, "departments": departments}
        await run(_TASKS.format(**words), count=tasks)
        for place, role in enumerate(("lead", "participant")):
            await run(_SHARES.format(place=place, role=role), **bodies)
        await run(_PEOPLE.format(**words), count=pairs // PAIRS_A_PERSON, **bodies)
        await run(_ACCOUNTS)
        await run(_UPDATES.format(**words))
        await run(_PLAN, tasks=tasks + 1)


async def analyzed(store: SqlStore, kind: str) -> None:
    """PostgreSQL knows its tables, as it does a minute after any large change."""
    if kind == "postgresql":
        async with store.database.writing() as sql:
            await sql.count(text("ANALYZE"))
