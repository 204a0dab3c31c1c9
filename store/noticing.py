"""Notices what a unit changes, whoever changes it: the audit asks whether an act was one."""

from collections.abc import Sequence

from sqlalchemy import Executable

from store.audit_tables import audit_entry, audit_head
from store.period_tables import open_step, report_edit
from store.queues import tick
from store.sql import AnyRow, Sql, Values
from store.tables import binding_try, flood, stored_action

_OWN = frozenset(
    table.name
    for table in (
        *(audit_entry, audit_head, binding_try, flood),
        *(open_step, report_edit, stored_action, tick),
    )
)
"""What is remembered of a conversation, and changes nothing for anybody."""


class Noticing(Sql):
    """Counts the statements that changed something."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self.changes = 0

    async def rows(self, statement: Executable, values: Values = None) -> Sequence[AnyRow]:
        found = await self._sql.rows(statement, values)
        if not statement.is_select and found:
            self._notice(statement)
        return found

    async def count(self, statement: Executable, values: Values = None) -> int:
        count = await self._sql.count(statement, values)
        if count:  # PostgreSQL's driver does not tell of many sets: -1
            self._notice(statement)
        return count

    def _notice(self, statement: Executable) -> None:
        table = getattr(statement, "table", None)
        if getattr(table, "name", "") not in _OWN:
            self.changes += 1
