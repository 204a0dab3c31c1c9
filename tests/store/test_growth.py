"""What a message may cost: statements counted, and plans that do not grow with the tables."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.flood import WINDOW
from bot.model.task import Status
from bot.model.update import Change
from bot.ports import LaneState
from store import SqlStore, open_store
from store.unit import SqlUnit
from tests.store.post import claim_in
from tests.store.world import (
    ALICE,
    BOT,
    CHAT,
    NOW,
    counted,
    event_of,
    part,
    settled,
    task,
)

MAY_BE_WALKED = (
    "CONSTANT ROW",
    "one",
    "pick",  # what a claim has chosen
    "unfinished",
    "inbox USING INDEX ix_inbox_id",  # only what is not done
    "delivery USING INDEX ix_delivery_id",  # only what is not sent
    "calendar_day",  # the few days that the office decided about
    "instance",  # the living processes
    "instance USING COVERING INDEX sqlite_autoindex_instance_1",
)


async def test_my_tasks_takes_five_statements(store: SqlStore) -> None:
    world = await settled(store)
    async with store.unit() as unit:
        await unit.inbox.add([event_of("1")], at=NOW)
        [held] = await unit.inbox.claim([BOT], limit=1)
    with counted(store) as statements:
        async with store.unit() as unit:
            await unit.floods.count(ALICE, "user:1", at=NOW, window=WINDOW)
            sender = await unit.people.who(ALICE)
            assert sender.plan
            assert await unit.tasks.assigned_to(sender.plan.id, world.alice.department.id)
            await unit.outbox.put("k", CHAT, [part("1"), part("2")], at=NOW, cause="e")
            assert await unit.inbox.settle(held, "done")
    assert len(statements) == 5


async def test_an_update_takes_seven_statements(store: SqlStore) -> None:
    world = await settled(store)
    async with store.unit() as unit:
        await unit.inbox.add([event_of("1")], at=NOW)
        [held] = await unit.inbox.claim([BOT], limit=1)
    with counted(store) as statements:
        async with store.unit() as unit:
            await unit.floods.count(ALICE, "user:1", at=NOW, window=WINDOW)
            await unit.people.who(ALICE)
            found = (await unit.tasks.numbered(world.plan.id, [1]))[1]
            share, change = found.shares[0], Change(status=Status.DONE)
            await unit.tasks.record(
                found, share, change, person=world.alice, at=NOW, channel="private", batch="b"
            )
            await unit.outbox.put("k", CHAT, [part("1")], at=NOW, cause="e")
            assert await unit.inbox.settle(held, "done")
    assert len(statements) == 7


async def test_no_statement_holds_what_people_wrote(store: SqlStore) -> None:
    canary = "CANARY' OR 1=1 --"
    world = await settled(store)
    with counted(store) as statements:
        async with store.unit() as unit:
            await unit.tasks.search(world.plan.id, canary, page=1, size=5)
            await unit.people.department(canary)
            found = (await unit.tasks.numbered(world.plan.id, [1]))[1]
            change = Change(progress=canary)
            await unit.tasks.record(
                found,
                found.shares[0],
                change,
                person=world.alice,
                at=NOW,
                channel=canary,
                batch=canary,
            )
            await unit.inbox.add([event_of(canary, canary)], at=NOW)
            await unit.outbox.put(canary, CHAT, [part(canary)], at=NOW, cause=canary)
    assert len(statements) == 7
    assert not any("CANARY" in statement for statement in statements)


@asynccontextmanager
async def planned(store: SqlStore, plans: list[str]) -> AsyncIterator[SqlUnit]:
    """A unit whose statements are explained by SQLite before they run."""
    [engine] = store.engines

    def explain(
        connection: object, cursor: object, statement: str, values: object, *_: object
    ) -> None:
        asked = cursor.connection.cursor()  # type: ignore[attr-defined]
        many = isinstance(values, list)
        rows = asked.execute(f"EXPLAIN QUERY PLAN {statement}", values[0] if many else values)  # type: ignore[index]
        plans.extend(detail for *_, detail in rows)

    event.listen(engine, "before_cursor_execute", explain)
    try:
        async with store.unit() as unit:
            yield unit
    finally:
        event.remove(engine, "before_cursor_execute", explain)


async def test_nothing_that_is_asked_often_walks_a_table_that_grows(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/liaison.db")
    await store.enlist(at=NOW)
    world = await settled(store)
    plans: list[str] = []
    async with planned(store, plans) as unit:
        await unit.people.who(ALICE)
        await unit.tasks.assigned_to(world.plan.id, world.alice.department.id)
        await unit.tasks.dated(world.plan.id, until=date(2019, 12, 31))
        found = (await unit.tasks.numbered(world.plan.id, [1]))[1]
        await unit.tasks.record(
            found,
            found.shares[0],
            Change(percent=1),
            person=world.alice,
            at=NOW,
            channel="private",
            batch="b",
        )
        [mine] = await unit.tasks.last_batch(world.alice.id)
        await unit.tasks.take_back(mine, person=world.alice, at=NOW, channel="private", batch="c")
        await unit.tasks.history(found.id, limit=5)
        await unit.people.redeem(ALICE, digest="d", at=NOW)
        await unit.people.failed_tries(ALICE, since=NOW)
        await unit.inbox.add([event_of("1")], at=NOW)
        [worked] = await unit.inbox.claim([BOT], limit=5)
        await unit.inbox.claim([BOT], limit=5, only="1001")
        await unit.inbox.settle(worked, "done")
        await unit.inbox.listing(every=True)
        await unit.outbox.put("k", CHAT, [part("1")], at=NOW, cause="e")
        [held] = await claim_in(unit)
        await claim_in(unit, cause="e")
        await unit.outbox.bucket(BOT)
        await unit.outbox.first_try(held)
        await unit.outbox.intend(held, "1", at=NOW)
        lane = LaneState(free_at=NOW, stop_until=NOW, log=await unit.outbox.sends(held))
        await unit.outbox.settle(held, "sent", at=NOW, lane=lane, message="m")
        await unit.outbox.next_due(BOT, now=NOW)
        await unit.outbox.shown(CHAT, "m")
        await unit.outbox.answers("e")
        await unit.occurrences.unnoticed(before=NOW)
        await unit.outbox.listing(every=True)
        await unit.health.vitals(now=NOW)
        await unit.ticks.note("tick", NOW)
        await unit.outbox.move(CHAT, "2")
    await store.close()
    assert len(plans) > 60
    walks = {plan for plan in plans if plan.startswith("SCAN")}
    assert walks <= {f"SCAN {walked}" for walked in MAY_BE_WALKED}
    assert any("ix_lane_platform_tenant_bulk_ready_at_id" in plan for plan in plans)


@pytest.mark.parametrize("tasks", [50, 500])
async def test_my_tasks_reads_the_departments_rows_however_long_the_plan(
    tmp_path: Path, tasks: int
) -> None:
    """SQLite counts its own steps: the work is the department's, not the plan's."""
    store = await open_store(f"sqlite:///{tmp_path}/liaison.db")
    others = [task(str(n), f"第{n}件", f"局{n % 7}") for n in range(3, tasks)]
    mine = [task(str(n), f"第{n}件", "知识产权局", "财政部") for n in (1, 2)]
    world = await settled(store, *mine, *others)
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    def watch(connection: object, cursor: object, *_: object) -> None:
        cursor.connection.set_progress_handler(step, 1)  # type: ignore[attr-defined]

    event.listen(store.engines[0], "before_cursor_execute", watch)
    async with store.view() as unit:
        found = await unit.tasks.assigned_to(world.plan.id, world.alice.department.id)
        event.remove(store.engines[0], "before_cursor_execute", watch)
    await store.close()
    assert [task.ref for task in found] == [1, 2]
    assert 0 < steps < 600
