"""URLs, and sentences for an operator whose database cannot be used."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import StoreUnavailable
from store import SqlStore, open_store, schema, sqlite
from store.connect import connect
from tests.store.world import ALICE, NOW, settled

SECRET = "hunter2"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "cannot be read"),
        ("no url", "cannot be read"),
        (f"postgresql://u:{SECRET}@[bad/db", "cannot be read"),
        (f"postgresql://u:{SECRET}@host:port/db", "cannot be read"),
        (f"postgresql://u:x@{SECRET}@host/db", "cannot be read"),
        (f"postgresql://u:x@y/{SECRET}@host/db", "cannot be read"),
        (f"mysql://u:{SECRET}@host/db", "unknown kind"),
        ("sqlite://file.db", "two slashes"),
        ("sqlite:////no/such/folder/a.db", "does not exist"),
        (f"postgresql://u:{SECRET}@127.0.0.1:1/db", "cannot be reached"),
        (f"postgresql://u:{SECRET}@127.0.0.1:1/db?pool={SECRET}", "pool"),
    ],
)
async def test_a_url_of_no_use_is_one_sentence_without_the_password(url: str, words: str) -> None:
    for attempt in (open_store, schema.check, schema.upgrade):
        with pytest.raises(StoreUnavailable, match=words) as refusal:
            await attempt(url)
        [sentence] = refusal.value.args
        assert SECRET not in sentence
        assert sentence.endswith(".")
        assert "\n" not in sentence


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"])
async def test_the_driver_is_ours_whatever_the_url_names(tmp_path: Path, driver: str) -> None:
    store = await open_store(f"{driver}:///{tmp_path}/a.db")
    assert {engine.dialect.driver for engine in store.engines} == {"pysqlite"}
    await store.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql+psycopg", "postgresql+asyncpg"])
def test_postgresql_has_several_names(scheme: str) -> None:
    database = connect(f"{scheme}://u@127.0.0.1/db?sslmode=disable")
    assert {engine.dialect.driver for engine in database.engines} == {"asyncpg"}
    assert database.name == "127.0.0.1/db"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:"])
async def test_a_database_in_memory_is_whole_private_and_gone_at_the_end(url: str) -> None:
    one, other = await open_store(url), await open_store(url)
    world = await settled(one)
    async with one.unit(), one.view() as unit:  # a reader beside the writer
        assert (await unit.people.who(ALICE)).plan == world.plan
    async with other.view() as unit:
        assert (await unit.people.who(ALICE)).plan is None
    await one.enlist(at=NOW)
    async with one.exclusive("poller"):
        pass
    await one.close()
    await other.close()


async def test_a_relative_path_and_odd_names_are_taken_literally(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("liaison.db", "联络 员.db", "50%25.db"):
        await (await open_store(f"sqlite:///{name}")).close()
    assert len([name for name in os.listdir(tmp_path) if name.endswith(".db")]) == 3


async def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"\x89PNG garbage " * 500)
    with pytest.raises(StoreUnavailable, match="is not a database"):
        await open_store(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"\x89PNG")


async def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="is a folder"):
        await open_store(f"sqlite:///{tmp_path}")


@pytest.fixture
async def filled(tmp_path: Path) -> Path:
    path = tmp_path / "liaison.db"
    store = await open_store(f"sqlite:///{path}")
    await settled(store)
    await store.close()
    return path


async def expect_only_reads(store: SqlStore) -> None:
    async with store.view() as unit:
        assert (await unit.people.who(ALICE)).person is not None
    with pytest.raises(StoreUnavailable, match="read-only"):
        async with store.unit() as unit:
            await unit.people.suspend(ALICE, suspended=True)
    async with store.view() as unit:
        assert (await unit.people.who(ALICE)).person is not None
    await store.close()


async def test_a_database_that_may_only_be_read_is_read(filled: Path) -> None:
    await expect_only_reads(await open_store(f"sqlite:///file:{filled}?mode=ro&uri=true"))


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become somebody else")
@pytest.mark.parametrize("folder", [0o755, 0o777])
def test_another_user_reads_what_he_may_not_write(filled: Path, folder: int) -> None:
    """As nobody, whom file modes bind."""
    code = (
        "import asyncio, os, sys; sys.path[:0] = [sys.argv[1]]\n"
        "from store import open_store; import tests.store.test_connect as here\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "async def main(): await here.expect_only_reads(await open_store(sys.argv[2]))\n"
        "asyncio.run(main())"
    )
    root = str(Path(__file__).parents[2])
    with tempfile.TemporaryDirectory() as open_to_all:
        path = shutil.copy(filled, open_to_all)
        os.chmod(path, 0o444)
        os.chmod(open_to_all, folder)
        ran = subprocess.run(
            [sys.executable, "-c", code, root, f"sqlite:///{path}"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr


async def test_behind_a_lock_that_stays_all_are_told_at_the_same_time(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.5)
    store = await open_store(f"sqlite:///{filled}")

    async def write() -> None:
        async with store.unit() as unit:
            await unit.people.suspend(ALICE, suspended=True)

    blocker = sqlite3.connect(filled, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    told = await asyncio.gather(*(write() for _ in range(20)), return_exceptions=True)
    assert all(isinstance(error, StoreUnavailable) for error in told)
    assert time.monotonic() - began < 20 * 0.5 / 2
    blocker.rollback()
    await write()
    blocker.close()
    await store.close()


async def test_a_locked_database_is_waited_for_then_said_to_be_locked(filled: Path) -> None:
    store = await open_store(f"sqlite:///{filled}")
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked by another program"):
        async with store.unit():
            pass
    async with store.view() as unit:  # reading goes on
        assert (await unit.people.who(ALICE)).person is not None
    other.execute("ROLLBACK")
    other.close()
    async with store.unit() as unit:
        await unit.people.suspend(ALICE, suspended=True)
    await store.close()


async def keep_much(store: SqlStore) -> None:
    async with store.unit() as unit:
        for n in range(200):
            await unit.actions.keep(f"{n}", 1, "x" * 4000, at=NOW, expires=NOW)


async def test_a_full_disk_is_said_to_be_full_and_reading_goes_on(filled: Path) -> None:
    store = await open_store(f"sqlite:///{filled}")
    async with store.database.writing() as sql:
        await sql.rows(text("PRAGMA max_page_count = 1"))
    with pytest.raises(StoreUnavailable, match="is full"):
        await keep_much(store)
    async with store.view() as unit:
        assert (await unit.people.who(ALICE)).person is not None
    await store.close()


async def test_sqlite_is_set_to_lose_nothing(filled: Path) -> None:
    store = await open_store(f"sqlite:///{filled}")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 3000}
    async with store.database.writing() as sql:
        for name, value in wanted.items():
            assert (await sql.rows(text(f"PRAGMA {name}")))[0] == (value,)
    await store.close()
