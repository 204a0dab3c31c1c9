"""What ends with a task that is removed or a part that a department loses, and what comes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    insert,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    update,
)

from bot.model.coordination import OVER
from bot.model.desk import CoordinationState, CorrectionState
from bot.model.extension import ExtensionState
from bot.model.report import OWED, ReportState
from store.desk_tables import coordination, correction
from store.period_tables import extension, open_step, period, reminder, report, snooze, urge
from store.periods import OWES, OWING, TO_LEAD
from store.sql import Sql
from store.tables import share, stored_action, task

_r = report.c
_AT = bindparam("b_at", type_=urge.c.at.type)
_IDS = bindparam("b_tasks", expanding=True, type_=task.c.id.type)
_open_periods = select(period.c.id).where(
    period.c.plan_id == bindparam("b_plan"), period.c.sealed_at.is_(null())
)
_IN_OPEN = _r.period_id.in_(_open_periods)
_IS_OWED = or_(*(_r.state == state for state in OWED))


def _of(table: Table, *, whole: bool) -> ColumnElement[bool]:
    """Of removed tasks, or of one part."""
    if whole:
        return table.c.task_id.in_(_IDS)
    return and_(
        table.c.task_id == bindparam("b_task"), table.c.department_id == bindparam("b_department")
    )


def _endings(*, whole: bool) -> list[Executable]:
    """Reports that are owed, who fills one in, what the office has urged, requests for time."""
    return [
        delete(open_step).where(_of(open_step, whole=whole)),
        delete(report).where(_of(report, whole=whole), _IN_OPEN, _IS_OWED),
        update(urge)
        .where(_of(urge, whole=whole), urge.c.answered_at.is_(null()))
        .values(answered_at=_AT, told=true()),
        update(extension)
        .where(_of(extension, whole=whole), extension.c.state == ExtensionState.ASKED)
        .values(state=ExtensionState.WITHDRAWN, decided_at=_AT),
        update(correction)
        .where(_of(correction, whole=whole), correction.c.state == CorrectionState.ASKED)
        .values(state=CorrectionState.WITHDRAWN, decided_at=_AT),
    ]


_OF_PARTS = _endings(whole=False)
_OF_TASKS: Sequence[Executable] = [
    *_endings(whole=True),
    delete(snooze).where(snooze.c.task_id.in_(_IDS)),
    delete(reminder).where(reminder.c.task_id.in_(_IDS)),
    update(coordination)
    .where(coordination.c.task_id.in_(_IDS), coordination.c.state.not_in(OVER))
    .values(state=CoordinationState.SETTLED, settled_at=_AT),
]


_FORGET_LINES = delete(stored_action)


async def end(
    sql: Sql,
    plan: int,
    tasks: Sequence[int],
    parts: Sequence[Mapping[str, Any]],
    *,
    at: datetime,
) -> None:
    """Nothing is asked any more about these tasks, nor of these departments about these parts.

    What was sent and recorded stays.  All lines that wait for 确认 go: their numbers are the old
    ones.
    """
    await sql.count(_FORGET_LINES)
    values = {"b_plan": plan, "b_at": at}
    if tasks:
        for statement in _OF_TASKS:
            await sql.count(statement, values | {"b_tasks": list(tasks)})
    if parts:
        rows = [
            values | {"b_task": row["task_id"], "b_department": row["department_id"]}
            for row in parts
        ]
        for statement in _OF_PARTS:
            await sql.count(statement, rows)


_to_lead = (
    exists()
    .where(
        task.c.id == _r.task_id,
        share.c.task_id == task.c.id,
        share.c.department_id == _r.department_id,
        TO_LEAD,
    )
    .correlate(report)
)
_WRITTEN = or_(*(_r[name].is_not(null()) for name in ("progress", "problems", "next_steps")))
_TOLD_ONLY = and_(_r.state == ReportState.SUBMITTED, _r.to_lead, _r.signed_at.is_(null()))


def _word(state: ReportState) -> Any:
    return literal(state, _r.state.type)


_not_enough = and_(_TOLD_ONLY, ~_to_lead)
_TURN = (
    update(report)
    .where(_r.task_id.in_(_IDS), _IN_OPEN, or_(_IS_OWED, _TOLD_ONLY))
    .values(
        to_lead=_to_lead,
        state=case(
            (and_(_not_enough, _WRITTEN), _word(ReportState.DRAFT)),
            (_not_enough, _word(ReportState.OPEN)),
            else_=_r.state,
        ),
        submitted_at=case((_not_enough, null()), else_=_r.submitted_at),
        submitted_by=case((_not_enough, null()), else_=_r.submitted_by),
    )
)


async def turn(sql: Sql, plan: int, tasks: Collection[int]) -> None:
    """Whose report goes to whom, anew: who has only told the lead so far and is now asked by the
    office owes a report again.  What the office has already, it keeps."""
    if tasks:
        await sql.count(_TURN, {"b_tasks": list(tasks), "b_plan": plan})


_known = report.alias("known")
_OWE = insert(report).from_select(
    ["period_id", "task_id", "department_id", "to_lead", "state", "version"],
    select(
        period.c.id,
        share.c.task_id,
        share.c.department_id,
        TO_LEAD.label("to_lead"),
        literal(ReportState.OPEN, _r.state.type),
        literal_column("0"),
    )
    .select_from(
        OWING.join(
            period,
            and_(period.c.plan_id == task.c.plan_id, period.c.sealed_at.is_(null())),
        )
    )
    .where(
        task.c.plan_id == bindparam("b_plan"),
        share.c.task_id == bindparam("b_task"),
        share.c.department_id == bindparam("b_department"),
        OWES,
        period.c.starts >= bindparam("b_from", type_=period.c.starts.type),
        ~exists().where(
            _known.c.period_id == period.c.id,
            _known.c.task_id == share.c.task_id,
            _known.c.department_id == share.c.department_id,
        ),
    ),
)


async def owe(
    sql: Sql, plan: int, parts: Sequence[Mapping[str, Any]], fresh: Collection[int], day: date
) -> None:
    """Whoever comes owes a report for every period that is open.

    A task that comes itself on ``day``, one of ``fresh``, is owed nothing for periods that had
    begun without it.
    """
    rows = [
        {
            "b_plan": plan,
            "b_task": row["task_id"],
            "b_department": row["department_id"],
            "b_from": day if row["task_id"] in fresh else date.min,
        }
        for row in parts
    ]
    if rows:
        await sql.count(_OWE, rows)
