"""What nudges read and keep: who owes what, leave, quiet hours, reminders; on both databases."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.messages import Account, Address, Platform
from bot.model.nudge import Quiet, Reminder, Snooze
from bot.model.period import Span
from bot.model.person import Person, PersonRole
from bot.ports import Occurrence
from store import SqlStore
from tests.store.post import claim
from tests.store.world import ALICE, CHAT, NOW, World, after, counted, settled

Q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))
TODAY = date(2019, 10, 11)


async def hired(world: World, name: str, department: str, role: PersonRole) -> Person:
    """Bound on two platforms; the second one was bound first."""
    async with world.store.unit() as unit:
        [body] = await unit.people.department(department)
        person = await unit.people.add(name, body.id, role, at=NOW)
        late = Account(Platform.TELEGRAM, "7", f"t-{name}")
        assert await unit.people.bind(person.id, late, at=after(60))
        early = Account(Platform.WECOM, "corp", f"w-{name}")
        assert await unit.people.bind(person.id, early, at=after(0))
    return person


@pytest.fixture
async def world(store: SqlStore) -> World:
    made = await settled(store)
    async with store.unit() as unit:
        opened = await unit.periods.open(made.plan.id, Q3, date(2019, 10, 15), cadence=True, at=NOW)
        assert opened is not None
        assert opened.id == 1
    return made


async def test_everybody_who_owes_with_one_statement(store: SqlStore, world: World) -> None:
    deputy = await hired(world, "李四", "知识产权局", PersonRole.DEPUTY)
    await hired(world, "领导", "知识产权局", PersonRole.OBSERVER)
    nobody = await hired(world, "外人", "公安部", PersonRole.LIAISON)
    async with store.view() as unit:
        with counted(store) as statements:
            found = await unit.nudges.owing([1])
        assert len(statements) == 1
        assert {contact.person for _, contact in found} == {world.alice.id, deputy.id}
        to = {contact.person: contact.to for _, contact in found}
        assert to[deputy.id] == Address(Platform.WECOM, "corp", "w-李四")
        assert nobody.id not in to
        assert await unit.nudges.unsettled([1, 2]) == {1}
        owed = await unit.nudges.owed([1], [world.alice.department.id])
        assert [one.to_lead for one in owed] == [False, False, True]
        assert len(await unit.nudges.owed([1])) > len(owed)


async def test_who_has_no_account_or_a_suspended_one_is_there_without_an_address(
    store: SqlStore, world: World
) -> None:
    async with store.unit() as unit:
        await unit.people.suspend(ALICE, suspended=True)
        [(_, contact)] = await unit.nudges.owing([1])
        assert contact.to is None
        await unit.people.revoke(world.alice.id, at=NOW)
        assert await unit.nudges.owing([1]) == []


async def test_tasks_with_a_date_of_their_own(store: SqlStore, world: World) -> None:
    forest = await hired(world, "林", "林草局", PersonRole.LIAISON)
    science = await hired(world, "科", "科技部", PersonRole.LIAISON)
    async with store.view() as unit:
        days = await unit.nudges.days(world.plan.id)
        assert days == [date(2019, 6, 30), date(2019, 11, 30)]
        found = await unit.nudges.unfinished(world.plan.id, days)
    people = {(ref, contact.person) for ref, _, contact in found if contact is not None}
    assert people == {(3, forest.id), (5, science.id)}  # the lead, and each of its own part
    assert (5, date(2019, 6, 30), None) in found  # nobody can be asked at 财政部


async def test_leave_is_followed_to_whoever_is_there(store: SqlStore, world: World) -> None:
    second = await hired(world, "李四", "知识产权局", PersonRole.DEPUTY)
    third = await hired(world, "王五", "知识产权局", PersonRole.LIAISON)
    alice = world.alice.id
    async with store.unit() as unit:
        absences = unit.absences
        await absences.leave(alice, second.id, until=date(2019, 10, 20), at=NOW)
        await absences.leave(second.id, third.id, until=TODAY, at=NOW)
        assert {one.person for one in await absences.away(TODAY)} == {alice, second.id}
        assert {one.person for one in await absences.around(third.id, TODAY)} == {alice, second.id}
        assert {one.person for one in await absences.around(alice, TODAY)} == {alice}
        tomorrow = date(2019, 10, 12)
        assert [one.person for one in await absences.around(third.id, tomorrow)] == []
        [own] = await absences.around(alice, tomorrow)
        assert (own.deputy_name, own.deputy.to) == (
            "李四",
            Address(Platform.WECOM, "corp", "w-李四"),
        )
        colleagues = await absences.colleagues(alice, TODAY)
        assert [(one.name, one.away) for one in colleagues] == [("李四", True), ("王五", False)]
        await unit.people.revoke(second.id, at=NOW)
        assert await absences.around(alice, TODAY) == []  # whose deputy has left is there
        assert await absences.come_back(alice)
        assert not await absences.come_back(alice)


async def test_quiet_hours_are_kept_as_said(store: SqlStore, world: World) -> None:
    quiet = Quiet(time(12), time(14, 30), frozenset({0, 4}))
    async with store.unit() as unit:
        assert await unit.absences.quiet(world.alice.id) is None
        await unit.absences.keep_quiet(world.alice.id, Quiet(time(9), time(10)))
        await unit.absences.keep_quiet(world.alice.id, quiet)
        assert await unit.absences.quiet(world.alice.id) == quiet
        await unit.absences.keep_quiet(world.alice.id, None)
        assert await unit.absences.quiet(world.alice.id) is None


async def test_own_reminders_are_given_once(store: SqlStore, world: World) -> None:
    alice = world.alice.id
    async with store.unit() as unit:
        task = (await unit.tasks.numbered(world.plan.id, [1]))[1]
        first = await unit.reminders.ask(alice, task.id, when=after(60), at=NOW)
        once = await unit.reminders.ask(alice, None, when=after(90), at=NOW)
        assert await unit.reminders.ask(alice, None, when=after(50), at=NOW) == once
        assert [one.id for one in await unit.reminders.waiting(alice)] == [once, first]
        assert await unit.reminders.cancel(alice + 1, first) is None
        assert await unit.reminders.due(now=after(49)) == ()
        [(reminder, contact)] = await unit.reminders.due(now=after(55))
        assert (reminder.id, reminder.task) == (once, None)
        assert contact is not None
        assert contact.to == Address(ALICE.platform, ALICE.tenant, ALICE.user)
        assert await unit.reminders.due(now=after(55)) == ()
        assert await unit.reminders.some(first) == Reminder(
            id=first, person=alice, at=after(60), task=task.id, ref=1, text=task.text
        )
        cancelled = await unit.reminders.cancel(alice, first)
        assert cancelled is not None
        assert await unit.reminders.waiting(alice) == []


async def test_snoozes_are_the_persons_and_seen_by_the_office(
    store: SqlStore, world: World
) -> None:
    alice = world.alice.id
    async with store.unit() as unit:
        task = (await unit.tasks.numbered(world.plan.id, [1]))[1]
        await unit.reminders.snooze(alice, task.id, until=after(60), at=NOW)
        await unit.reminders.snooze(alice, task.id, until=after(90), at=after(1))
        assert await unit.reminders.snoozes(alice) == [Snooze(task.id, after(90), after(1))]
        [seen] = await unit.reminders.put_off([task.id], now=after(80))
        assert (seen.ref, seen.person, seen.until) == (1, "爱丽丝", after(90))
        assert await unit.reminders.put_off([task.id], now=after(90)) == []


async def test_what_is_planned_for_later_is_tried_from_then_on(
    store: SqlStore, world: World
) -> None:
    to = Address(ALICE.platform, ALICE.tenant, ALICE.user)
    async with store.unit() as unit:
        found = [
            Occurrence(
                key=f"bundle:{person}:2019-10-18",
                person=world.alice.id,
                to=address,
                due=after(3600),
                title="t",
                why="",
            )
            for person, address in ((1, to), (2, None))
        ]
        assert len(await unit.occurrences.plan(found, at=NOW)) == 2
        assert await unit.occurrences.stages([*(one.key for one in found), "x"]) == {
            "bundle:1:2019-10-18": "pending",
            "bundle:2:2019-10-18": None,
        }
        [row] = await unit.outbox.listing(every=True)
    assert row.delivery.since == row.due == after(3600)


async def test_what_had_nobody_to_go_to_goes_when_there_is_somebody(store: SqlStore) -> None:
    def to(address: Address | None) -> Occurrence:
        return Occurrence(
            key="bundle:1:2019-10-11", person=None, to=address, due=NOW, title="提醒", why="T-3"
        )

    async with store.unit() as unit:
        assert await unit.occurrences.plan([to(None)], at=NOW) == ["bundle:1:2019-10-11"]
        assert await unit.occurrences.stages(["bundle:1:2019-10-11"]) == {
            "bundle:1:2019-10-11": None
        }
        for _ in range(2):
            assert await unit.occurrences.plan([to(CHAT)], at=NOW) == []
            assert await unit.occurrences.stages(["bundle:1:2019-10-11"]) == {
                "bundle:1:2019-10-11": "pending"
            }
        assert len(await unit.outbox.listing(every=True)) == 1


async def test_what_goes_to_another_account_counts_by_that(store: SqlStore) -> None:
    await store.enlist(at=NOW)
    key, other = "bundle:1:2019-10-11", replace(CHAT, chat="1002")
    what = Occurrence(key=key, person=None, to=CHAT, due=NOW, title="提醒", why="T-3")
    async with store.unit() as unit:
        await unit.occurrences.plan([what], at=NOW)
    [held] = await claim(store, NOW)
    async with store.unit() as unit:
        assert await unit.occurrences.forward(replace(what, to=other), at=NOW)
        assert not await unit.occurrences.forward(what, at=NOW)  # it was to go there first
        await unit.occurrences.end(held, "superseded", reason="another account")
        assert await unit.occurrences.stages([key]) == {key: "pending"}
    [held] = await claim(store, after(1))
    assert held.item.to == other
