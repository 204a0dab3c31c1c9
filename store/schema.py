"""The schema's version: set up an empty database, check one, upgrade an old one."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

import store.audit_tables
import store.desk_tables
import store.period_tables
import store.queues
import store.tables  # noqa: F401 - the metadata shall know all tables
from bot.crash import Point, crash_point
from bot.errors import StoreUnavailable
from store import seed
from store.columns import METADATA
from store.connect import connect
from store.sql import Database

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""All there ever were, oldest first."""

VERSION = "alembic_version"
"""Alembic's table, with one row."""

_OURS = "update_record"  # a table that we always had, and hardly anybody else has
_VERSION_TABLE = f"""
CREATE TABLE {VERSION} (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT {VERSION}_pkc PRIMARY KEY (version_num)
)
"""


class State(StrEnum):
    """What a database's schema is to this version of the program."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"  # another program's


async def ensure(database: Database, *, new: bool = True) -> None:
    """Set an empty database up; refuse one that does not fit with ``StoreUnavailable``.

    Without ``new`` an empty or a missing one does not fit, and stays as it is.
    """
    there = new or database.exists()
    state = await database.run(state_of, write=False) if there else State.EMPTY
    if state is State.EMPTY and not new:
        raise StoreUnavailable(
            f"There is no database of liaison at {database.name}, and none was made: "
            "does DATABASE_URL name the right one?"
        )
    if state is State.EMPTY:
        state = await database.run(_set_up, write=True)
        crash_point(Point.AFTER_SET_UP)
    _refuse_foreign(state, database)
    if state is State.OLDER:
        raise StoreUnavailable(
            f"The schema of {database.name} is older than this version: run liaison db upgrade."
        )
    if state is State.NEWER:
        raise StoreUnavailable(
            f"The schema of {database.name} is newer than this version: install the version that "
            "wrote it (liaison db upgrade only goes up)."
        )


async def check(url: str) -> State:
    """What the schema at ``url`` is; nothing is written, a missing file is empty."""
    database = connect(url, kept=True)
    try:
        return await database.run(state_of, write=False) if database.exists() else State.EMPTY
    finally:
        await database.close()


async def upgrade(url: str) -> State:
    """Bring the schema to this version; safe to repeat.  Raises ``StoreUnavailable``."""
    return await migrate(url, "head")


async def migrate(url: str, revision: str) -> State:
    """Go to ``revision``: ``head``, ``base`` or one of ``REVISIONS``; down loses what it drops."""
    database = connect(url, kept=True)
    try:
        state = await database.run(state_of, write=False)
        _refuse_foreign(state, database)
        if state is State.NEWER:
            raise StoreUnavailable(
                f"The schema of {database.name} is newer than this version: install the newer one."
            )
        return await database.run(lambda it: _migrate(it, revision), write=True)
    finally:
        await database.close()


def state_of(connection: Connection) -> State:
    """Alembic is not needed to look.  Tables of another program are never added to."""
    tables = inspect(connection).get_table_names()
    if VERSION not in tables:
        return State.FOREIGN if tables else State.EMPTY
    found = connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar()  # noqa: S608
    if found is None and len(tables) == 1:
        return State.EMPTY
    if found is None or _OURS not in tables:
        return State.FOREIGN
    if found == REVISIONS[-1]:
        return State.CURRENT
    return State.OLDER if found in REVISIONS else State.NEWER


def _refuse_foreign(state: State, database: Database) -> None:
    if state is State.FOREIGN:
        raise StoreUnavailable(
            f"The database {database.name} holds another program's tables: "
            "let DATABASE_URL name an empty one."
        )


def _set_up(connection: Connection) -> State:
    """What all migrations would make, at once; a test keeps the two equal."""
    state = state_of(connection)
    if state is not State.EMPTY:
        return state  # another process was faster
    METADATA.create_all(connection)
    crash_point(Point.IN_SET_UP)
    if not inspect(connection).has_table(VERSION):
        connection.execute(text(_VERSION_TABLE))
    stamp = text(f"INSERT INTO {VERSION} VALUES (:revision)")  # noqa: S608
    connection.execute(stamp, {"revision": REVISIONS[-1]})
    seed.departments(connection)
    return State.CURRENT


def _migrate(connection: Connection, revision: str) -> State:
    from alembic import command, config  # noqa: PLC0415 - a fifth of a second, only here

    settings = config.Config()
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    settings.set_main_option("script_location", folder)
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    go = command.downgrade if revision == "base" or revision in REVISIONS[:-1] else command.upgrade
    crash_point(Point.BEFORE_UPGRADE)
    go(settings, revision)
    crash_point(Point.AFTER_UPGRADE)
    state = state_of(connection)
    if state is State.CURRENT:
        seed.departments(connection)
    return state
