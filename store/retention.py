"""What is not kept for ever: what raw events and sends said.  Their keys are."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, Table, bindparam, delete, exists, null, select, update

from bot.messages import Platform
from bot.ports import Cursor, Route
from bot.ports.staff import Retention
from store.inbox import SqlInbox
from store.queues import UNSENT, EventStage, attempt, delivery, inbox
from store.sql import Sql
from store.tables import binding_try

_HERE = Route(platform=Platform.CONSOLE, tenant="?")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def _next(rows: Table, at: Any) -> Select[tuple[int, datetime]]:
    """In the order in which they came."""
    return (
        select(rows.c.id, at.label("at"))
        .where(rows.c.id > bindparam("after"))
        .order_by(rows.c.id)
        .limit(bindparam("limit"))
    )


_EVENTS = _next(inbox, inbox.c.since)
_SENDS = _next(attempt, attempt.c.at)
_BLANK_EVENTS = (
    update(inbox).where(inbox.c.id.in_(_IDS), inbox.c.state == EventStage.DONE).values(payload="")
)
_NOT_DONE = select(inbox.c.id).where(inbox.c.id.in_(_IDS), inbox.c.state != EventStage.DONE)
_BLANK_SENDS = (
    update(attempt)
    .where(
        attempt.c.id.in_(_IDS),
        attempt.c.content.is_not(None),
        ~exists().where(delivery.c.id == attempt.c.delivery_id, delivery.c.state.in_(UNSENT)),
    )
    .values(content=null())
)
_TRIED = delete(binding_try).where(
    binding_try.c.at < bindparam("b_before", type_=binding_try.c.at.type)
)


class SqlRetention(Retention):
    """Rows are passed once, in their order; how far is kept beside the cursors of the platforms.

    Events that were not done when they were passed are remembered until they are.
    """

    def __init__(self, sql: Sql) -> None:
        self._sql, self._cursors = sql, SqlInbox(sql, None)

    async def purge(self, *, before: datetime, limit: int) -> bool:
        await self._sql.count(_TRIED, {"b_before": before})
        done, left = await self._mark("events")
        events = await self._passed(_EVENTS, done, before, limit)
        if blank := [*left, *events]:
            await self._sql.count(_BLANK_EVENTS, {"ids": blank})
            left = [id for (id,) in await self._sql.rows(_NOT_DONE, {"ids": blank})]
            await self._keep("events", max([done, *events]), left)
        done, _ = await self._mark("sends")
        sends = await self._passed(_SENDS, done, before, limit)
        if sends:
            await self._sql.count(_BLANK_SENDS, {"ids": sends})
            await self._keep("sends", sends[-1], [])
        return len(events) < limit and len(sends) < limit

    async def _passed(
        self, statement: Select[Any], after: int, before: datetime, limit: int
    ) -> Sequence[int]:
        """The next ids, up to the first that is too young."""
        found = list[int]()
        for id, at in await self._sql.rows(statement, {"after": after, "limit": limit}):
            if at >= before:
                break
            found.append(id)
        return found

    async def _mark(self, name: str) -> tuple[int, list[int]]:
        kept = await self._cursors.cursor(_HERE, f"purged {name}")
        done, left = (0, []) if kept is None else json.loads(kept)
        return done, left

    async def _keep(self, name: str, done: int, left: Sequence[int]) -> None:
        await self._cursors.set_cursor(_HERE, Cursor(f"purged {name}", json.dumps([done, left])))
