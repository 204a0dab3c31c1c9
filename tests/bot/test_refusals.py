"""What is refused, or asked again, offers what is likeliest, and nothing that would be refused."""

from datetime import date

import pytest

from bot.model.task import DeadlineKind
from tests.bot.conftest import Dated
from tests.bot.world import World


@pytest.mark.parametrize("said", ["24没完成", "24 尚未办结", "24 还没做完"])
async def test_who_says_not_done_is_not_offered_done(world: World, said: str) -> None:
    shown = await world.say("张三", said)
    assert "[推进中: 24 推进中]\n[滞后: 24 滞后]\n[仅记一句进展: 备注 24 " in shown
    assert "已完成]" not in shown
    assert "[取消: 取消]" in shown


async def test_not_done_in_english(world: World) -> None:
    shown = await world.say("Ann", "24 not done")
    assert "[Behind: 24 behind]" in shown
    assert "[Done" not in shown


async def test_a_refusal_can_be_told_to_the_office(world: World) -> None:
    shown = await world.say("张三", "46 推进中")
    assert "[向办公室反映: 意见 第 46 项：]" in shown
    asked = await world.say("张三", "意见 第 46 项：")
    assert asked.startswith("要向办公室反映什么？未保存。\n")
    assert "如：意见 第 46 项：该项我单位也参与" in asked


async def test_no_buttons_for_what_is_refused(world: World) -> None:
    shown = await world.say("张三", "更新 46")
    assert "您代表科技部，不能更新，未保存。" in shown
    assert "46 推进中" not in shown


async def test_the_status_that_was_typed_may_stand_alone(world: World) -> None:
    shown = await world.say("张三", "65 滞后 CANARY")
    assert "可仅登记状态：65 滞后" in shown
    assert "[滞后: 65 滞后]" in shown
    assert "CANARY" not in shown


async def test_an_extension_typed_as_a_status(world: World) -> None:
    shown = await world.say("张三", "24 延期")
    assert shown.startswith("第 24 项没有单项时限，无需延期，未保存。报送截止日由办公室定；")
    assert "[滞后: 24 滞后]\n[受阻/需协调: 24 受阻]" in shown
    typed = await world.say("张三", "延期 24 12月20日 等批复")  # the same, said the other way round
    assert typed.startswith("第 24 项没有单项时限，无需延期，未保存。\n")
    assert "报送截止日由办公室定；请先报已有进展，或选：\n[滞后: 24 滞后]" in typed
    assert "[受阻/需协调: 24 受阻]" in typed


async def test_an_extension_typed_as_a_status_of_a_dated_item(dated: Dated) -> None:
    world = await dated({24: (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前")})
    assert "如：延期 24 12月20日 事由" in await world.say("张三", "24 延期")


async def test_a_second_request_is_known_to_replace_the_first(dated: Dated) -> None:
    world = await dated({24: (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前")})
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    assert "已有申请：延至 12月20日（待答复）；重发将取代原申请。" in await world.say(
        "张三", "延期 24"
    )


async def test_only_the_office_is_told_by_the_word(world: World) -> None:
    assert "“催办”只能由办公室操作，未执行。" in await world.say("张三", "催办 24")
    english = await world.say("Ann", "nudge 24")
    assert "Only the office can do that: nudge. Nothing was done." in english


async def test_both_words_of_a_contradiction_are_quoted(world: World) -> None:
    assert "“推进中”与“滞后”矛盾，未保存。" in await world.say("张三", "24 推进中 滞后")
    assert "“已完成”与 40% 矛盾，未保存。" in await world.say("张三", "24 已完成 40%")
