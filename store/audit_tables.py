"""The tables of the audit, and what guards them: entries are added, and nothing else.

``GUARDS`` are the same in both ways of making the schema; a test compares them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Index, Table, event, text

from store import columns
from store.columns import Row

START = "0" * 64
"""What stands before the first entry."""


class AuditRow(Row, table=True):
    """One act; every column is text or a number, so that its bytes are the same everywhere.

    ``at``: ISO 8601 in UTC with microseconds.  ``hash`` covers the hash before and all else.
    """

    __tablename__ = "audit_entry"
    number: int = columns.number(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str = columns.text()
    actor: str = columns.text()
    channel: str = columns.text()
    act: str = columns.text()
    object: str = columns.text()
    outcome: str = columns.text()
    salt: str = columns.text()
    commitment: str = columns.text()
    hash: str = columns.text()
    __table_args__ = (Index(None, "object", "number"), Index(None, "actor", "number"))


class AuditHeadRow(Row, table=True):
    """The last entry, in one row: whoever adds one holds it until the commit."""

    __tablename__ = "audit_head"
    id: int = columns.number(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int = columns.number()
    hash: str = columns.text()


audit_entry = columns.table(AuditRow)
audit_head = columns.table(AuditHeadRow)

GUARDS: Mapping[str, Sequence[str]] = {
    "sqlite": (
        """
CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry
WHEN NEW.number IS NOT (SELECT number + 1 FROM audit_head)
BEGIN SELECT RAISE(ABORT, 'an audit entry follows the last one'); END""",
        """
CREATE TRIGGER audit_entry_head AFTER INSERT ON audit_entry
BEGIN UPDATE audit_head SET number = NEW.number, hash = NEW.hash; END""",
        """
CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END""",
        """
CREATE TRIGGER audit_entry_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END""",
        """
CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the head of the audit is never deleted'); END""",
    ),
    "postgresql": (
        """
CREATE FUNCTION audit_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE audit_head SET number = NEW.number, hash = NEW.hash WHERE number + 1 = NEW.number;
  IF NOT FOUND THEN RAISE EXCEPTION 'an audit entry follows the last one'; END IF;
  RETURN NEW;
END $$""",
        """
CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$""",
        """
CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_next()""",
        """
CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_kept()""",
        """
CREATE TRIGGER audit_head_kept BEFORE DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION audit_kept()""",
    ),
}


@event.listens_for(audit_head, "after_create")
def _guard(table: Table, connection: Connection, **_: Any) -> None:
    """The head's table is made after that of the entries, and has one row."""
    connection.execute(audit_head.insert(), {"id": 1, "number": 0, "hash": START})
    for statement in GUARDS[connection.dialect.name]:
        connection.execute(text(statement))
