"""A clock that goes back stops nobody, on both databases."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.ports import Bucket, LaneState
from store import SqlStore, open_store
from tests.store.post import ELSEWHERE, claim, claimed, intend, put, settle
from tests.store.world import BOT, NOW, after

HOUR = timedelta(hours=1)
BACK = after(10) - HOUR


@pytest.fixture
async def waiting(store: SqlStore) -> SqlStore:
    """The clock has shown ten seconds past ``NOW`` when it goes back by an hour."""
    await put(store, "first", cause="e", urgent=False)
    await put(store, "second", cause="e", urgent=False)
    await put(store, "there", cause="e", urgent=False, to=ELSEWHERE)
    assert not await store.keep_time(at=NOW)
    assert not await store.keep_time(at=after(10))
    return store


@pytest.fixture
async def other(store: SqlStore, url: str) -> AsyncIterator[SqlStore]:
    """A second process on the same database."""
    opened = await open_store(url)
    await opened.enlist(at=NOW)
    yield opened
    await opened.close()


async def next_due(store: SqlStore, now: datetime) -> datetime | None:
    async with store.view() as unit:
        return await unit.outbox.next_due(BOT, now=now)


async def test_what_was_due_is_due_and_keeps_its_order(waiting: SqlStore) -> None:
    assert await claimed(waiting, BACK) == []
    assert await waiting.keep_time(at=BACK)
    assert await claimed(waiting, BACK) == ["first", "there"]
    assert not await waiting.keep_time(at=BACK + timedelta(seconds=1))


async def test_a_pause_keeps_its_length(waiting: SqlStore) -> None:
    first, _ = await claim(waiting, after(10))
    assert await intend(waiting, first)
    assert await settle(waiting, first, "pending", free=after(40), stop=after(30))
    async with waiting.unit() as unit:
        await unit.outbox.keep_bucket(BOT, Bucket(after(20), "{}"))
    assert await waiting.keep_time(at=BACK)
    async with waiting.view() as unit:
        [row, *_] = await unit.outbox.answers("e")
    assert row.due == after(40) - HOUR
    assert await next_due(waiting, BACK) == after(40) - HOUR
    async with waiting.unit() as unit:
        assert (await unit.outbox.bucket(BOT)).paused_until == after(20) - HOUR
    await put(waiting, "urgent", at=BACK)
    assert await claimed(waiting, after(29) - HOUR) == []
    assert await claimed(waiting, after(30) - HOUR) == ["urgent"]


async def test_a_doubt_keeps_its_grace_and_its_age(waiting: SqlStore) -> None:
    first, there = await claim(waiting, after(10))
    for held in (first, there):
        assert await intend(waiting, held)
    assert await settle(waiting, first, "unknown", due=after(70))
    assert await waiting.keep_time(at=BACK)
    async with waiting.unit() as unit:
        assert await unit.outbox.first_try(first) == NOW - HOUR
        lane = LaneState(free_at=BACK, stop_until=BACK)
        await unit.outbox.sends(there)
        assert await unit.outbox.settle(there, "pending", at=BACK, lane=lane)
    assert await claimed(waiting, BACK) == ["second", "there"]
    assert await claimed(waiting, after(69) - HOUR) == []
    for held in await claim(waiting, after(70) - HOUR):
        assert (held.item.key, held.item.since) == ("first", NOW - HOUR)


async def test_a_message_for_tomorrow_stays_there(waiting: SqlStore) -> None:
    async with waiting.unit() as unit:
        assert await unit.outbox.hold() == 3
    await put(waiting, "tomorrow", at=after(86400), urgent=False)
    assert await claimed(waiting, after(10)) == []
    assert await waiting.keep_time(at=BACK)
    assert await next_due(waiting, BACK) == after(86400)


async def test_only_one_process_moves_what_waits(waiting: SqlStore, other: SqlStore) -> None:
    assert not await other.keep_time(at=after(11))
    assert await waiting.keep_time(at=BACK)
    assert not await other.keep_time(at=BACK + timedelta(seconds=1))


async def test_a_process_whose_clock_is_behind_moves_nothing(
    waiting: SqlStore, other: SqlStore
) -> None:
    for seconds in range(3):
        assert not await other.keep_time(at=BACK + timedelta(seconds=seconds))
        assert not await waiting.keep_time(at=after(11 + seconds))
    assert await claimed(waiting, BACK) == []


async def test_who_starts_alone_after_the_clock_went_back_moves_what_waits(
    waiting: SqlStore, url: str
) -> None:
    heir = await open_store(url)
    await heir.enlist(at=BACK)
    assert not await heir.keep_time(at=BACK)  # the others see it themselves
    await waiting.close()
    assert await heir.keep_time(at=BACK)
    assert await claimed(heir, BACK) == ["first", "there"]
    await heir.close()


async def test_two_that_notice_at_once_move_what_waits_once(
    waiting: SqlStore, other: SqlStore
) -> None:
    """The slower one looked at the clock a moment before the one who was faster."""
    assert not await other.keep_time(at=after(10))
    first, _ = await claim(waiting, after(10))
    assert await intend(waiting, first)
    assert await settle(waiting, first, "pending", free=after(40), stop=after(40))
    assert await other.keep_time(at=BACK + timedelta(seconds=1))
    assert not await waiting.keep_time(at=BACK)
    async with waiting.view() as unit:
        [row, *_] = await unit.outbox.answers("e")
    assert row.due == after(41) - HOUR
