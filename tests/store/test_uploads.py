"""What the office sent in, and many changes at once, on both databases."""

from typing import Any

import pytest

from bot.errors import Conflict
from bot.model.desk import UploadKind
from bot.model.ledger import READ_BACK
from bot.model.task import Status
from bot.model.update import Change
from bot.ports.uploads import Upload, Written
from store import SqlStore
from tests.store.world import NOW, World, after, counted, settled

FILE = Upload(sha256="ab" * 32, name="台账.xlsx", size=7, kind=UploadKind.LEDGER)


@pytest.fixture
async def world(store: SqlStore) -> World:
    return await settled(store)


async def test_what_waits_is_one_thing_of_one_person_and_ends_once(world: World) -> None:
    alice = world.alice.id
    async with world.store.unit() as unit:
        first = await unit.uploads.keep(FILE, person=alice, at=NOW, body="one")
        nobodys = await unit.uploads.keep(FILE, person=None, at=NOW, body="operator's")
        second = await unit.uploads.keep(FILE, person=alice, at=NOW, body="two")
        assert await unit.uploads.waiting(first, alice) is None
        assert await unit.uploads.waiting(second, None) is None
        assert await unit.uploads.waiting(nobodys, None) == "operator's"
        await unit.uploads.change(second, "three")
        assert await unit.uploads.waiting(second, alice) == "three"
        assert await unit.uploads.last_draft(alice) is None
    async with world.store.unit() as unit:
        assert await unit.uploads.settle(second, at=NOW)
        assert not await unit.uploads.settle(second, at=NOW)
        assert await unit.uploads.waiting(second, alice) is None
    async with world.store.unit() as unit:
        assert await unit.retention.purge(before=after(1), limit=10)
        assert await unit.uploads.waiting(nobodys, None) is None


async def test_many_changes_are_four_statements_and_all_or_none(world: World) -> None:
    async with world.store.view() as unit:
        tasks = await unit.tasks.every(world.plan.id)
    parts = [(task, share) for task in tasks for share in task.shares if not task.restricted]
    change = Change(status=Status.IN_PROGRESS, progress="已印发")
    changes = [Written(task, share, change, True) for task, share in parts]
    assert len(changes) > 5
    how: dict[str, Any] = {"person": world.alice, "at": NOW, "channel": READ_BACK}
    async with world.store.unit() as unit:
        with counted(world.store) as statements:
            await unit.uploads.record(changes, batch="a", **how)
        assert len(statements) == 4
    async with world.store.view() as unit:
        found = {task.id: task for task in await unit.tasks.every(world.plan.id)}
        [record, *_] = await unit.tasks.history(parts[0][0].id, limit=9)
    assert {found[t.id].share_of(s.department.id).version for t, s in parts} == {1}  # type: ignore[union-attr]
    assert (record.channel, record.on_behalf, record.version) == (READ_BACK, True, 1)
    with pytest.raises(Conflict):
        async with world.store.unit() as unit:
            await unit.uploads.record(changes, batch="b", **how)  # read before the others
    async with world.store.view() as unit:
        assert len(await unit.tasks.history(parts[0][0].id, limit=9)) == len(
            found[parts[0][0].id].shares
        )
