"""Lanes and buckets: whose turn it is is kept, not searched for."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
_WAITING = "state IN ('pending', 'unknown')"
_UNSENT = "state IN ('pending', 'unknown', 'claimed', 'sending')"
_DEAD = "'refused', 'unconfirmed', 'expired'"
_NOT_SENT = f"state IN ('pending', 'unknown', 'claimed', 'sending', {_DEAD}"


def _index(table: str, columns: list[str], where: str) -> None:
    partial: dict[str, Any] = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns, **partial)


def upgrade() -> None:
    op.create_table(
        "lane",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("holder", sa.BigInteger()),
        sa.Column("bulk", sa.Boolean(), nullable=False),
        sa.Column("ready_at", AT),
        sa.Column("free_at", AT, nullable=False),
        sa.Column("stop_until", AT, nullable=False),
        sa.Column("log", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lane"),
        sa.UniqueConstraint("platform", "tenant", "chat", name="uq_lane_platform_tenant_chat"),
    )
    ready = ["platform", "tenant", "bulk", "ready_at", "id"]
    _index("lane", ready, "ready_at IS NOT NULL")
    _index("lane", ["holder"], "holder IS NOT NULL")
    op.create_table(
        "bucket",
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("paused_until", AT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", name="pk_bucket"),
    )
    op.add_column(
        "instance",
        sa.Column("beat", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
    )
    op.add_column("delivery", sa.Column("lane_id", sa.BigInteger()))
    op.add_column("delivery", sa.Column("turn", sa.BigInteger()))
    op.add_column("delivery", sa.Column("notice", sa.BigInteger()))
    op.add_column("inbox", sa.Column("notice", sa.BigInteger()))
    op.drop_index("ix_delivery_platform_tenant_bulk_due_id", "delivery")
    op.drop_index("ix_delivery_platform_tenant_chat_thread_id", "delivery")
    op.drop_index("ix_delivery_id", "delivery")
    _index("delivery", ["platform", "tenant", "bulk", "id"], f"lane_id IS NULL AND {_WAITING}")
    _index("delivery", ["lane_id", "bulk", "turn", "part"], "state = 'pending'")
    _index("delivery", ["lane_id", "due"], _WAITING)
    _index("delivery", ["lane_id", "state", "due"], "state = 'unknown'")
    _index("delivery", ["platform", "tenant", "chat", "id"], _UNSENT)
    _index("delivery", ["id"], f"{_NOT_SENT}, 'held')")
    op.create_table(
        "occurrence",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", ID),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("due", AT, nullable=False),
        sa.Column("planned_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
        sa.UniqueConstraint("key", name="uq_occurrence_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_occurrence_person_id"),
    )
    op.create_table(
        "tick",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_tick"),
    )
    _index("delivery", ["state"], "state = 'sent' AND message IS NULL")
    op.drop_table("pause")


def downgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("until", AT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", "chat", name="pk_pause"),
    )
    op.execute("UPDATE delivery SET state = 'expired' WHERE state = 'held'")
    for columns in (
        ["state"],
        ["id"],
        ["platform", "tenant", "chat", "id"],
        ["lane_id", "state", "due"],
        ["lane_id", "due"],
        ["lane_id", "bulk", "turn", "part"],
        ["platform", "tenant", "bulk", "id"],
    ):
        op.drop_index(f"ix_delivery_{'_'.join(columns)}", "delivery")
    _index("delivery", ["platform", "tenant", "bulk", "due", "id"], _WAITING)
    _index("delivery", ["platform", "tenant", "chat", "thread", "id"], _UNSENT)
    _index("delivery", ["id"], f"{_NOT_SENT})")
    for column in ("notice", "turn", "lane_id"):
        op.drop_column("delivery", column)
    op.drop_column("inbox", "notice")
    op.drop_column("instance", "beat")
    op.drop_table("tick")
    op.drop_table("occurrence")
    op.drop_table("bucket")
    op.drop_table("lane")
