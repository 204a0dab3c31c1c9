"""What the office's board counts and lists, on both databases, against the rules of the cards."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

import pytest
from sqlalchemy import update

from bot.messages import Address, Platform
from bot.model.board import Counted, Filters, Sight, Wish
from bot.model.light import Light, last_near, light_of
from bot.model.period import Period, Span
from bot.model.person import PersonRole
from bot.model.report import OWED, ReportState
from bot.model.task import DeadlineKind, Mode, Status, Task
from bot.ports import LaneState, Tally
from bot.workdays import MONDAY_TO_FRIDAY
from store import SqlStore
from store.period_tables import report
from store.tables import share
from tests.store.world import ALICE, BOT, CHAT, NOW, World, counted, event_of, part, settled, task

Q3 = Span("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))
DUE = date(2019, 10, 15)
BODIES = ("知识产权局", "科技部", "财政部", "司法部")
CHAPTERS = (None, "一、法规", "二、保护")
DAYS = (None, *(date(2019, 10, day) for day in (1, 10, 11, 14, 16, 17, 18, 31)))
KINDS = (DeadlineKind.EXPLICIT, DeadlineKind.MILESTONE, DeadlineKind.PLAN_END_DEFAULT)


@dataclass(frozen=True)
class Full(World):
    """A plan in which everything occurs, and its tasks as the cards see them."""

    period: Period
    tasks: Sequence[Task]

    def sight(self, today: date) -> Sight:
        near = last_near(today, MONDAY_TO_FRIDAY)
        return Sight(today=today, near=near, period=self.period.id, due=DUE)

    async def found(self, today: date, **filters: object) -> list[int]:
        wanted = Filters(**filters)  # type: ignore[arg-type]
        chapter = None if wanted.chapter is None else CHAPTERS[wanted.chapter - 1]
        async with self.store.view() as unit:
            with counted(self.store) as statements:
                found = await unit.board.find(
                    self.plan.id, wanted, chapter, self.sight(today), limit=200
                )
        assert len(statements) == 1
        assert found.total == len(found.refs)
        return list(found.refs)

    def fitting(self, fits: Callable[[Task], bool]) -> list[int]:
        return [one.ref for one in self.tasks if fits(one)]


@pytest.fixture
async def full(store: SqlStore) -> Full:
    dice = random.Random(28)  # noqa: S311
    drafts = []
    for n in range(1, 91):
        bodies = dice.sample(BODIES, dice.randint(0, 3))
        mode = dice.choice(list(Mode)) if bodies else None
        drafts.append(
            task(
                str(n),
                f"第{n}件事，占%。",
                *bodies,
                chapter=CHAPTERS[n // 31],
                mode=mode,
                leads=tuple(bodies[: dice.randint(0, 1)]),
                deadline=dice.choice(DAYS),
                deadline_kind=dice.choice(KINDS),
                restricted_suggested=n % 10 == 0,
            )
        )
    world = await settled(store, *drafts)
    async with store.unit() as unit:
        period = await unit.periods.open(world.plan.id, Q3, DUE, cadence=True, at=NOW)
    assert period is not None
    async with store.view() as unit:
        tasks = await unit.tasks.every(world.plan.id)
    async with store.database.writing() as sql:
        for one in tasks:
            for of in one.shares:
                here = (share.c.task_id == one.id, share.c.department_id == of.department.id)
                change = update(share).where(*here)
                await sql.count(change.values(status=dice.choice(list(Status)), version=1))
                there = (report.c.task_id == one.id, report.c.department_id == of.department.id)
                state = dice.choice(list(ReportState))
                sent = NOW if state not in OWED and dice.random() < 0.8 else None
                moved = update(report).where(*there).values(state=state, submitted_at=sent)
                await sql.count(moved)
    async with store.view() as unit:
        tasks = await unit.tasks.every(world.plan.id)
    return Full(world.store, world.plan, world.alice, period, tasks)


async def test_counts_are_those_of_the_cards(full: Full) -> None:
    for today in (date(2019, 10, 9), date(2019, 10, 11), date(2019, 10, 15), date(2019, 10, 16)):
        expected = Counter(
            (one.chapter, one.status, light_of(one, today, MONDAY_TO_FRIDAY)) for one in full.tasks
        )
        assert {light for _, _, light in expected} == set(Light)
        async with full.store.view() as unit:
            with counted(full.store) as statements:
                cells = await unit.board.counts(full.plan.id, full.sight(today))
        assert len(statements) == 1
        found = Counter({(c.chapter, c.status, c.light): c.count for c in cells})
        assert found == expected
        assert [chapter.name for chapter in Counted(cells).chapters] == list(CHAPTERS)
        assert Counted(cells).total == len(full.tasks) == 90


async def test_without_a_period_only_dates_count(full: Full) -> None:
    today = date(2019, 10, 16)
    alone = [
        replace(one, shares=tuple(replace(of, report=None) for of in one.shares))
        for one in full.tasks
    ]
    expected = Counter(light_of(one, today, MONDAY_TO_FRIDAY) for one in alone)
    blind = replace(full.sight(today), period=None, due=None)
    async with full.store.view() as unit:
        found = Counted(await unit.board.counts(full.plan.id, blind))
    assert {light: found.of_light(light) for light in Light} == expected


async def test_filters_list_what_the_cards_say(full: Full) -> None:
    today = date(2019, 10, 11)
    assert await full.found(today) == list(range(1, 91))
    open_ones = [one for one in full.tasks if not one.restricted]
    for status in Status:
        expected = [one.ref for one in open_ones if one.status is status]
        assert await full.found(today, status=status) == expected
    for light in Light:
        expected = [o.ref for o in open_ones if light_of(o, today, MONDAY_TO_FRIDAY) is light]
        assert await full.found(today, light=light) == expected
    both = await full.found(today, status=Status.BLOCKED, department="财政部", chapter=2)
    assert both == full.fitting(
        lambda one: (
            not one.restricted
            and one.status is Status.BLOCKED
            and one.chapter == CHAPTERS[1]
            and any(of.department.short == "财政部" for of in one.shares)
        )
    )


async def test_a_restricted_task_is_listed_by_its_chapter_and_by_nothing_else(full: Full) -> None:
    today = date(2019, 10, 11)
    for place, chapter in enumerate(CHAPTERS, 1):
        listed = await full.found(today, chapter=place)
        assert listed == [one.ref for one in full.tasks if one.chapter == chapter]
    open_ones = full.fitting(lambda one: not one.restricted)
    assert await full.found(today, words="件事 占%") == open_ones
    by_light = [await full.found(today, light=light) for light in Light]
    assert sorted(chain.from_iterable(by_light)) == open_ones
    assert await full.found(today, words="10") == []  # its number, as a word
    assert await full.found(today, words="11") == [11]
    assert await full.found(today, words="' OR 1=1 %") == []


async def test_reports_to_the_office_are_found_by_their_state(full: Full) -> None:
    today = date(2019, 10, 11)
    async with full.store.view() as unit:
        missing = await unit.reviews.missing(full.period.id)
    owed = [one for one in missing if not one.restricted]
    assert await full.found(today, report=Wish.OWED) == sorted({one.ref for one in owed})
    assert await full.found(today, report=Wish.OWED, department="司法部") == [
        one.ref for one in owed if one.department.short == "司法部"
    ]
    drafts = [one.ref for one in owed if one.state is ReportState.DRAFT]
    assert await full.found(today, report=Wish.DRAFT) == sorted(set(drafts))
    every = {ref for wish in Wish for ref in await full.found(today, report=wish)}
    assert sorted(every) == full.fitting(lambda one: not one.restricted)
    none = await full.found(today, report=Wish.NONE)
    assert none
    assert not set(none) & {one.ref for one in owed}


async def test_a_page_of_a_list_knows_the_whole(full: Full) -> None:
    sight = full.sight(date(2019, 10, 11))
    async with full.store.view() as unit:
        page = await unit.board.find(full.plan.id, Filters(page=3), None, sight, limit=40)
        beyond = await unit.board.find(full.plan.id, Filters(page=9), None, sight, limit=40)
        whole = await unit.reviews.missing(full.period.id)
        some = await unit.board.missing(full.period.id, limit=7, offset=5)
    assert page.total == 90
    assert list(page.refs) == list(range(81, 91))
    assert (beyond.total, list(beyond.refs)) == (0, [])
    assert list(some) == list(whole)[5:12]


async def test_short_counts_agree_with_the_long_ones(full: Full) -> None:
    async with full.store.unit() as unit:
        [body] = await unit.people.department("财政部")
        other = await unit.people.add("对账", body.id, PersonRole.LIAISON, at=NOW)
        await unit.people.bind(other.id, replace(ALICE, user="1002"), at=NOW)
        await unit.people.suspend(replace(ALICE, user="1002"), suspended=True)
    async with full.store.view() as unit:
        covered = await unit.reviews.coverage(full.plan.id)
        standings = await unit.reviews.standings(full.period.id)
        tally = await unit.board.tally(full.period.id)
        nothing = await unit.board.tally(0)
    assert sum(one.gap is None for one in covered) == 1
    assert tally == sum((one.tally for one in standings), Tally())
    assert nothing == Tally()


async def test_departments_stand_in_plan_order(store: SqlStore) -> None:
    world = await settled(store)
    async with store.view() as unit:
        found = await unit.board.departments(world.plan.id)
    names = ["知识产权局", "司法部", "林草局", "市某某局", "国防科工局", "科技部", "财政部"]
    assert [body.short for body in found] == names


async def test_dead_letters_name_their_addressee_where_there_is_one(store: SqlStore) -> None:
    await settled(store)
    group = Address(Platform.TELEGRAM, BOT.tenant, "-5")
    async with store.unit() as unit:
        await unit.inbox.add([event_of("1")], at=NOW)
        [event] = await unit.inbox.claim([BOT], limit=9)
        await unit.inbox.settle(event, "parked", reason="a bug")
        for key, to in (("a", CHAT), ("b", group)):
            await unit.outbox.put(key, to, [part(key)], at=NOW)
            await unit.outbox.enroll(BOT, limit=9)
            [held] = await unit.outbox.claim(BOT, urgent=False, now=NOW, limit=1)
            await unit.outbox.intend(held, "", at=NOW)
            later = NOW + timedelta(1)
            free = LaneState(free_at=later, stop_until=later)
            await unit.outbox.settle(held, "refused", at=NOW, lane=free, reason="blocked")
    async with store.view() as unit:
        with counted(store) as statements:
            found = await unit.board.undelivered(limit=9)
            parked = await unit.board.parked(limit=9)
        first = await unit.board.undelivered(limit=1)
    assert len(statements) == 2
    assert [(one.person, one.department) for one in found] == [
        ("爱丽丝", "知识产权局"),
        (None, None),
    ]
    assert [one.row.reason for one in found] == ["blocked", "blocked"]
    assert [one.event.id for one in parked] == ["1"]
    assert list(first) == list(found[:1])
    assert ALICE.user == CHAT.chat
