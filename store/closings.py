"""Closing and opening again: records like those of departments, written for many parts at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, insert, select, tuple_, update

from bot.errors import Conflict
from bot.model.person import Person
from bot.model.task import Status
from bot.model.update import UpdateKind
from bot.ports.closings import Closings, Part
from store.sql import Sql
from store.tables import share, update_record

_r, _s = update_record.c, share.c
_MOVE = (
    update(share)
    .where(
        tuple_(_s.task_id, _s.department_id, _s.version).in_(bindparam("b_parts", expanding=True))
    )
    .values(
        status=bindparam("b_status"),
        version=_s.version + 1,
        changed_at=bindparam("b_at"),
        changed_by=bindparam("b_by"),
    )
)
_ADD = insert(update_record)
_undoing = update_record.alias("undoing")
_BEFORE = (
    select(_r.task_id, _r.department_id, _r.before_status)
    .where(
        _r.task_id.in_(bindparam("tasks", expanding=True)),
        _r.kind == UpdateKind.UPDATE,
        _r.status == Status.CLOSED,
        ~exists().where(_undoing.c.undoes == _r.id),
    )
    .order_by(_r.id)
)


class SqlClosings(Closings):
    """See ``bot.ports.closings``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def move(
        self,
        parts: Sequence[Part],
        after: Mapping[tuple[int, int], Status],
        *,
        person: Person,
        at: datetime,
        channel: str,
        batch: str,
    ) -> None:
        """One statement for each status that occurs, and one for the records."""
        by_status = defaultdict[Status, list[tuple[int, int, int]]](list)
        rows = []
        for task, part in parts:
            place = (task.id, part.department.id)
            by_status[after[place]].append((*place, part.version))
            row = {
                "task_id": task.id,
                "department_id": part.department.id,
                "person_id": person.id,
                "at": at,
                "channel": channel,
                "kind": UpdateKind.UPDATE,
                "batch": batch,
                "status": after[place],
                "percent": None,
                "progress": None,
                "problems": None,
                "next_steps": None,
                "before_status": part.status,
                "before_percent": part.percent,
                "version": part.version + 1,
                "on_behalf": True,
                "undoes": None,
            }
            rows.append(row)
        for status, places in by_status.items():
            values = {"b_parts": places, "b_status": status, "b_at": at, "b_by": person.id}
            if await self._sql.count(_MOVE, values) != len(places):
                raise Conflict("a part is no longer at the version that was seen")
        if rows:
            await self._sql.count(_ADD, rows)

    async def before(self, tasks: Collection[int]) -> Mapping[tuple[int, int], Status]:
        rows = await self._sql.rows(_BEFORE, {"tasks": list(tasks)})
        return {(row.task_id, row.department_id): row.before_status for row in rows}
