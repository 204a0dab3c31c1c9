"""Pauses, moves, cards and dead letters of the outbox, on both databases."""

from dataclasses import replace
from datetime import datetime

from bot.messages import Platform, Seen
from bot.ports import Bucket, Route
from store import SqlStore
from tests.store.post import ELSEWHERE, THREAD, claim, claimed, intend, put, send, settle, states
from tests.store.world import BOT, CHAT, NOW, after, counted, part


async def next_due(store: SqlStore, now: datetime = NOW) -> datetime | None:
    async with store.view() as unit:
        assert (
            await unit.outbox.next_due(Route(platform=Platform.SLACK, tenant="T"), now=now) is None
        )
        return await unit.outbox.next_due(BOT, now=now)


async def test_next_due_tells_when_something_can_leave(store: SqlStore) -> None:
    assert await next_due(store) is None
    await put(store, "bulk", at=after(50), to=ELSEWHERE, urgent=False)
    assert await next_due(store, after(1)) == after(1)  # it has no place yet
    assert await claimed(store) == []
    assert await next_due(store) == after(50)
    await put(store, "a", at=after(20))
    assert await claimed(store) == []
    assert await next_due(store) == after(20)
    [held] = await claim(store, after(20))
    await put(store, "b", at=after(25))
    assert await claimed(store, after(25)) == []  # the chat is busy
    assert await next_due(store) == after(50)
    async with store.unit() as unit:
        await unit.outbox.release(held, due=after(30))
    assert await next_due(store) == after(25)


async def test_next_due_knows_of_what_the_platform_asked_for(store: SqlStore) -> None:
    await put(store, "a")
    await put(store, "b")
    [held] = await claim(store)
    assert await settle(store, held, "pending", free=after(40), stop=after(40))
    assert await next_due(store) == after(40)
    async with store.unit() as unit:
        bucket = await unit.outbox.bucket(BOT)
        await unit.outbox.keep_bucket(BOT, replace(bucket, paused_until=after(60)))
    assert await next_due(store) == after(60)


async def test_a_bucket_keeps_what_it_is_given(store: SqlStore) -> None:
    async with store.unit() as unit:
        fresh = await unit.outbox.bucket(BOT)
        assert fresh.paused_until < NOW
        await unit.outbox.keep_bucket(BOT, Bucket(after(1), '{"a": 1}'))
    async with store.unit() as unit:
        assert await unit.outbox.bucket(BOT) == Bucket(after(1), '{"a": 1}')


async def test_a_lane_remembers_its_sends(store: SqlStore) -> None:
    await put(store, "a", "1", "2", "3")
    logs = []
    for _ in range(3):
        [held] = await claim(store)
        async with store.unit() as unit:
            logs.append(list(await unit.outbox.sends(held)))
        await send(store, held)
    assert logs == [[], [1], [1, 1]]


async def test_everything_that_waits_can_be_held_for_a_person_to_decide(store: SqlStore) -> None:
    await put(store, "a", cause="e")
    await put(store, "sent", to=ELSEWHERE, cause="e")
    held = await claim(store)
    assert len(held) == 2
    await send(store, held[1])
    async with store.unit() as unit:
        await unit.outbox.release(held[0], due=NOW)
        assert await unit.outbox.hold() == 1
        assert await unit.outbox.hold() == 0
    assert await states(store, "e") == ["held", "sent"]
    assert await claimed(store, after(99)) == []
    async with store.unit() as unit:
        assert await unit.outbox.retry(held[0].id, at=after(100))
    assert await claimed(store, after(100)) == ["a"]


async def test_a_card_is_known_by_the_platforms_id_of_its_message(store: SqlStore) -> None:
    for n, about in enumerate([(Seen(24, 3, 1),), (Seen(24, 3, 2), Seen(25, 3, 0))]):
        async with store.unit() as unit:
            await unit.outbox.put(f"k{n}", CHAT, [part("x", *about)], at=NOW, cause=f"e{n}")
        [held] = await claim(store)
        await send(store, held, "m7")  # the second one replaced the first
    with counted(store) as statements:
        async with store.view() as unit:
            found = await unit.outbox.shown(CHAT, "m7")
            assert found is not None
            card, cause = found
            assert cause == "e1"
            assert card.about == (Seen(24, 3, 2), Seen(25, 3, 0))
    assert len(statements) == 1
    async with store.view() as unit:
        assert await unit.outbox.shown(ELSEWHERE, "m7") is None
        assert await unit.outbox.shown(CHAT, "m8") is None


async def test_a_chat_that_moves_takes_its_waiting_messages_along(store: SqlStore) -> None:
    await put(store, "sent", cause="e")
    [held] = await claim(store)
    await send(store, held)
    await put(store, "waiting", cause="e")
    await put(store, "in thread", to=THREAD, cause="e")
    await put(store, "twin", cause="e")
    await put(store, "twin", to=ELSEWHERE, cause="e")
    async with store.unit() as unit:
        await unit.outbox.move(CHAT, ELSEWHERE.chat)
    async with store.view() as unit:
        rows = await unit.outbox.answers("e")
    assert [(r.delivery.key, r.delivery.to.chat, r.state) for r in rows] == [
        ("sent", "1001", "sent"),
        ("waiting", "2002", "pending"),
        ("in thread", "2002", "pending"),
        ("twin", "1001", "superseded"),
        ("twin", "2002", "pending"),
    ]


async def test_dead_letters_are_listed_and_sent_again_from_the_start(store: SqlStore) -> None:
    for key, state in (("a", "refused"), ("b", "unconfirmed"), ("c", "expired"), ("d", "sent")):
        await put(store, key, cause="e")
        [held] = await claim(store)
        assert await intend(store, held)
        assert await settle(store, held, state, reason=f"why {key}")
    await put(store, "waiting", cause="e")
    async with store.view() as unit:
        dead = await unit.outbox.listing(every=False)
        every = await unit.outbox.listing(every=True)
    assert [(row.delivery.key, row.reason) for row in dead] == [
        ("a", "why a"),
        ("b", "why b"),
        ("c", "why c"),
    ]
    assert [row.delivery.key for row in every] == ["a", "b", "c", "waiting"]
    async with store.unit() as unit:
        assert await unit.outbox.retry(dead[1].id, at=after(9))
        assert not await unit.outbox.retry(dead[1].id, at=after(9))
        assert await unit.outbox.drop(dead[0].id, at=NOW)
        assert await unit.outbox.drop(every[3].id, at=NOW)
        assert not await unit.outbox.drop(every[3].id, at=NOW)
    assert await states(store, "e") == ["dropped", "pending", "expired", "sent", "dropped"]
    [again] = await claim(store, after(9))
    assert (again.item.key, again.tries, again.doubts, again.item.since) == ("b", 1, 0, after(9))


async def test_what_is_being_sent_or_has_been_is_not_dropped(store: SqlStore) -> None:
    await put(store, "a", cause="e")
    [held] = await claim(store)
    async with store.unit() as unit:
        assert not await unit.outbox.drop(held.id, at=NOW)
    assert await intend(store, held)
    async with store.unit() as unit:
        assert not await unit.outbox.drop(held.id, at=NOW)
    assert await settle(store, held, "sent", message="1")
    async with store.unit() as unit:
        assert not await unit.outbox.drop(held.id, at=NOW)
        assert not await unit.outbox.retry(held.id, at=NOW)


async def test_a_claim_that_was_not_heard_of_is_given_back(store: SqlStore) -> None:
    for key, to in (("a", CHAT), ("b", ELSEWHERE)):
        await put(store, key, to=to, cause="e")
    kept, _ = await claim(store)
    async with store.unit() as unit:
        assert await unit.outbox.disown(keep=[(kept.id, kept.fence)]) == 1
        assert await unit.outbox.disown(keep=[(kept.id, kept.fence)]) == 0
    [again] = await claim(store)
    assert (again.item.key, again.fence, again.tries) == ("b", 2, 1)
    assert await intend(store, again)
    async with store.unit() as unit:
        assert await unit.outbox.disown(keep=[]) == 1
    assert await states(store, "e") == ["pending", "sending"]


async def test_an_intent_may_be_written_down_again_until_the_message_is_sent(
    store: SqlStore,
) -> None:
    await put(store, "a", cause="e")
    [held] = await claim(store)
    assert await intend(store, held)
    assert await intend(store, held)
    async with store.view() as unit:
        assert [row.tries for row in await unit.outbox.answers("e")] == [1]
    assert await settle(store, held, "sent", message="1")
    assert not await intend(store, held)
