"""Before a report leaves, and after: nothing empty is sent, and what was sent stays sent."""

import pytest

from bot.model.report import ReportState
from tests.bot.reporting import state
from tests.bot.world import World


@pytest.mark.parametrize("line", ["审签", "已审签", "提交", "报送 24 审签"])
async def test_what_was_sent_stays_sent(world: World, line: str) -> None:
    await world.say("张三", "报送 24 进展：已开展")
    await world.say("张三", "报送 24 已审签 王处长")
    await world.say("张三", "报送 24")
    assert await world.say("张三", line) == (
        "第 24 项此前已报送，未改动 · 第三季度\n"
        "本单位审签：王处长，10月11日（张三 登记）\n"
        "汇总前可直接修改，如：报送 24 2 无\n"
        "[查看报送单: 报送 24]\n"
        "[撤回报送: 报送 24 撤回]"
    )
    assert await state(world, 24) is ReportState.SUBMITTED
    await world.say("张三", "报送 24 1 签后改")
    assert "本单位审签：李处长，" in await world.say("张三", "报送 24 审签 李处长")
    assert await state(world, 24) is ReportState.SUBMITTED


async def test_an_empty_report_is_asked_about_and_not_sent(world: World) -> None:
    await world.say("张三", "报送 24")
    asked = (
        "第 24 项报送单三栏均未填，未报送。是否按“无新进展”报送？\n"
        "[无新进展: 报送 24 无新进展]\n[①进展情况: 报送 24 进展：]\n[取消: 取消]"
    )
    assert await world.say("张三", "已审签 王处长") == asked
    assert await state(world, 24) is ReportState.OPEN
    await world.say("张三", "报送 24 审签")
    assert await world.say("张三", "报送 24 提交") == asked
    await world.say("张三", "报送 24")
    await world.say("张三", "2 无")  # nothing to say of problems is nothing said
    assert await world.say("张三", "已审签") == asked
    await world.say("张三", "报送 24 无新进展")
    assert "①进展情况：无新进展\n" in await world.say("张三", "报送 24 已审签")
    assert await state(world, 24) is ReportState.SUBMITTED


async def test_a_blocked_item_without_a_problem_is_asked_about_once(world: World) -> None:
    await world.say("张三", "24 受阻 正在协商")
    await world.say("张三", "报送 24 问题：无")
    asked = await world.say("张三", "报送 24 已审签 王处长")
    assert asked.startswith(
        "第 24 项为“受阻/需协调”，报送单没有写存在问题，未报送。存在什么问题？\n"
        "[②存在问题: 报送 24 问题：]\n[仍按此报送: 确认 "
    )
    assert await state(world, 24) is ReportState.DRAFT
    shown = await world.say("张三", asked.partition("[仍按此报送: ")[2].partition("]")[0])
    assert shown.startswith("已报送 · 第24项")
    assert "本单位审签：王处长" in shown
