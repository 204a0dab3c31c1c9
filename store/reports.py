"""Reports: what is owed for a period, what pre-writes it, and who is filling one in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy import and_, bindparam, delete, null, or_, select, update

from bot.errors import Conflict
from bot.model.ledger import READ_BACK
from bot.model.report import OWED, Note, Report, ReportState, Sheet
from bot.ports import Reports
from bot.ports.reports import Part
from store.edits import SqlEdits
from store.period_tables import open_step, period, report
from store.periods import OF_PERIOD
from store.report_rows import AMONG, KEPT, OF_REPORT, REPORTS, read_report
from store.sql import upsert
from store.tables import person, task
from store.touching import TOUCH, UNTOUCH
from store.updates import STANDING_TEXTS

_MOST_NOTES = 500
"""More records of one department on one task do not pre-write a report."""

_r = report.c
_PLACE = and_(
    _r.period_id == bindparam("b_period"),
    _r.task_id == bindparam("b_task"),
    _r.department_id == bindparam("b_department"),
)
_OF_PART = and_(_r.task_id == bindparam("task"), _r.department_id == bindparam("department"))
_BY_PERIOD = (period.c.due, period.c.id)
_writer = person.alias("writer")
_SHEET = (
    select(*OF_PERIOD, *OF_REPORT, person.c.name, _writer.c.name)
    .select_from(
        report.join(period, period.c.id == _r.period_id)
        .outerjoin(person, person.c.id == _r.registered_by)
        .outerjoin(_writer, _writer.c.id == _r.written_by)
    )
    .where(_OF_PART)
    .order_by(*_BY_PERIOD)
)
_OF_DEPARTMENT = REPORTS.where(
    _r.period_id == bindparam("period"), _r.department_id == bindparam("department")
)
_now = period.alias("now")
_BEFORE = (
    REPORTS.join(_now, _now.c.id == bindparam("period"))
    .where(
        _OF_PART,
        _r.submitted_at.is_not(null()),
        or_(
            period.c.due < _now.c.due,
            and_(period.c.due == _now.c.due, period.c.id < _now.c.id),
        ),
    )
    .order_by(period.c.due.desc(), period.c.id.desc())
    .limit(1)
)
_FORMAL = or_(~_r.to_lead, _r.signed_at.is_not(null()))
_SENT = and_(_r.submitted_at.is_not(null()), _r.state.not_in(OWED))  # not one that came back
_SUBMITTED = REPORTS.where(AMONG, _SENT, _FORMAL).order_by(*_BY_PERIOD)

_LAST_SENT = (
    REPORTS.add_columns(task.c.ref)
    .join(task, task.c.id == _r.task_id)
    .where(
        _r.submitted_by == bindparam("person"),
        _r.state == ReportState.SUBMITTED,
        _FORMAL,
        period.c.sealed_at.is_(null()),
    )
    .order_by(_r.submitted_at.desc())
    .limit(1)
)
_SAVE = (
    update(report)
    .where(_PLACE, _r.version == bindparam("b_version"))
    .values(
        state=bindparam("b_state"),
        version=_r.version + 1,
        batch=bindparam("b_batch"),
        **{name: bindparam(f"b_{name}") for name in KEPT},
    )
)
_BEGIN = upsert(open_step, "person_id", change=["period_id", "task_id", "department_id", "at"])
_LEAVE = delete(open_step).where(open_step.c.person_id == bindparam("b_person"))


class SqlReports(SqlEdits, Reports):
    """See ``bot.ports.Reports``."""

    async def sheet(self, period: int, task: int, department: int, *, zone: tzinfo) -> Sheet | None:
        values = {"task": task, "department": department}
        rows = await self._sql.rows(_SHEET, values)
        of_part = [(read_report(row[:-2]), *row[-2:]) for row in rows]
        place = next((n for n, (r, *_) in enumerate(of_part) if r.period.id == period), None)
        if place is None:
            return None
        found, registrar, writer = of_part[place]
        before = [r for r, *_ in of_part[:place] if r.submitted_at is not None]
        earlier = before[-1] if before else None
        rows = await self._sql.rows(STANDING_TEXTS, values | {"limit": _MOST_NOTES})
        notes = [
            Note(
                at=at,
                whole=channel == READ_BACK,
                progress=progress,
                problems=problems,
                next_steps=next_steps,
            )
            for at, channel, progress, problems, next_steps in reversed(rows)
        ]
        return Sheet(
            report=found,
            notes=notes,
            since=counts_since(found, earlier, zone),
            earlier=earlier,
            registrar=registrar,
            writer=writer,
        )

    async def of_department(self, period: int, department: int) -> Mapping[int, Report]:
        values = {"period": period, "department": department}
        reports = [read_report(row) for row in await self._sql.rows(_OF_DEPARTMENT, values)]
        return {report.task: report for report in reports}

    async def before(self, period: int, task: int, department: int) -> Report | None:
        values = {"period": period, "task": task, "department": department}
        rows = await self._sql.rows(_BEFORE, values)
        return read_report(rows[0]) if rows else None

    async def save(self, report: Report, *, by: int, batch: str | None) -> Report:
        values = {
            "b_period": report.period.id,
            "b_task": report.task,
            "b_department": report.department,
            "b_version": report.version,
            "b_state": report.state,
            "b_batch": batch,
            **{f"b_{name}": getattr(report, name) for name in KEPT},
        }
        if not await self._sql.count(_SAVE, values):
            raise Conflict(f"the report is no longer at version {report.version}")
        return replace(report, version=report.version + 1)

    async def touch(
        self,
        period: int,
        parts: Collection[Part],
        told: Collection[Part],
        *,
        by: int,
        at: datetime,
        batch: str,
    ) -> None:
        values = {
            "b_period": period,
            "parts": list(parts),
            "told": list(told),
            "b_by": by,
            "b_at": at,
            "b_batch": batch,
        }
        await self._sql.count(TOUCH, values)

    async def untouch(self, parts: Collection[Part], *, batch: str) -> Collection[Part]:
        rows = await self._sql.rows(UNTOUCH, {"parts": list(parts), "b_batch": batch})
        return [(row.task_id, row.department_id) for row in rows if row.to_lead]

    async def submitted(self, parts: Collection[Part]) -> Sequence[Report]:
        rows = await self._sql.rows(_SUBMITTED, {"parts": list(parts)})
        return [read_report(row) for row in rows]

    async def last_sent(self, person: int) -> tuple[Report, int] | None:
        rows = await self._sql.rows(_LAST_SENT, {"person": person})
        return (read_report(rows[0][:-1]), rows[0][-1]) if rows else None

    async def begin(self, person: int, report: Report, *, at: datetime) -> None:
        row = {
            "person_id": person,
            "period_id": report.period.id,
            "task_id": report.task,
            "department_id": report.department,
            "at": at,
        }
        await self._sql.count(_BEGIN, row)

    async def leave(self, person: int) -> None:
        await self._sql.count(_LEAVE, {"b_person": person})


def counts_since(report: Report, earlier: Report | None, zone: tzinfo) -> datetime:
    """From when on records count: the period's first day, after what was reported before.

    Where the earlier report is the one of the period just before, nothing falls in between.
    """
    span = report.period.span
    begins = datetime.combine(span.starts, time(), zone)
    if earlier is None or earlier.submitted_at is None:
        return begins
    after = earlier.submitted_at + timedelta(microseconds=1)
    follows = earlier.period.span.ends + timedelta(1) == span.starts
    return after if follows else max(begins, after)
