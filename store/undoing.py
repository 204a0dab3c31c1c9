"""What is read and written to take records back; the records themselves stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, exists, select

from bot.errors import Conflict
from bot.model.person import Person
from bot.model.update import Update, UpdateKind
from store.tables import share, update_record
from store.updates import ADD, CHANGE, STANDS, UPDATES, SqlUpdates, read_update

_r = update_record.c
_LAST_BATCH = (
    select(_r.batch)
    .where(_r.person_id == bindparam("person"), STANDS)
    .order_by(_r.id.desc())
    .limit(1)
    .correlate(None)
    .scalar_subquery()
)
_IN_BATCH = UPDATES.where(
    _r.person_id == bindparam("person"), _r.batch == _LAST_BATCH, STANDS
).order_by(_r.id.desc())
_WRITTEN = UPDATES.where(
    _r.person_id == bindparam("person"),
    _r.batch == bindparam("batch"),
    _r.kind == UpdateKind.UPDATE,
).order_by(_r.id.desc())
_RECENT = UPDATES.where(
    _r.person_id == bindparam("person"), _r.at >= bindparam("since", type_=_r.at.type), STANDS
).order_by(_r.id)
_earlier = update_record.alias("earlier")
_FOLLOWERS = (
    UPDATES.join(
        _earlier,
        and_(
            _earlier.c.task_id == _r.task_id,
            _earlier.c.department_id == _r.department_id,
            _earlier.c.id < _r.id,
            _earlier.c.batch != _r.batch,
        ),
    )
    .add_columns(_earlier.c.id.label("earlier_id"))
    .where(_earlier.c.id.in_(bindparam("ids", expanding=True)), STANDS)
    .order_by(_r.id)
)
_later = update_record.alias("later")
_undoing_later = update_record.alias("undoing_later")
_LATER = exists().where(
    _later.c.task_id == _r.task_id,
    _later.c.department_id == _r.department_id,
    _later.c.id > _r.id,
    _later.c.kind == UpdateKind.UPDATE,
    ~exists().where(_undoing_later.c.undoes == _later.c.id),
)
_prior = update_record.alias("prior")
_undoing_prior = update_record.alias("undoing_prior")


def _of_prior(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Of the last standing record of the share before this one; NULL where there is none."""
    return (
        select(column)
        .where(
            _prior.c.task_id == _r.task_id,
            _prior.c.department_id == _r.department_id,
            _prior.c.id < _r.id,
            _prior.c.kind == UpdateKind.UPDATE,
            ~exists().where(_undoing_prior.c.undoes == _prior.c.id),
        )
        .order_by(_prior.c.id.desc())
        .limit(1)
        .correlate(update_record)
        .scalar_subquery()
    )


_STILL_THE_LAST = (
    select(
        share.c.task_id,
        share.c.status,
        share.c.percent,
        share.c.version,
        _of_prior(_prior.c.person_id),
        _of_prior(_prior.c.at),
    )
    .select_from(
        update_record.join(
            share,
            and_(share.c.task_id == _r.task_id, share.c.department_id == _r.department_id),
        )
    )
    .where(_r.id == bindparam("update"), STANDS, ~_LATER)
)
"""The share of a record that no other standing one has followed."""


class SqlUndoing(SqlUpdates):
    """The part of ``SqlTasks`` that takes back."""

    async def last_batch(self, person: int) -> Sequence[Update]:
        """Newest first: taken back in this order, each finds the share as it left it."""
        return [read_update(row) for row in await self._sql.rows(_IN_BATCH, {"person": person})]

    async def written(self, person: int, batch: str) -> Sequence[Update]:
        rows = await self._sql.rows(_WRITTEN, {"person": person, "batch": batch})
        return [read_update(row) for row in rows]

    async def recent(self, person: int, since: datetime) -> Sequence[Update]:
        rows = await self._sql.rows(_RECENT, {"person": person, "since": since})
        return [read_update(row) for row in rows]

    async def take_back(
        self, update: Update, *, person: Person, at: datetime, channel: str, batch: str
    ) -> None:
        """Changes that were taken back themselves do not stand in the way."""
        rows = await self._sql.rows(_STILL_THE_LAST, {"update": update.id})
        if not rows:
            raise Conflict(f"update {update.id} is not the last of its share")
        [(task_id, status, percent, version, by, since)] = rows
        place = {"task_id": task_id, "department_id": update.department}
        told = {"person_id": person.id, "at": at, "channel": channel, "batch": batch}
        before, before_percent = update.before_status, update.before_percent
        await self.move(place, version, before, before_percent, by=by, at=since)
        row = {
            **place,
            **told,
            "kind": UpdateKind.UNDO,
            **dict.fromkeys(CHANGE),
            "status": before,
            "percent": before_percent,
            "before_status": status,
            "before_percent": percent,
            "version": version + 1,
            "on_behalf": update.on_behalf,
            "undoes": update.id,
        }
        await self._sql.rows(ADD, row)

    async def followers(self, updates: Sequence[Update]) -> Mapping[int, Update]:
        ids = [update.id for update in updates]
        rows = await self._sql.rows(_FOLLOWERS, {"ids": ids})
        return {row.earlier_id: read_update(row) for row in rows}
