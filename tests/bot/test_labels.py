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
