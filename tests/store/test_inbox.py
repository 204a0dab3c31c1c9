"""The inbox: once in, once worked, in order per lane, on both databases."""

import asyncio
from itertools import chain

import pytest
from sqlalchemy import delete

from bot.messages import Event, Platform
from bot.ports import Cursor, Route
from store import SqlStore, open_store
from store.queues import instance
from tests.store.world import BOT, NOW, after, counted, event_of

OTHER = Route(platform=Platform.SLACK, tenant="T1")


async def add(store: SqlStore, *events: Event) -> int:
    async with store.unit() as unit:
        return await unit.inbox.add(events, at=NOW)


async def claimed(store: SqlStore, limit: int = 9, only: str | None = None) -> list[str]:
    async with store.unit() as unit:
        return [held.item.id for held in await unit.inbox.claim([BOT], limit=limit, only=only)]


async def test_an_event_is_there_once(store: SqlStore) -> None:
    assert await add(store, event_of("1"), event_of("2")) == 2
    assert await add(store, event_of("2"), event_of("3")) == 1
    assert await add(store) == 0
    elsewhere = Event(platform=Platform.SLACK, tenant="T1", id="1", lane="c", payload="{}")
    assert await add(store, elsewhere) == 1


async def test_a_raced_event_is_there_once(store: SqlStore) -> None:
    added = await asyncio.gather(*(add(store, event_of("1")) for _ in range(8)))
    assert sum(added) == 1


async def test_only_the_oldest_of_each_lane_is_claimed(store: SqlStore) -> None:
    await add(store, event_of("1", "a"), event_of("2", "a"), event_of("3", "b"))
    assert await claimed(store) == ["1", "3"]
    assert await claimed(store) == []


async def test_the_next_of_a_lane_follows_when_the_first_is_settled(store: SqlStore) -> None:
    await add(store, event_of("1"), event_of("2"))
    async with store.unit() as unit:
        [held] = await unit.inbox.claim([BOT], limit=9)
        assert (held.fence, held.tries) == (1, 1)
        assert await unit.inbox.settle(held, "done")
        assert not await unit.inbox.settle(held, "done")
    assert await claimed(store) == ["2"]


async def test_claims_keep_to_limit_routes_and_lane(store: SqlStore) -> None:
    await add(store, *(event_of(str(n), f"lane{n}") for n in range(5)))
    assert await claimed(store, limit=2) == ["0", "1"]
    assert await claimed(store, only="lane4") == ["4"]
    async with store.unit() as unit:
        assert await unit.inbox.claim([OTHER], limit=9) == []
        assert await unit.inbox.claim([], limit=9) == []
        found = await unit.inbox.claim([OTHER, BOT], limit=9)
    assert [held.item.id for held in found] == ["2", "3"]


async def test_many_claimers_get_each_event_once(store: SqlStore) -> None:
    await add(store, *(event_of(str(n), f"lane{n}") for n in range(40)))
    found = await asyncio.gather(*(claimed(store, limit=7) for _ in range(8)))
    assert sorted(chain.from_iterable(found)) == sorted(map(str, range(40)))


async def test_an_event_handed_back_is_tried_again_and_counts(store: SqlStore) -> None:
    await add(store, event_of("1"))
    for tries in (1, 2, 3):
        async with store.unit() as unit:
            [held] = await unit.inbox.claim([BOT], limit=9)
            assert (held.tries, held.fence) == (tries, tries)
            assert await unit.inbox.settle(held, "new")


async def test_settling_takes_one_statement_and_can_erase_the_payload(store: SqlStore) -> None:
    await add(store, event_of("1"))
    async with store.unit() as unit:
        [held] = await unit.inbox.claim([BOT], limit=9)
    with counted(store) as statements:
        async with store.unit() as unit:
            assert await unit.inbox.settle(held, "parked", reason="secret", blank=True)
    assert len(statements) == 1
    async with store.view() as unit:
        [parked] = await unit.inbox.listing(every=False)
    assert (parked.event.payload, parked.reason, parked.since) == ("", "secret", NOW)


async def test_parked_events_are_listed_and_redriven(store: SqlStore) -> None:
    await add(store, event_of("1"), event_of("2"))
    async with store.unit() as unit:
        [held] = await unit.inbox.claim([BOT], limit=9)
        await unit.inbox.settle(held, "parked", reason="unreadable")
    assert await claimed(store) == ["2"]
    async with store.view() as unit:
        assert [row.event.id for row in await unit.inbox.listing(every=False)] == ["1"]
        every = await unit.inbox.listing(every=True)
    assert [(row.event.id, row.state) for row in every] == [("1", "parked"), ("2", "working")]
    async with store.unit() as unit:
        assert await unit.inbox.redrive(held.id)
        assert not await unit.inbox.redrive(held.id)
    assert await claimed(store) == []  # its lane is in work
    async with store.view() as unit:
        [first, _] = await unit.inbox.listing(every=True)
    assert (first.state, first.tries, first.reason) == ("new", 0, "")


async def test_the_cursor_moves_with_the_events_or_not_at_all(store: SqlStore) -> None:
    async with store.unit() as unit:
        assert await unit.inbox.cursor(BOT, "offset") is None
        await unit.inbox.set_cursor(BOT, Cursor("offset", "5"))
        await unit.inbox.set_cursor(OTHER, Cursor("offset", "9"))

    async def fail() -> None:
        async with store.unit() as unit:
            await unit.inbox.add([event_of("1")], at=NOW)
            await unit.inbox.set_cursor(BOT, Cursor("offset", "6"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.view() as unit:
        assert await unit.inbox.cursor(BOT, "offset") == "5"
        assert await unit.inbox.listing(every=True) == []


async def test_who_is_not_enlisted_claims_nothing(url: str) -> None:
    store = await open_store(url)
    with pytest.raises(RuntimeError, match="enlist"):
        async with store.unit() as unit:
            await unit.inbox.claim([BOT], limit=1)
    await store.close()


async def test_who_was_given_up_for_dead_claims_nothing_until_enlisted_anew(
    store: SqlStore, url: str
) -> None:
    await add(store, event_of("1"))
    async with store.database.writing() as sql:
        await sql.count(delete(instance))
    assert await claimed(store) == []
    await store.reap(at=after(1))
    assert await claimed(store) == ["1"]


async def test_an_event_that_we_hold_without_knowing_is_given_back(store: SqlStore) -> None:
    await add(store, event_of("1", "a"), event_of("2", "b"))
    async with store.unit() as unit:
        kept, other = await unit.inbox.claim([BOT], limit=9)
        assert await unit.inbox.disown(keep=[(kept.id, kept.fence)]) == 1
        assert await unit.inbox.disown(keep=[(kept.id, kept.fence)]) == 0
        [again] = await unit.inbox.claim([BOT], limit=9)
    assert (again.id, again.fence) == (other.id, other.fence + 1)
