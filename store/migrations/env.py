"""Alembic's entry: migrates the connection that ``store.schema`` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum
from sqlmodel.sql.sqltypes import UTCDateTime

import store.period_tables
import store.queues
import store.tables  # noqa: F401 - the metadata shall know all tables
from bot.crash import Point, crash_point
from store.columns import METADATA, CleanText


def _plain(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """A migration names SQLAlchemy's own types: it shall not change when ours do."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, CleanText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_item=_plain,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    on_version_apply=lambda **_: crash_point(Point.IN_UPGRADE),
)
with context.begin_transaction():
    context.run_migrations()
