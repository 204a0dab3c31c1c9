"""The facts of a plan, its current period among them: columns that several statements share."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from bot.model.plan import PlanFacts
from store.desk_tables import plan_revision
from store.period_tables import period
from store.periods import OF_PERIOD, current_period, read_period
from store.tables import plan

_REVISED = (
    select(func.max(plan_revision.c.at))
    .where(plan_revision.c.plan_id == plan.c.id)
    .correlate(plan)
    .scalar_subquery()
)
_UNTIL = (
    select(func.max(period.c.ends))
    .where(period.c.plan_id == plan.c.id, period.c.cadence)
    .correlate(plan)
    .scalar_subquery()
)
OF_PLAN = (
    plan.c.id,
    plan.c.title,
    plan.c.tasks,
    plan.c.highest,
    plan.c.starts,
    plan.c.ends,
    plan.c.issued_on,
    plan.c.applied_at,
    plan.c.cadence,
    _UNTIL,
    _REVISED,
    *OF_PERIOD,
)
"""What ``read_facts`` reads, in this order, from a plan joined with its period ``CURRENT``."""

CURRENT = period.c.id == current_period(plan.c.id).correlate(plan)


def read_facts(row: Sequence[Any]) -> PlanFacts:
    id, title, tasks, highest, starts, ends, issued_on, applied_at, cadence, until, *rest = row
    revised, *of = rest
    return PlanFacts(
        id=id,
        title=title,
        tasks=tasks,
        highest=highest,
        starts=starts,
        ends=ends,
        issued_on=issued_on,
        applied_on=applied_at.date(),
        cadence=cadence,
        period=None if of[0] is None else read_period(of),
        opened_until=until,
        revised_at=revised,
    )
