"""Registered groups and subscribers, on both databases."""

from dataclasses import replace
from datetime import time, timedelta

from bot.messages import Account, Address, Platform
from bot.model.digest import Group, Scope
from store import SqlStore
from tests.store.world import ALICE, NOW, settled

CHAT = Address(Platform.TELEGRAM, "7", "-100")
TOPIC = Address(Platform.TELEGRAM, "7", "-100", "5")
OTHER = Address(Platform.TELEGRAM, "7", "-200")


async def registered(store: SqlStore, owner: int, where: Address, **more: object) -> Group:
    facts: dict[str, object] = {
        "scope": Scope.PLAN,
        "of": "",
        "purpose": "周报",
        "owner": owner,
        "weekday": 4,
        "hour": time(16),
        "at": NOW,
    }
    async with store.unit() as unit:
        return await unit.groups.register(where, **(facts | more))  # type: ignore[arg-type]


async def found(store: SqlStore, at: Address) -> Group | None:
    async with store.view() as unit:
        return await unit.groups.at(at)


async def test_a_group_is_found_where_it_was_registered(store: SqlStore) -> None:
    world = await settled(store)
    made = await registered(store, world.alice.id, CHAT)
    assert made == Group(id=made.id, address=CHAT, purpose="周报", owner=world.alice.id, since=NOW)
    assert await found(store, CHAT) == made
    assert await found(store, TOPIC) == made
    assert await found(store, OTHER) is None


async def test_a_topic_of_its_own_comes_before_the_chat(store: SqlStore) -> None:
    world = await settled(store)
    topic = await registered(store, world.alice.id, TOPIC, scope=Scope.CHAPTER, of="一、法规")
    assert await found(store, CHAT) == topic
    chat = await registered(store, world.alice.id, CHAT)
    assert await found(store, CHAT) == chat
    assert await found(store, TOPIC) == topic
    assert await found(store, replace(TOPIC, thread="6")) == chat


async def test_registering_again_changes_the_settings_and_keeps_the_number(
    store: SqlStore,
) -> None:
    world = await settled(store)
    first = await registered(store, world.alice.id, CHAT)
    async with store.unit() as unit:
        await unit.groups.pause(first.id, paused=True)
    later = NOW + timedelta(days=1)
    again = await registered(
        store, world.alice.id, CHAT, weekday=0, hour=time(9, 30), at=later, scope=Scope.PLAN
    )
    assert again == replace(first, weekday=0, hour=time(9, 30))


async def test_an_ended_group_is_gone_and_may_come_back_as_another(store: SqlStore) -> None:
    world = await settled(store)
    first = await registered(store, world.alice.id, CHAT)
    async with store.unit() as unit:
        assert await unit.groups.end(first.id, at=NOW)
        assert not await unit.groups.end(first.id, at=NOW)
        assert await unit.groups.numbered(first.id) is None
        assert await unit.groups.standing() == []
    assert await found(store, CHAT) is None
    second = await registered(store, world.alice.id, CHAT)
    assert second.id != first.id


async def test_a_group_that_moved_is_found_under_its_new_id(store: SqlStore) -> None:
    world = await settled(store)
    await registered(store, world.alice.id, CHAT)
    await registered(store, world.alice.id, TOPIC)
    async with store.unit() as unit:
        await unit.groups.move(CHAT, "-1007")
        standing = await unit.groups.standing()
    assert [group.address.chat for group in standing] == ["-1007", "-1007"]
    assert [group.address.thread for group in standing] == [None, "5"]


async def test_who_subscribed_is_reached_at_the_first_account(store: SqlStore) -> None:
    world = await settled(store)
    async with store.unit() as unit:
        assert await unit.subscriptions.add(world.alice.id, at=NOW)
        assert not await unit.subscriptions.add(world.alice.id, at=NOW)
        assert await unit.subscriptions.holds(world.alice.id)
        second = Account(Platform.SLACK, "T1", "U1")
        await unit.people.bind(world.alice.id, second, at=NOW + timedelta(hours=1))
        assert await unit.subscriptions.reachable() == [(world.alice, NOW, ALICE)]
        await unit.people.suspend(ALICE, suspended=True)
        assert await unit.subscriptions.reachable() == [(world.alice, NOW, second)]
        await unit.people.suspend(second, suspended=True)
        assert await unit.subscriptions.reachable() == [(world.alice, NOW, None)]
        assert await unit.subscriptions.remove(world.alice.id)
        assert not await unit.subscriptions.remove(world.alice.id)
        assert await unit.subscriptions.reachable() == []
