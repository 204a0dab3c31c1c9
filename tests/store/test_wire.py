"""Processes that wake each other: only PostgreSQL can."""

import asyncio

import pytest
from sqlalchemy import text

from bot.bell import Bell
from store import SqlStore, open_store

FOR_EVER = 60.0


async def expect_heard(bell: Bell, store: SqlStore, name: str) -> None:
    """Ring until it is heard: at first the other may not listen yet."""
    async with asyncio.timeout(30):
        heard = asyncio.create_task(bell.wait(FOR_EVER))
        while not heard.done():
            store.ring(name)
            await asyncio.wait([heard], timeout=0.05)


async def test_what_one_process_rings_another_hears(store: SqlStore, url: str, kind: str) -> None:
    other = await open_store(url)
    bells = {"inbox": Bell(), "outbox": Bell()}
    ears = [asyncio.create_task(each.listen(bells)) for each in (store, other)]
    if kind == "sqlite":
        store.ring("inbox")
        await asyncio.wait(ears, timeout=0.05)
    else:
        await expect_heard(bells["outbox"], other, "outbox")
        store.ring("unknown")
    assert not any(ear.done() for ear in ears)
    for ear in ears:
        ear.cancel()
    await asyncio.wait(ears)
    await other.close()


async def test_a_wire_that_is_cut_is_made_anew(store: SqlStore, url: str, kind: str) -> None:
    if kind == "sqlite":
        pytest.skip("there is no wire")
    other, bell = await open_store(url), Bell()
    ears = [asyncio.create_task(each.listen({"inbox": bell})) for each in (store, other)]
    await expect_heard(bell, other, "inbox")
    async with store.database.writing() as sql:
        await sql.rows(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'liaison lock' AND datname = current_database() "
                "AND (query LIKE 'SELECT pg_notify%' OR query LIKE 'LISTEN%')"
            )
        )
    await expect_heard(bell, other, "inbox")
    for ear in ears:
        ear.cancel()
    await asyncio.wait(ears)
    await other.close()
