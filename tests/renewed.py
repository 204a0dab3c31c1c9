"""A PostgreSQL database for test after test, put back between them as it was made.

To make one for each costs a third of a second: some 300 files are written, and its first
connection reads the whole catalogue.  What a test has left in the tables is gone in a hundredth of
that.  Whatever else it has changed, a table, a trigger, a right, a setting, is seen, and then the
next test gets a database that is new.
"""

import asyncio
import io
from contextlib import ExitStack, suppress
from typing import Any

from sqlalchemy.engine import URL, make_url

from tests import postgres

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_OTHERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
_SHAPE = """
SELECT md5(string_agg(fact, ',' ORDER BY fact)) FROM (
  SELECT concat_ws(' ', 'class', c.oid, relname, relkind, relowner, relacl, reloptions,
    attname, atttypid, attnotnull, atthasdef, attacl)
  FROM pg_class c LEFT JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0
  WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', 'trigger', oid, tgname, tgenabled)
  FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT concat_ws(' ', 'constraint', oid, conname, convalidated) FROM pg_constraint
  UNION ALL SELECT concat_ws(' ', 'function', oid, proname, prosrc, proacl)
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', 'schema', oid, nspname, nspacl)
  FROM pg_namespace WHERE nspname !~ '^pg_t'
  UNION ALL SELECT concat_ws(' ', 'database', datacl, datconnlimit, datallowconn, setconfig)
  FROM pg_database d LEFT JOIN pg_db_role_setting ON setdatabase = d.oid
  WHERE datname = current_database()
) facts (fact)
"""


class Renewed:
    """``url``: of the database that the next test may use."""

    def __init__(self, server: URL, template: str) -> None:
        self._server, self._template = server, template
        self._stack = ExitStack()
        self._rows: dict[str, bytes] = {}
        self._counts: dict[str, int | None] = {}
        self._shape = ""
        self.url = ""
        self._make()

    def put_back(self) -> None:
        """Whoever is still connected is cut off, and the tables hold what they held at first."""
        import asyncpg  # noqa: PLC0415 - the extra may not be installed

        swept = False
        with suppress(asyncpg.InvalidCatalogNameError):  # a test has dropped it
            swept = asyncio.run(self._swept())
        if not swept:
            self.close()
            self._make()

    def close(self) -> None:
        self._stack.close()

    def _make(self) -> None:
        made = postgres.database(self._server, template=self._template)
        self.url = self._stack.enter_context(made)
        asyncio.run(self._learn())

    async def _learn(self) -> None:
        async with postgres.connected(make_url(self.url)) as sql:
            self._shape = await sql.fetchval(_SHAPE)
            self._counts = dict(await sql.fetch(_SEQUENCES))
            self._rows = {name: await _copied(sql, name) for name in await _filled(sql)}

    async def _swept(self) -> bool:
        """False where that is not enough, or the user may not."""
        async with postgres.connected(make_url(self.url)) as sql:
            while await sql.fetchval(_OTHERS):
                pass
            if await sql.fetchval("SHOW is_superuser") != "on":  # triggers keep the audit
                return False
            if await sql.fetchval(_SHAPE) != self._shape:
                return False
            filled = {*await _filled(sql), *self._rows}
            stale = [name for name in filled if not await self._as_it_was(sql, name)]
            await self._restore(sql, stale)
        return True

    async def _as_it_was(self, sql: Any, name: str) -> bool:
        return name in self._rows and await _copied(sql, name) == self._rows[name]

    async def _restore(self, sql: Any, stale: list[str]) -> None:
        resets = [
            f"setval('\"{name}\"', {last or 1}, {last is not None})"
            for name, last in self._counts.items()
        ]
        async with sql.transaction():
            await sql.execute("SET LOCAL session_replication_role = replica")
            for name in stale:
                await sql.execute(f'DELETE FROM "{name}"')  # noqa: S608 - of the catalogue
                if name in self._rows:
                    await sql.copy_to_table(name, source=io.BytesIO(self._rows[name]))
            await sql.execute(f"SELECT {', '.join(resets)}")
        if stale:
            await sql.execute("VACUUM " + ", ".join(f'"{name}"' for name in stale))


async def _filled(sql: Any) -> list[str]:
    """The tables that are not empty."""
    names = [name for (name,) in await sql.fetch(_TABLES)]
    found = await sql.fetch(
        " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (TABLE \"{name}\")" for name in names)
    )
    return [name for (name,) in found]


async def _copied(sql: Any, name: str) -> bytes:
    held = io.BytesIO()
    await sql.copy_from_table(name, output=held)
    return held.getvalue()
