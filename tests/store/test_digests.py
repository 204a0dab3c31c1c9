"""What a digest counts, and the digests that were made, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.model.digest import Scope
from bot.model.period import Span
from bot.model.report import ReportState
from bot.model.task import Status
from bot.model.update import Change
from bot.ports import Chapter, Listed, Reported
from store import SqlStore
from store.period_tables import report
from tests.store.world import NOW, TASKS, World, after, counted, settled, task

LONG_AGO = NOW - timedelta(days=30)
Q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))
EVERY = list(Scope)
OF = {Scope.PLAN: "", Scope.CHAPTER: "一、法规", Scope.DEPARTMENT: "知识产权局"}


async def told(world: World, ref: int, status: Status, seconds: float, place: int = 0) -> None:
    """A department's word on its part, some seconds after NOW."""
    async with world.store.unit() as unit:
        found = (await unit.tasks.numbered(world.plan.id, [ref]))[ref]
        await unit.tasks.record(
            found,
            found.shares[place],
            Change(status=status),
            person=world.alice,
            at=after(seconds),
            channel="private",
            batch=f"{ref}-{seconds}",
        )


@pytest.mark.parametrize("scope", EVERY)
async def test_updates_count_items_once_and_only_what_stands(store: SqlStore, scope: Scope) -> None:
    world = await settled(store)
    for ref, seconds in ((1, 1), (1, 2), (2, 3)):
        await told(world, ref, Status.IN_PROGRESS, seconds)
    async with store.unit() as unit:
        [last] = await unit.tasks.last_batch(world.alice.id)
        await unit.tasks.take_back(last, person=world.alice, at=after(4), channel="", batch="u")
        plan, digests = world.plan.id, unit.digests
        assert await digests.updated(plan, scope, OF[scope], since=NOW) == 1
        assert await digests.updated(plan, scope, OF[scope], since=after(2)) == 0


async def test_a_scope_leaves_out_what_is_not_its_own(store: SqlStore) -> None:
    world = await settled(store, *TASKS, task("6", "另一章。", "财政部", chapter="二、保护"))
    await told(world, 5, Status.IN_PROGRESS, 1)
    await told(world, 6, Status.BLOCKED, 2)
    async with store.view() as unit:
        digests, plan = unit.digests, world.plan.id
        assert await digests.updated(plan, Scope.PLAN, "", since=NOW) == 2
        assert await digests.updated(plan, Scope.CHAPTER, "二、保护", since=NOW) == 1
        assert await digests.updated(plan, Scope.DEPARTMENT, "知识产权局", since=NOW) == 0
        assert await digests.updated(plan, Scope.DEPARTMENT, "财政部", since=NOW) == 2
        blocked = await digests.blocked(plan, Scope.CHAPTER, "一、法规", since=NOW, limit=9)
        assert blocked == Listed()


@pytest.mark.parametrize("scope", EVERY)
async def test_closed_is_what_every_deciding_part_says(store: SqlStore, scope: Scope) -> None:
    world = await settled(store)
    await told(world, 1, Status.CLOSED, 1)
    await told(world, 5, Status.CLOSED, 2)  # one of two that are each responsible
    await told(world, 4, Status.CLOSED, 3)  # restricted
    async with store.view() as unit:
        found = await unit.digests.closed(world.plan.id, scope, OF[scope], since=NOW, limit=9)
        late = await unit.digests.closed(world.plan.id, scope, OF[scope], since=after(9), limit=9)
    if scope is Scope.DEPARTMENT:
        assert found == Listed(total=1, refs=[1])
    else:
        assert found == Listed(total=2, restricted=1, refs=[1])
    assert late == Listed()


async def test_due_is_what_has_a_hard_date_and_is_not_finished(store: SqlStore) -> None:
    world = await settled(store)
    plan = world.plan.id
    async with store.view() as unit:
        due = unit.digests.due
        until = date(2019, 11, 30)
        missed = await due(plan, Scope.PLAN, "", after=None, until=date(2019, 10, 10), limit=9)
        soon = await due(plan, Scope.PLAN, "", after=date(2019, 10, 10), until=until, limit=9)
        before = await due(plan, Scope.PLAN, "", after=until, until=date(2020, 1, 1), limit=9)
    assert missed == Listed(total=1, refs=[5])
    assert soon == Listed(total=1, refs=[3])
    assert before == Listed()
    await told(world, 5, Status.DONE, 1)
    async with store.view() as unit:
        half = await unit.digests.due(plan, Scope.PLAN, "", after=None, until=until, limit=9)
        assert half.refs == [3, 5]
    await told(world, 5, Status.DONE, 2, place=1)
    async with store.view() as unit:
        done = await unit.digests.due(plan, Scope.PLAN, "", after=None, until=until, limit=9)
        assert done.refs == [3]


async def test_blocked_is_what_a_deciding_part_says_and_new_only_once(store: SqlStore) -> None:
    world = await settled(store)
    await told(world, 5, Status.BLOCKED, 1, place=1)
    await told(world, 1, Status.BLOCKED, 2, place=1)  # a participant: not the item's
    await told(world, 2, Status.BLOCKED, 3)
    await told(world, 2, Status.BLOCKED, 5)
    await told(world, 4, Status.BLOCKED, 6)
    async with store.view() as unit:
        found = await unit.digests.blocked(world.plan.id, Scope.PLAN, "", since=after(2), limit=9)
        short = await unit.digests.blocked(world.plan.id, Scope.PLAN, "", since=NOW, limit=1)
    assert found == Listed(total=3, restricted=1, fresh=2, refs=[2, 5])
    assert short == Listed(total=3, restricted=1, fresh=3, refs=[2])


async def opened(world: World) -> int:
    async with world.store.unit() as unit:
        due = date(2019, 10, 15)
        period = await unit.periods.open(world.plan.id, Q3, due, cadence=True, at=LONG_AGO)
    assert period is not None
    return period.id


async def hand_in(world: World, ref: int, at: datetime) -> None:
    async with world.store.view() as unit:
        id = (await unit.tasks.numbered(world.plan.id, [ref]))[ref].id
    values = {"state": ReportState.SUBMITTED, "submitted_at": at}
    async with world.store.database.writing() as sql:
        await sql.count(update(report).where(report.c.task_id == id).values(values))


async def test_reports_to_the_office_are_counted_week_by_week(store: SqlStore) -> None:
    """Owed are those of 1, 2, 3 and 4, and of 5 two: six."""
    world = await settled(store)
    period = await opened(world)
    await hand_in(world, 1, after(-100))
    await hand_in(world, 5, after(100))
    ends = [after(-200), NOW, after(200)]
    async with store.view() as unit:
        digests = unit.digests
        assert await digests.reported(period, Scope.PLAN, "", ends=ends) == Reported(
            6, 3, [0, 1, 3]
        )
        assert await digests.reported(period, Scope.DEPARTMENT, "财政部", ends=ends) == Reported(
            1, 1, [0, 0, 1]
        )
        assert await digests.reported(period, Scope.CHAPTER, "无", ends=ends[:1]) == Reported(
            0, 0, [0]
        )
        missing, whose = await digests.missing(period, Scope.PLAN, "", limit=9)
        assert missing == Listed(total=3, restricted=1, refs=[2, 3])
        assert whose == ["知识产权局", "林草局"]
        own, of = await digests.missing(period, Scope.DEPARTMENT, "知识产权局", limit=9)
        assert (own, of) == (Listed(total=1, refs=[2]), ["知识产权局"])


async def test_chapters_come_in_the_order_of_the_plan(store: SqlStore) -> None:
    first = replace(TASKS[1], chapter=None)
    last = task("6", "另一章。", "财政部", chapter="二、保护")
    world = await settled(store, first, TASKS[0], TASKS[4], last)
    await told(world, 5, Status.CLOSED, 1)
    await told(world, 1, Status.BEHIND, 2)
    async with store.view() as unit:
        found = await unit.digests.chapters(world.plan.id, Scope.PLAN, "")
        own = await unit.digests.chapters(world.plan.id, Scope.DEPARTMENT, "司法部")
    assert found == [
        Chapter(None, {Status.NOT_STARTED: 1}),
        Chapter("一、法规", {Status.BEHIND: 1, Status.NOT_STARTED: 1}),
        Chapter("二、保护", {Status.NOT_STARTED: 1}),
    ]
    assert own == [Chapter("一、法规", {Status.BEHIND: 1})]


async def test_each_count_is_one_statement(store: SqlStore) -> None:
    world = await settled(store)
    period, plan, day = await opened(world), world.plan.id, date(2019, 10, 11)
    async with store.view() as unit:
        with counted(store) as statements:
            d = unit.digests
            for scope in Scope:
                of = OF[scope]
                await d.updated(plan, scope, of, since=NOW)
                await d.closed(plan, scope, of, since=NOW, limit=9)
                await d.due(plan, scope, of, after=day, until=day, limit=9)
                await d.blocked(plan, scope, of, since=NOW, limit=9)
                await d.missing(period, scope, of, limit=9)
                await d.reported(period, scope, of, ends=[NOW])
                await d.chapters(plan, scope, of)
    assert len(statements) == 7 * len(Scope)


async def test_a_week_has_one_digest_and_it_stays_as_it_was(store: SqlStore) -> None:
    world = await settled(store)
    plan, later = world.plan.id, datetime(2029, 1, 1, tzinfo=UTC)
    async with store.unit() as unit:
        d = unit.digests
        kept = {"place": "3", "week": "2019-W42"}
        assert await d.keep(plan, **kept, at=NOW, data='{"a":"一"}', digest="ab")
        assert not await d.keep(plan, **kept, at=later, data="{}", digest="cd")
        found = await d.of_week(plan, place="3", week="2019-W42")
        assert found is not None
        assert (found.data, found.digest, found.at) == ('{"a":"一"}', "ab", NOW)
        assert await d.numbered(found.id) == found
        assert await d.latest(plan, places=["plan", "3"]) == found
        assert await d.keep(plan, place="plan", week="2019-W42", at=NOW, data="{}", digest="ef")
        second = await d.latest(plan, places=["plan", "3"])
        assert second is not None
        assert second.place == "plan"
        assert await d.latest(plan, places=["3"]) == found
        assert await d.latest(plan, places=["4"]) is None
        assert await d.numbered(99) is None
