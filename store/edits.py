"""What was written into reports by hand, with what they were before: it can be taken back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, false, func, insert, literal, select, true, update

from bot.model.report import Edit, Report
from store.period_tables import report, report_edit
from store.sql import AnyRow, Sql
from store.tables import task, update_record

_e, _r = report_edit.c, report.c
BEFORE = (
    "state",
    "progress",
    "problems",
    "next_steps",
    "written_at",
    "written_by",
    "signed_by",
    "signed_at",
    "registered_by",
)
_PLACE = and_(
    _e.period_id == bindparam("b_period"),
    _e.task_id == bindparam("b_task"),
    _e.department_id == bindparam("b_department"),
)
_last_record = (
    select(func.coalesce(func.max(update_record.c.id), literal(0)))
    .where(update_record.c.person_id == bindparam("b_by"))
    .scalar_subquery()
)
_KEEP = insert(report_edit).from_select(
    [
        *("period_id", "task_id", "department_id", "person_id", "at", "batch"),
        *("version", "since", "undone", "moved_by", *BEFORE),
    ],
    select(
        _r.period_id,
        _r.task_id,
        _r.department_id,
        bindparam("b_by", type_=_e.person_id.type),
        bindparam("b_at", type_=_e.at.type),
        bindparam("b_batch", type_=_e.batch.type),
        _r.version + 1,
        _last_record,
        false(),
        _r.batch,
        *(_r[name] for name in BEFORE),
    ).where(
        _r.period_id == bindparam("b_period"),
        _r.task_id == bindparam("b_task"),
        _r.department_id == bindparam("b_department"),
        _r.version == bindparam("b_version"),
    ),
)
_EDITS = (
    select(report_edit, task.c.ref)
    .join(task, task.c.id == _e.task_id)
    .where(_e.person_id == bindparam("person"))
    .order_by(_e.id.desc())
)
_LAST_BATCH = (
    select(_e.batch)
    .where(_e.person_id == bindparam("person"), ~_e.undone)
    .order_by(_e.id.desc())
    .limit(1)
    .correlate(None)
    .scalar_subquery()
)
_LAST = _EDITS.where(_e.batch == _LAST_BATCH, ~_e.undone)
_OF_BATCH = _EDITS.where(_e.batch == bindparam("batch"))
_UNDONE = (
    update(report_edit)
    .where(_e.id.in_(bindparam("ids", expanding=True, type_=_e.id.type)))
    .values(undone=true())
)
_AGAIN = (
    update(report_edit)
    .where(_PLACE, _e.version == bindparam("b_before"), ~_e.undone)
    .values(version=bindparam("b_version"))
)
"""What was written before is what the report says once more."""


class SqlEdits:
    """The part of ``SqlReports`` that takes back."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def keep(self, report: Report, *, by: int, at: datetime, batch: str) -> None:
        values = {"b_by": by, "b_at": at, "b_batch": batch, "b_version": report.version}
        await self._sql.count(_KEEP, _place(report) | values)

    async def last_edits(self, person: int) -> Sequence[Edit]:
        return [_edit(row) for row in await self._sql.rows(_LAST, {"person": person})]

    async def edits(self, person: int, batch: str) -> Sequence[Edit]:
        rows = await self._sql.rows(_OF_BATCH, {"person": person, "batch": batch})
        return [_edit(row) for row in rows]

    async def undone(self, report: Report, edits: Sequence[Edit]) -> None:
        await self._sql.count(_UNDONE, {"ids": [edit.id for edit in edits]})
        before = min(edit.version for edit in edits) - 1
        values = {"b_before": before, "b_version": report.version}
        await self._sql.count(_AGAIN, _place(report) | values)


def _place(report: Report) -> dict[str, int]:
    return {
        "b_period": report.period.id,
        "b_task": report.task,
        "b_department": report.department,
    }


def _edit(row: AnyRow) -> Edit:
    return Edit(
        id=row.id,
        task_ref=row.ref,
        period=row.period_id,
        department=row.department_id,
        at=row.at,
        batch=row.batch,
        version=row.version,
        since=row.since,
        undone=row.undone,
        moved_by=row.moved_by,
        **{name: getattr(row, name) for name in BEFORE},
    )
