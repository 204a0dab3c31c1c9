"""Registering by typing on each platform, and a long digest within each platform's limits."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from adapters.slack import inbound as slack
from adapters.slack.render import call_of as slack_call
from adapters.slack.render import render as to_slack
from adapters.telegram import inbound as telegram
from adapters.telegram.render import render as to_telegram
from adapters.telegram.split import LIMIT, units
from adapters.wecom import inbound as wecom
from adapters.wecom.render import Way, filled
from adapters.wecom.render import call_of as wecom_call
from adapters.wecom.render import render as to_wecom
from bot.cards import digest as cards
from bot.cards.plain import plain_text
from bot.locale import words
from bot.messages import Address, Card, Channel, Language, Part, Picture, Platform, Request
from bot.model.digest import Digest, Entry, Named, Section
from bot.painting import painted
from bot.ports import NoPainter
from bot.turn import Answer
from tests.adapters import slack_limits, wecom_limits
from tests.adapters.telegram_updates import FORUM, GROUP, ZHANG, message
from tests.bot.conftest import world as world  # noqa: PLC0414 - a fixture
from tests.bot.world import NOW, World, account_of
from tests.fakes import slack_payloads, wecom_frames

KEY = "0123456789abcdef" * 2
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
APP, BOT = Way("app", agent=7), Way("aibot", agent=7)
TOPIC = {"message_thread_id": 5, "is_topic_message": True}


def by_telegram(text: str, **more: Any) -> Request | None:
    update = message(text, **({"chat": GROUP} | more))
    return telegram.to_request(telegram.event_of(update, "1"), ("联络员", "liaison_test_bot"))


def by_slack(text: str, **more: Any) -> Request | None:
    payload = slack_payloads.mention(text, **more)
    return slack.to_request(slack.event_of(payload, "T1"), "UBOT", {})


def by_wecom(text: str, **more: Any) -> Request | None:
    frame = wecom_frames.mention(text, **more)
    return wecom.to_request(wecom.event_of_frame(frame, "corp"), ("联络员",))


ROOT = "1570759000.000100"
TYPED: list[tuple[str, Callable[[], Request | None], Address]] = [
    (
        "Telegram's command",
        lambda: by_telegram("/here@liaison_test_bot 周五 16:30"),
        Address(Platform.TELEGRAM, "1", "-1001234"),
    ),
    (
        "a topic of Telegram",
        lambda: by_telegram("/here@liaison_test_bot fri 16:30", chat=FORUM, **TOPIC),
        Address(Platform.TELEGRAM, "1", "-1001234", "5"),
    ),
    (
        "Telegram's Chinese mention",
        lambda: by_telegram("@联络员 绑定本群 周五 16:30"),
        Address(Platform.TELEGRAM, "1", "-1001234"),
    ),
    (
        "Slack's mention",
        lambda: by_slack("<@UBOT> 绑定本群 周五 16:30"),
        Address(Platform.SLACK, "T1", slack_payloads.CHANNEL),
    ),
    (
        "a thread of Slack",
        lambda: by_slack("<@UBOT> 绑定本群 周五 16:30", thread=ROOT),
        Address(Platform.SLACK, "T1", slack_payloads.CHANNEL, ROOT),
    ),
    (
        "WeCom's robot",
        lambda: by_wecom("绑定本群 周五 16:30"),
        Address(Platform.WECOM, "corp", f"group:{wecom_frames.GROUP}"),
    ),
]


async def said(world: World, request: Request) -> Answer:
    async with world.store.unit() as unit:
        person = next(p for p in await unit.people.people() if p.name == "赵敏")
        await unit.people.bind(person.id, request.sender, at=NOW)
        return await world.bot.handle(request, unit, now=NOW, batch="b")


def rendered(to: Address, card: Card) -> Sequence[Part]:
    match to.platform:
        case Platform.TELEGRAM:
            return to_telegram(to, card)
        case Platform.SLACK:
            return to_slack(to, card)
    return to_wecom(to, card, None, APP if to.chat == "LiSi" else BOT)


@pytest.mark.parametrize(("typed", "where"), [t[1:] for t in TYPED], ids=[t[0] for t in TYPED])
async def test_a_group_registers_where_it_was_typed(
    world: World, typed: Callable[[], Request | None], where: Address
) -> None:
    request = typed()
    assert request is not None
    assert (request.channel, request.addressed) == (Channel.OTHER, True)
    [reply] = (await said(world, request)).replies
    assert not reply.private
    assert reply.card.title == "本群已登记（群 1）"
    assert "每周五 16:30" in plain_text(reply.card)
    async with world.store.view() as unit:
        [group] = await unit.groups.standing()
    assert group.address == where == request.origin
    part, *_ = rendered(group.address, reply.card)
    call = json.loads(part.content)
    if where.thread is not None:
        assert where.thread in (call.get("message_thread_id"), call.get("thread_ts"))


async def test_then_a_question_of_anybody_is_answered_in_the_group(world: World) -> None:
    first, second = by_telegram("@联络员 绑定本群"), by_telegram("@联络员 简报", sender=ZHANG)
    assert first is not None
    assert second is not None
    await said(world, first)
    [reply] = (await said(world, second)).replies
    assert not reply.private
    assert reply.card.title.startswith("【推进计划周报】")
    assert account_of("x").platform is Platform.TELEGRAM


LISTED = tuple(
    Entry(
        number=n,
        title="做好中国国际进口博览会知识产权相关工作，举办国际设计博览…",
        departments=(Named("知识产权局", "CNIPA"), Named("<b>&*科技部_", "MOST")),
        day=date(2019, 9, 30),
    )
    for n in range(1, 51)
)
LONG = Digest(
    in_group=True,
    week="2019-W42",
    first=date(2019, 10, 14),
    last=date(2019, 10, 18),
    since=datetime(2019, 10, 11, 8, tzinfo=UTC),
    at=datetime(2019, 10, 18, 8, tzinfo=UTC),
    until=date(2019, 11, 1),
    updates=34,
    overdue=Section(total=30, entries=LISTED[:30]),
    due=Section(total=60, restricted=4, entries=LISTED),
    blocked=Section(total=50, fresh=9, entries=LISTED),
)
DIGEST = painted(cards.card(words(Language.ZH), LONG, 37, "7f3a9c21"), NoPainter())
FULL = cards.full(words(Language.ZH), LONG, 37, "7f3a9c21")
WHERE = [
    Address(Platform.TELEGRAM, "1", "-1001234", "5"),
    Address(Platform.TELEGRAM, "1", "77"),
    Address(Platform.SLACK, "T1", "C1", ROOT),
    Address(Platform.SLACK, "T1", "U77"),
    Address(Platform.WECOM, "corp", "group:wrGROUP1"),
    Address(Platform.WECOM, "corp", "robot:digest"),
    Address(Platform.WECOM, "corp", "ZhangSan"),
    Address(Platform.WECOM, "corp", "LiSi"),  # by the app: texts of 2,048 bytes
]


@pytest.mark.parametrize("to", WHERE, ids=lambda to: f"{to.platform} {to.chat}")
@pytest.mark.parametrize("card", [DIGEST, FULL], ids=["digest", "full list"])
def test_a_long_digest_is_within_the_limits_and_whole(to: Address, card: Card) -> None:
    parts = rendered(to, card)
    for part in parts:
        match to.platform:
            case Platform.TELEGRAM:
                call = json.loads(part.content)
                assert units(call["text"]) <= LIMIT * 4  # escaped; LIMIT is of what is read
                assert units(plain_text(part.shows)) <= LIMIT
                assert call.get("message_thread_id") == to.thread
            case Platform.SLACK:
                slack_limits.check_call(slack_call(part))
                assert json.loads(part.content).get("thread_ts") == to.thread
            case Platform.WECOM:
                wecom_limits.check_call(filled(wecom_call(part), KEY))
    told = "\n".join(plain_text(part.shows) for part in parts)
    assert told.count("知识产权局") == (9 if card is DIGEST else 130)
    assert "简报 37 · 校验 7f3a9c21" in told
    assert len(parts) <= (2 if card is DIGEST else 12)  # WeCom's robot shows buttons apart


@pytest.mark.parametrize("to", WHERE, ids=lambda to: f"{to.platform} {to.chat}")
def test_its_picture_goes_before_it_to_the_same_place(to: Address) -> None:
    card = Card(DIGEST.title, DIGEST.body, picture=Picture(PNG, "各章状态：推进中 71"))
    shown, *_ = rendered(to, card)
    encoded = base64.b64encode(PNG).decode()
    if to.platform is Platform.WECOM and to.chat not in ("robot:digest", "LiSi"):
        assert shown.shows.body[0] == "各章状态：推进中 71"  # in words by the robot
        assert shown.shows.title == DIGEST.title
    else:
        assert shown.shows.title == "各章状态：推进中 71"
        assert encoded in shown.content
    if to.thread is not None:
        assert to.thread in shown.content
