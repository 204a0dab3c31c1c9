"""What the office tells many: each reader once, in a bundle that really leaves; on both."""

from dataclasses import dataclass

import pytest

from bot.messages import Address
from bot.model.desk import BulletinKind
from bot.model.person import ERASED, PersonRole
from bot.ports import Occurrence, Unit
from store import SqlStore
from tests.store.post import claim, intend
from tests.store.world import ALICE, CHAT, NOW, World, after, counted, settled

ANNOUNCEMENT, DUTIES = BulletinKind.ANNOUNCEMENT, BulletinKind.DUTIES


@dataclass(frozen=True)
class Readers(World):
    """Alice and her deputy Bob, who has no account."""

    bob: int

    def key(self, day: int = 11) -> str:
        return f"bundle:{self.alice.id}:2019-10-{day}"

    async def shown(self, day: int = 11, *, reader: int | None = None) -> list[str]:
        async with self.store.view() as unit:
            found = await unit.bulletins.open_to(reader or self.alice.id, self.key(day))
        return [one.words for one in found]

    async def waiting(self) -> list[tuple[int, Address | None]]:
        async with self.store.view() as unit:
            found = await unit.bulletins.waiting()
        return sorted([(one.person, one.to) for one in found], key=lambda one: one[0])


@pytest.fixture
async def readers(store: SqlStore) -> Readers:
    world = await settled(store)
    async with store.unit() as unit:
        department = world.alice.department.id
        bob = await unit.people.add("鲍勃", department, PersonRole.DEPUTY, at=NOW)
        by, both = world.alice.id, [world.alice.id, bob.id]
        await unit.bulletins.put(
            ANNOUNCEMENT, "m:1", dict.fromkeys(both, "明天开会"), by=by, at=NOW
        )
        await unit.bulletins.put(DUTIES, "m:2", {by: '{"lead":[1]}'}, by=None, at=after(1))
        with counted(store) as statements:  # the same again
            await unit.bulletins.put(
                ANNOUNCEMENT, "m:1", dict.fromkeys(both, "？"), by=by, at=after(9)
            )
        assert len(statements) == 1
    return Readers(world.store, world.plan, world.alice, bob.id)


async def bundle(readers: Readers, unit: Unit, day: int = 11) -> None:
    what = Occurrence(
        key=readers.key(day), person=readers.alice.id, to=CHAT, due=NOW, title="提醒", why=""
    )
    await unit.occurrences.plan([what], at=NOW)


async def tell(readers: Readers, unit: Unit, day: int = 11) -> None:
    found = await unit.bulletins.open_to(readers.alice.id, readers.key(day))
    await unit.bulletins.told([one.id for one in found], readers.key(day), after(60))


async def test_told_once_and_again_only_in_the_same_bundle(readers: Readers) -> None:
    both = ["明天开会", '{"lead":[1]}']
    assert await readers.waiting() == [(readers.alice.id, CHAT), (readers.bob, None)]
    assert await readers.shown() == both
    async with readers.store.unit() as unit:
        with counted(readers.store) as statements:
            await tell(readers, unit)
        assert len(statements) == 2
        sent = await unit.bulletins.shown_in(readers.alice.id, readers.key())
    assert [one.words for one in sent] == both
    assert await readers.shown() == both  # drawn anew under the same key
    assert await readers.shown(14) == []
    assert await readers.waiting() == [(readers.bob, None)]


async def test_a_bundle_that_does_not_leave_gives_back_what_it_showed(readers: Readers) -> None:
    store = readers.store
    async with store.unit() as unit:
        await bundle(readers, unit)
    [held] = await claim(store)
    async with store.unit() as unit:
        await tell(readers, unit)
        await unit.occurrences.end(held, "superseded", reason="its day is over")
    assert len(await readers.shown(14)) == 2
    async with store.unit() as unit:
        await bundle(readers, unit, 14)
    [held] = await claim(store)
    async with store.unit() as unit:
        await tell(readers, unit, 14)
        await unit.people.unbind(ALICE)
    assert not await intend(store, held)
    assert len(await readers.shown(15)) == 2
    assert await readers.waiting() == [(readers.alice.id, None), (readers.bob, None)]


async def test_who_stands_in_hears_of_duties_too_once(readers: Readers) -> None:
    async with readers.store.unit() as unit:
        for _ in range(2):
            await unit.bulletins.stand_in({readers.alice.id: readers.bob}, at=after(5))
        found = await unit.bulletins.open_to(readers.bob, "bundle:?")
    assert [(one.kind, one.words, one.for_name) for one in found] == [
        (ANNOUNCEMENT, "明天开会", None),
        (DUTIES, '{"lead":[1]}', "爱丽丝"),
    ]
    assert len(await readers.shown()) == 2  # who was on leave hears of it afterwards


async def test_an_announcement_is_counted_and_taken_back_where_it_was_not_told(
    readers: Readers,
) -> None:
    async with readers.store.unit() as unit:
        await tell(readers, unit)
        with counted(readers.store) as statements:
            [one] = await unit.bulletins.announced(limit=5)
        assert len(statements) == 1
        assert (one.words, one.by, one.readers, one.told) == ("明天开会", "爱丽丝", 2, 1)
        assert await unit.bulletins.announcement(one.id) == one
        assert await unit.bulletins.announcement(one.id + 1) is None
        assert await unit.bulletins.withdraw(one.batch) == 1
        [one] = await unit.bulletins.announced(limit=5)
        assert (one.readers, one.told) == (1, 1)


async def test_who_is_erased_is_told_nothing_any_more(readers: Readers) -> None:
    async with readers.store.unit() as unit:
        await unit.staff.erase(readers.alice.id, ERASED, at=NOW)
    assert await readers.shown() == []
