"""What only a server has: connections, which all processes share, and which end."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import text

from bot.errors import Conflict, StoreUnavailable
from store import SqlStore, open_store
from tests import postgres
from tests.store.post import ELSEWHERE, put
from tests.store.post import claim as letters
from tests.store.test_alive import fill, until
from tests.store.world import BOT, CHAT, NOW

_OPEN = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE application_name = 'liaison' AND datname = current_database()"
)
_CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE application_name = 'liaison lock' AND datname = current_database()"
)
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture(params=["postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def own(server: object) -> Iterator[postgres.Cluster]:
    """A server that may be stopped; skipped where the tests cannot start one."""
    with postgres.cluster() as made:
        yield made


@pytest.fixture
async def there(own: postgres.Cluster) -> AsyncIterator[SqlStore]:
    opened = await open_store(own.url.render_as_string(hide_password=False))
    await opened.enlist(at=NOW)
    yield opened
    await opened.close()


async def test_a_process_with_much_to_write_takes_few_connections(store: SqlStore) -> None:
    async def write() -> int:
        async with store.database.writing() as sql:
            [(found,)] = await sql.rows(_OPEN)
            await asyncio.sleep(0)
            return int(found)

    assert max(await asyncio.gather(*(write() for _ in range(40)))) <= 6


async def claim(store: SqlStore) -> int:
    """How many events; 0 while the server is away."""
    try:
        async with store.unit() as unit:
            return len(await unit.inbox.claim([BOT], limit=9))
    except StoreUnavailable:
        return 0


async def reap(store: SqlStore) -> int:
    """1 when it could be done."""
    try:
        await store.reap(at=NOW)
    except StoreUnavailable:
        return 0
    return 1


async def test_an_instance_outlives_a_server_that_stops_and_starts(
    there: SqlStore, own: postgres.Cluster
) -> None:
    await fill(there)
    await asyncio.to_thread(own.stop, signal.SIGQUIT)
    assert await reap(there) == 0
    assert await claim(there) == 0
    await asyncio.to_thread(own.start)
    found = list[int]()

    async def keep_claiming() -> None:
        while True:
            found.append(await claim(there))

    claiming = asyncio.create_task(keep_claiming())
    assert await until(lambda: reap(there)) == 1  # what was claimed before it, it gives back
    await until(lambda: reap(there))
    assert not claiming.done()
    claiming.cancel()
    await asyncio.wait([claiming])
    assert sum(found) >= 2


async def test_who_lost_his_lock_does_not_go_on_with_what_only_he_may_do(store: SqlStore) -> None:
    async def poll() -> None:
        async with store.exclusive("telegram:7"):
            async with store.database.writing() as sql:
                await sql.rows(_CUT)
            await asyncio.Event().wait()

    with pytest.raises(StoreUnavailable, match="lost"):
        await asyncio.wait_for(poll(), 10)


async def test_a_reaper_that_is_in_the_way_of_the_living_ends_in_no_deadlock(
    store: SqlStore, url: str
) -> None:
    """Thought dead, it wants the message that the reaper has, and has the one that he wants.

    The database chooses who steps back; whoever does starts anew.
    """
    late = await open_store(url)
    await late.enlist(at=NOW)
    await put(store, "1", to=CHAT)
    await put(store, "2", to=ELSEWHERE)
    first, second = await letters(late)
    try:
        async with late.unit() as unit:
            assert await unit.outbox.intend(second, "x", at=NOW)
            async with store.database.writing() as sql:
                await sql.rows(_CUT)
            reaping = asyncio.create_task(until_it_is_done(store))
            assert await until(lambda: waiting(store))
            assert await unit.outbox.intend(first, "x", at=NOW)
        left = "unknown"
    except Conflict:
        left = "pending"
    await reaping
    async with store.view() as unit:
        assert [row.state for row in await unit.outbox.listing(every=True)] == [left] * 2
    async with late.unit() as unit:
        assert not await unit.outbox.intend(first, "x", at=NOW)
    await late.close()


async def until_it_is_done(store: SqlStore) -> None:
    assert await until(lambda: store.reap(at=NOW)) == 2


async def waiting(store: SqlStore) -> int:
    async with store.database.writing() as sql:
        [(found,)] = await sql.rows(_WAITING)
    return int(found)
