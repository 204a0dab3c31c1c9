"""What the office decides about days, on both databases."""

import asyncio
from datetime import date

from bot.official import official
from bot.ports import Decision
from bot.workdays import DayKind, Days
from store import SqlStore, open_store
from tests.store.world import ALICE, NOW, counted, settled

WORKDAY, HOLIDAY = DayKind
SATURDAY, MONDAY = date(2019, 10, 19), date(2019, 10, 21)
NOTICE = {date(2027, 10, 1): HOLIDAY, date(2027, 10, 4): HOLIDAY, date(2027, 10, 10): WORKDAY}


async def decide(store: SqlStore, days: Days, by: int | None = None, *years: int) -> None:
    async with store.unit() as unit:
        await unit.workdays.decide(days, by=by, at=NOW, years=years)


async def lift(store: SqlStore, *days: date) -> None:
    async with store.unit() as unit:
        await unit.workdays.lift(days)


async def test_what_is_decided_stands_over_what_was_published(store: SqlStore) -> None:
    async with store.view() as unit:
        assert await unit.workdays.calendar() == official()
    await decide(store, {SATURDAY: WORKDAY, MONDAY: HOLIDAY})
    async with store.view() as unit:
        calendar = await unit.workdays.calendar()
    assert calendar.overrides == {SATURDAY: WORKDAY, MONDAY: HOLIDAY}
    assert calendar.workdays_left(date(2019, 10, 18), MONDAY) == 1
    assert calendar.published(SATURDAY) is HOLIDAY
    await decide(store, {SATURDAY: HOLIDAY})
    await lift(store, MONDAY, date(2019, 1, 1))
    async with store.view() as unit:
        assert (await unit.workdays.calendar()).overrides == {SATURDAY: HOLIDAY}
    await lift(store, SATURDAY)
    async with store.view() as unit:
        assert await unit.workdays.calendar() == official()


async def test_who_decided_is_told_day_by_day(store: SqlStore) -> None:
    world = await settled(store)
    await decide(store, {MONDAY: HOLIDAY, SATURDAY: WORKDAY}, world.alice.id)
    await decide(store, NOTICE, None, 2027)
    async with store.view() as unit:
        first, second = await unit.workdays.decisions(date(2019, 1, 1), date(2019, 12, 31))
        assert len(await unit.workdays.decisions(MONDAY, date(2027, 10, 4))) == 3
    assert first == Decision(day=SATURDAY, kind=WORKDAY, whole=False, by="爱丽丝", at=NOW)
    assert second == Decision(day=MONDAY, kind=HOLIDAY, whole=False, by="爱丽丝", at=NOW)


async def test_a_year_entered_as_a_whole_is_known_until_nothing_of_it_is_left(
    store: SqlStore,
) -> None:
    await decide(store, NOTICE)
    async with store.view() as unit:
        assert not (await unit.workdays.calendar()).known(2027)
    await decide(store, NOTICE, None, 2027)
    await decide(store, {date(2027, 10, 1): WORKDAY, date(2028, 1, 3): HOLIDAY})
    async with store.view() as unit:
        calendar = await unit.workdays.calendar()
    assert calendar.known(2027)
    assert calendar.kind(date(2027, 10, 1)) is WORKDAY
    assert not calendar.known(2028)
    await lift(store, *NOTICE)
    async with store.view() as unit:
        assert not (await unit.workdays.calendar()).known(2027)


async def test_another_process_knows_with_the_next_message(store: SqlStore, url: str) -> None:
    await settled(store)
    other = await open_store(url)
    with counted(other) as statements:
        async with other.view() as unit:
            before = (await unit.people.who(ALICE)).calendar
        await decide(store, {SATURDAY: WORKDAY})
        async with other.view() as unit:
            sender = await unit.people.who(ALICE)
    await other.close()
    assert (before.is_workday(SATURDAY), sender.calendar.is_workday(SATURDAY)) == (False, True)
    assert len(statements) == 2  # one for each message


async def test_two_may_decide_at_once(store: SqlStore, url: str) -> None:
    other = await open_store(url)
    await asyncio.gather(
        decide(store, {SATURDAY: WORKDAY}), decide(other, {SATURDAY: WORKDAY, MONDAY: HOLIDAY})
    )
    await other.close()
    async with store.view() as unit:
        calendar = await unit.workdays.calendar()
    assert calendar.overrides == {SATURDAY: WORKDAY, MONDAY: HOLIDAY}
