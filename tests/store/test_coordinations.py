"""Requests for coordination until they are over, on both databases."""

from datetime import date, timedelta

from bot.model.desk import CoordinationState, CoordinationStep
from bot.model.digest import Scope
from store import SqlStore
from tests.store.world import NOW, World, after, counted, settled


async def opened(world: World, ref: int = 1, batch: str = "m:1") -> int:
    async with world.store.unit() as unit:
        task = (await unit.tasks.numbered(world.plan.id, [ref]))[ref]
        bodies = await unit.coordinations.named(["司法部"])
        return await unit.coordinations.open(
            task.id,
            world.alice.department.id,
            "分工待定",
            [bodies["司法部"][0].id],
            by=world.alice.id,
            at=NOW,
            batch=batch,
        )


async def test_steps_follow_each_other_until_it_is_over(store: SqlStore) -> None:
    world = await settled(store)
    later, first = await opened(world, 2, "m:2"), await opened(world)
    alice = world.alice
    async with store.unit() as unit:
        requests = unit.coordinations
        with counted(store) as statements:
            found = await requests.pending(world.plan.id)
        assert len(statements) == 2
        assert [(one.id, one.ref, one.question) for one in found] == [
            (first, 1, "分工待定"),
            (later, 2, "分工待定"),
        ]
        [party] = found[0].parties
        for _ in range(2):
            await requests.join(first, [party.id, alice.department.id])
        kind, state = CoordinationStep, CoordinationState
        meeting = date(2019, 10, 20)
        by, at = alice.id, after(60)
        await requests.step(first, kind.MEETING, state=state.MEETING, meeting=meeting, by=by, at=at)
        await requests.step(first, kind.ANSWER, words="同意", department=party.id, by=by, at=at)
        with counted(store) as statements:
            [one] = await requests.on_task(found[0].task)
        assert len(statements) == 3
        assert (one.state, one.meeting, len(one.parties)) == (state.MEETING, meeting, 2)
        assert [(step.kind, step.words, step.department) for step in one.steps] == [
            (kind.MEETING, None, None),
            (kind.ANSWER, "同意", party),
        ]
        assert [one.id for one in await requests.opened_by("m:1")] == [first]
        assert await requests.step(first, kind.SETTLE, state=state.SETTLED, by=by, at=at)
        assert await requests.step(first, kind.ANSWER, words="再议", by=by, at=at) is None
        assert await requests.on_task(found[0].task) == ()
        assert await requests.opened_by("m:1") == ()
        told = await requests.some(first)
        assert told is not None
        assert told.over
        assert len(told.steps) == 3
        assert await requests.some(later + 9) is None


async def test_departments_are_known_by_whole_names(store: SqlStore) -> None:
    await settled(store)
    async with store.view() as unit:
        with counted(store) as statements:
            found = await unit.coordinations.named(["司法部", "司法", "moj", "国家知识产权局"])
        assert len(statements) == 1
    names = {name: [body.short for body in bodies] for name, bodies in found.items()}
    assert names == {
        "司法部": ["司法部"],
        "司法": [],
        "moj": ["司法部"],
        "国家知识产权局": ["知识产权局"],
    }


async def test_digests_count_what_is_asked_for_beside_what_is_blocked(store: SqlStore) -> None:
    world = await settled(store)
    id = await opened(world)
    async with store.unit() as unit:
        where = (world.plan.id, Scope.PLAN, "")
        for since, fresh in ((NOW - timedelta(1), 1), (after(1), 0)):
            found = await unit.digests.blocked(*where, since=since, limit=9)
            assert (found.total, found.fresh, list(found.refs)) == (1, fresh, [1])
        kind, state = CoordinationStep.SETTLE, CoordinationState.SETTLED
        await unit.coordinations.step(id, kind, by=world.alice.id, at=NOW, state=state)
        found = await unit.digests.blocked(*where, since=NOW, limit=9)
    assert found.total == 0
