"""The label of a button, typed below its card: what reads is done, what writes is offered."""

from datetime import timedelta

import pytest

from bot.messages import Channel
from tests.bot.world import World

NOTHING = "没看明白，未改动。您是不是要：\n"


async def test_a_label_of_what_reads_does_what_the_button_does(world: World) -> None:
    first = await world.say("陈静", "我的任务")
    assert "[下一页: 我的任务 2]" in first
    assert "[上一页: " not in first
    pressed = await world.say("陈静", "我的任务 2")
    await world.say("陈静", "我的任务")
    assert await world.say("陈静", "「下一页」") == pressed
    await world.say("张三", "24 推进中 已印发")
    assert "第三季度报送单 · 第24项" in await world.say("张三", "去报送")
    await world.say("张三", "24")
    assert "第24项 · 历史记录" in await world.say("张三", "历史记录")
    await world.say("Ann", "24 in progress")
    assert "Q3 2019 report · item 24" in await world.say("Ann", "Add Problems")


async def test_a_label_of_what_writes_is_a_button_again(world: World) -> None:
    preview = await world.say("张三", "10 24 46 55 60 68 推进中")
    assert "确认" in preview
    asked = await world.say("张三", "确认")
    assert asked.startswith(f"{NOTHING}[确认保存 5 项: 确认 ")
    assert await world.updates() == []


@pytest.mark.parametrize("how", [{"channel": Channel.GROUP}, {"reply_to": "1.0"}])
async def test_only_below_the_last_card_in_private(world: World, how: dict[str, object]) -> None:
    await world.say("陈静", "我的任务")
    assert "第 2/10 页" not in await world.say("陈静", "下一页", **how)


async def test_not_of_an_old_card_nor_of_one_without_that_button(world: World) -> None:
    await world.say("陈静", "我的任务")
    world.now += timedelta(minutes=31)
    assert "第 2/10 页" not in await world.say("陈静", "下一页")
    await world.say("陈静", "我的任务")
    await world.say("陈静", "我是谁")
    assert "第 2/10 页" not in await world.say("陈静", "下一页")


async def test_a_label_may_be_typed_as_far_as_its_item(world: World) -> None:
    await world.say("赵敏", "销号 55")
    shown = await world.say("赵敏", "确认销号")
    assert shown.startswith(f"{NOTHING}[确认销号第 55 项: 确认 ")
    await world.say("张三", "报送 24")
    assert (await world.say("张三", "先不报送")).startswith("已停止填报第 24 项")


@pytest.mark.parametrize(
    "label",
    ["补充下一步", "去报送", "撤回报送", "逐项填报", "上一页", "第三页", "确认销号", "withdraw",
     "改文案", "确认发送", "先不报送", "转交同事"],
)  # fmt: skip
async def test_a_label_of_no_button_that_is_near_is_nobodys_progress(
    world: World, label: str
) -> None:
    await world.say("张三", "我的任务")
    shown = await world.say("张三", label)
    assert "未改动" in shown
    assert "记到" not in shown
    await world.say("张三", "报送 24 问题：")  # asks for a text, and this is none
    assert f"问题：{label}" not in await world.say("张三", label)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("稍后", "没说是哪一项，未保存。如：稍后 24 3天。"),
        ("算了", "已取消，未改动。"),
        ("不报了", "已取消，未改动。"),
        ("never mind", "已取消，未改动。"),
    ],
)
async def test_what_is_said_to_the_bot_is_no_progress(world: World, text: str, shown: str) -> None:
    await world.say("张三", "24")
    assert shown in await world.say("张三", text)


async def test_the_next_item_is_not_item_one(world: World) -> None:
    await world.say("陈静", "我的任务")
    assert "[记为第 1 项进展: " not in await world.say("陈静", "下一项工作已启动")


async def test_what_only_lacks_its_item_is_still_offered(world: World) -> None:
    await world.say("张三", "24")
    assert "24 推进中]" in await world.say("张三", "推进中")
    await world.say("张三", "24")
    assert "24 无新进展]" in await world.say("张三", "无新进展")
