"""Everything that is stored about one person, found by what refers to them.

For the operator alone, who asks seldom: a statement for each table, whatever tables there are.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from store.audit_tables import audit_entry
from store.columns import METADATA
from store.queues import delivery, inbox
from store.sql import AnyRow, Sql
from store.tables import account, binding_try, flood, person

_HIDDEN = ("digest", "code")  # a binding code's hash; the name of a stored line
_WHO: BindParameter[Any] = bindparam("person")


def _theirs(rows: Table, user: ColumnElement[Any]) -> ColumnElement[bool]:
    """Of an account of this person."""
    return exists().where(
        account.c.person_id == _WHO,
        account.c.platform == rows.c.platform,
        account.c.tenant == rows.c.tenant,
        account.c.user == user,
    )


def _conditions() -> Mapping[Table, ColumnElement[bool]]:
    found: dict[Table, ColumnElement[bool]] = {person: person.c.id == _WHO}
    for rows in METADATA.sorted_tables:
        to_person = [
            key.parent for key in rows.foreign_keys if key.column.table.name == person.name
        ]
        if to_person:
            found[rows] = or_(*(column == _WHO for column in to_person))
    found[binding_try] = _theirs(binding_try, binding_try.c.user)
    found[flood] = _theirs(flood, func.substr(flood.c.who, len("user:") + 1))
    found[inbox] = _theirs(inbox, inbox.c.lane)
    found[delivery] = or_(delivery.c.person_id == _WHO, _theirs(delivery, delivery.c.chat))
    named: BindParameter[Any] = bindparam("named")
    found[audit_entry] = or_(audit_entry.c.actor == named, audit_entry.c.object == named)
    return found


_SELECTS: Mapping[str, Select[Any]] = {
    rows.name: select(rows).where(condition).order_by(*rows.primary_key)
    for rows, condition in _conditions().items()
}


async def stored(sql: Sql, person: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Rows by table, as values that JSON knows; tables with none are left out."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for name, statement in _SELECTS.items():
        is_audit = name == audit_entry.name
        values = {"named": f"person:{person}"} if is_audit else {"person": person}
        if rows := await sql.rows(statement, values):
            found[name] = [_plain(row) for row in rows]
    return found


def _plain(row: AnyRow) -> Mapping[str, Any]:
    return {name: _value(value) for name, value in row._mapping.items() if name not in _HIDDEN}


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value
