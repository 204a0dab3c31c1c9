"""Statements mean the same wherever they run: by SQLAlchemy, or by the driver itself on SQLite."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import (
    Executable,
    bindparam,
    delete,
    insert,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.messages import Platform
from store import SqlStore
from store.prepared import prepared
from store.queues import instance, tick
from store.sender import WHO
from store.sql import Sql
from tests.store.world import counted

_AT = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
_SOME = select(tick.c.name, tick.c.at).where(
    tick.c.name.in_(bindparam("names", expanding=True)), tick.c.name.not_in(("c",))
)
_PAIRS = select(tick.c.name).where(
    tuple_(tick.c.name, tick.c.at).in_(bindparam("pairs", expanding=True))
)
_NAMED = select(tick.c.at.label("moment")).where(tick.c.name == bindparam("b_name"))


@asynccontextmanager
async def ticked(store: SqlStore) -> AsyncIterator[Sql]:
    """A transaction in which ``a`` to ``d`` have ticked."""
    async with store.database.writing() as sql:
        ticks = [{"name": name, "at": _AT + timedelta(days=n)} for n, name in enumerate("abcd")]
        await sql.count(insert(tick), ticks)
        yield sql


async def names(sql: Sql, statement: Executable, values: Any) -> set[str]:
    return {row.name for row in await sql.rows(statement, values)}


async def test_a_list_may_have_any_length_each_time(store: SqlStore) -> None:
    async with ticked(store) as sql:
        for wanted, found in (("ab", "ab"), ("", ""), ("abcd", "abd"), ("d", "d"), ("bx", "b")):
            assert await names(sql, _SOME, {"names": list(wanted)}) == set(found)
        one, other = ("a", _AT), ("b", _AT)
        assert await names(sql, _PAIRS, {"pairs": [one, other]}) == {"a"}
        assert await names(sql, _PAIRS, {"pairs": []}) == set()


async def test_values_come_back_as_they_were_put(store: SqlStore) -> None:
    async with ticked(store) as sql:
        [row] = await sql.rows(_NAMED, {"b_name": "b"})
        assert row.moment == row[0] == _AT + timedelta(days=1)
        assert tuple(row) == (row.moment,)
        moved = update(tick).where(tick.c.name == bindparam("b_name"))
        one = moved.values(at=bindparam("b_at")).returning(tick.c.at)
        assert [tuple(row) for row in await sql.rows(one, {"b_name": "b", "b_at": _AT})] == [(_AT,)]


def test_who_sent_a_message_is_found_by_the_driver() -> None:
    """Every message asks; what stands between the working days is a literal."""
    asked = {"b_platform": Platform.TELEGRAM, "b_tenant": "7", "b_user": "1"}
    known = prepared(sqlite.dialect(), WHO, [asked])
    assert known is not None
    assert ", ' ')" in known.sql
    assert len(known.parameters(asked)) == known.sql.count("?")


async def test_several_sets_of_parameters_are_one_statement(store: SqlStore) -> None:
    gone = delete(tick).where(tick.c.name == bindparam("b_name"))
    async with ticked(store) as sql:
        await sql.count(gone, [{"b_name": "a"}, {"b_name": "x"}, {"b_name": "d"}])
        kept = insert(tick).returning(tick.c.name)
        assert await names(sql, kept, [{"name": "e", "at": _AT}]) == {"e"}
        assert await names(sql, kept, [{"name": "f", "at": _AT}, {"name": "g", "at": _AT}]) == {
            "f",
            "g",
        }
        assert len(await sql.rows(text("SELECT name FROM tick"))) == 5


async def test_a_statement_takes_other_columns_each_time(store: SqlStore) -> None:
    some = insert(instance)
    async with ticked(store) as sql:
        await sql.count(some, {"id": 1, "since": _AT})
        await sql.count(some, {"beat": 7, "since": _AT, "id": 2})
        mine = select(instance.c.beat).where(instance.c.id < 3).order_by(instance.c.id)
        assert [beat for (beat,) in await sql.rows(mine)] == [0, 7]


async def test_a_missing_parameter_is_told(store: SqlStore) -> None:
    async with ticked(store) as sql:
        await sql.rows(_NAMED, {"b_name": "a"})
        with pytest.raises(SQLAlchemyError, match="b_name"):
            await sql.rows(_NAMED, {"name": "a"})
        with pytest.raises(SQLAlchemyError, match="b_name"):
            await sql.rows(_NAMED)


async def test_a_broken_rule_is_told_without_what_was_written(store: SqlStore) -> None:
    async with ticked(store) as sql:
        with pytest.raises(IntegrityError, match="INSERT INTO tick") as told:
            await sql.count(insert(tick), {"name": "a", "at": datetime(1987, 6, 5, tzinfo=UTC)})
        assert "1987" not in str(told.value)


async def test_listeners_hear_of_what_runs(store: SqlStore) -> None:
    with counted(store) as heard:
        async with store.database.reading() as sql:
            await sql.rows(_NAMED, {"b_name": "a"})
    assert heard == [str(_NAMED.compile(dialect=store.engines[0].dialect))]
