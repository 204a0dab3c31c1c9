"""Reporting periods, reports, dates that people set, reminders, groups and digests."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
WORD = sa.String(length=32)
TABLES = (
    "period",
    "report",
    "open_step",
    "deadline_change",
    "extension",
    "urge",
    "snooze",
    "reminder",
    "quiet",
    "leave",
    "group_chat",
    "subscription",
    "digest",
)
_OWED = "state IN ('open', 'draft', 'signed_off', 'returned')"


def _table(name: str, *columns: Any, key: str = "id", **more: Any) -> None:
    """With the foreign keys that its columns' names say: ``person_id``, ``opened_by``."""
    names = [column.name for column in columns if isinstance(column, sa.Column)]
    foreign = [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{name}_{column}")
        for column in names
        if (to := _refers_to(column))
    ]
    primary = sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{name}")
    op.create_table(name, *columns, primary, *foreign, **more)


def _refers_to(column: str) -> str | None:
    if column.endswith("_by") and column != "signed_by":
        return "person"
    if column == "deputy_id":
        return "person"
    return column.removesuffix("_id") if column.endswith("_id") else None


def _id(name: str = "id", *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, ID, nullable=optional)


def _of(name: str, kind: Any, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=optional)


def _index(table: str, *columns: str, where: str | None = None, unique: bool = False) -> None:
    partial: dict[str, Any] = {}
    if where is not None:
        partial = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns, unique=unique, **partial)


def upgrade() -> None:
    op.add_column("plan", sa.Column("cadence", WORD, nullable=False, server_default="quarterly"))
    op.add_column("task", sa.Column("deadline_set_on", sa.Date()))
    op.add_column("task", sa.Column("deadline_original", sa.Date()))
    _index("update_record", "at")
    _periods()
    _dates()
    _reminders()
    _digests()


def _periods() -> None:
    _table(
        "period",
        _id(),
        _id("plan_id"),
        _of("code", sa.Text()),
        _of("starts", sa.Date()),
        _of("ends", sa.Date()),
        _of("due", sa.Date()),
        _of("cadence", sa.Boolean()),
        _of("ladder", sa.Text()),
        _of("opened_at", AT),
        _id("opened_by", optional=True),
        _of("sealed_at", AT, optional=True),
        _id("sealed_by", optional=True),
        sa.UniqueConstraint("plan_id", "code", name="uq_period_plan_id_code"),
    )
    _table(
        "report",
        _id("period_id"),
        _id("task_id"),
        _id("department_id"),
        _of("to_lead", sa.Boolean()),
        _of("state", WORD),
        *(_of(name, sa.Text(), optional=True) for name in ("progress", "problems", "next_steps")),
        _of("signed_by", sa.Text(), optional=True),
        _of("signed_at", AT, optional=True),
        _id("registered_by", optional=True),
        _of("written_at", AT, optional=True),
        _of("offline_on", sa.Date(), optional=True),
        _of("submitted_at", AT, optional=True),
        _id("submitted_by", optional=True),
        _of("decided_at", AT, optional=True),
        _id("decided_by", optional=True),
        _of("reason", sa.Text(), optional=True),
        _of("version", sa.BigInteger()),
        _of("batch", sa.Text(), optional=True),
        key="period_id task_id department_id",
        sqlite_with_rowid=False,
    )
    _index("report", "task_id", "department_id")
    _index("report", "period_id", "department_id", where=_OWED)
    step = (_id("person_id"), _id("period_id"), _id("task_id"), _id("department_id"))
    _table("open_step", *step, _of("at", AT), key="person_id")


def _dates() -> None:
    _table(
        "deadline_change",
        _id(),
        _id("task_id"),
        _of("kind", WORD),
        _of("day", sa.Date(), optional=True),
        _of("before_kind", WORD),
        _of("before_day", sa.Date(), optional=True),
        _of("before_raw", sa.Text(), optional=True),
        _of("reason", sa.Text(), optional=True),
        _id("person_id"),
        _of("at", AT),
    )
    _index("deadline_change", "task_id")
    _table(
        "extension",
        _id(),
        _id("task_id"),
        _id("department_id"),
        _id("asked_by"),
        _of("asked_at", AT),
        _of("day", sa.Date()),
        _of("reason", sa.Text()),
        _of("state", WORD),
        _id("decided_by", optional=True),
        _of("decided_at", AT, optional=True),
        _of("granted", sa.Date(), optional=True),
        _of("answer", sa.Text(), optional=True),
    )
    _index("extension", "task_id")


def _reminders() -> None:
    _table(
        "urge",
        _id(),
        _of("batch", sa.Text()),
        _id("task_id"),
        _id("department_id"),
        _id("person_id"),
        _of("at", AT),
        _of("words", sa.Text(), optional=True),
        _of("answered_at", AT, optional=True),
        _id("answered_by", optional=True),
        _of("told", sa.Boolean()),
    )
    _index("urge", "department_id", "task_id", where="answered_at IS NULL")
    _index("urge", "id", where="NOT told")
    pair = (_id("person_id"), _id("task_id"))
    _table("snooze", *pair, _of("until", AT), _of("at", AT), key="person_id task_id")
    _table(
        "reminder",
        _id(),
        _id("person_id"),
        _id("task_id", optional=True),
        _of("at", AT),
        _of("asked_at", AT),
        _of("planned", sa.Boolean()),
    )
    _index("reminder", "at", where="NOT planned")
    hours = (_of("starts", sa.BigInteger()), _of("ends", sa.BigInteger()))
    _table("quiet", _id("person_id"), *hours, _of("days", sa.Text()), key="person_id")
    away = (_id("person_id"), _id("deputy_id"), _of("until", sa.Date()), _of("at", AT))
    _table("leave", *away, key="person_id")
    _index("leave", "deputy_id")


def _digests() -> None:
    _table(
        "group_chat",
        _id(),
        _of("platform", WORD),
        _of("tenant", sa.Text()),
        _of("chat", sa.Text()),
        _of("thread", sa.Text()),
        _of("scope", WORD),
        _of("of", sa.Text()),
        _of("purpose", sa.Text()),
        _id("person_id"),
        _of("since", AT),
        _of("weekday", sa.BigInteger()),
        _of("minute", sa.BigInteger()),
        _of("paused", sa.Boolean()),
        _of("ended_at", AT, optional=True),
    )
    address = ("platform", "tenant", "chat", "thread")
    _index("group_chat", *address, where="ended_at IS NULL", unique=True)
    _table("subscription", _id("person_id"), _of("since", AT), key="person_id")
    _table(
        "digest",
        _id(),
        _id("plan_id"),
        _of("place", sa.Text()),
        _of("week", sa.Text()),
        _of("at", AT),
        _of("data", sa.Text()),
        _of("digest", sa.Text()),
        sa.UniqueConstraint("plan_id", "place", "week", name="uq_digest_plan_id_place_week"),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    op.drop_index("ix_update_record_at", "update_record")
    for table, column in (
        ("task", "deadline_original"),
        ("task", "deadline_set_on"),
        ("plan", "cadence"),
    ):
        op.drop_column(table, column)
