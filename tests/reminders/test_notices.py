"""What could not be delivered reaches the office, once, and is settled from the chat."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.messages import Account, Address, Card, Event, Part, Platform
from bot.model.person import PersonRole
from bot.outcomes import Later, Refused
from bot.ports import Occurrence, Route, Unit
from reminders.composing import Composer, Drawing
from reminders.delivery import Postman
from reminders.notices import NoticeDrawing, NoticeRule
from reminders.planner import Planned, Planner
from store import SqlStore, open_store
from tests.world import BOT, START, FakeClock, FakePlatform

ROUTE = Route(platform=Platform.TELEGRAM, tenant=BOT)
OFFICE = "900"


class Office:
    """A store, a postman whose phone refuses chat 7, a planner, and a coordinator."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.clock, self.phone = store, FakeClock(), FakePlatform()
        drawings = {"notice": NoticeDrawing(ZoneInfo("Asia/Shanghai"))}
        self.man = Postman(
            store, self.clock, {ROUTE: self.phone}, Bell(), composer=Composer(drawings)
        )
        self.planner = Planner(store, [NoticeRule()])

    async def put(self, text: str, chat: str = "7") -> None:
        async with self.store.unit() as unit:
            to = Address(Platform.TELEGRAM, BOT, chat)
            parts = [Part(text, Card(text))]
            await unit.outbox.put(f"reply:{text}:0", to, parts, at=self.clock.now(), cause=text)

    async def hire(self, role: PersonRole, department: str, user: str) -> None:
        async with self.store.unit() as unit:
            [body] = await unit.people.department(department)
            person = await unit.people.add("赵敏", body.id, role, at=START)
            account = Account(Platform.TELEGRAM, BOT, user)
            assert await unit.people.bind(person.id, account, at=START)

    async def look(self, *, keep: bool = True) -> Planned:
        now = self.clock.now()
        return await self.planner.look(now=now, midnight=START - timedelta(hours=2), keep=keep)

    @property
    def told(self) -> list[str]:
        return [text for chat, text in self.phone.got if chat == OFFICE]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    store = await open_store(f"sqlite:///{tmp_path}/plan.db")
    await store.enlist(at=START)
    made = Office(store)
    await made.hire(PersonRole.COORDINATOR, "联席会议办公室", OFFICE)
    await made.hire(PersonRole.LIAISON, "科技部", "7")
    yield made
    await store.close()


async def test_a_message_that_is_refused_is_told_once(office: Office) -> None:
    office.phone.outcomes.append(Refused("403 blocked"))
    await office.put("第24项")
    await office.man.drain()
    rehearsed = await office.look(keep=False)
    assert len(rehearsed.found) == len(rehearsed.new) == 1
    planned = await office.look()
    assert [one.kind for one in planned.found] == ["notice"]
    assert (await office.look()).found == []
    await office.man.drain()
    assert office.told == ["未送达 1 条"]
    async with office.store.view() as unit:
        [row] = [row for row in await unit.outbox.listing(every=True)]
        sent = await unit.outbox.some([row.id + 1])
    card = plain_text(sent[0].delivery.message.shows, actions=True)
    for word in ("赵敏（科技部）", "第24项", "Telegram", "403 blocked", f"重发 {row.id}", "放弃"):
        assert word in card


async def test_a_message_tried_in_vain_for_a_quarter_of_an_hour_is_told(office: Office) -> None:
    office.phone.outcomes.extend([Later(None, "away")] * 2)
    await office.put("第24项")
    await office.man.drain()
    assert (await office.look()).found == []
    await office.clock.sleep(15 * 60)
    office.phone.outcomes.clear()
    office.phone.outcomes.append(Later(None, "away"))
    await office.man.drain()
    assert len((await office.look()).new) == 1


async def test_what_was_settled_meanwhile_is_not_told(office: Office) -> None:
    office.phone.outcomes.append(Refused("no"))
    await office.put("one")
    await office.man.drain()
    [key] = (await office.look()).new
    async with office.store.unit() as unit:
        [failed] = await unit.outbox.listing(every=False)
        assert await unit.outbox.drop(failed.id, at=office.clock.now())
    await office.man.drain()
    assert office.told == []
    async with office.store.view() as unit:
        [row] = await unit.outbox.some([failed.id + 1])
    assert (row.delivery.key, row.state) == (key, "superseded")


async def test_without_anybody_to_tell_failures_stay_untold_until_there_is(
    tmp_path: Path,
) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/plan.db")
    await store.enlist(at=START)
    office = Office(store)
    office.phone.outcomes.append(Refused("no"))
    await office.put("one")
    await office.man.drain()
    assert (await office.look()).found == []
    await office.hire(PersonRole.COORDINATOR, "联席会议办公室", OFFICE)
    assert len((await office.look()).new) == 1
    await store.close()


async def test_a_notice_that_fails_is_no_reason_for_another(office: Office) -> None:
    office.phone.outcomes.extend([Refused("no"), Refused("no")])
    await office.put("one")
    await office.man.drain()
    assert len((await office.look()).new) == 1
    await office.man.drain()
    assert (await office.look()).found == []


async def test_four_planners_at_once_tell_everything_once(office: Office) -> None:
    office.phone.outcomes.extend([Refused("no")] * 100)
    keys = list[str]()
    for n in range(40):
        await office.put(f"m{n}", chat=str(1000 + n))
        await office.man.drain()
        await office.clock.sleep(3600 if n % 2 else -3600)
        for planned in await asyncio.gather(*(office.look() for _ in range(4))):
            keys += planned.new
    assert len(keys) == len(set(keys)) == 40


async def test_an_event_that_was_parked_is_told_once(office: Office) -> None:
    event = Event(platform=Platform.TELEGRAM, tenant=BOT, id="5", lane="7", payload="{secret}")
    async with office.store.unit() as unit:
        await unit.inbox.add([event], at=office.clock.now())
        [held] = await unit.inbox.claim([ROUTE], limit=1)
        await unit.inbox.settle(held, "parked", reason="unreadable")
    assert len((await office.look()).new) == 1
    assert (await office.look()).found == []
    await office.man.drain()
    assert office.told == ["未能处理 1 条"]
    async with office.store.view() as unit:
        [notice] = await unit.outbox.some([1])
    card = plain_text(notice.delivery.message.shows, actions=True)
    assert f"重新处理 {held.id}" in card
    assert "unreadable" in card
    assert "secret" not in card


async def test_what_fails_again_is_told_again(office: Office) -> None:
    office.phone.outcomes.append(Refused("no"))
    await office.put("one")
    await office.man.drain()
    [first] = (await office.look()).new
    await office.man.drain()
    async with office.store.unit() as unit:
        [failed] = await unit.outbox.listing(every=False)
        assert await unit.outbox.retry(failed.id, at=office.clock.now())
    office.phone.outcomes.append(Refused("no"))
    await office.man.drain()
    [second] = (await office.look()).new
    assert first != second
    await office.man.drain()
    assert office.told == ["未送达 1 条"] * 2


async def test_a_card_that_cannot_be_drawn_stops_nobody_else(office: Office) -> None:
    class Broken(Drawing):
        async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
            raise ZeroDivisionError

    office.man.composer = Composer({"notice": Broken()})
    office.phone.outcomes.append(Refused("no"))
    await office.put("one")
    await office.man.drain()
    [key] = (await office.look()).new
    await office.put("two", chat="8")
    await office.man.drain()
    assert ("8", "two") in office.phone.got
    async with office.store.view() as unit:
        rows = await unit.outbox.listing(every=False)
    assert {row.delivery.key: row.state for row in rows}[key] == "refused"
