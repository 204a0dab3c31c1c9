"""Opening a period: who owes a report, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from bot.model.period import LADDER, Span
from bot.model.plan import PlanFacts
from bot.model.report import ReportState
from bot.ports import PlanPeriod
from store import SqlStore
from store.period_tables import report
from store.plan import Register, read_plan, shipped_plan
from tests.store.world import counted, settled, task

NOW = datetime(2019, 9, 26, 1, 0, tzinfo=UTC)
Q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))
DUE = date(2019, 10, 15)


@pytest.fixture
async def plan(store: SqlStore) -> PlanFacts:
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    year = PlanPeriod(
        title="2019年推进计划", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
    )
    async with store.unit() as unit:
        return await unit.plans.apply(await unit.plans.keep(draft, at=NOW), year, at=NOW)


async def test_130_reports_are_owed_to_the_office(store: SqlStore, plan: PlanFacts) -> None:
    with counted(store) as statements:
        async with store.unit() as unit:
            period = await unit.periods.open(plan.id, Q3, DUE, cadence=True, at=NOW)
    assert len(statements) == 2
    assert period is not None
    assert period.ladder == LADDER
    how_many = select(report.c.to_lead, func.count()).group_by(report.c.to_lead)
    async with store.database.reading() as sql:
        owed = {bool(to_lead): count for to_lead, count in await sql.rows(how_many)}
    # The collective of task 93 leads nothing and answers nothing.
    assert owed[False] == 130
    assert sum(owed.values()) == 198 - 1


async def test_it_exists_once_and_is_the_plans_current_one(
    store: SqlStore, plan: PlanFacts
) -> None:
    async with store.unit() as unit:
        first = await unit.periods.open(plan.id, Q3, DUE, cadence=True, at=NOW)
        assert await unit.periods.open(plan.id, Q3, DUE, cadence=True, at=NOW) is None
        record = await unit.plans.current()
        assert record is not None
        assert record.facts.period == first
        assert record.facts.opened_until == Q3.ends
        assert await unit.periods.all(plan.id) == [first]


async def test_each_part_of_a_task_knows_its_report(store: SqlStore, plan: PlanFacts) -> None:
    async with store.unit() as unit:
        before = (await unit.tasks.numbered(plan.id, [24]))[24]
        await unit.periods.open(plan.id, Q3, DUE, cadence=True, at=NOW)
        after = (await unit.tasks.numbered(plan.id, [24]))[24]
    assert [share.report for share in before.shares] == [None, None]
    assert [share.report for share in after.shares] == [ReportState.OPEN] * 2
    assert [share.report_due for share in after.shares] == [DUE] * 2


async def test_a_task_that_nobody_leads_is_owed_by_all_its_departments(store: SqlStore) -> None:
    """Whoever leads another task does not lead this one."""
    nobody = task("2", "联合推进。", "科技部", "财政部", leads=(), lead_basis=None)
    world = await settled(store, task("1", "推进。", "知识产权局", "司法部"), nobody)
    async with store.unit() as unit:
        await unit.periods.open(world.plan.id, Q3, DUE, cadence=True, at=NOW)
        tasks = await unit.tasks.numbered(world.plan.id, [1, 2])
    assert [share.report for share in tasks[1].shares] == [ReportState.OPEN] * 2
    assert [share.report for share in tasks[2].shares] == [ReportState.OPEN] * 2
