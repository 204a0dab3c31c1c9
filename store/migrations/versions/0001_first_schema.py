"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)


def _index(name: str, table: str, columns: list[str], where: str | None = None) -> None:
    partial: dict[str, Any] = {}
    if where is not None:
        partial = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(name, table, columns, **partial)


def upgrade() -> None:
    op.create_table(
        "binding_try",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_binding_try"),
    )
    _index(
        "ix_binding_try_platform_tenant_user_at",
        "binding_try",
        ["platform", "tenant", "user", "at"],
    )
    op.create_table(
        "delivery",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text()),
        sa.Column("bulk", sa.Boolean(), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("due", AT),
        sa.Column("owner", sa.BigInteger()),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("doubts", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint(
            "key",
            "platform",
            "tenant",
            "chat",
            "thread",
            "part",
            name="uq_delivery_key_platform_tenant_chat_thread_part",
        ),
    )
    _index("ix_delivery_cause", "delivery", ["cause"])
    _index(
        "ix_delivery_id",
        "delivery",
        ["id"],
        "state IN ('pending', 'unknown', 'claimed', 'sending', "
        "'refused', 'unconfirmed', 'expired')",
    )
    _index("ix_delivery_owner", "delivery", ["owner"], "owner IS NOT NULL")
    _index(
        "ix_delivery_platform_tenant_bulk_due_id",
        "delivery",
        ["platform", "tenant", "bulk", "due", "id"],
        "state IN ('pending', 'unknown')",
    )
    _index(
        "ix_delivery_platform_tenant_chat_message",
        "delivery",
        ["platform", "tenant", "chat", "message"],
        "message IS NOT NULL",
    )
    _index(
        "ix_delivery_platform_tenant_chat_thread_id",
        "delivery",
        ["platform", "tenant", "chat", "thread", "id"],
        "state IN ('pending', 'unknown', 'claimed', 'sending')",
    )
    _index("ix_delivery_state", "delivery", ["state"], "state = 'sent' AND message IS NULL")
    op.create_table(
        "department",
        sa.Column("id", ID, nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("english", sa.Text()),
        sa.Column("acronym", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_department"),
        sa.UniqueConstraint("short", name="uq_department_short"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("owner", sa.BigInteger()),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("platform", "tenant", "event", name="uq_inbox_platform_tenant_event"),
    )
    _index("ix_inbox_id", "inbox", ["id"], "state IN ('new', 'working', 'parked')")
    _index("ix_inbox_owner", "inbox", ["owner"], "owner IS NOT NULL")
    _index(
        "ix_inbox_platform_tenant_lane_id",
        "inbox",
        ["platform", "tenant", "lane", "id"],
        "state IN ('new', 'working')",
    )
    op.create_table(
        "inbox_cursor",
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", "name", name="pk_inbox_cursor"),
    )
    op.create_table(
        "instance",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("since", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
    op.create_table(
        "pause",
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("until", AT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", "chat", name="pk_pause"),
    )
    op.create_table(
        "tick",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_tick"),
    )
    op.create_table(
        "plan_draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kept_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_draft"),
        sa.UniqueConstraint("sha256", name="uq_plan_draft_sha256"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", ID, nullable=False),
        sa.Column("delivery_id", ID, nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_attempt_delivery_id"),
    )
    _index("ix_attempt_delivery_id", "attempt", ["delivery_id"])
    op.create_table(
        "department_name",
        sa.Column("department_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.BigInteger()),
        sa.Column("valid_to", sa.BigInteger()),
        sa.PrimaryKeyConstraint("department_id", "name", "kind", name="pk_department_name"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name="fk_department_name_department_id"
        ),
    )
    _index("ix_department_name_key", "department_name", ["key"])
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("standin", sa.Boolean(), nullable=False),
        sa.Column("added_at", AT, nullable=False),
        sa.Column("revoked_at", AT),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name="fk_person_department_id"
        ),
    )
    _index("ix_person_department_id", "person", ["department_id"])
    op.create_table(
        "plan",
        sa.Column("id", ID, nullable=False),
        sa.Column("in_force", sa.Boolean()),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date()),
        sa.Column("issuer", sa.Text()),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("tasks", sa.BigInteger(), nullable=False),
        sa.Column("highest", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("in_force", name="uq_plan_in_force"),
        sa.ForeignKeyConstraint(["draft_id"], ["plan_draft.id"], name="fk_plan_draft_id"),
    )
    op.create_table(
        "account",
        sa.Column("platform", WORD, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("bound_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", "user", name="pk_account"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_account_person_id"),
    )
    _index("ix_account_person_id", "account", ["person_id"])
    op.create_table(
        "binding_code",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("platform", WORD, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("issued_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("used_at", AT),
        sa.Column("voided_at", AT),
        sa.PrimaryKeyConstraint("digest", name="pk_binding_code"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_binding_code_person_id"),
    )
    _index("ix_binding_code_person_id", "binding_code", ["person_id"])
    op.create_table(
        "stored_action",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("kept_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_stored_action"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_stored_action_person_id"),
    )
    _index("ix_stored_action_person_id", "stored_action", ["person_id"])
    op.create_table(
        "task",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("ref", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("chapter", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("mode", WORD),
        sa.Column("lead_basis", WORD),
        sa.Column("deadline_kind", WORD, nullable=False),
        sa.Column("deadline_day", sa.Date()),
        sa.Column("deadline_raw", sa.Text()),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("plan_id", "ref", name="uq_task_plan_id_ref"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_task_plan_id"),
    )
    _index(
        "ix_task_plan_id_deadline_day",
        "task",
        ["plan_id", "deadline_day"],
        "deadline_day IS NOT NULL",
    )
    op.create_table(
        "share",
        sa.Column("task_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("percent", sa.BigInteger()),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", AT),
        sa.Column("changed_by", ID),
        sa.PrimaryKeyConstraint("task_id", "department_id", name="pk_share"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_share_task_id"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name="fk_share_department_id"
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name="fk_share_changed_by"),
        sqlite_with_rowid=False,
    )
    _index("ix_share_department_id_task_id", "share", ["department_id", "task_id"])
    op.create_table(
        "update_record",
        sa.Column("id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("status", WORD),
        sa.Column("percent", sa.BigInteger()),
        sa.Column("progress", sa.Text()),
        sa.Column("problems", sa.Text()),
        sa.Column("next_steps", sa.Text()),
        sa.Column("before_status", WORD, nullable=False),
        sa.Column("before_percent", sa.BigInteger()),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("undoes", ID),
        sa.PrimaryKeyConstraint("id", name="pk_update_record"),
        sa.UniqueConstraint("undoes", name="uq_update_record_undoes"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_update_record_task_id"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name="fk_update_record_department_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_update_record_person_id"),
        sa.ForeignKeyConstraint(["undoes"], ["update_record.id"], name="fk_update_record_undoes"),
    )
    _index("ix_update_record_person_id_id", "update_record", ["person_id", "id"])
    _index("ix_update_record_task_id_id", "update_record", ["task_id", "id"])


def downgrade() -> None:
    for table in (
        "update_record",
        "share",
        "task",
        "stored_action",
        "binding_code",
        "account",
        "plan",
        "person",
        "department_name",
        "attempt",
        "plan_draft",
        "tick",
        "pause",
        "instance",
        "inbox_cursor",
        "inbox",
        "department",
        "delivery",
        "binding_try",
    ):
        op.drop_table(table)
