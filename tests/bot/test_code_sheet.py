"""绑定码 全部: slips for many, shown first, readable nowhere but in the file that was sent."""

import io
import json
import re
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from docx import Document

from adapters.console.adapter import one_part
from adapters.slack import render as slack
from adapters.telegram import render as telegram
from adapters.wecom import render as wecom
from bot import making
from bot.cards.plain import plain_text
from bot.dispatch import Bot
from bot.messages import Address, Card, Channel, Part, Platform
from bot.model.person import PersonRole
from bot.ports import LaneState, Route
from reminders.sheets import Sheets
from tests.bot.previews import confirm
from tests.bot.world import NOW, World, account_of

OFFICE = "赵敏"
CODE = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


async def add(world: World, name: str, short: str, role: PersonRole = PersonRole.LIAISON) -> None:
    async with world.store.unit() as unit:
        [body] = await unit.people.department(short)
        await unit.people.add(name, body.id, role, at=NOW)


async def made(world: World, line: str) -> Card:
    """The card with its file, as the inbox makes it: the line is confirmed."""
    shown = await world.say(OFFICE, line)
    [reply] = (await world.answer(OFFICE, confirm(shown))).replies
    order = reply.card.order
    assert order is not None
    card = await making.made(order, world.store, Sheets(), now=world.now, zone=world.bot.zone)
    return making.filled(reply.card, {order: card})


def text_of(card: Card) -> str:
    """What stands in the file."""
    assert card.document is not None
    paper = Document(io.BytesIO(card.document.content))
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    found = [*paper.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return "\n".join(p.text for p in found if p.text)


async def test_everybody_without_an_account_gets_a_slip(world: World) -> None:
    await add(world, "周林", "海关总署")
    await add(world, "吴越", "商务部", PersonRole.DEPUTY)
    shown = await world.say(OFFICE, "绑定码 全部")
    assert re.sub(r"确认 \w{26}", "确认 …", shown) == (
        "绑定码打印页预览（尚未生成）\n"
        "绑定码：Telegram 2\n"
        "签发给：2 个单位 2 人（联络员 1，备用联系人 1）\n"
        "有效：仅一次，24 小时内\n"
        "这些人此前在同一平台的绑定码随即作废。\n"
        "绑定码只写在文件中：请打印、裁开，当面交给本人。\n"
        "另有 1 个单位未登记联络员：中央军委装备发展部。请先登记：换联络员 单位 姓名\n"
        "30 分钟内确认有效。\n"
        "[确认生成 2 张: 确认 …]\n"
        "[取消: 取消]"
    )
    before = await world.audited()
    card = await made(world, "绑定码 全部")
    assert plain_text(card) == (
        "绑定码 · 2 张\n"
        "文件：绑定码_20191011-1000.docx\n"
        "共 2 张，有效期至 2019年10月12日 周六 10:00，签发人：赵敏。\n"
        "只在此处发送这一次，发送后不再留存。\n"
        "发完后请删除此文件。\n"
        "另有 1 个单位未登记联络员"
    )
    assert await world.noted(after=before) == [
        "赵敏 telegram private code 周林 do",
        "赵敏 telegram private code 吴越 do",
    ]
    said = text_of(card)
    codes = list(dict.fromkeys(CODE.findall(said)))
    assert len(codes) == 2
    assert said.index("海关总署 · 周林") < said.index("商务部 · 吴越")  # in the plan's order
    assert "中央军委装备发展部" in said
    assert "1. 打开与联络员机器人的私聊（Telegram，不要在群里）。" in said
    assert not any(code in world.dump() for code in codes)
    assert "✅ 绑定成功\n周林 · 海关总署" in await world.say("phone", f"绑定 {codes[0]}")
    world.now += timedelta(hours=24)
    assert "绑定码无效或已失效" in await world.say("phone2", f"绑定 {codes[1]}")


async def test_for_whom_it_is_and_where(world: World) -> None:
    assert "绑定码：企业微信 7" in await world.say(OFFICE, "绑定码 全部 企业微信")
    assert (await world.say(OFFICE, "绑定码 未绑定")).startswith(
        "已登记人员均已绑定（Telegram），无需绑定码。"
    )
    await add(world, "周林", "海关总署")
    assert "绑定码：企业微信 1" in await world.say(OFFICE, "绑定码 未绑定 企业微信")
    assert "绑定码：Telegram 1，企业微信 1，Slack 1" in await world.say(
        OFFICE, "绑定码 海关总署 周林 3"
    )
    card = await made(world, "绑定码 海关总署 周林 3")
    assert len(set(CODE.findall(text_of(card)))) == 3
    assert "尚未登记此人或联络员" in await world.say(OFFICE, "绑定码 海关总署 某某 3")
    world.bot = Bot(world.bot.zone, limits=world.bot.limits, sheet_valid=timedelta(hours=72))
    assert "72 小时内" in await world.say(OFFICE, "绑定码 未绑定")
    async with world.store.unit() as unit:  # who closed the chat needs a new code
        await unit.people.suspend(account_of("王芳"), suspended=True)
    assert "2 个单位 2 人" in await world.say(OFFICE, "绑定码 全部")


async def test_in_english_and_by_whom_it_may_be_done(world: World) -> None:
    async with world.store.unit() as unit:
        person = next(p for p in await unit.people.people() if p.name == "Ann")
        await unit.staff.put_in(person.id, PersonRole.COORDINATOR)
    await add(world, "周林", "海关总署")
    shown = await world.say("Ann", "code all telegram")
    assert shown.startswith(
        "Sheet of binding codes, preview (none issued yet)\n"
        "Codes: Telegram 1\n"
        "For: 1 person of 1 department (liaison 1)\n"
        "Valid: once, for 24 hours\n"
    )
    for who in ("张三", "领导"):
        before = world.dump().count("binding_code")
        assert "绑定码无效" in await world.say(who, "绑定码 全部")
        assert world.dump().count("binding_code") == before
    [reply, *_] = (await world.answer(OFFICE, "绑定码 全部", channel=Channel.GROUP)).replies
    assert reply.private
    assert reply.card.order is None


@pytest.mark.parametrize("platform", ["telegram", "slack", "wecom", "console"])
async def test_nothing_of_it_stays_when_it_has_been_sent(world: World, platform: str) -> None:
    await add(world, "周林", "海关总署")
    card = await made(world, "绑定码 全部")
    parts = _rendered(platform, card)
    assert len(parts) >= 2
    assert all(part.shows.once for part in parts)
    to = Address(Platform(platform), "1", "1")
    route, key = Route(platform=to.platform, tenant="1"), f"reply:{platform}"
    async with world.store.unit() as unit:
        await unit.outbox.put(key, to, parts, at=NOW, cause=key)
        for place in range(len(parts)):
            await unit.outbox.enroll(route, limit=9)
            [held] = await unit.outbox.claim_answers(route, key, now=NOW, limit=1)
            assert held.item.part == place
            await unit.outbox.intend(held, held.item.message.content, at=NOW)
            free = LaneState(free_at=NOW, stop_until=NOW)
            await unit.outbox.settle(held, "sent", at=NOW, lane=free, message=f"m{place}")
    with sqlite3.connect(world.path) as connection:
        kept = connection.execute(
            "select content, shows from delivery where key = ?", (key,)
        ).fetchall()
        tried = connection.execute("select max(length(content)) from attempt").fetchone()
    connection.close()
    assert [content for content, _ in kept] == [""] * len(parts)
    assert all(json.loads(shows)["title"] == "" for _, shows in kept)
    assert tried in ((None,), (0,))


def _rendered(platform: str, card: Card) -> list[Part]:
    match platform:
        case "telegram":
            return list(telegram.render(Address(Platform.TELEGRAM, "1", "1"), card))
        case "slack":
            return list(slack.render(Address(Platform.SLACK, "T", "D1"), card))
        case "wecom":
            way = wecom.Way(people="app", agent=1)
            return list(wecom.render(Address(Platform.WECOM, "c", "u"), card, None, way))
    return list(one_part(Address(Platform.CONSOLE, "c", "u"), replace(card), None))


async def test_the_message_that_is_worked_twice_prints_what_it_stores(world: World) -> None:
    """The same codes for the same message, others for another."""
    await add(world, "周林", "海关总署")
    first = await made(world, "绑定码 全部")
    second = await made(world, "绑定码 全部")
    [one], [other] = (set(CODE.findall(text_of(card))) for card in (first, second))
    assert one != other
    assert "绑定码无效" in await world.say("phone", f"绑定 {one}")
    assert "绑定成功" in await world.say("phone", f"绑定 {other}")


@pytest.mark.parametrize("line", ["绑定码 全部", "台账", "通报"])
async def test_where_no_file_can_be_sent_nothing_is_made(world: World, line: str) -> None:
    shown = await world.say(OFFICE, line, files=False)
    assert shown.startswith(
        "此处不能发送文件，未生成。\n"
        "请在能收文件的聊天（企业微信应用、Telegram、Slack）中再发一次。\n"
        "或请运维人员运行：liaison "
    )
    assert "确认" not in shown


async def test_a_preview_of_codes_is_not_confirmed_where_no_file_can_be_sent(world: World) -> None:
    line = confirm(await world.say(OFFICE, "绑定码 全部 企业微信"))
    before = await world.audited()
    assert "此处不能发送文件，未生成。" in await world.say(OFFICE, line, files=False)
    assert await world.audited() == before
