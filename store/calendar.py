"""What the office has decided about single days; small enough to be read with every message."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    delete,
    extract,
    func,
    literal_column,
    select,
)

from bot.official import official
from bot.ports import Decision, Workdays
from bot.workdays import Calendar, DayKind, Days
from store.sql import Sql, upsert
from store.tables import calendar_day, person

_d = calendar_day.c
_WHOLE = "+"
_number: ColumnElement[int] = (
    extract("year", _d.day) * literal_column("10000", Integer)
    + extract("month", _d.day) * literal_column("100", Integer)
    + extract("day", _d.day)
)  # a date as text looks as the server's settings say
_mark = (
    cast(cast(_number, Integer), Text)
    + cast(_d.kind, Text)
    + case((_d.whole, literal_column(f"'{_WHOLE}'", Text)), else_=literal_column("''", Text))
)
MARKS = select(func.aggregate_strings(_mark, " ")).scalar_subquery()
"""All decisions as one text, for ``calendar_of``: whoever asks for something else takes it along.

Nothing is kept between two messages, so nothing can be out of date.
"""

_MARKS = select(MARKS)
_DECISIONS = (
    select(_d.day, _d.kind, _d.whole, person.c.name, _d.at)
    .select_from(calendar_day.outerjoin(person, person.c.id == _d.person_id))
    .where(_d.day >= bindparam("first"), _d.day <= bindparam("last"))
    .order_by(_d.day)
)
_CHANGED = ("kind", "person_id", "at")
_DECIDE = upsert(calendar_day, "day", change=_CHANGED)
_DECIDE_WHOLE = upsert(calendar_day, "day", change=(*_CHANGED, "whole"))
_LIFT = delete(calendar_day).where(_d.day == bindparam("b_day"))


@lru_cache(maxsize=8)
def calendar_of(marks: str | None) -> Calendar:
    """``20271001holiday+ 20271010workday``, in any order; None while nothing is decided."""
    days: dict[date, DayKind] = {}
    years: set[int] = set()
    for mark in (marks or "").split():
        day = date(int(mark[:4]), int(mark[4:6]), int(mark[6:8]))
        days[day] = DayKind(mark[8:].removesuffix(_WHOLE))
        if mark.endswith(_WHOLE):
            years.add(day.year)
    return official().decided(days, years)


class SqlWorkdays(Workdays):
    """See ``bot.ports.Workdays``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def calendar(self) -> Calendar:
        [(marks,)] = await self._sql.rows(_MARKS)
        return calendar_of(marks)

    async def decisions(self, first: date, last: date) -> Sequence[Decision]:
        rows = await self._sql.rows(_DECISIONS, {"first": first, "last": last})
        return [
            Decision(day=day, kind=kind, whole=whole, by=by, at=at)
            for day, kind, whole, by, at in rows
        ]

    async def decide(
        self, days: Days, *, by: int | None, at: datetime, years: Collection[int] = ()
    ) -> None:
        """What was entered as part of a whole stays so when it is decided anew."""
        rows = [
            {"day": day, "kind": kind, "whole": day.year in years, "person_id": by, "at": at}
            for day, kind in sorted(days.items())
        ]
        for whole, statement in ((False, _DECIDE), (True, _DECIDE_WHOLE)):
            if chosen := _those(rows, whole):
                await self._sql.count(statement, chosen)

    async def lift(self, days: Collection[date]) -> None:
        if days:
            await self._sql.count(_LIFT, [{"b_day": day} for day in sorted(days)])


def _those(rows: Iterable[Mapping[str, Any]], whole: bool) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["whole"] is whole]
