"""Reports as the office sees them: counted, listed, decided, shut."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    tuple_,
    update,
)

from bot.model.report import OWED, ReportState
from bot.model.task import Department, Mode
from bot.ports import Coverage, Owed, Reviews, Standing, Tally
from store.coverage import coverage, how_many
from store.period_tables import period, report
from store.periods import OWES, OWING, TO_LEAD
from store.persons import DEPARTMENT
from store.sql import AnyRow, Sql
from store.tables import department, person, share, task

_r = report.c
_decider = person.alias("decider")
_writer = person.alias("writer")
IN_HAND = or_(
    _r.state.in_((ReportState.SUBMITTED, ReportState.ACCEPTED)),
    and_(_r.state == ReportState.SEALED, _r.submitted_at.is_not(None)),
)
TO_OFFICE = _r.to_lead.is_(False)
_OUTGROWN = and_(
    _r.state.in_((ReportState.SUBMITTED, ReportState.ACCEPTED)),
    _r.signed_at.is_(null()),
    _r.offline_on.is_(null()),
)
"""See ``Report.has_outgrown``; of a report to the office."""

TALLY = (
    func.count(),
    how_many(IN_HAND),
    how_many(_r.state == ReportState.SUBMITTED),
    how_many(_r.state.in_((ReportState.DRAFT, ReportState.SIGNED_OFF))),
    how_many(_r.state == ReportState.RETURNED),
)
_TALLIES = (
    select(_r.period_id, *TALLY)
    .join(period, period.c.id == _r.period_id)
    .where(period.c.plan_id == bindparam("plan"), TO_OFFICE)
    .group_by(_r.period_id)
)
_STANDINGS = (
    select(*DEPARTMENT, task.c.restricted, *TALLY)
    .select_from(
        report.join(task, task.c.id == _r.task_id).join(
            department, department.c.id == _r.department_id
        )
    )
    .where(_r.period_id == bindparam("period"), TO_OFFICE)
    .group_by(*DEPARTMENT, task.c.restricted)
    .order_by(func.min(task.c.ref), department.c.id)
)


def _reports() -> Select[Any]:
    return (
        select(
            _r.task_id,
            task.c.ref,
            task.c.text,
            task.c.chapter,
            task.c.section,
            task.c.restricted,
            *DEPARTMENT,
            _r.state,
            case((IN_HAND, 1), else_=0),
            _r.version,
            _r.submitted_by,
            _r.reason,
            _decider.c.name,
            _r.decided_at,
            case((_OUTGROWN, 1), else_=0),
            _writer.c.name,
            _r.written_at,
        )
        .select_from(
            report.join(task, task.c.id == _r.task_id)
            .join(department, department.c.id == _r.department_id)
            .outerjoin(_decider, _decider.c.id == _r.decided_by)
            .outerjoin(_writer, _writer.c.id == _r.written_by)
            .join(
                share,
                and_(share.c.task_id == _r.task_id, share.c.department_id == _r.department_id),
            )
        )
        .where(_r.period_id == bindparam("period"), TO_OFFICE)
        .order_by(task.c.ref, share.c.position)
    )


MISSING = _reports().where(~IN_HAND)
_SUBMITTED = _reports().where(_r.state == ReportState.SUBMITTED)
_ON_TASKS = _reports().where(_r.task_id.in_(bindparam("tasks", expanding=True)))
_OF_DEPARTMENT = _reports().where(_r.department_id == bindparam("department"))
_WOULD_OWE = (
    select(task.c.mode, share.c.department_id, func.count())
    .select_from(OWING)
    .where(task.c.plan_id == bindparam("b_plan"), OWES, ~TO_LEAD)
    .group_by(task.c.mode, share.c.department_id)
)
_DECIDE = (
    update(report)
    .where(
        _r.period_id == bindparam("b_period"),
        tuple_(_r.task_id, _r.department_id).in_(bindparam("b_reports", expanding=True)),
        _r.state.in_(bindparam("b_from", expanding=True)),
    )
    .values(
        state=bindparam("b_state"),
        reason=bindparam("b_reason"),
        decided_by=bindparam("b_by"),
        decided_at=bindparam("b_at"),
        batch=bindparam("b_batch"),
        version=_r.version + 1,
    )
    .returning(_r.task_id, _r.department_id, _r.version)
)
_SEND_BACK = _DECIDE.values(signed_by=null(), signed_at=null(), registered_by=null())
_FROM = {
    ReportState.ACCEPTED: (ReportState.SUBMITTED,),
    ReportState.RETURNED: (ReportState.SUBMITTED, ReportState.ACCEPTED),
}
_SEAL = (
    update(period)
    .where(period.c.id == bindparam("b_period"), period.c.sealed_at.is_(null()))
    .values(sealed_at=bindparam("b_at"), sealed_by=bindparam("b_by"))
)
_SHUT = (
    update(report)
    .where(_r.period_id == bindparam("b_period"))
    .values(
        state=ReportState.SEALED,
        # What was owed when the period was shut was not handed in, even if it once had been.
        submitted_at=case((_r.state.in_(OWED), null()), else_=_r.submitted_at),
        version=_r.version + 1,
    )
)


class SqlReviews(Reviews):
    """See ``bot.ports.Reviews``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def tallies(self, plan: int) -> Mapping[int, Tally]:
        rows = await self._sql.rows(_TALLIES, {"plan": plan})
        return {id: read_tally(counts) for id, *counts in rows}

    async def standings(self, period: int) -> Sequence[Standing]:
        rows = await self._sql.rows(_STANDINGS, {"period": period})
        return [
            Standing(department=Department(*row[:5]), restricted=row[5], tally=read_tally(row[6:]))
            for row in rows
        ]

    async def missing(self, period: int) -> Sequence[Owed]:
        return read_owed(await self._sql.rows(MISSING, {"period": period}))

    async def submitted(self, period: int) -> Sequence[Owed]:
        return read_owed(await self._sql.rows(_SUBMITTED, {"period": period}))

    async def on_tasks(self, period: int, tasks: Collection[int]) -> Sequence[Owed]:
        values = {"period": period, "tasks": list(tasks)}
        return read_owed(await self._sql.rows(_ON_TASKS, values))

    async def of_department(self, period: int, department: int) -> Sequence[Owed]:
        values = {"period": period, "department": department}
        return read_owed(await self._sql.rows(_OF_DEPARTMENT, values))

    async def owing(self, plan: int) -> Sequence[tuple[Mode | None, int, int]]:
        rows = await self._sql.rows(_WOULD_OWE, {"b_plan": plan})
        return [(mode, body, count) for mode, body, count in rows]

    async def coverage(self, plan: int) -> Sequence[Coverage]:
        return await coverage(self._sql, plan)

    async def decide(
        self,
        period: int,
        reports: Collection[tuple[int, int]],
        state: ReportState,
        *,
        reason: str | None,
        by: int,
        at: datetime,
        batch: str,
    ) -> Mapping[tuple[int, int], int]:
        values = {
            "b_period": period,
            "b_reports": list(reports),
            "b_from": _FROM[state],
            "b_state": state,
            "b_reason": reason,
            "b_by": by,
            "b_at": at,
            "b_batch": batch,
        }
        back = state is ReportState.RETURNED  # to be approved anew
        rows = await self._sql.rows(_SEND_BACK if back else _DECIDE, values)
        return {(task, body): version for task, body, version in rows}

    async def seal(self, period: int, *, by: int, at: datetime) -> bool:
        values = {"b_period": period}
        if not await self._sql.count(_SEAL, values | {"b_by": by, "b_at": at}):
            return False
        await self._sql.count(_SHUT, values)
        return True


def read_tally(counts: Sequence[Any]) -> Tally:
    owed, handed_in, submitted, drafts, returned = map(int, counts)
    return Tally(
        owed=owed, handed_in=handed_in, submitted=submitted, drafts=drafts, returned=returned
    )


def read_owed(rows: Iterable[AnyRow]) -> list[Owed]:
    return [
        Owed(
            task=row[0],
            ref=row[1],
            text=row[2],
            chapter=row[3],
            section=row[4],
            restricted=row[5],
            department=Department(*row[6:11]),
            state=row[11],
            handed_in=bool(row[12]),
            version=row[13],
            submitted_by=row[14],
            reason=row[15],
            decided_by=row[16] or "",
            decided_at=row[17],
            outgrown=bool(row[18]),
            written_by=row[19] or "",
            written_at=row[20],
        )
        for row in rows
    ]
