"""What a digest counts, and the digests that were made."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.model.digest import Scope
from bot.model.task import Status
from bot.ports import Chapter, Digests, Listed, Reported, StoredDigest
from store.period_tables import digest
from store.sql import AnyRow, Sql, insert_new
from store.tallies import (
    BLOCKED,
    CHAPTERS,
    CLOSED,
    DUE,
    ENDS,
    HANDED_IN,
    MISSING,
    ORDER,
    UPDATED,
)

_FIRST = 20  # digests of a day that are looked at
_d = digest.c
_KEEP = insert_new(digest).returning(_d.id)
_KEPT = select(digest)
_OF_PLAN = _KEPT.where(_d.plan_id == bindparam("plan"))
_OF_WEEK = _OF_PLAN.where(_d.place == bindparam("place"), _d.week == bindparam("week"))
_LATEST = (
    _OF_PLAN.where(_d.place.in_(bindparam("places", expanding=True)))
    .order_by(_d.id.desc())
    .limit(1)
)
_SINCE = (
    _OF_PLAN.where(_d.at >= bindparam("at", type_=_d.at.type)).order_by(_d.at, _d.id).limit(_FIRST)
)
_NUMBERED = _KEPT.where(_d.id == bindparam("id"))
_LONG_AGO = date(1, 1, 1)


class SqlDigests(Digests):
    """See ``bot.ports.Digests``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def updated(self, plan: int, scope: Scope, of: str, *, since: datetime) -> int:
        values = _values(plan, scope, of) | {"since": since}
        [(count,)] = await self._sql.rows(UPDATED[scope], values)
        return int(count)

    async def closed(
        self, plan: int, scope: Scope, of: str, *, since: datetime, limit: int
    ) -> Listed:
        values = _values(plan, scope, of) | {"since": since, "limit": limit}
        return _list(await self._sql.rows(CLOSED[scope], values))

    async def due(
        self, plan: int, scope: Scope, of: str, *, after: date | None, until: date, limit: int
    ) -> Listed:
        span = {"after": after or _LONG_AGO, "until": until, "limit": limit}
        return _list(await self._sql.rows(DUE[scope], _values(plan, scope, of) | span))

    async def blocked(
        self, plan: int, scope: Scope, of: str, *, since: datetime, limit: int
    ) -> Listed:
        values = _values(plan, scope, of) | {"since": since, "limit": limit}
        return _list(await self._sql.rows(BLOCKED[scope], values))

    async def missing(
        self, period: int, scope: Scope, of: str, *, limit: int
    ) -> tuple[Listed, Sequence[str]]:
        values = {"period": period, "limit": limit} | _of(scope, of)
        rows = await self._sql.rows(MISSING[scope], values)
        return _list(rows), [row.short for row in rows if not row.restricted]

    async def reported(
        self, period: int, scope: Scope, of: str, *, ends: Sequence[datetime]
    ) -> Reported:
        padded = [*ends[:ENDS], *[ends[-1]] * ENDS][:ENDS]
        values: dict[str, Any] = {"period": period} | _of(scope, of)
        values |= {f"end{n}": end for n, end in enumerate(padded)}
        [(owed, done, *before)] = await self._sql.rows(HANDED_IN[scope], values)
        return Reported(int(owed), int(done or 0), [int(n or 0) for n in before[: len(ends)]])

    async def chapters(self, plan: int, scope: Scope, of: str) -> Sequence[Chapter]:
        found: dict[str | None, dict[Status, int]] = {}
        for name, far, count, _ in await self._sql.rows(CHAPTERS[scope], _values(plan, scope, of)):
            found.setdefault(name, {})[ORDER[int(far)]] = int(count)
        return [Chapter(name, count) for name, count in found.items()]

    async def keep(
        self, plan: int, *, place: str, week: str, at: datetime, data: str, digest: str
    ) -> bool:
        row = {
            "plan_id": plan,
            "place": place,
            "week": week,
            "at": at,
            "data": data,
            "digest": digest,
        }
        return bool(await self._sql.rows(_KEEP, row))

    async def of_week(self, plan: int, *, place: str, week: str) -> StoredDigest | None:
        values = {"plan": plan, "place": place, "week": week}
        return _stored(await self._sql.rows(_OF_WEEK, values))

    async def latest(self, plan: int, *, places: Sequence[str]) -> StoredDigest | None:
        values = {"plan": plan, "places": list(places)}
        return _stored(await self._sql.rows(_LATEST, values))

    async def since(self, plan: int, at: datetime) -> Sequence[StoredDigest]:
        rows = await self._sql.rows(_SINCE, {"plan": plan, "at": at})
        return [found for row in rows if (found := _stored([row])) is not None]

    async def numbered(self, id: int) -> StoredDigest | None:
        return _stored(await self._sql.rows(_NUMBERED, {"id": id}))


def _values(plan: int, scope: Scope, of: str) -> dict[str, Any]:
    return {"plan": plan} | _of(scope, of)


def _of(scope: Scope, of: str) -> dict[str, Any]:
    return {} if scope is Scope.PLAN else {"of": of}


def _list(rows: Sequence[AnyRow]) -> Listed:
    """Every row knows the totals; no row, nothing found."""
    if not rows:
        return Listed()
    first = rows[0]
    return Listed(
        total=int(first.total),
        restricted=int(first.offline),
        fresh=int(getattr(first, "fresh", 0)),
        refs=[row.ref for row in rows if not row.restricted],
    )


def _stored(rows: Sequence[AnyRow]) -> StoredDigest | None:
    if not rows:
        return None
    row = rows[0]
    return StoredDigest(
        id=row.id, place=row.place, week=row.week, at=row.at, data=row.data, digest=row.digest
    )
