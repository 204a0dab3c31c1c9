"""Closing many parts at once, and what they were before."""

import pytest

from bot.errors import Conflict
from bot.model.task import Status, Task
from bot.model.update import Change
from store import SqlStore
from tests.store.world import NOW, World, after, counted, settled


async def tasks_of(world: World) -> list[Task]:
    async with world.store.view() as unit:
        return list(await unit.tasks.every(world.plan.id))


async def close(world: World, tasks: list[Task], batch: str = "b1") -> None:
    parts = [(task, share) for task in tasks for share in task.deciding]
    closed = {(task.id, share.department.id): Status.CLOSED for task, share in parts}
    told = {"person": world.alice, "at": NOW, "channel": "telegram", "batch": batch}
    async with world.store.unit() as unit:
        await unit.closings.move(parts, closed, **told)  # type: ignore[arg-type]


async def test_parts_are_closed_together_and_remember_what_they_were(store: SqlStore) -> None:
    world = await settled(store)
    tasks = await tasks_of(world)
    async with store.unit() as unit:
        share = tasks[0].shares[0]
        told = {"person": world.alice, "at": NOW, "channel": "telegram", "batch": "b0"}
        change = Change(status=Status.BLOCKED, percent=40)
        await unit.tasks.record(tasks[0], share, change, **told)  # type: ignore[arg-type]
    tasks = await tasks_of(world)
    with counted(store) as statements:
        await close(world, tasks)
    assert len(statements) == 2
    closed = await tasks_of(world)
    assert {task.status for task in closed} == {Status.CLOSED}
    assert closed[0].shares[0].percent == 40
    assert closed[0].shares[1].status is Status.NOT_STARTED  # a participant's is its own
    async with store.view() as unit:
        before = await unit.closings.before([task.id for task in tasks])
        [newest, _] = await unit.tasks.history(tasks[0].id, limit=2)
    assert before[(tasks[0].id, share.department.id)] is Status.BLOCKED
    assert set(before.values()) == {Status.BLOCKED, Status.NOT_STARTED}
    assert (newest.before_status, newest.change.status) == (Status.BLOCKED, Status.CLOSED)
    assert len(before) == 6  # item 5 has two parts that decide


async def test_who_saw_an_older_version_closes_nothing(store: SqlStore) -> None:
    world = await settled(store)
    tasks = await tasks_of(world)
    await close(world, tasks[:1])
    with pytest.raises(Conflict):
        await close(world, tasks, "b2")
    assert [task.status for task in await tasks_of(world)][1:] == [Status.NOT_STARTED] * 4


async def test_a_closing_that_was_undone_is_none(store: SqlStore) -> None:
    world = await settled(store)
    tasks = await tasks_of(world)
    await close(world, tasks[:1])
    async with store.unit() as unit:
        [update] = await unit.tasks.last_batch(world.alice.id)
        told = {"person": world.alice, "at": after(9), "channel": "telegram", "batch": "b3"}
        await unit.tasks.take_back(update, **told)  # type: ignore[arg-type]
        assert await unit.closings.before([tasks[0].id]) == {}
