"""Processes that die, that race and that are told to stop, on both databases."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.messages import Address
from bot.ports import Cursor
from store import SqlStore, open_store
from tests.store import other
from tests.store.post import claim_in
from tests.store.world import ALICE, BOT, NOW, after, event_of, part, settled

ROOT = Path(__file__).parents[2]


@contextmanager
def process(url: str, what: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that is ready; killed at the end at the latest."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.store.other", url, what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert started.stdin
    assert started.stdout
    try:
        assert started.stdout.readline() == "ready\n"
        yield started
    finally:
        started.kill()
        started.wait()
        started.stdin.close()
        started.stdout.close()


async def until(what: Callable[[], Awaitable[int]]) -> int:
    """Ask until there is something: a server notices a death a moment later."""
    async with asyncio.timeout(10):
        while True:
            if found := await what():
                return found
            await asyncio.sleep(0)


async def fill(store: SqlStore) -> None:
    async with store.unit() as unit:
        await unit.inbox.add([event_of("1", "a"), event_of("2", "b")], at=NOW)
        for chat in ("1", "2"):
            to = Address(BOT.platform, BOT.tenant, chat)
            await unit.outbox.put(f"k{chat}", to, [part("x")], at=NOW, cause="e")


async def test_what_a_killed_process_held_comes_back_at_once(store: SqlStore, url: str) -> None:
    await fill(store)
    with process(url, "hold") as peer:
        assert await store.reap(at=after(1)) == 0
        async with store.unit() as unit:
            assert await unit.inbox.claim([BOT], limit=9) == []
            assert await claim_in(unit, after(1)) == []
        peer.kill()
        peer.wait()
        assert await until(lambda: store.reap(at=after(2))) == 4
    assert await store.reap(at=after(3)) == 0
    async with store.unit() as unit:
        events = await unit.inbox.claim([BOT], limit=9)
        letters = await claim_in(unit, after(2))
        [sending, _] = await unit.outbox.answers("e")
    assert [(held.item.id, held.tries, held.fence) for held in events] == [("1", 2, 2), ("2", 2, 2)]
    assert [(held.item.key, held.tries, held.doubts) for held in letters] == [("k2", 1, 0)]
    assert (sending.state, sending.doubts, sending.due) == ("unknown", 1, after(62))


async def test_the_grace_of_a_doubt_is_the_callers(store: SqlStore, url: str) -> None:
    await fill(store)
    with process(url, "hold") as peer:
        peer.kill()
        peer.wait()
        await until(lambda: store.reap(at=NOW, grace=after(5) - NOW))
    async with store.unit() as unit:
        found = await claim_in(unit, after(5))
    assert [(held.item.key, held.doubts) for held in found] == [("k1", 1), ("k2", 0)]


async def test_a_process_that_ends_in_order_leaves_nothing_behind(
    store: SqlStore, url: str, tmp_path: Path
) -> None:
    await fill(store)
    leaving = await open_store(url)
    await leaving.enlist(at=NOW)
    async with leaving.unit() as unit:
        assert len(await unit.inbox.claim([BOT], limit=1)) == 1
    await leaving.close()
    assert await store.reap(at=NOW) == 1  # what it left is taken up
    idle = await open_store(url)
    await idle.enlist(at=NOW)
    await idle.close()
    assert await store.reap(at=NOW) == 0
    locks = [name for name in os.listdir(tmp_path) if "instance" in name]
    assert len(locks) == (1 if "sqlite" in url else 0)


async def test_an_instance_that_lost_its_lock_starts_anew(url: str, kind: str) -> None:
    if kind == "sqlite":
        pytest.skip("a file lock is not lost")
    store = await open_store(url)
    await store.enlist(at=NOW)
    await fill(store)
    async with store.unit() as unit:
        assert len(await unit.inbox.claim([BOT], limit=9)) == 2
    async with store.database.writing() as sql:
        await sql.rows(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'liaison lock' AND datname = current_database()"
            )
        )
    assert await until(lambda: store.reap(at=NOW)) == 2
    async with store.unit() as unit:
        assert len(await unit.inbox.claim([BOT], limit=9)) == 2
    await store.close()


async def test_a_name_is_held_by_one_process_until_its_death(store: SqlStore, url: str) -> None:
    with process(url, "lock") as peer:
        async with store.exclusive("another name"):
            pass
        waiting = asyncio.create_task(enter(store))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiting), 0.2)
        peer.kill()
        peer.wait()
        assert await asyncio.wait_for(waiting, 10)


async def enter(store: SqlStore) -> bool:
    async with store.exclusive("telegram:7 poller/中"):
        return True


async def test_a_name_is_held_by_one_of_two_in_this_process_too(store: SqlStore) -> None:
    async with store.exclusive("telegram:7 poller/中"):
        waiting = asyncio.create_task(enter(store))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiting), 0.1)
        waiting.cancel()
    assert await enter(store)


async def test_processes_that_read_first_and_write_later_take_turns(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/liaison.db"
    store = await open_store(url)
    with process(url, "count") as one, process(url, "count") as two:
        for _ in range(other.TURNS):
            async with store.unit() as unit:
                seen = int(await unit.inbox.cursor(BOT, "turns") or 0)
                await unit.inbox.set_cursor(BOT, Cursor("turns", str(seen + 1)))
        for peer in (one, two):
            assert await asyncio.to_thread(peer.wait, 30) == 0
    async with store.view() as unit:
        assert await unit.inbox.cursor(BOT, "turns") == str(3 * other.TURNS)
    await store.close()


async def test_readers_do_not_wait_for_the_writer(store: SqlStore) -> None:
    world = await settled(store)
    async with store.unit() as writing:
        await writing.people.suspend(ALICE, suspended=True)
        await writing.people.revoke(world.alice.id, at=NOW)
        async with store.view() as one, store.view() as two:
            for reading in (one, two):
                assert (await reading.people.who(ALICE)).person is not None
    async with store.view() as reading:
        assert (await reading.people.who(ALICE)).person is None


async def test_a_view_does_not_write(store: SqlStore) -> None:
    world = await settled(store)
    async with store.view() as unit:
        for write in (
            unit.people.revoke(world.alice.id, at=NOW),
            unit.people.suspend(ALICE, suspended=True),
            unit.inbox.claim([BOT], limit=1),
        ):
            with pytest.raises(RuntimeError, match="only reads"):
                await write
    async with store.view() as unit:
        assert (await unit.people.who(ALICE)).person is not None


@pytest.mark.parametrize("error", [OSError, TimeoutError, asyncio.CancelledError])
async def test_an_error_of_the_body_is_not_taken_for_the_databases(
    store: SqlStore, error: type[BaseException]
) -> None:
    async def fail(*, write: bool) -> None:
        async with store.unit() if write else store.view():
            raise error

    for write in (True, False):
        with pytest.raises(error):
            await fail(write=write)


async def test_an_exception_rolls_everything_back(store: SqlStore) -> None:
    world = await settled(store)

    async def fail() -> None:
        async with store.unit() as unit:
            await unit.people.revoke(world.alice.id, at=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.unit() as unit:
        assert (await unit.people.who(ALICE)).person is not None


async def test_who_is_cancelled_while_waiting_for_the_lock_leaves_the_store_usable(
    tmp_path: Path,
) -> None:
    path = tmp_path / "liaison.db"
    store = await open_store(f"sqlite:///{path}")
    await settled(store)
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with store.unit() as unit:
            await unit.people.suspend(ALICE, suspended=True)

    first, second = asyncio.create_task(write()), asyncio.create_task(write())
    for _ in range(5):
        await asyncio.sleep(0)
    first.cancel()
    blocker.execute("ROLLBACK")
    blocker.close()
    with pytest.raises(asyncio.CancelledError):
        await first
    await second
    await write()
    await store.close()
