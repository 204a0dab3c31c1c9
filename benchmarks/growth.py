"""Makes a plan grow: tasks of other departments, and people, without reading a document."""

from sqlalchemy import text

from store import open_store

_SERIES = {
    "sqlite": "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM g WHERE n < :count)",
    "postgresql": "WITH g(n) AS (SELECT generate_series(1, :count))",
}
_TASKS = """
INSERT INTO task (plan_id, ref, number, text, folded, chapter, section, mode, lead_basis,
  deadline_kind, deadline_day, deadline_raw, restricted, complete)
{series} SELECT t.plan_id, 1000000 + t.top + g.n, '9', t.text, t.folded, t.chapter, t.section,
  t.mode, t.lead_basis, t.deadline_kind, t.deadline_day, t.deadline_raw, t.restricted, t.complete
FROM g JOIN (
  SELECT *, (SELECT max(id) FROM task) AS top FROM task ORDER BY id LIMIT 1
) t ON true
"""
_SHARES = """
INSERT INTO share (task_id, department_id, position, role, status, percent, version, changed_at,
  changed_by)
SELECT t.id, d.id, d.n, 'lead', 'not_started', NULL, 0, NULL, NULL
FROM task t JOIN (
  SELECT id, row_number() OVER (ORDER BY id) - 1 AS n
  FROM department WHERE short <> '科技部' LIMIT 16
) d ON d.n IN (t.id % 16, (t.id / 16) % 16)
WHERE t.ref > 1000000 AND NOT EXISTS (SELECT 1 FROM share s WHERE s.task_id = t.id)
"""
_PEOPLE = """
INSERT INTO person (name, department_id, role, language, active, standin, added_at, revoked_at)
{series} SELECT 'n' || g.n, p.department_id, p.role, p.language, true, false, p.added_at, NULL
FROM g JOIN (SELECT * FROM person ORDER BY id LIMIT 1) p ON true
"""
_ACCOUNTS = """
INSERT INTO account (platform, tenant, "user", person_id, suspended, bound_at)
SELECT 'telegram', '1', CAST(1000000 + id AS text), id, false, added_at
FROM person WHERE name LIKE 'n%'
"""


async def grown(url: str, *, tasks: int, people: int) -> None:
    """So many more of both; the measured department keeps the tasks that it has."""
    series = _SERIES[url.partition(":")[0]]
    store = await open_store(url)
    try:
        async with store.database.writing() as sql:
            if tasks:
                await sql.count(text(_TASKS.format(series=series)), {"count": tasks})
                await sql.count(text(_SHARES))
            if people:
                await sql.count(text(_PEOPLE.format(series=series)), {"count": people})
                await sql.count(text(_ACCOUNTS))
        if not url.startswith("sqlite"):
            async with store.database.writing() as sql:
                await sql.count(text("ANALYZE"))
    finally:
        await store.close()
