"""Reporting periods, and the reports that are owed when one is opened."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, insert, literal, literal_column, null, or_, select

from bot.model.period import LADDER, Audience, Period, Span, Step, Tone
from bot.model.report import ReportState
from bot.model.task import Mode, Status, TaskRole
from bot.ports import Periods
from store.period_tables import period, report
from store.sql import Sql, insert_new
from store.tables import department, share, task

_p = period.c
OF_PERIOD = (
    _p.id,
    _p.code,
    _p.starts,
    _p.ends,
    _p.due,
    _p.ladder,
    _p.opened_at,
    _p.opened_by,
    _p.sealed_at,
)
"""What ``read_period`` reads, in this order."""

_OPEN = insert_new(period).returning(_p.id)
_ALL = select(*OF_PERIOD).where(_p.plan_id == bindparam("plan")).order_by(_p.due.desc(), _p.id)

_FIND = select(*OF_PERIOD).where(_p.plan_id == bindparam("plan"), _p.code == bindparam("code"))

_lead = share.alias("lead")
_led = exists().where(_lead.c.task_id == task.c.id, _lead.c.role == TaskRole.LEAD).correlate(task)
TO_LEAD = and_(task.c.mode == Mode.LEAD_PARTICIPANTS, share.c.role == TaskRole.PARTICIPANT, _led)
"""Whose report goes to the lead department, not to the office."""

_closing = share.alias("closing")
_deciding = or_(task.c.mode == Mode.EACH_OWN, _closing.c.role == TaskRole.LEAD, ~_led)
_not_closed = exists().where(
    _closing.c.task_id == task.c.id, _deciding, _closing.c.status != Status.CLOSED
)
OWING = task.join(share, share.c.task_id == task.c.id).join(
    department, department.c.id == share.c.department_id
)
OWES = and_(department.c.kind != "collective", _not_closed)
"""Which parts of ``OWING`` owe a report: collectives do not, nor do closed tasks."""

_OWE = insert(report).from_select(
    ["period_id", "task_id", "department_id", "to_lead", "state", "version"],
    select(
        bindparam("b_period", type_=_p.id.type),
        share.c.task_id,
        share.c.department_id,
        TO_LEAD.label("to_lead"),
        literal(ReportState.OPEN, report.c.state.type),
        literal_column("0"),
    )
    .select_from(OWING)
    .where(task.c.plan_id == bindparam("b_plan"), OWES),
)


class SqlPeriods(Periods):
    """See ``bot.ports.Periods``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def open(
        self,
        plan: int,
        span: Span,
        due: date,
        *,
        cadence: bool,
        at: datetime,
        by: int | None = None,
    ) -> Period | None:
        row = {
            "plan_id": plan,
            "code": span.code,
            "starts": span.starts,
            "ends": span.ends,
            "due": due,
            "cadence": cadence,
            "ladder": ladder_json(LADDER),
            "opened_at": at,
            "opened_by": by,
            "sealed_at": None,
            "sealed_by": None,
        }
        made = await self._sql.rows(_OPEN, row)
        if not made:
            return None
        [(id,)] = made
        await self._sql.count(_OWE, {"b_period": id, "b_plan": plan})
        return Period(id=id, span=span, due=due, opened_at=at, opened_by=by)

    async def all(self, plan: int) -> Sequence[Period]:
        return [read_period(row) for row in await self._sql.rows(_ALL, {"plan": plan})]

    async def find(self, plan: int, code: str) -> Period | None:
        rows = await self._sql.rows(_FIND, {"plan": plan, "code": code})
        return read_period(rows[0]) if rows else None


def current_period(plan: Any) -> Any:
    """A scalar: the id of a plan's open period that is due last; of its last one if none is.

    One of the plan's cadence goes first: what the office opens beside it does not take its place.
    """
    p = period.alias("latest").c
    return (
        select(p.id)
        .where(p.plan_id == plan)
        .order_by(p.sealed_at.is_(null()).desc(), p.cadence.desc(), p.due.desc(), p.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def read_period(row: Sequence[Any]) -> Period:
    id, code, starts, ends, due, ladder, opened_at, opened_by, sealed_at = row
    return Period(
        id=id,
        span=Span(code, starts, ends),
        due=due,
        opened_at=opened_at,
        opened_by=opened_by,
        sealed_at=sealed_at,
        ladder=read_ladder(ladder),
    )


def ladder_json(ladder: Sequence[Step]) -> str:
    """One object a step."""
    return json.dumps(
        [
            {
                "name": step.name,
                "offset": step.offset,
                "audience": list(step.audience),
                "tone": step.tone,
                "at": None if step.at is None else f"{step.at:%H:%M}",
                "every": step.every,
            }
            for step in ladder
        ]
    )


@lru_cache(maxsize=8)
def read_ladder(text: str) -> tuple[Step, ...]:
    """Nearly always the same text: it is read once."""
    return tuple(
        Step(
            name=step["name"],
            offset=step["offset"],
            audience=tuple(map(Audience, step["audience"])),
            tone=Tone(step["tone"]),
            at=None if step["at"] is None else time.fromisoformat(step["at"]),
            every=step["every"],
        )
        for step in json.loads(text)
    )
