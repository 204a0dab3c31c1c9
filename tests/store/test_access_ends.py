"""Who is revoked, unbound or erased hears nothing more; secrets and raw texts do not stay."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages import Account, Address, Card, Part, Platform
from bot.model.person import ERASED
from bot.ports import Held, Occurrence, Route, Unit
from store import SqlStore
from store.queues import attempt, delivery
from tests.store.post import claim, claimed, put, settle
from tests.store.world import ALICE, CHAT, NOW, World, after, counted, part, settled

SECRET = "K7QM-2XPA-9TDR-5FHC"
BOT = Route(platform=Platform.TELEGRAM, tenant="7")


@pytest.fixture
async def world(store: SqlStore) -> World:
    return await settled(store)


async def say(world: World, key: str, *texts: str, to: Address = CHAT) -> None:
    """To Alice, as an answer is put."""
    async with world.store.unit() as unit:
        parts = [part(text) for text in texts or (key,)]
        await unit.outbox.put(key, to, parts, at=NOW, urgent=True, cause=key, person=world.alice.id)


async def revoke(world: World, unit: Unit) -> None:
    await unit.people.revoke(world.alice.id, at=NOW)


async def unbind(world: World, unit: Unit) -> None:
    await unit.people.unbind(ALICE)


async def erase(world: World, unit: Unit) -> None:
    await unit.staff.erase(world.alice.id, ERASED, at=NOW)


async def rebind(world: World, unit: Unit) -> None:
    """The account is somebody else's meanwhile."""
    await unit.people.revoke(world.alice.id, at=NOW)
    [body] = await unit.people.department("财政部")
    bob = await unit.people.add("鲍勃", body.id, world.alice.role, at=NOW)
    assert await unit.people.bind(bob.id, ALICE, at=NOW)


async def intend(store: SqlStore, held: Held[Any]) -> bool:
    async with store.unit() as unit:
        return await unit.outbox.intend(held, held.item.message.content, at=NOW)


async def rows(store: SqlStore) -> list[tuple[str, str, str]]:
    """State, reason and content of every message."""
    async with store.database.reading() as sql:
        found = await sql.rows(
            select(delivery.c.state, delivery.c.reason, delivery.c.content).order_by(delivery.c.id)
        )
    return [(str(state), reason, content) for state, reason, content in found]


GONE = "the person was revoked or unbound"
End = Callable[[World, Unit], Coroutine[Any, Any, None]]


@pytest.mark.parametrize("end", [revoke, unbind, erase, rebind])
async def test_a_claimed_message_to_who_is_gone_is_not_sent(world: World, end: End) -> None:
    store = world.store
    await say(world, "one", "1", "2")
    [held] = await claim(store)
    async with store.unit() as unit:
        await end(world, unit)
    assert not await intend(store, held)
    for _ in range(2):  # the chat is free, its next message goes the same way
        for other in await claim(store):
            assert not await intend(store, other)
    assert {state for state, *_ in await rows(store)} == {"superseded"}
    assert (await rows(store))[0][1] == GONE
    await put(store, "hint")  # the fixed answer to somebody nobody knows
    assert await claimed(store) == ["hint"]


async def test_a_planned_message_ends_too_and_groups_hear_on(world: World) -> None:
    group = Address(Platform.TELEGRAM, "7", "-100")
    one = Occurrence(key="notice:1", person=world.alice.id, to=CHAT, due=NOW, title="t", why="w")
    async with world.store.unit() as unit:
        await unit.occurrences.plan([one], at=NOW)
    [held] = await claim(world.store)
    async with world.store.unit() as unit:
        assert await unit.occurrences.fill(held, [part("1"), part("2")])
        await revoke(world, unit)
    assert not await intend(world.store, held)
    [rest] = await claim(world.store)
    assert not await intend(world.store, rest)
    await put(world.store, "group", to=group)
    [held] = await claim(world.store)
    assert await intend(world.store, held)
    states = [state for state, *_ in await rows(world.store)]
    assert states == ["superseded", "superseded", "sending"]


async def test_who_closed_the_chat_is_a_failure_that_is_told(world: World) -> None:
    await say(world, "one")
    [held] = await claim(world.store)
    async with world.store.unit() as unit:
        await unit.people.suspend(ALICE, suspended=True)
    assert not await intend(world.store, held)
    assert await rows(world.store) == [("refused", "the account left or closed the chat", "one")]
    async with world.store.unit() as unit:
        await unit.people.suspend(ALICE, suspended=False)
        assert await unit.outbox.retry(held.id, at=NOW)
    [held] = await claim(world.store)
    assert await intend(world.store, held)
    assert await intend(world.store, held)  # whoever did not hear of the commit asks again


async def test_a_chat_may_have_another_id_than_its_user(world: World) -> None:
    """As with WeCom's robot, which knows people by encrypted ids."""
    room = Address(Platform.TELEGRAM, "7#robot", "woAJ2GCAAA")
    route = Route(platform=Platform.TELEGRAM, tenant=room.tenant)

    async def say_there(key: str) -> Held[Any]:
        async with world.store.unit() as unit:
            who, box = {"person": world.alice.id, "user": ALICE.user}, unit.outbox
            await box.put(key, room, [part(key)], at=NOW, cause=key, urgent=True, **who)  # type: ignore[arg-type]
            await box.enroll(route, limit=9)
            [held] = await box.claim(route, urgent=True, now=NOW, limit=9)
        return held

    held = await say_there("one")
    assert await intend(world.store, held)
    await settle(world.store, held, "sent", message="1")
    held = await say_there("two")
    async with world.store.unit() as unit:
        await revoke(world, unit)
    assert not await intend(world.store, held)


async def test_the_question_costs_no_statement(world: World) -> None:
    await say(world, "hers")
    [held] = await claim(world.store)
    with counted(world.store) as hers:
        assert await intend(world.store, held)
    await settle(world.store, held, "sent", message="1")
    await put(world.store, "strangers")
    [held] = await claim(world.store)
    with counted(world.store) as strangers:
        assert await intend(world.store, held)
    assert len(hers) == len(strangers) == 2


async def test_revocation_and_intent_at_once_leave_no_message_between(world: World) -> None:
    for n in range(8):
        await say(world, f"m{n}", to=CHAT)
    for _ in range(8):
        [held] = await claim(world.store)

        async def end() -> None:
            async with world.store.unit() as unit:
                await revoke(world, unit)

        went, _ = await asyncio.gather(intend(world.store, held), end())
        if went:
            await settle(world.store, held, "sent", message=str(held.id))
    found = [state for state, *_ in await rows(world.store)]
    assert found.count("superseded") >= 7
    assert set(found) <= {"sent", "superseded"}


# What is shown once. ----------------------------------------------------------


async def secret(store: SqlStore, key: str = "code") -> Held[Any]:
    async with store.unit() as unit:
        shows = Card("绑定码", (f"绑定 {SECRET}",), once=True)
        parts = [Part(f"绑定 {SECRET}", shows)]
        await unit.outbox.put(key, CHAT, parts, at=NOW, cause=key, urgent=True)
    [held] = await claim(store)
    assert held.item.message.shows == shows
    return held


async def stored(store: SqlStore) -> str:
    async with store.database.reading() as sql:
        return repr([*await sql.rows(select(delivery)), *await sql.rows(select(attempt))])


async def test_a_secret_does_not_stay_when_it_is_settled(store: SqlStore) -> None:
    for state in ("sent", "refused", "unconfirmed", "expired"):
        held = await secret(store, state)
        await intend(store, held)
        assert SECRET in await stored(store)
        message = "5" if state == "sent" else None
        assert await settle(store, held, state, message=message)
        assert SECRET not in await stored(store)
        async with store.unit() as unit:
            assert not await unit.outbox.retry(held.id, at=NOW)
            [row] = await unit.outbox.answers(state)
        assert (row.state, row.delivery.message) == (state, Part("", Card("", once=True)))


async def test_a_secret_stays_while_it_may_be_tried_again(store: SqlStore) -> None:
    held = await secret(store)
    await intend(store, held)
    assert await settle(store, held, "pending", free=NOW)
    [held] = await claim(store)
    assert SECRET in held.item.message.content
    await intend(store, held)
    assert await settle(store, held, "unknown", due=NOW)
    [held] = await claim(store)
    assert SECRET in held.item.message.content
    async with store.unit() as unit:
        assert await unit.outbox.release(held, due=NOW)
        assert await unit.outbox.hold() == 1
        assert await unit.outbox.retry(held.id, at=NOW)
        assert await unit.outbox.drop(held.id, at=NOW)
    assert SECRET not in await stored(store)


async def test_a_secret_goes_with_its_address_and_its_person(world: World) -> None:
    await secret(world.store)
    async with world.store.unit() as unit:
        await unit.outbox.end(CHAT, reason="gone")
    assert SECRET not in await stored(world.store)


async def test_what_is_known_of_an_account_is_forgotten_with_it(world: World) -> None:
    other = Account(Platform.TELEGRAM, "7", "other")
    async with world.store.unit() as unit:
        await unit.people.note_failed_try(ALICE, at=NOW)
        await unit.people.note_failed_try(other, at=NOW)
        assert await unit.staff.wrong_codes(since=NOW) == 2
        await unit.people.issue(
            world.alice.id, Platform.SLACK, digest="d" * 64, at=NOW, expires=after(9), by=None
        )
        assert await unit.staff.issued("d" * 64)
    await say(world, "waits")
    async with world.store.unit() as unit:
        await erase(world, unit)
        assert await unit.staff.wrong_codes(since=NOW) == 1
        assert await unit.staff.issued("d" * 64) is None
        assert await unit.people.accounts(world.alice.id) == []
        gone = await unit.people.person(world.alice.id)
    assert gone is not None
    assert (gone.name, gone.active) == (ERASED, False)
    assert [row[:2] for row in await rows(world.store)] == [("superseded", "the person was erased")]
