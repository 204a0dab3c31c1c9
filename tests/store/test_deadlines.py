"""Dates that people set, and requests for more time: nothing of what was before is lost."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.model.extension import Extension, ExtensionState
from bot.model.task import Deadline, DeadlineKind, Task
from store import SqlStore
from store.period_tables import deadline_change
from tests.store.world import NOW, World, counted, settled

TODAY = date(2019, 10, 11)
DOCUMENT = Deadline(kind=DeadlineKind.EXPLICIT, day=date(2019, 11, 30), raw="11月底前")


@pytest.fixture
async def world(store: SqlStore) -> World:
    return await settled(store)


async def task(world: World, ref: int = 3) -> Task:
    async with world.store.view() as unit:
        return (await unit.tasks.numbered(world.plan.id, [ref]))[ref]


async def set_day(world: World, day: date, *refs: int) -> None:
    ids = [(await task(world, ref)).id for ref in refs]
    async with world.store.unit() as unit:
        await unit.deadlines.set(ids, day, by=world.alice.id, at=NOW, on=TODAY)


async def ask(world: World, day: date) -> int:
    asked = await task(world)
    body = asked.shares[0].department.id
    async with world.store.unit() as unit:
        id, replaced = await unit.deadlines.ask(
            asked, body, day, "征求意见延长", by=world.alice.id, at=NOW
        )
    assert replaced is (day.day == 25)
    return id


async def decide(world: World, id: int, granted: date | None) -> bool:
    async with world.store.unit() as unit:
        asked = await unit.deadlines.request(id)
        assert asked is not None
        return await unit.deadlines.decide(
            asked,
            ExtensionState.REFUSED if granted is None else ExtensionState.GRANTED,
            granted=granted,
            answer="酌情",
            by=world.alice.id,
            at=NOW,
            on=TODAY,
        )


async def test_the_office_sets_a_date_and_takes_it_back(world: World) -> None:
    with counted(world.store) as statements:
        await set_day(world, date(2019, 12, 10), 3)
    assert len([line for line in statements if "SELECT task.id, task.ref" not in line]) == 2
    now = (await task(world)).deadline
    assert (now.kind, now.day, now.raw) == (
        DeadlineKind.OFFICE_SET,
        date(2019, 12, 10),
        DOCUMENT.raw,
    )
    assert now.set_on == TODAY
    await set_day(world, date(2019, 12, 20), 3, 1)
    async with world.store.unit() as unit:
        documents = await unit.deadlines.documents(world.plan.id)
        ids = [(await unit.tasks.numbered(world.plan.id, [ref]))[ref].id for ref in (3, 1)]
        assert documents == {
            ids[0]: (DeadlineKind.EXPLICIT, DOCUMENT.day),
            ids[1]: (DeadlineKind.NONE, None),
        }
        await unit.deadlines.clear([*ids], by=world.alice.id, at=NOW)
    assert (await task(world)).deadline == DOCUMENT
    assert (await task(world, 1)).deadline == Deadline()


async def test_a_row_says_what_was_before(world: World) -> None:
    await set_day(world, date(2019, 12, 10), 3)
    asked = await task(world)
    async with world.store.unit() as unit:
        await unit.deadlines.clear([asked.id], by=world.alice.id, at=NOW)
    d = deadline_change.c
    async with world.store.database.reading() as sql:
        rows = await sql.rows(
            select(d.kind, d.day, d.before_kind, d.before_day, d.before_raw).order_by(d.id)
        )
    assert [tuple(row) for row in rows] == [
        ("office_set", date(2019, 12, 10), "explicit", DOCUMENT.day, "11月底前"),
        ("explicit", DOCUMENT.day, "office_set", date(2019, 12, 10), "11月底前"),
    ]


async def test_clearing_what_nobody_set_changes_nothing(world: World) -> None:
    asked = await task(world)
    async with world.store.unit() as unit:
        await unit.deadlines.clear([asked.id], by=world.alice.id, at=NOW)
    assert (await task(world)).deadline == DOCUMENT


async def test_an_extension_keeps_the_first_date(world: World) -> None:
    id = await ask(world, date(2019, 12, 20))
    assert await decide(world, id, date(2019, 12, 20))
    assert not await decide(world, id, date(2020, 1, 20))
    again = await ask(world, date(2019, 12, 30))
    assert await decide(world, again, date(2019, 12, 25))
    now = (await task(world)).deadline
    assert (now.kind, now.day, now.original, now.raw) == (
        DeadlineKind.EXTENDED,
        date(2019, 12, 25),
        DOCUMENT.day,
        DOCUMENT.raw,
    )


async def test_what_is_refused_changes_no_date(world: World) -> None:
    id = await ask(world, date(2019, 12, 20))
    assert await decide(world, id, None)
    assert (await task(world)).deadline == DOCUMENT
    async with world.store.view() as unit:
        asked = await unit.deadlines.request(id)
        assert asked is not None
        assert (asked.state, asked.answer) == (ExtensionState.REFUSED, "酌情")
        assert await unit.deadlines.requests(world.plan.id) == []


async def test_a_second_request_takes_the_place_of_the_first(world: World) -> None:
    first = await ask(world, date(2019, 12, 20))
    second = await ask(world, date(2019, 12, 25))
    async with world.store.view() as unit:
        [asked] = await unit.deadlines.requests(world.plan.id)
        before = await unit.deadlines.request(first)
    assert before is not None
    assert before.state is ExtensionState.WITHDRAWN
    third = (await task(world)).shares[0].department
    assert asked == Extension(
        id=second,
        task=(await task(world)).id,
        ref=3,
        department=third,
        asked_by=world.alice.id,
        asked_by_name="爱丽丝",
        asked_at=asked.asked_at,
        day=date(2019, 12, 25),
        reason="征求意见延长",
    )
    assert abs(asked.asked_at - NOW) < timedelta(seconds=1)
    assert not await decide(world, first, date(2019, 12, 20))
