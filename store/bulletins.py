"""What the office tells many, until each reader has been told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)

from bot.model.desk import Announced, Bulletin, BulletinKind
from bot.model.nudge import Contact
from bot.ports.bulletins import Bulletins
from store.contacts import FIRST_BOUND, MAY_BE_NUDGED, OF_CONTACT, read_first, with_account
from store.desk_tables import bulletin
from store.sql import AnyRow, Sql, insert_new
from store.tables import person

_b = bulletin.c
_absent = person.alias("absent")
_UNTOLD: ColumnElement[bool] = literal_column("told_at").is_(None)
_READER = _b.reader_id == bindparam("reader")

_PUT = insert_new(bulletin)
_WHOLE = (
    select(_b.id, _b.kind, _b.words, _b.at, _absent.c.name)
    .select_from(bulletin.outerjoin(_absent, _absent.c.id == _b.for_id))
    .order_by(_b.id)
)
_OPEN_TO = _WHOLE.where(_READER, or_(_b.told_at.is_(None), _b.bundle == bindparam("bundle")))
_SHOWN_IN = _WHOLE.where(_READER, _b.told_at.is_not(None), _b.bundle == bindparam("bundle"))
_TOLD = (
    update(bulletin)
    .where(_b.id.in_(bindparam("ids", expanding=True)))
    .values(told_at=bindparam("b_at"), bundle=bindparam("b_bundle"))
)
_RELEASE = (
    update(bulletin)
    .where(_b.reader_id == bindparam("b_reader"), _b.bundle == bindparam("b_bundle"))
    .values(told_at=null(), bundle=null())
)
_readers = select(_b.reader_id).where(_UNTOLD).distinct().subquery("readers")
_WAITING = (
    select(*OF_CONTACT)
    .select_from(with_account(_readers.join(person, person.c.id == _readers.c.reader_id)))
    .where(MAY_BE_NUDGED)
    .order_by(*FIRST_BOUND, person.c.id)
)
_copy = bulletin.alias("copy")
_of_absent = _b.batch.concat("/").concat(cast(_b.reader_id, String))
_OF_ABSENT = (
    select(_b.kind, _b.batch, _b.reader_id, _b.person_id, _b.words)
    .where(
        _b.reader_id.in_(bindparam("absent", expanding=True)),
        _b.told_at.is_(None),
        _b.for_id.is_(None),
        ~exists().where(_copy.c.batch == _of_absent),
    )
    .order_by(_b.id)
)
_READ_BY = select(_b.batch, _b.reader_id).where(
    _b.batch.in_(bindparam("batches", expanding=True)),
    _b.reader_id.in_(bindparam("readers", expanding=True)),
)
_counted = (
    select(
        func.min(_b.id).label("id"),
        func.count().label("readers"),
        func.count(_b.told_at).label("told"),
    )
    .where(_b.kind == BulletinKind.ANNOUNCEMENT, _b.for_id.is_(None))
    .group_by(_b.batch)
    .order_by(func.min(_b.id).desc())
    .limit(bindparam("limit"))
    .subquery("counted")
)
_of_one = (
    select(
        func.min(_b.id).label("id"),
        func.count().label("readers"),
        func.count(_b.told_at).label("told"),
    )
    .where(_b.kind == BulletinKind.ANNOUNCEMENT, _b.for_id.is_(None))
    .group_by(_b.batch)
    .having(func.min(_b.id) == bindparam("id"))
    .subquery("counted")
)


def _announced(counted: Any) -> Any:
    return (
        select(_b.id, _b.batch, _b.words, _b.at, person.c.name, counted.c.readers, counted.c.told)
        .select_from(
            counted.join(bulletin, _b.id == counted.c.id).outerjoin(
                person, person.c.id == _b.person_id
            )
        )
        .order_by(_b.id.desc())
    )


_ANNOUNCED, _ANNOUNCEMENT = _announced(_counted), _announced(_of_one)
_of_batch = bindparam("b_batch", type_=_b.batch.type)
_copied = _of_batch.concat("/").concat(cast(_b.for_id, String))
_WITHDRAW = delete(bulletin).where(or_(_b.batch == _of_batch, _b.batch == _copied), _UNTOLD)
FORGET = delete(bulletin).where(_b.reader_id == bindparam("b_person"), _UNTOLD)
"""Who is erased is told nothing any more."""


class SqlBulletins(Bulletins):
    """See ``bot.ports.bulletins``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def put(
        self,
        kind: BulletinKind,
        batch: str,
        words: Mapping[int, str],
        *,
        by: int | None,
        at: datetime,
    ) -> None:
        common = {"kind": kind, "batch": batch, "person_id": by, "at": at}
        rows = [
            {**common, **_FRESH, "reader_id": reader, "words": said}
            for reader, said in words.items()
        ]
        if rows:
            await self._sql.count(_PUT, rows)

    async def open_to(self, reader: int, bundle: str) -> Sequence[Bulletin]:
        rows = await self._sql.rows(_OPEN_TO, {"reader": reader, "bundle": bundle})
        return [_bulletin(row) for row in rows]

    async def shown_in(self, reader: int, bundle: str) -> Sequence[Bulletin]:
        rows = await self._sql.rows(_SHOWN_IN, {"reader": reader, "bundle": bundle})
        return [_bulletin(row) for row in rows]

    async def told(self, ids: Sequence[int], bundle: str, at: datetime) -> None:
        await self._sql.count(_TOLD, {"ids": list(ids), "b_bundle": bundle, "b_at": at})

    async def waiting(self) -> Sequence[Contact]:
        rows = await self._sql.rows(_WAITING)
        return [contact for (contact,) in read_first(rows, 0)]

    async def stand_in(self, deputies: Mapping[int, int], *, at: datetime) -> None:
        if not deputies:
            return
        rows = await self._sql.rows(_OF_ABSENT, {"absent": sorted(deputies)})
        if not rows:
            return
        own = {"batches": [row.batch for row in rows], "readers": sorted(set(deputies.values()))}
        read = {(batch, reader) for batch, reader in await self._sql.rows(_READ_BY, own)}
        copies = [
            {
                **_FRESH,
                "kind": row.kind,
                "batch": f"{row.batch}/{row.reader_id}",
                "reader_id": deputies[row.reader_id],
                "person_id": row.person_id,
                "words": row.words,
                "at": at,
                "for_id": row.reader_id,
            }
            for row in rows
            if row.kind is BulletinKind.DUTIES or (row.batch, deputies[row.reader_id]) not in read
        ]
        if copies:
            await self._sql.count(_PUT, copies)

    async def announced(self, *, limit: int) -> Sequence[Announced]:
        return [_sent(row) for row in await self._sql.rows(_ANNOUNCED, {"limit": limit})]

    async def announcement(self, id: int) -> Announced | None:
        rows = await self._sql.rows(_ANNOUNCEMENT, {"id": id})
        return _sent(rows[0]) if rows else None

    async def withdraw(self, batch: str) -> int:
        return await self._sql.count(_WITHDRAW, {"b_batch": batch})


_FRESH: Mapping[str, Any] = {"told_at": None, "bundle": None, "for_id": None}


async def release(sql: Sql, bundle: str, reader: int) -> None:
    """The bundle ends without being sent: what stood in it waits for the next one."""
    await sql.count(_RELEASE, {"b_reader": reader, "b_bundle": bundle})


def _bulletin(row: AnyRow) -> Bulletin:
    id, kind, words, at, name = row
    return Bulletin(id=id, kind=kind, words=words, at=at, for_name=name)


def _sent(row: AnyRow) -> Announced:
    id, batch, words, at, name, readers, told = row
    return Announced(
        id=id, batch=batch, words=words, at=at, by=name or "", readers=readers, told=told
    )
