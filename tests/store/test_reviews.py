"""Reports as the office sees them, on both databases: counted, decided, shut."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.messages import Account, Platform
from bot.model.period import Cadence, Period, Span
from bot.model.person import PersonRole
from bot.model.reach import Gap
from bot.model.report import ReportState
from bot.model.task import Mode
from bot.ports import Owed, Tally
from store import SqlStore
from store.period_tables import report
from tests.store.world import NOW, World, counted, settled

Q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))


@dataclass(frozen=True)
class Office(World):
    period: Period


@pytest.fixture
async def office(store: SqlStore) -> Office:
    """Owed: 1 知识产权局, 2 知识产权局, 3 林草局, 4 国防科工局, 5 科技部 and 财政部."""
    world = await settled(store)
    async with store.unit() as unit:
        period = await unit.periods.open(
            world.plan.id, Q3, date(2019, 10, 15), cadence=True, at=NOW
        )
    assert period is not None
    return Office(world.store, world.plan, world.alice, period)


async def put(office: Office, state: ReportState, owed: Owed) -> None:
    handed = state in (ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.RETURNED)
    async with office.store.database.writing() as sql:
        await sql.count(
            update(report)
            .where(report.c.task_id == owed.task, report.c.department_id == owed.department.id)
            .values(
                state=state,
                submitted_at=NOW if handed else None,
                submitted_by=office.alice.id if handed else None,
            )
        )


async def missing(office: Office) -> list[Owed]:
    async with office.store.view() as unit:
        return list(await unit.reviews.missing(office.period.id))


def named(owed: list[Owed]) -> list[tuple[int, str, str]]:
    return [(one.ref, one.department.short, one.state) for one in owed]


async def test_what_is_owed_is_counted_and_listed(office: Office) -> None:
    owed = await missing(office)
    assert named(owed) == [
        (1, "知识产权局", "open"),
        (2, "知识产权局", "open"),
        (3, "林草局", "open"),
        (4, "国防科工局", "open"),
        (5, "科技部", "open"),
        (5, "财政部", "open"),
    ]
    await put(office, ReportState.SUBMITTED, owed[0])
    await put(office, ReportState.DRAFT, owed[1])
    await put(office, ReportState.RETURNED, owed[2])
    await put(office, ReportState.ACCEPTED, owed[4])
    with counted(office.store) as statements:
        async with office.store.view() as unit:
            tallies = await unit.reviews.tallies(office.plan.id)
            standings = await unit.reviews.standings(office.period.id)
    assert len(statements) == 2
    assert tallies == {
        office.period.id: Tally(owed=6, handed_in=2, submitted=1, drafts=1, returned=1)
    }
    assert tallies[office.period.id].missing == 4
    assert [(s.department.short, s.restricted, s.tally.missing) for s in standings] == [
        ("知识产权局", False, 1),
        ("林草局", False, 1),
        ("国防科工局", True, 1),
        ("科技部", False, 0),
        ("财政部", False, 1),
    ]
    total = sum((s.tally for s in standings), Tally())
    assert total == tallies[office.period.id]


async def test_the_reports_of_a_task_and_of_a_department(office: Office) -> None:
    owed = await missing(office)
    async with office.store.view() as unit:
        five = await unit.reviews.on_tasks(office.period.id, [owed[-1].task])
        ours = await unit.reviews.of_department(office.period.id, office.alice.department.id)
    assert [one.department.short for one in five] == ["科技部", "财政部"]
    assert [one.ref for one in ours] == [1, 2]
    assert not any(one.handed_in for one in (*five, *ours))


async def test_only_what_was_submitted_is_accepted(office: Office) -> None:
    owed = await missing(office)
    await put(office, ReportState.SUBMITTED, owed[0])
    keys = [(one.task, one.department.id) for one in owed]
    done = await decide(office, ReportState.ACCEPTED, keys)
    assert done == {keys[0]: 1}
    assert await decide(office, ReportState.ACCEPTED, keys) == {}
    assert (await decide(office, ReportState.RETURNED, keys))[keys[0]] == 2
    assert (1, "知识产权局", "returned") in named(await missing(office))


async def decide(
    office: Office, state: ReportState, keys: list[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    async with office.store.unit() as unit:
        return dict(
            await unit.reviews.decide(
                office.period.id,
                keys,
                state,
                reason="缺数据" if state is ReportState.RETURNED else None,
                by=office.alice.id,
                at=NOW + timedelta(minutes=1),
                batch="m1",
            )
        )


async def test_a_sealed_period_stays_as_it_is(office: Office) -> None:
    owed = await missing(office)
    await put(office, ReportState.SUBMITTED, owed[0])
    await put(office, ReportState.SUBMITTED, owed[1])
    await put(office, ReportState.DRAFT, owed[2])
    keys = [(one.task, one.department.id) for one in owed]
    await decide(office, ReportState.RETURNED, keys[1:2])
    async with office.store.unit() as unit:
        assert await unit.reviews.seal(office.period.id, by=office.alice.id, at=NOW)
        assert not await unit.reviews.seal(office.period.id, by=office.alice.id, at=NOW)
        [period] = await unit.periods.all(office.plan.id)
        tallies = await unit.reviews.tallies(office.plan.id)
    assert not period.is_open
    assert tallies[period.id] == Tally(owed=6, handed_in=1)
    assert [one.ref for one in await missing(office)] == [2, 3, 4, 5, 5]
    assert await decide(office, ReportState.ACCEPTED, keys) == {}
    assert await decide(office, ReportState.RETURNED, keys) == {}


async def test_what_a_new_period_would_ask(office: Office) -> None:
    async with office.store.view() as unit:
        owing = await unit.reviews.owing(office.plan.id)
    counts: dict[Mode | None, int] = {}
    for mode, _, count in owing:
        counts[mode] = counts.get(mode, 0) + count
    assert counts == {Mode.SOLE: 2, Mode.LEAD_PARTICIPANTS: 2, Mode.EACH_OWN: 2}


async def test_who_speaks_for_each_department(office: Office) -> None:
    async with office.store.unit() as unit:
        [body] = await unit.people.department("科技部")
        zhang = await unit.people.add("张三", body.id, PersonRole.LIAISON, at=NOW)
        await unit.people.add("李四", body.id, PersonRole.DEPUTY, at=NOW)
        for platform in (Platform.WECOM, Platform.TELEGRAM):
            await unit.people.bind(zhang.id, Account(platform, "7", "zs"), at=NOW)
        [forest] = await unit.people.department("林草局")
        await unit.people.add("无号", forest.id, PersonRole.LIAISON, at=NOW)
    with counted(office.store) as statements:
        async with office.store.view() as unit:
            covered = {one.department.short: one for one in await unit.reviews.coverage(1)}
    assert len(statements) == 2
    science = covered["科技部"]
    assert (science.liaisons, science.deputies, science.gap) == (("张三",), ("李四",), None)
    assert set(science.platforms) == {Platform.WECOM, Platform.TELEGRAM}
    assert (covered["林草局"].liaisons, covered["林草局"].gap) == (("无号",), Gap.UNBOUND)
    assert (covered["知识产权局"].lead, covered["知识产权局"].participant) == (2, 1)
    assert next(iter(covered)) == "知识产权局"


async def test_the_cadence_is_the_plans(office: Office) -> None:
    async with office.store.unit() as unit:
        await unit.plans.set_cadence(office.plan.id, Cadence.MONTHLY)
        record = await unit.plans.current()
        assert await unit.periods.find(office.plan.id, "2019-Q3") == office.period
        assert await unit.periods.find(office.plan.id, "2019-Q2") is None
    assert record is not None
    assert record.facts.cadence is Cadence.MONTHLY
