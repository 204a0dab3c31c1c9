"""The chain as both databases keep it."""

from contextlib import suppress

import pytest
from sqlalchemy import text

from bot.model.audit import SYSTEM, AuditEntry
from store import SqlStore
from store.audit_chain import chained
from store.audit_tables import START, audit_entry
from tests.store.world import NOW

ENTRY = AuditEntry(actor=SYSTEM, channel="command line", act="update", object="task:24", text="x")


async def test_entries_of_a_unit_follow_each_other(store: SqlStore) -> None:
    for _ in range(2):
        async with store.unit() as unit:
            unit.audit.note(ENTRY, at=NOW)
            unit.audit.note(ENTRY, at=NOW)
    async with store.view() as unit:
        head = await unit.audit.head()
    async with store.database.reading() as sql:
        rows = [row._asdict() for row in await sql.rows(audit_entry.select().order_by("number"))]
    assert head.number == len(rows) == 4
    hash = START
    for row in rows:
        hash = chained(hash, row)
        assert row["hash"] == hash
    assert head.hash == hash


async def test_what_is_rolled_back_leaves_no_entry(store: SqlStore) -> None:
    with suppress(LookupError):
        async with store.unit() as unit:
            unit.audit.note(ENTRY, at=NOW)
            raise LookupError
    async with store.view() as unit:
        assert (await unit.audit.head()).number == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE audit_entry SET actor = 'nobody'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_head",
        "INSERT INTO audit_entry SELECT 9, at, actor, channel, act, object, outcome, salt,"
        " commitment, hash FROM audit_entry",
    ],
)
async def test_the_database_itself_refuses_anything_but_the_next_entry(
    store: SqlStore, wrong: str
) -> None:
    async with store.unit() as unit:
        unit.audit.note(ENTRY, at=NOW)
    with pytest.raises(Exception, match="audit"):
        await store.database.run(lambda connection: connection.execute(text(wrong)), write=True)
