"""Processes that live and do nothing, and locks that are lost."""

import asyncio

import pytest
from sqlalchemy import text

from bot.errors import StoreUnavailable
from store import SqlStore
from store.connect import connect
from store.instances import Instances
from store.pulse import Pulse
from tests.store.post import ELSEWHERE, claim_in, put
from tests.store.world import NOW


async def test_who_hangs_is_given_up_and_starts_anew(store: SqlStore, url: str) -> None:
    now = [0.0]
    watcher = SqlStore(connect(url), pulse=Pulse(lambda: now[0]))
    await put(store, "a")
    await put(store, "b", to=ELSEWHERE)
    async with store.unit() as unit:
        assert len(await claim_in(unit)) == 2
    assert await watcher.reap(at=NOW) == 0
    now[0] = 59.0
    assert await watcher.reap(at=NOW) == 0
    now[0] = 61.0
    assert await watcher.reap(at=NOW) == 2
    async with store.unit() as unit:
        assert await claim_in(unit) == []  # not listed any more: it may not claim
    assert await store.reap(at=NOW) == 0
    async with store.unit() as unit:
        assert len(await claim_in(unit)) == 2
    for second in (62.0, 140.0, 200.0):  # now it beats
        now[0] = second
        async with store.database.writing() as sql:
            await Instances(sql).beat(store._id or 0)
        assert await watcher.reap(at=NOW) == 0
    await watcher.close()


async def test_who_loses_an_exclusive_name_stops(store: SqlStore, kind: str) -> None:
    if kind == "sqlite":
        pytest.skip("a file lock is not lost")

    async def hold() -> None:
        async with store.exclusive("telegram:7"):
            held.set()
            await asyncio.Event().wait()

    held = asyncio.Event()
    holding = asyncio.create_task(hold())
    await held.wait()
    async with store.database.writing() as sql:
        await sql.rows(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN "
                "(SELECT pid FROM pg_locks WHERE locktype = 'advisory') "
                "AND datname = current_database()"
            )
        )
    with pytest.raises(StoreUnavailable, match="was lost"):
        await asyncio.wait_for(holding, 30)
