"""The audit, what floods, who issued a code, whose a message is, confirmed restrictions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
SQLITE = (
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
)
POSTGRESQL = (
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
)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False, autoincrement=False)


def upgrade() -> None:
    entry = ("at", "actor", "channel", "act", "object", "outcome", "salt", "commitment", "hash")
    op.create_table(
        "audit_entry",
        _number("number"),
        *map(_text, entry),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_object_number", "audit_entry", ["object", "number"])
    op.create_index("ix_audit_entry_actor_number", "audit_entry", ["actor", "number"])
    op.create_table(
        "audit_head",
        _number("id"),
        _number("number"),
        _text("hash"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.execute(f"INSERT INTO audit_head VALUES (1, 0, '{'0' * 64}')")  # noqa: S608
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)
    op.create_table(
        "flood",
        sa.Column("platform", WORD, nullable=False),
        _text("tenant"),
        _text("who"),
        sa.Column("since", AT, nullable=False),
        _number("count"),
        sa.PrimaryKeyConstraint("platform", "tenant", "who", name="pk_flood"),
    )
    op.add_column(
        "task",
        sa.Column("restriction_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("binding_code", sa.Column("issued_by", ID))
    op.add_column("person", sa.Column("erased_at", AT))
    op.create_index("ix_binding_try_at", "binding_try", ["at"])
    op.add_column("delivery", sa.Column("person_id", sa.BigInteger()))
    op.add_column("delivery", sa.Column("user", sa.Text()))
    op.add_column(
        "delivery", sa.Column("once", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    with op.batch_alter_table("binding_code") as table:
        table.create_foreign_key("fk_binding_code_issued_by", "person", ["issued_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("binding_code") as table:
        table.drop_constraint("fk_binding_code_issued_by", type_="foreignkey")
        table.drop_column("issued_by")
    op.drop_column("person", "erased_at")
    op.drop_index("ix_binding_try_at", "binding_try")
    op.drop_column("delivery", "once")
    op.drop_column("delivery", "user")
    op.drop_column("delivery", "person_id")
    op.drop_column("task", "restriction_confirmed")
    op.drop_table("flood")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_next() CASCADE")
        op.execute("DROP FUNCTION audit_kept() CASCADE")
    op.drop_table("audit_entry")
    op.drop_table("audit_head")
