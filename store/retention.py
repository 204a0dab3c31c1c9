"""What is not kept for ever: what raw events and sends said.  Their keys are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    exists,
    null,
    select,
    update,
)

from bot.messages import Card, Platform
from bot.ports import Cursor, Route
from bot.ports.staff import Retention
from store.codec import from_json, to_json
from store.desk_tables import upload
from store.inbox import SqlInbox
from store.period_tables import report_edit
from store.queues import NOT_DONE, UNSENT, EventStage, Stage, attempt, delivery, inbox, one_of
from store.redaction import BLANK_CARD
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
_NOT_DONE = select(inbox.c.id).where(inbox.c.id.in_(_IDS), one_of(NOT_DONE, inbox.c.state))
_BLANK_SENDS = (
    update(attempt)
    .where(
        attempt.c.id.in_(_IDS),
        attempt.c.content.is_not(None),
        ~exists().where(delivery.c.id == attempt.c.delivery_id, delivery.c.state.in_(UNSENT)),
    )
    .values(content=null())
)
_SAID = (
    select(delivery.c.id, delivery.c.shows)
    .distinct()
    .join(attempt, attempt.c.delivery_id == delivery.c.id)
    .where(
        attempt.c.id.in_(_IDS),
        delivery.c.state == Stage.SENT,
        delivery.c.content != "",
    )
)
"""What was sent is not sent again; what failed may be."""
_NOT_ENDED = select(attempt.c.id).where(attempt.c.id.in_(_IDS), attempt.c.content.is_not(None))
_TRIED = delete(binding_try).where(
    binding_try.c.at < bindparam("b_before", type_=binding_try.c.at.type)
)
_EDITED = delete(report_edit).where(
    report_edit.c.at < bindparam("b_before", type_=report_edit.c.at.type)
)
"""What a report said before somebody wrote into it can be taken back for a day."""
_WAITED = (
    update(upload)
    .where(upload.c.body.is_not(None), upload.c.at < bindparam("b_before", type_=upload.c.at.type))
    .values(body=null())
)
"""A ledger that nobody has confirmed is no longer known by what was written in it."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """The next rows, how they are blanked, and which of them could not be yet."""

    name: str
    next: Select[tuple[int, datetime]]
    blank: Update
    left: Select[tuple[int]]


_OF_EVENTS = _Kind("events", _EVENTS, _BLANK_EVENTS, _NOT_DONE)
_OF_SENDS = _Kind("sends", _SENDS, _BLANK_SENDS, _NOT_ENDED)


class SqlRetention(Retention):
    """Rows are passed once, in their order; how far is kept beside the cursors of the platforms.

    What was not at its end when it was passed is remembered until it is.
    """

    def __init__(self, sql: Sql) -> None:
        self._sql, self._cursors = sql, SqlInbox(sql, None)

    async def purge(self, *, before: datetime, limit: int) -> bool:
        await self._sql.count(_TRIED, {"b_before": before})
        await self._sql.count(_EDITED, {"b_before": before})
        await self._sql.count(_WAITED, {"b_before": before})
        events = await self._pass(_OF_EVENTS, before=before, limit=limit)
        sends = await self._pass(_OF_SENDS, before=before, limit=limit)
        return events < limit and sends < limit

    async def _pass(self, kind: _Kind, *, before: datetime, limit: int) -> int:
        done, left = await self._mark(kind.name)
        passed = await self._passed(kind.next, done, before, limit)
        if blank := [*left, *passed]:
            await self._sql.count(kind.blank, {"ids": blank})
            if kind is _OF_SENDS:
                await self._leave_what_it_was_about(blank)
            left = [id for (id,) in await self._sql.rows(kind.left, {"ids": blank})]
            await self._keep(kind.name, max([done, *passed]), left)
        return len(passed)

    async def _leave_what_it_was_about(self, sends: Sequence[int]) -> None:
        """A press on an old card is still compared with what it showed."""
        shown = [
            (id, from_json(shows)) for id, shows in await self._sql.rows(_SAID, {"ids": sends})
        ]
        left = [(id, to_json(Card("", about=card.about, once=card.once))) for id, card in shown]
        if left:
            rows = [{"b_id": id, "b_shows": shows} for id, shows in left]
            await self._sql.count(BLANK_CARD, rows)

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
