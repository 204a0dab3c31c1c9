"""What departments report: records that are only ever added, and the shares that they move."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from bot.crash import Point, crash_point
from bot.errors import Conflict
from bot.model.person import Person
from bot.model.task import Share, Status, Task
from bot.model.update import CORRECTED, Change, Update, UpdateKind
from store.sql import AnyRow, Sql
from store.tables import department, person, share, task, update_record

CHANGE = ("status", "percent", "progress", "problems", "next_steps")

_r = update_record.c
ADD = insert(update_record).returning(_r.id)
MOVE_ON = (
    update(share)
    .where(
        share.c.task_id == bindparam("b_task"),
        share.c.department_id == bindparam("b_department"),
        share.c.version == bindparam("b_version"),
    )
    .values(
        status=bindparam("b_status"),
        percent=bindparam("b_percent"),
        version=share.c.version + 1,
        changed_at=bindparam("b_at"),
        changed_by=bindparam("b_by"),
    )
)

_undoing = update_record.alias("undoing")
_UNDONE = exists().where(_undoing.c.undoes == _r.id)
STANDS = and_(_r.kind == UpdateKind.UPDATE, ~_UNDONE)
OF_SEALED = "correction:"
"""How the batch of a correction begins that the office agreed to for a sealed period."""

CORRECTS = and_(_r.kind == UpdateKind.CORRECTION, ~_r.batch.startswith(OF_SEALED))
SAYS = or_(STANDS, CORRECTS)
"""What counts as said for the period in which it was written."""

PROGRESS = case(
    (_r.kind == UpdateKind.CORRECTION, literal(CORRECTED) + _r.progress), else_=_r.progress
).label("progress")
UPDATES = select(
    update_record,
    task.c.ref.label("task_ref"),
    department.c.short.label("department_short"),
    person.c.name.label("person_name"),
    _UNDONE.label("undone"),
).select_from(
    update_record.join(task, task.c.id == _r.task_id)
    .join(department, department.c.id == _r.department_id)
    .join(person, person.c.id == _r.person_id)
)
_HISTORY = (
    UPDATES.where(_r.task_id == bindparam("task"))
    .order_by(_r.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_RECORDED = select(func.count()).where(_r.task_id == bindparam("task"))

STANDING_TEXTS = (
    select(_r.at, _r.channel, PROGRESS, _r.problems, _r.next_steps)
    .where(
        _r.task_id == bindparam("task"),
        _r.department_id == bindparam("department"),
        SAYS,
        or_(*(_r[name].is_not(null()) for name in ("progress", "problems", "next_steps"))),
    )
    .order_by(_r.id.desc())
    .limit(bindparam("limit"))
)
"""What a department's records on a task say that were not taken back, newest first."""


class SqlUpdates:
    """The writing half of ``SqlTasks``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def record(
        self,
        task: Task,
        share: Share,
        change: Change,
        *,
        person: Person,
        at: datetime,
        channel: str,
        batch: str,
        on_behalf: bool = False,
    ) -> Update:
        after = change.status or share.status
        percent = share.percent if change.percent is None else change.percent
        place = {"task_id": task.id, "department_id": share.department.id}
        told = {"person_id": person.id, "at": at, "channel": channel, "batch": batch}
        await self.move(place, share.version, after, percent, by=person.id, at=at)
        crash_point(Point.IN_CHANGE)
        row = {
            **place,
            **told,
            "kind": UpdateKind.UPDATE,
            **{name: getattr(change, name) for name in CHANGE},
            "before_status": share.status,
            "before_percent": share.percent,
            "version": share.version + 1,
            "on_behalf": on_behalf,
            "undoes": None,
        }
        [(id,)] = await self._sql.rows(ADD, row)
        return Update(
            id=id,
            task_ref=task.ref,
            department=share.department.id,
            department_short=share.department.short,
            person=person.id,
            person_name=person.name,
            at=at,
            channel=channel,
            kind=UpdateKind.UPDATE,
            batch=batch,
            change=change,
            before_status=share.status,
            before_percent=share.percent,
            version=share.version + 1,
            on_behalf=on_behalf,
        )

    async def history(self, task: int, *, limit: int, offset: int = 0) -> Sequence[Update]:
        values = {"task": task, "limit": limit, "offset": offset}
        return [read_update(row) for row in await self._sql.rows(_HISTORY, values)]

    async def recorded(self, task: int) -> int:
        [(count,)] = await self._sql.rows(_RECORDED, {"task": task})
        return int(count)

    async def move(
        self,
        place: Mapping[str, int],
        version: int,
        status: Status,
        percent: int | None,
        *,
        by: int | None,
        at: datetime | None,
    ) -> None:
        """From the version that was seen to the next, or ``Conflict``."""
        values = {
            "b_task": place["task_id"],
            "b_department": place["department_id"],
            "b_version": version,
            "b_status": status,
            "b_percent": percent,
            "b_at": at,
            "b_by": by,
        }
        if not await self._sql.count(MOVE_ON, values):
            raise Conflict(f"the share is no longer at version {version}")


def read_update(row: AnyRow) -> Update:
    return Update(
        id=row.id,
        task_ref=row.task_ref,
        department=row.department_id,
        department_short=row.department_short,
        person=row.person_id,
        person_name=row.person_name,
        at=row.at,
        channel=row.channel,
        kind=row.kind,
        batch=row.batch,
        change=Change(**{name: getattr(row, name) for name in CHANGE}),
        before_status=row.before_status,
        before_percent=row.before_percent,
        version=row.version,
        on_behalf=row.on_behalf,
        undone=bool(row.undone),
    )
