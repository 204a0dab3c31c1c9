"""A request for coordination: what it needs, what is not allowed; and one that a report makes."""

from datetime import timedelta

import pytest

from bot.messages import Channel
from tests.bot.coordinating import ASK, ASKED, OFFICE, pending
from tests.bot.world import World


@pytest.mark.parametrize(
    ("who", "line", "words"),
    [
        ("张三", "需协调 24", "第 24 项要协调什么？未保存。"),
        ("张三", "需协调 24 涉及单位：司法部", "第 24 项要协调什么？未保存。"),
        ("张三", "需协调 24 分工 涉及单位：司法", "没有“司法”这个单位，未保存。"),
        ("张三", "需协调 46 分工 涉及单位：无", "第 46 项的责任单位是海关总署"),
        ("张三", "需协调 65 CANARY 涉及单位：无", "第 65 项设为“线下报送”"),
        ("张三", "需协调 12 CANARY 涉及单位：无", "第 12 项"),
        ("张三", "需协调 24 CANARY 机密 涉及单位：无", "内容疑含标密字样“机密”"),
        ("张三", "需协调 24 " + "长" * 2001, "内容超过 2000 字"),
        ("张三", "需协调 208 分工", "没有第 208 项"),
        ("张三", "需协调 24、55 分工", "没看明白"),
        ("张三", "需协调", "没有未办结的协调事项。"),
        ("张三", "需协调 24 撤回", "没有未办结的协调申请"),
        ("张三", "协调 24 会商 10月20日", "由办公室处理，未改动。"),
        ("钱进", "协调 24 答复 无意见", "没有涉及贵单位的未办结协调，未保存。"),
        ("领导", "需协调 24 CANARY", "只能查看"),
        (OFFICE, "协调 24 答复 好", "没有未办结的协调申请，未改动。"),
    ],
)
async def test_what_is_not_asked_for(world: World, who: str, line: str, words: str) -> None:
    assert words in await world.say(who, line)
    assert await pending(world) == 0
    assert "CANARY" not in world.dump()


async def test_a_report_asks_with_its_problems(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    assert await world.say("张三", "报送 24 已审签并申请协调") == (
        "要协调什么问题？尚未报送。\n请发：报送 24 问题：事由\n[查看报送单: 报送 24]"
    )
    assert await pending(world) == 0
    await world.say("张三", "报送 24 问题：与司法部职责分工条款尚待明确")
    await world.say("张三", "报送 24 已审签并申请协调")
    shown = await world.say(OFFICE, "协调")
    assert "科技部 10月11日 · 与司法部职责分工条款尚待明确 · 待答复" in shown
    await world.say("张三", "报送 24 撤回")
    await world.say("张三", "报送 24 已审签并申请协调")
    assert await pending(world) == 1


async def test_whom_it_concerns_is_asked_with_the_items_departments(world: World) -> None:
    said = await world.say("张三", "需协调 24 与司法部职责分工条款尚待明确")
    head, *buttons = said.split("\n[")
    assert head == (
        "第 24 项协调涉及哪些单位？尚未保存。\n"
        "事由：与司法部职责分工条款尚待明确\n"
        "也可写在事由后：涉及单位：科技部、司法部"
    )
    labels = [one.partition(": ")[0] for one in buttons]
    assert labels == ["司法部", "不涉及其他单位", "取消"]
    assert await pending(world) == 0
    code = buttons[0].removeprefix("司法部: ").removesuffix("]")
    assert await world.say("张三", code) == ASKED
    said = await world.say("王芳", "需协调 24 未会签 司法部、财政部、MOF")  # without oneself
    assert "事由：未会签\n涉及单位：财政部\n" in said


async def test_in_a_group_it_comes_back_and_old_cards_ask(world: World) -> None:
    said = await world.say("张三", ASK, channel=Channel.GROUP)
    assert "[办理: 确认 " in said
    await world.say("张三", "24")
    shown = world.last
    world.now += timedelta(minutes=1)
    await world.say("李四", "24 推进中 已会签")
    assert "刚由李四于 10:01 改为“推进中”" in await world.say(
        "张三", "需协调 24 分工 涉及单位：无", reply_to=shown
    )
    assert await pending(world) == 0


async def test_blocked_alone_offers_the_request(world: World) -> None:
    """It only lists the item; nobody has to answer."""
    blocked = await world.say("张三", "24 受阻")
    assert "[撤销: 撤销]\n[申请协调: 需协调 24]\n" in blocked
    assert "申请协调" not in await world.say("赵敏", "24 受阻")
    assert "申请协调" not in await world.say("张三", "65 受阻")
    assert "申请协调" not in await world.say("张三", "24 推进中")


@pytest.mark.parametrize(
    ("who", "line", "button"),
    [
        ("张三", "需协调 24 场地问题 请财政部支持", "[财政部: "),
        ("张三", "需协调 24 立法分工不清，需要财政部、商务部协助", "[商务部: "),
        ("Ann", "coord 24 need help from MOF", "[MOF: "),
    ],
)
async def test_who_is_named_in_the_reason_is_offered(
    world: World, who: str, line: str, button: str
) -> None:
    """It is asked whether they are meant: the reason may only mention them."""
    shown = await world.say(who, line)
    first = shown.partition("\n[")[2].partition(": ")[0]
    assert button in shown
    assert first in ("财政部", "MOF")
    assert "[司法部: " in shown or "[MOJ: " in shown


async def test_the_text_that_was_asked_for_is_a_request(world: World) -> None:
    await world.say("张三", "需协调 24")
    assert "[需协调 24 …: 需协调 24 分工条款不清]" in await world.say("张三", "分工条款不清")


async def test_nobody_else_is_concerned(world: World) -> None:
    shown = await world.say("张三", "需协调 24 场地紧张 涉及单位：无")
    assert "\n不涉及其他单位\n" in shown
    assert "涉及单位：不涉及" not in shown
