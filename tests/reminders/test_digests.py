"""The weekly digest on its way: once a week, as of when it leaves, and kept as it was seen."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.bell import Bell
from bot.cards.plain import plain_text
from bot.digest_data import digest_of, from_json, to_json
from bot.messages import Address, Card, Channel, Language, Later, Part, Picture, Platform, Sketch
from bot.model.digest import Scope
from bot.model.task import DeadlineKind
from bot.ports import Painter, Route
from reminders.composing import Composer
from reminders.delivery import Postman
from reminders.digests import DigestDrawing, DigestRule
from reminders.planner import Planned, Planner
from tests.bot.world import World, make
from tests.world import BOT, FakeClock, FakePlatform

ROUTE = Route(platform=Platform.TELEGRAM, tenant=BOT)
DUES = {46: (date(2019, 9, 30), DeadlineKind.EXPLICIT, None)}
OTHER = {"channel": Channel.OTHER}
ZONE = timedelta(hours=8)


def beijing(day: int, hour: int = 16, month: int = 10, minute: int = 0) -> datetime:
    return datetime(2019, month, day, hour, minute, tzinfo=UTC) - ZONE


class FakePainter(Painter):
    """Remembers what it was given; whoever looks learns whether a transaction was open."""

    def __init__(self) -> None:
        self.painted: dict[str, bytes] = {}
        self.during: list[bool] = []
        self.meanwhile: asyncio.Event | None = None

    def ready(self, sketch: Sketch) -> bool:
        return sketch.svg in self.painted

    def picture(self, sketch: Sketch) -> Picture | None:
        png = self.painted.get(sketch.svg)
        return None if png is None else Picture(png, sketch.words)

    async def paint(self, sketch: Sketch) -> None:
        if self.meanwhile is not None:
            await self.meanwhile.wait()
        self.painted[sketch.svg] = sketch.svg.encode()


class Phone(FakePlatform):
    """Keeps whole cards, and pictures apart."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[tuple[Address, str]] = []
        self.pictures: list[bytes] = []

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        assert card.sketch is None
        if card.picture is not None:
            self.pictures.append(card.picture.png)
        text = plain_text(card, actions=True)
        self.cards.append((to, text))
        return (Part(card.title, card),)


class Office:
    """A world, what plans and what delivers, on one clock."""

    def __init__(self, world: World, painter: Painter | None = None) -> None:
        self.world, self.clock, self.phone = world, FakeClock(world.now), Phone()
        self.painter = painter or FakePainter()
        zone = world.bot.zone
        drawings = {"digest": DigestDrawing(zone)}
        composer = Composer(drawings, painter=self.painter)
        self.man = Postman(world.store, self.clock, {ROUTE: self.phone}, Bell(), composer=composer)
        self.planner = Planner(world.store, [DigestRule(zone)])

    def at(self, moment: datetime) -> None:
        self.clock.at = self.world.now = moment

    async def look(self, moment: datetime) -> Planned:
        self.at(moment)
        midnight = (moment + ZONE).replace(hour=0, minute=0) - ZONE
        return await self.planner.look(now=moment, midnight=midnight)

    async def goes(self, moment: datetime) -> list[str]:
        """A tick and a delivery; the cards that left."""
        before = len(self.phone.cards)
        await self.look(moment)
        await self.man.drain()
        return [text for _, text in self.phone.cards[before:]]

    async def states(self) -> dict[str, str]:
        async with self.world.store.view() as unit:
            rows = await unit.outbox.some(range(1, 400))
        return {r.delivery.key: r.state for r in rows if r.delivery.kind == "digest"}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    world = await make(tmp_path / "digest.db", dues=DUES)
    await register(world, Address(Platform.TELEGRAM, BOT, "group"))
    yield Office(world)
    await world.store.close()


async def register(world: World, where: Address) -> None:
    """As 绑定本群 does, in the morning of the 8th."""
    async with world.store.unit() as unit:
        office = next(p for p in await unit.people.people() if p.name == "赵敏")
        await unit.groups.register(
            where,
            scope=Scope.PLAN,
            of="",
            purpose="",
            owner=office.id,
            weekday=4,
            hour=time(16),
            at=beijing(8, 9),
        )


async def test_a_digest_goes_out_on_friday_at_four(office: Office) -> None:
    assert await office.goes(beijing(11, 15, minute=59)) == []
    [card] = await office.goes(beijing(11, 16))
    assert card == (
        "【推进计划周报】2019年第41周（10月7日–10月11日）\n"
        "本周更新 0 项，新办结 0 项\n"
        "一、逾期（红灯）：单项时限已过 1 项\n"
        " 46 加强进出口环节知识产权保护（海关总署，9月30日到期）\n"
        "二、两周内到期：0 项\n"
        "三、受阻/需协调 0 项\n"
        "四、第三季度报送：已报 0/107\n"
        "说明：按计划编号排列，不作排名；线下报送事项不列示。查看单项：@我 加编号\n"
        f"简报 1 · 校验 {await check(office)}\n"
        "[我的任务: 我的任务]\n"
        "[完整清单: 简报 1 清单]"
    )
    assert office.phone.cards[0][0] == Address(Platform.TELEGRAM, "1", "group")
    assert len(office.phone.pictures) == 1
    assert await office.goes(beijing(11, 17)) == []
    assert len(await office.goes(beijing(18, 16))) == 1


async def check(office: Office, number: int = 1) -> str:
    async with office.world.store.view() as unit:
        found = await unit.digests.numbered(number)
    assert found is not None
    return found.digest[:8]


async def test_four_tickers_late_and_twice_make_one(office: Office) -> None:
    new = list[str]()
    for minute in (0, 0, 1, 30):
        moment = beijing(11, 16, minute=minute)
        for planned in await asyncio.gather(*(office.look(moment) for _ in range(4))):
            new += planned.new
    assert new == ["digest:1:2019-W41"]
    await office.man.drain()
    assert await office.states() == {"digest:1:2019-W41": "sent"}


async def test_a_friday_off_is_made_up_for_on_the_next_working_day(office: Office) -> None:
    """4 October 2019 lies in the golden week: the next working day is Tuesday, the 8th."""
    assert (await office.look(beijing(4, 16))).new == ()
    assert (await office.look(beijing(8, 15, minute=59))).new == ()
    assert (await office.look(beijing(8, 16))).new == ["digest:1:2019-W40"]
    await office.man.drain()
    [(_, card)] = office.phone.cards
    assert card.startswith("【推进计划周报】2019年第40周（9月30日–10月4日）\n本周更新 0 项")
    assert "补发" not in card
    assert (await office.look(beijing(11, 16))).new == ["digest:1:2019-W41"]


async def test_after_an_outage_of_weeks_one_current_digest_comes_and_says_that_it_is_late(
    office: Office,
) -> None:
    await office.goes(beijing(11, 16))
    office.at(beijing(11, 17))
    await office.world.say("张三", "24 推进中 已汇总意见")
    [card] = await office.goes(beijing(10, 9, month=12))
    assert card.startswith(
        "【推进计划周报】2019年第49周（12月2日–12月6日）\n"
        "补发：原定 12月6日 周五 16:00\n"
        "自10月11日以来更新 1 项，新办结 0 项\n"
    )
    assert sorted(await office.states()) == ["digest:1:2019-W41", "digest:1:2019-W49"]


async def test_one_that_could_not_leave_for_a_week_gives_way_to_the_next(office: Office) -> None:
    await office.look(beijing(11, 16))  # nobody delivers
    [card] = await office.goes(beijing(18, 16))
    assert card.startswith("【推进计划周报】2019年第42周")
    assert await office.states() == {
        "digest:1:2019-W41": "superseded",
        "digest:1:2019-W42": "sent",
    }


@pytest.mark.parametrize("line", ["停用本群", "简报 暂停"])
async def test_a_group_that_was_ended_or_paused_meanwhile_gets_none(
    office: Office, line: str
) -> None:
    await office.look(beijing(11, 16))
    await office.world.say("赵敏", line, **OTHER)
    await office.man.drain()
    assert await office.states() == {"digest:1:2019-W41": "superseded"}
    assert office.phone.cards == []
    assert (await office.look(beijing(18, 16))).new == ()


async def test_with_nothing_to_say_none_is_sent(tmp_path: Path) -> None:
    world = await make(tmp_path / "quiet.db")
    world.now = beijing(8, 9)
    await world.say("赵敏", "绑定本群 第一章", **OTHER)
    office = Office(world)
    assert await office.goes(beijing(11, 16)) == []
    assert await office.states() == {"digest:1:2019-W41": "superseded"}
    office.at(beijing(12, 9))
    await world.say("张三", "55 推进中 标准草案送审")  # of another chapter
    await world.say("张三", "10 推进中 已启动")
    [card] = await office.goes(beijing(18, 16))
    assert "范围：一、深化知识产权领域改革\n本周更新 1 项" in card
    await world.store.close()


async def test_it_is_said_again_exactly_as_it_was_seen(office: Office) -> None:
    await office.world.say("张三", "24 受阻 与司法部职责分工尚待明确")
    [seen] = await office.goes(beijing(11, 16))
    painted = office.phone.pictures[0]
    office.at(datetime(2019, 12, 30, 2, 0, tzinfo=UTC))
    await office.world.say("张三", "24 推进中 已明确")
    await office.world.say("赵敏", "46 已完成")
    for line, where in (("简报", OTHER), ("简报", {}), ("简报 1", {}), ("/digest show 1", {})):
        assert await office.world.say("王芳", line, **where) == seen
        answer = await office.world.answer("王芳", line, **where)  # type: ignore[arg-type]
        sketch = answer.replies[0].card.sketch
        assert sketch is not None
        assert sketch.svg.encode() == painted
    assert (await office.world.say("王芳", "简报 1 清单")).startswith("完整清单 · 简报 1\n")


async def test_what_is_stored_is_what_its_check_says(office: Office) -> None:
    await office.goes(beijing(11, 16))
    async with office.world.store.view() as unit:
        found = await unit.digests.numbered(1)
    assert found is not None
    assert digest_of(found.data) == found.digest
    assert to_json(from_json(found.data)) == found.data
    assert json.loads(found.data)["overdue"]["entries"][0]["number"] == 46


async def test_restricted_text_is_neither_sent_nor_stored(office: Office) -> None:
    office.at(beijing(11, 15))
    await office.world.say("赵敏", "65 受阻")
    [card] = await office.goes(beijing(11, 16))
    assert "受阻/需协调 1 项" in card
    async with office.world.store.view() as unit:
        found = await unit.digests.numbered(1)
    assert found is not None
    for text in (card, found.data, office.phone.pictures[0].decode()):
        assert "军民" not in text
        assert "国防" not in text
        assert " 65 " not in text
    assert json.loads(found.data)["blocked"] == {
        "entries": [],
        "fresh": 1,
        "restricted": 1,
        "total": 1,
    }


async def test_subscribers_get_the_whole_plan_in_their_language(office: Office) -> None:
    await office.world.say("Ann", "/subscribe")
    await office.world.say("张三", "订阅")
    await office.look(beijing(11, 16))
    async with office.world.store.unit() as unit:
        quiet = next(p for p in await unit.people.people() if p.name == "张三")
        await unit.subscriptions.remove(quiet.id)
        ann = next(p for p in await unit.people.people() if p.name == "Ann")
        assert ann.language is Language.EN
    await office.man.drain()
    cards = dict((to.chat, text) for to, text in office.phone.cards)
    assert sorted(cards) == ["Ann", "group"]
    assert cards["Ann"].startswith("[Weekly digest of the work plan] 2019, week 41")
    assert await office.states() == {
        "digest:1:2019-W41": "sent",
        f"digest:p{ann.id}:2019-W41": "sent",
        f"digest:p{quiet.id}:2019-W41": "superseded",
    }


async def test_the_office_sends_it_early_and_then_no_second_one_comes(office: Office) -> None:
    office.at(beijing(16, 10))
    shown = await office.world.say("赵敏", "简报 发送")
    confirm = shown.split("[确认发送: ")[1].split("]")[0]
    assert await office.world.say("赵敏", confirm) == "简报即刻发出：1 个群"
    await office.man.drain()
    [(to, card)] = office.phone.cards
    assert to.chat == "group"
    assert card.startswith("【推进计划周报】2019年第42周（10月14日–10月18日）\n本周更新")
    assert "补发" not in card
    assert await office.goes(beijing(18, 16)) == []


async def test_while_a_picture_is_painted_no_transaction_is_open(office: Office) -> None:
    """And whoever lost the message meanwhile fills in nothing."""
    assert isinstance(office.painter, FakePainter)
    office.painter.meanwhile = asyncio.Event()
    await office.look(beijing(11, 16))
    draining = asyncio.create_task(office.man.drain())
    for _ in range(200):
        await asyncio.sleep(0)
    assert office.phone.cards == []
    async with office.world.store.unit() as unit:  # would wait for an open one
        held = [r for r in await unit.outbox.listing(every=True) if r.state == "claimed"]
        assert len(held) == 1
        assert await unit.outbox.disown(keep=()) == 1
    office.painter.meanwhile.set()
    await draining
    assert [chat for chat, _ in office.phone.got] == ["group"]
    assert len(set(office.phone.cards)) == 1
    async with office.world.store.view() as unit:
        row = (await unit.outbox.some(range(1, 50)))[-1]
        assert (row.state, row.tries) == ("sent", 1)


async def test_a_picture_of_several_groups_is_painted_once(office: Office) -> None:
    await register(office.world, Address(Platform.TELEGRAM, BOT, "second", "7"))
    await office.goes(beijing(11, 16))
    assert isinstance(office.painter, FakePainter)
    assert len(office.painter.painted) == 1
    assert sorted((to.chat, to.thread) for to, _ in office.phone.cards) == [
        ("group", None),
        ("second", "7"),
    ]


async def test_a_group_that_moved_gets_it_where_it_lives_now(office: Office) -> None:
    office.phone.outcomes.append(Later(timedelta(0), "moved", moved_to="-1007"))
    await office.goes(beijing(11, 16))
    await office.clock.sleep(60)
    await office.man.drain()
    assert [chat for chat, _ in office.phone.got] == ["group", "-1007"]
    async with office.world.store.view() as unit:
        [group] = await unit.groups.standing()
    assert group.address.chat == "-1007"
