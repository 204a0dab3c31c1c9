"""Who is who, binding codes and accounts, on both databases."""

import asyncio
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.messages import Account, Language, Platform
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanFacts
from store import SqlStore
from tests.store.world import ALICE, NOW, World, after, counted, settled

BOB = Account(Platform.TELEGRAM, "7", "1002")
DIGEST = "d" * 64


@pytest.fixture
async def world(store: SqlStore) -> World:
    return await settled(store)


async def someone(store: SqlStore, name: str = "鲍勃", department: str = "财政部") -> Person:
    async with store.unit() as unit:
        [body] = await unit.people.department(department)
        return await unit.people.add(name, body.id, PersonRole.DEPUTY, at=NOW)


async def issue(store: SqlStore, person: Person, digest: str = DIGEST) -> None:
    async with store.unit() as unit:
        await unit.people.issue(
            person.id, Platform.TELEGRAM, digest=digest, at=NOW, expires=after(60)
        )


async def redeem(
    store: SqlStore, account: Account, *, seconds: float = 1, digest: str = DIGEST
) -> Person | None:
    async with store.unit() as unit:
        return await unit.people.redeem(account, digest=digest, at=after(seconds))


async def test_who_tells_person_and_plan_in_one_statement(world: World) -> None:
    with counted(world.store) as statements:
        async with world.store.view() as unit:
            sender = await unit.people.who(ALICE)
    assert len(statements) == 1
    assert sender.person == world.alice
    assert (
        sender.plan
        == world.plan
        == PlanFacts(
            id=world.plan.id,
            title="2019年推进计划",
            tasks=5,
            highest=5,
            starts=date(2019, 1, 1),
            ends=date(2019, 12, 31),
            issued_on=None,
            applied_on=world.plan.applied_on,
        )
    )


async def test_a_stranger_is_nobody_but_the_plan_is_known(world: World) -> None:
    for stranger in (
        BOB,
        Account(Platform.SLACK, "7", "1001"),
        Account(Platform.TELEGRAM, "8", "1001"),
    ):
        async with world.store.view() as unit:
            sender = await unit.people.who(stranger)
        assert sender.person is None
        assert sender.plan == world.plan


async def test_before_the_first_import_there_is_no_plan(store: SqlStore) -> None:
    async with store.view() as unit:
        sender = await unit.people.who(ALICE)
    assert (sender.person, sender.plan) == (None, None)


async def test_revocation_holds_at_once_and_once(world: World) -> None:
    async with world.store.unit() as unit:
        assert await unit.people.revoke(world.alice.id, at=NOW)
        assert not await unit.people.revoke(world.alice.id, at=NOW)
    async with world.store.view() as unit:
        assert (await unit.people.who(ALICE)).person is None
        assert await unit.people.people() == []
        assert [p.active for p in await unit.people.people(active=False)] == [False]


async def test_people_come_by_department_and_id(world: World) -> None:
    first = await someone(world.store)
    async with world.store.unit() as unit:
        second = await unit.people.add(
            "鲍", first.department.id, PersonRole.LIAISON, at=NOW, standin=True
        )
    async with world.store.view() as unit:
        assert await unit.people.people() == [world.alice, first, second]
        assert await unit.people.person(second.id) == second
        assert await unit.people.person(999) is None
    assert second.standin


async def test_an_account_belongs_to_one_active_person(world: World) -> None:
    bob = await someone(world.store)
    async with world.store.unit() as unit:
        assert not await unit.people.bind(bob.id, ALICE, at=NOW)
        assert await unit.people.bind(world.alice.id, ALICE, at=NOW)
        assert await unit.people.accounts(bob.id) == []
        await unit.people.revoke(world.alice.id, at=NOW)
        assert await unit.people.bind(bob.id, ALICE, at=NOW)
        assert (await unit.people.who(ALICE)).person == bob
        assert await unit.people.accounts(world.alice.id) == []


async def test_unbinding_frees_the_account(world: World) -> None:
    async with world.store.unit() as unit:
        assert await unit.people.unbind(ALICE)
        assert not await unit.people.unbind(ALICE)
        assert (await unit.people.who(ALICE)).person is None


async def test_the_language_is_kept(world: World) -> None:
    async with world.store.unit() as unit:
        await unit.people.set_language(world.alice.id, Language.EN)
    async with world.store.view() as unit:
        person = (await unit.people.who(ALICE)).person
    assert person is not None
    assert person.language is Language.EN


async def test_a_code_binds_once(world: World) -> None:
    bob = await someone(world.store)
    await issue(world.store, bob)
    assert await redeem(world.store, BOB) == bob
    assert await redeem(world.store, Account(Platform.TELEGRAM, "7", "1003")) is None
    async with world.store.view() as unit:
        assert await unit.people.accounts(bob.id) == [BOB]


async def test_a_code_is_for_its_platform_and_until_it_expires(world: World) -> None:
    bob = await someone(world.store)
    await issue(world.store, bob)
    assert await redeem(world.store, Account(Platform.SLACK, "7", "1002")) is None
    assert await redeem(world.store, BOB, seconds=60) is None
    assert await redeem(world.store, BOB, digest="e" * 64) is None
    assert await redeem(world.store, BOB, seconds=59) == bob


async def test_a_new_code_ends_the_earlier_one(world: World) -> None:
    bob = await someone(world.store)
    await issue(world.store, bob)
    await issue(world.store, bob, "e" * 64)
    assert await redeem(world.store, BOB) is None
    assert await redeem(world.store, BOB, digest="e" * 64) == bob


async def test_a_voided_code_and_one_of_a_revoked_person_bind_nobody(world: World) -> None:
    bob = await someone(world.store)
    await issue(world.store, bob)
    async with world.store.unit() as unit:
        assert await unit.people.void(DIGEST, at=NOW)
        assert not await unit.people.void(DIGEST, at=NOW)
    assert await redeem(world.store, BOB) is None
    await issue(world.store, bob, "e" * 64)
    async with world.store.unit() as unit:
        await unit.people.revoke(bob.id, at=NOW)
    assert await redeem(world.store, BOB, digest="e" * 64) is None


async def test_anothers_account_is_not_taken_over_and_the_code_stays(world: World) -> None:
    bob = await someone(world.store)
    await issue(world.store, bob)
    assert await redeem(world.store, ALICE) is None
    assert await redeem(world.store, BOB) == bob


async def test_two_who_race_for_a_code_get_one_binding(world: World) -> None:
    bob = await someone(world.store)
    await issue(world.store, bob)
    racers = [Account(Platform.TELEGRAM, "7", f"20{n}") for n in range(6)]
    bound = await asyncio.gather(*(redeem(world.store, racer) for racer in racers))
    assert [person for person in bound if person] == [bob]


async def test_wrong_tries_are_counted_per_account_and_time(world: World) -> None:
    async with world.store.unit() as unit:
        for second in (0, 10, 20):
            await unit.people.note_failed_try(BOB, at=after(second))
        await unit.people.note_failed_try(ALICE, at=NOW)
        assert await unit.people.failed_tries(BOB, since=NOW) == 3
        assert await unit.people.failed_tries(BOB, since=after(10)) == 2
        assert await unit.people.failed_tries(BOB, since=after(21)) == 0


async def test_suspending_somebody_we_do_not_know_is_no_error(world: World) -> None:
    async with world.store.unit() as unit:
        await unit.people.suspend(BOB, suspended=True)
        await unit.people.suspend(ALICE, suspended=True)
    async with world.store.view() as unit:
        assert (await unit.people.who(BOB)).person is None
        assert (await unit.people.who(ALICE)).person is None  # what came after it was kept


async def test_who_left_is_nobody_until_they_are_back(world: World) -> None:
    async with world.store.unit() as unit:
        await unit.people.suspend(ALICE, suspended=True)
        assert (await unit.people.who(ALICE)).person is None
        await unit.people.suspend(ALICE, suspended=False)
        assert (await unit.people.who(ALICE)).person == world.alice


async def test_an_id_whose_holder_left_may_be_bound_by_somebody_else(world: World) -> None:
    bob = await someone(world.store)
    await issue(world.store, bob)
    async with world.store.unit() as unit:
        await unit.people.suspend(ALICE, suspended=True)
    assert await redeem(world.store, ALICE) == bob
    async with world.store.unit() as unit:
        assert (await unit.people.who(ALICE)).person == bob
        assert await unit.people.accounts(world.alice.id) == []


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("知识产权局", ["知识产权局"]),
        ("国家知识产权局", ["知识产权局"]),
        ("CNIPA", ["知识产权局"]),
        ("ｃｎｉｐａ", ["知识产权局"]),
        ("zscqj", ["知识产权局"]),
        ("国家版权局", ["中央宣传部"]),
        ("市某某局", ["市某某局"]),  # the plan's, not the register's
        ("知识产权", []),
        ("%", []),
        ("", []),
    ],
)
async def test_a_department_is_found_by_each_exact_name(
    world: World, name: str, shorts: list[str]
) -> None:
    async with world.store.view() as unit:
        found = await unit.people.department(name)
    assert [body.short for body in found] == shorts


async def test_the_register_is_there_from_the_start(store: SqlStore) -> None:
    async with store.view() as unit:
        bodies = await unit.people.departments()
    assert len(bodies) == 41
    assert {body.kind for body in bodies} == {"department", "office", "collective"}
    assert (bodies[0].short, bodies[0].acronym) == ("知识产权局", "CNIPA")


async def test_a_stored_line_is_taken_once_by_its_person_in_time(world: World) -> None:
    bob = await someone(world.store)
    async with world.store.unit() as unit:
        for code in ("one", "two"):
            await unit.actions.keep(code, world.alice.id, "done 1-5", at=NOW, expires=after(60))
        assert await unit.actions.take("one", bob.id, at=NOW) is None
        assert await unit.actions.take("none", world.alice.id, at=NOW) is None
        assert await unit.actions.take("one", world.alice.id, at=after(59)) == ("done 1-5", NOW)
        assert await unit.actions.take("one", world.alice.id, at=after(59)) is None
        assert await unit.actions.take("two", world.alice.id, at=after(60)) is None


async def test_stored_lines_are_dropped_by_code_or_all_of_a_person(world: World) -> None:
    bob = await someone(world.store)
    async with world.store.unit() as unit:
        for code, person in (("a", world.alice), ("b", world.alice), ("c", bob), ("d", bob)):
            await unit.actions.keep(code, person.id, "24", at=NOW, expires=after(60))
        await unit.actions.drop(world.alice.id, ["a", "c", "none"])
        await unit.actions.drop(world.alice.id, [])
        await unit.actions.drop(bob.id)
        left = [await unit.actions.take(c, world.alice.id, at=NOW) for c in "ab"]
        assert left == [None, ("24", NOW)]
        assert [await unit.actions.take(c, bob.id, at=NOW) for c in "cd"] == [None, None]
        for code, line in (("e", "计划稿 2 生效"), ("f", "计划稿 20 生效")):
            await unit.actions.keep(code, bob.id, line, at=NOW, expires=after(60))
        await unit.actions.drop_lines(bob.id, "计划稿 2")
        left = [await unit.actions.take(c, bob.id, at=NOW) for c in "ef"]
        assert left == [None, ("计划稿 20 生效", NOW)]


async def test_nobody_is_of_a_department_that_is_not_there(store: SqlStore) -> None:
    with pytest.raises(IntegrityError):
        async with store.unit() as unit:
            await unit.people.add("鲍勃", 999, PersonRole.DEPUTY, at=NOW)


async def test_an_error_of_the_database_does_not_say_what_people_wrote(store: SqlStore) -> None:
    with pytest.raises(IntegrityError) as refused:
        async with store.unit() as unit:
            await unit.people.add("张三canary", 999_999, PersonRole.LIAISON, at=NOW)
    assert "foreign key" in str(refused.value).lower()
    assert "canary" not in str(refused.value)
