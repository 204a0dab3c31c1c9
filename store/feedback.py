"""Complaints and suggestions: kept until the office has read them, and a while after."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from bot.model.feedback import Feedback
from bot.ports.feedback import Feedbacks
from store.desk_tables import feedback
from store.needles import Needles
from store.persons import PERSON, read_person
from store.sql import Sql
from store.tables import department, person

_f = feedback.c
_WHOLE = len(PERSON)
_ADD = insert(feedback)
_UNREAD = (
    select(*PERSON, _f.id.label("number"), _f.at, _f.words, func.count().over().label("total"))
    .select_from(
        feedback.join(person, person.c.id == _f.person_id).join(
            department, department.c.id == person.c.department_id
        )
    )
    .where(_f.read_at.is_(None))
    .order_by(_f.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_READ = (
    update(feedback)
    .where(_f.id.in_(bindparam("b_ids", expanding=True)), _f.read_at.is_(None))
    .values(read_at=bindparam("b_at"), read_by=bindparam("b_by"))
)
_ONE: ColumnElement[int] = literal_column("1")
_ZERO: ColumnElement[int] = literal_column("0")
_WAITING = select(
    func.count(),
    func.coalesce(
        func.sum(case((_f.at >= bindparam("since", type_=_f.at.type), _ONE), else_=_ZERO)), _ZERO
    ),
).where(_f.read_at.is_(None))
_PURGE = delete(feedback).where(_f.read_at < bindparam("b_before", type_=_f.read_at.type))
_WORDS = select(_f.id, _f.words)
_FORGET = delete(feedback).where(_f.id.in_(bindparam("b_ids", expanding=True)))


class SqlFeedbacks(Feedbacks):
    """See ``bot.ports.feedback``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, person: int, words: str, *, at: datetime) -> None:
        row = {"person_id": person, "words": words, "at": at, "read_at": None, "read_by": None}
        await self._sql.count(_ADD, row)

    async def unread(self, *, limit: int, offset: int = 0) -> tuple[Sequence[Feedback], int]:
        rows = await self._sql.rows(_UNREAD, {"limit": limit, "offset": offset})
        found = [Feedback(row.number, read_person(row[:_WHOLE]), row.at, row.words) for row in rows]
        return found, int(rows[0].total) if rows else 0

    async def read(self, ids: Collection[int], *, by: int, at: datetime) -> int:
        return await self._sql.count(_READ, {"b_ids": sorted(ids), "b_at": at, "b_by": by})

    async def waiting(self, *, since: datetime) -> tuple[int, int]:
        [(unread, new)] = await self._sql.rows(_WAITING, {"since": since})
        return int(unread), int(new)

    async def purge(self, *, before: datetime) -> None:
        await self._sql.count(_PURGE, {"b_before": before})


async def about(sql: Sql, needles: Needles) -> list[int]:
    """What names one of the tasks as an item, or quotes it: a number alone may be anything."""
    numbers = "|".join(map(str, sorted(needles.refs, reverse=True)))
    named = re.compile(
        rf"(?:第|#|任务|事项|items?|tasks?|no\.?) ?(?:{numbers})(?![0-9])"
        rf"|(?<![0-9])(?:{numbers}) ?[项号条]",
        re.IGNORECASE,
    )
    rows = await sql.rows(_WORDS)
    return [row.id for row in rows if needles.quoted(row.words) or named.search(row.words)]


async def forget(sql: Sql, ids: Sequence[int]) -> None:
    if ids:
        await sql.count(_FORGET, {"b_ids": list(ids)})
