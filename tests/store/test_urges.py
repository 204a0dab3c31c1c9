"""Urges until they are answered and told, on both databases."""

from bot.model.person import PersonRole
from bot.model.task import Task
from bot.model.update import Change
from store import SqlStore
from tests.store.world import World, after, counted, settled


async def hired(world: World) -> int:
    """A coordinator."""
    async with world.store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        person = await unit.people.add("赵敏", office.id, PersonRole.COORDINATOR, at=after(0))
    return person.id


async def task_of(world: World, ref: int) -> Task:
    async with world.store.view() as unit:
        return (await unit.tasks.numbered(world.plan.id, [ref]))[ref]


async def test_the_first_answer_ends_an_urge_and_is_told_once(store: SqlStore) -> None:
    world = await settled(store)
    office, alice = await hired(world), world.alice
    one, two = await task_of(world, 1), await task_of(world, 2)
    own = alice.department.id
    async with store.unit() as unit:
        parts = [(one.id, own), (two.id, own)]
        await unit.urges.add(parts, by=office, at=after(0), batch="m:1", words="请尽快报送")
    async with store.view() as unit:
        waiting = await unit.urges.open_to([own])
        assert [(urge.ref, urge.words) for urge in waiting] == [
            (1, "请尽快报送"),
            (2, "请尽快报送"),
        ]
        assert await unit.urges.heard() == []
    async with store.unit() as unit:
        await unit.tasks.record(
            two,
            two.shares[0],
            Change(progress="已印发"),
            person=alice,
            at=after(60),
            channel="telegram",
            batch="m:2",
        )
        with counted(store) as statements:
            await unit.urges.answered([two.id], own, by=alice.id, at=after(60))
        assert len(statements) == 1
        await unit.urges.answered([two.id], own, by=alice.id, at=after(90))
    async with store.unit() as unit:
        assert [urge.ref for urge in await unit.urges.open_to([own])] == [1]
        assert await unit.urges.heard() == [office]
        [told] = await unit.urges.tell(office)
        assert await unit.urges.tell(office) == []
        assert await unit.urges.heard() == []
        [urge] = await unit.urges.some([told])
    assert (urge.ref, urge.department.short, urge.answered_by) == (2, "知识产权局", "爱丽丝")
    assert (urge.answered_at, urge.progress) == (after(60), "已印发")


async def test_another_departments_answer_is_none(store: SqlStore) -> None:
    world = await settled(store)
    office, one = await hired(world), await task_of(world, 1)
    other = one.shares[1].department.id
    async with store.unit() as unit:
        await unit.urges.add([(one.id, other)], by=office, at=after(0), batch="m:1")
        await unit.urges.answered([one.id], world.alice.department.id, by=1, at=after(1))
        assert len(await unit.urges.open_to([other])) == 1
