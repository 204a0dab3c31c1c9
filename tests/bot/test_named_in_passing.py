"""Text that names its item somewhere in the middle is offered for that item."""

import pytest

from tests.bot.world import World


async def test_the_item_that_a_sentence_names_comes_before_the_last_card(world: World) -> None:
    await world.say("张三", "55")
    assert await world.say("张三", "关于第24项，征求意见稿已印发") == (
        "记为第 24 项的进展？尚未保存。\n"
        "“关于第24项，征求意见稿已印发”\n"
        "推进《人类遗传资源管理条例》立法进程…\n"
        "[记为第 24 项进展: 24 进展：关于第24项，征求意见稿已印发]\n"
        "[其他项: 记一条 关于第24项，征求意见稿已印发]\n"
        "[取消: 取消]"
    )
    assert await world.updates() == []
    await world.say("张三", "24 进展：关于第24项，征求意见稿已印发")
    [update] = await world.updates()
    assert update.change.progress == "关于第24项，征求意见稿已印发"


@pytest.mark.parametrize("text", ["我部负责的第24项已完成", "本月24号任务推进中"])
async def test_loose_talk_about_its_status_is_asked_about(world: World, text: str) -> None:
    asked = await world.say("张三", text)
    assert "尚未保存" in asked
    assert "[推进中: 24 推进中]\n[已完成: 24 已完成]\n[记为第 24 项进展: " in asked
    assert await world.updates() == []


async def test_several_items_are_offered_and_those_of_others_are_not(world: World) -> None:
    asked = await world.say("张三", "第24项和第55项材料已经报上去了")
    assert "[记到第 24 项: " in asked
    assert "[记到第 55 项: " in asked
    assert "记" not in await world.say("张三", "关于第46项，已发函")
    assert "线下报送" in await world.say("张三", "关于第12项，已发函")
    assert await world.updates() == []


@pytest.mark.parametrize(
    "text",
    ["12月底前报国务院", "12日已印发通知", "65家单位已反馈", "10-12月开展检查", "已覆盖12个省"],
)
async def test_months_and_counts_name_no_item(world: World, text: str) -> None:
    assert "线下报送" not in await world.say("张三", text)


async def test_several_items_with_values_are_offered_a_line_each(world: World) -> None:
    asked = await world.say("张三", "24推进中，55滞后，68已完成")
    assert "[24 推进中: 24 推进中]\n[55 滞后: 55 滞后]\n[68 已完成: 68 已完成]" in asked
    assert await world.updates() == []
