"""Setting up, checking and migrating, on both databases."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.errors import StoreUnavailable
from store import open_store, schema
from store.columns import METADATA
from store.connect import connect

Shape = dict[str, object]


async def looked_at(url: str, write: str | None = None) -> Shape:
    """What the database says of itself; ``write`` is done first."""

    def look(connection: Connection) -> Shape:
        if write is not None:
            connection.execute(text(write))
        return shape(connection)

    database = connect(url)
    try:
        return await database.run(look, write=write is not None)
    finally:
        await database.close()


def shape(connection: Connection) -> Shape:
    found = inspect(connection)
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master")).all()
        return {name: normal(sql or "") for name, sql in rows}
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in columns],
            found.get_pk_constraint(table),
            sorted(found.get_unique_constraints(table), key=str),
            sorted(found.get_foreign_keys(table), key=str),
            sorted(
                connection.execute(
                    text("SELECT indexdef FROM pg_indexes WHERE tablename = :t"), {"t": table}
                ).scalars()
            ),
            sorted(
                connection.execute(
                    text(
                        "SELECT pg_get_triggerdef(oid) || pg_get_functiondef(tgfoid)"
                        " FROM pg_trigger WHERE tgrelid = CAST(:t AS regclass) AND NOT tgisinternal"
                    ),
                    {"t": table},
                ).scalars()
            ),
        )
        for table in found.get_table_names()
        for columns in [found.get_columns(table)]
    }


def normal(sql: str) -> object:
    """The parts of a statement, in any order: columns and constraints may be written apart."""
    head, _, rest = re.sub(r'\s+|"', " ", sql).partition("(")
    body, _, options = rest.rpartition(")")
    parts = re.split(r",(?![^(]*\))", body)
    words = [" ".join(part.split()) for part in (head, options)]
    return words, sorted(" ".join(part.split()) for part in parts)


async def test_an_empty_database_is_set_up_by_the_first_who_opens_it(empty: str) -> None:
    assert await schema.check(empty) == "empty"
    await (await open_store(empty)).close()
    assert await schema.check(empty) == "current"
    store = await open_store(empty)
    async with store.view() as unit:
        assert len(await unit.people.departments()) == 41
    await store.close()


async def test_checking_writes_nothing(tmp_path: Path) -> None:
    assert await schema.check(f"sqlite:///{tmp_path}/none.db") == "empty"
    assert os.listdir(tmp_path) == []


async def test_migrations_make_what_the_models_say(empty: str) -> None:
    assert await schema.upgrade(empty) == "current"
    migrated = await looked_at(empty)

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))

    database = connect(empty)
    assert await database.run(differences, write=False) == []
    await database.close()
    assert len(migrated) > 15

    await schema.migrate(empty, "base")
    assert await schema.check(empty) == "empty"
    assert await schema.upgrade(empty) == "current"
    assert await looked_at(empty) == migrated


async def test_the_quick_way_and_the_migrations_give_one_schema(empty: str) -> None:
    await (await open_store(empty)).close()
    quick = await looked_at(empty)
    await schema.migrate(empty, "base")
    await schema.upgrade(empty)
    assert await looked_at(empty) == quick


async def test_a_migrated_database_has_the_register_once(empty: str) -> None:
    for _ in range(2):
        await schema.upgrade(empty)
    store = await open_store(empty)
    async with store.view() as unit:
        assert len(await unit.people.departments()) == 41
    await store.close()


async def test_a_newer_schema_is_refused_and_left_alone(url: str) -> None:
    await (await open_store(url)).close()
    await looked_at(url, "UPDATE alembic_version SET version_num = '9999'")
    assert await schema.check(url) == "newer"
    with pytest.raises(StoreUnavailable, match=r"newer than this version.*liaison db upgrade"):
        await open_store(url)
    with pytest.raises(StoreUnavailable, match="newer"):
        await schema.upgrade(url)


async def test_an_older_schema_is_refused_with_the_command_that_helps(empty: str) -> None:
    await schema.upgrade(empty)
    await schema.migrate(empty, schema.REVISIONS[-2])
    assert await schema.check(empty) == "older"
    with pytest.raises(StoreUnavailable, match="liaison db upgrade"):
        await open_store(empty)
    assert await schema.upgrade(empty) == "current"
    await (await open_store(empty)).close()


@pytest.mark.parametrize(
    "foreign",
    [
        ["CREATE TABLE letters (id INTEGER)"],
        ["CREATE TABLE person (id INTEGER)"],
        ["CREATE TABLE letters (id INTEGER)", "CREATE TABLE alembic_version (version_num TEXT)"],
        [
            "CREATE TABLE person (id INTEGER)",
            "CREATE TABLE alembic_version (version_num TEXT)",
            "INSERT INTO alembic_version VALUES ('0001')",
        ],
    ],
    ids=["other names", "a name of ours", "alembic unused", "alembic in use"],
)
async def test_another_programs_database_is_refused_and_left_alone(
    empty: str, foreign: list[str]
) -> None:
    for statement in foreign:
        await looked_at(empty, statement)
    before = await looked_at(empty)
    assert await schema.check(empty) == "foreign"
    with pytest.raises(StoreUnavailable, match="another program"):
        await open_store(empty)
    with pytest.raises(StoreUnavailable, match="another program"):
        await schema.upgrade(empty)
    assert await looked_at(empty) == before


async def test_many_may_open_an_empty_database_at_once(empty: str) -> None:
    stores = await asyncio.gather(*(open_store(empty) for _ in range(4)))
    for store in stores:
        async with store.view() as unit:
            assert len(await unit.people.departments()) == 41
        await store.close()


def test_the_known_revisions_are_the_files() -> None:
    settings = Config()
    settings.set_main_option("path_separator", "os")
    settings.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    found = [script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()]
    assert found
    assert tuple(reversed(found)) == schema.REVISIONS


def test_opening_a_database_imports_neither_alembic_nor_a_driver_it_does_not_need(
    tmp_path: Path,
) -> None:
    code = (
        "import asyncio, sys; from store import open_store\n"
        f"asyncio.run(open_store('sqlite:///{tmp_path}/a.db'))\n"
        "print([name for name in ('alembic', 'asyncpg', 'sqlalchemy.ext.asyncio')"
        " if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "[]"
