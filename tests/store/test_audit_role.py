"""The grants of docs/operations.md: enough to work, and not enough to change an entry."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url

from bot.errors import StoreUnavailable
from bot.model.audit import SYSTEM, AuditEntry
from store import open_store
from tests import postgres
from tests.store.world import NOW, settled

GUIDE = Path(__file__).parents[2] / "docs" / "operations.md"


def _grants() -> list[str]:
    [block] = re.findall(r"```sql\n(CREATE ROLE.*?)```", GUIDE.read_text("utf8"), re.DOTALL)
    return [line for line in block.splitlines() if line]


@pytest.fixture
def owned(server: URL, filled: str) -> Iterator[str]:
    with postgres.database(server, template=filled) as url:
        yield url


async def test_a_role_that_cannot_change_entries_can_do_all_else(owned: str) -> None:
    owner = await open_store(owned)
    grants = _grants()
    assert len(grants) == 7
    for statement in grants:
        async with owner.database.writing() as sql:
            await sql.count(text(statement))
    app = make_url(owned).set(username="liaison_app", password="choose one")
    store = await open_store(app.render_as_string(hide_password=False))
    await store.enlist(at=NOW)
    world = await settled(store)
    async with store.unit() as unit:
        unit.audit.note(AuditEntry(actor=SYSTEM, channel="", act="import"), at=NOW)
    async with store.unit() as unit:
        await unit.people.revoke(world.alice.id, at=NOW)
        unit.audit.note(AuditEntry(actor=SYSTEM, channel="", act="revoke"), at=NOW)
    for wrong in (
        "UPDATE audit_entry SET actor = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_head",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP FUNCTION audit_kept() CASCADE",
    ):
        with pytest.raises(StoreUnavailable, match="denies the user a right"):
            async with store.database.writing() as sql:
                await sql.count(text(wrong))
    async with store.view() as unit:
        assert (await unit.audit.verify()).entries == 2
    await store.close()
    async with owner.database.writing() as sql:
        await sql.count(text("DROP OWNED BY liaison_app"))
        await sql.count(text("DROP ROLE liaison_app"))
    await owner.close()
