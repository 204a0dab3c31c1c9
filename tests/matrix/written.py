"""Every row that changes, written down by triggers of the database itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from store.columns import METADATA


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was inserted, updated or deleted, as it is afterwards (or was before)."""

    op: str
    table: str
    row: Mapping[str, Any]


FORGET = text("DELETE FROM written")
CHANGES = text("SELECT op, tbl, line FROM written ORDER BY id")


def write_down(connection: Connection) -> None:
    """Triggers on every table: which row was changed, and how."""
    postgres = connection.dialect.name == "postgresql"
    key = "BIGINT GENERATED ALWAYS AS IDENTITY" if postgres else "INTEGER PRIMARY KEY"
    connection.exec_driver_sql(f"CREATE TABLE written (id {key}, op TEXT, tbl TEXT, line TEXT)")
    if postgres:
        connection.exec_driver_sql(_FUNCTION)
    for name, table in METADATA.tables.items():
        for op in ("INSERT", "UPDATE", "DELETE"):
            row = "OLD" if op == "DELETE" else "NEW"
            pairs = ", ".join(f"'{c.name}', {row}.\"{c.name}\"" for c in table.columns)
            doing = _CALL if postgres else _ADD.format(op=op, name=name, pairs=pairs)
            connection.exec_driver_sql(
                f'CREATE TRIGGER seen_{name}_{op} AFTER {op} ON "{name}" FOR EACH ROW {doing}'
            )


_CALL = "EXECUTE FUNCTION write_down()"
_ADD = """
BEGIN
  INSERT INTO written (op, tbl, line) VALUES ('{op}', '{name}', json_object({pairs}));
END
"""
_FUNCTION = """
CREATE FUNCTION write_down() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO written (op, tbl, line) VALUES (
    TG_OP, TG_TABLE_NAME, to_json(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END)::text);
  RETURN NULL;
END $$
"""
