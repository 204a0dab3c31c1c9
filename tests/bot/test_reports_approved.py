"""Nothing is sent that nobody approved in the department; and what approval means afterwards."""

from datetime import timedelta

from bot.model.report import ReportState
from tests.bot.reporting import state
from tests.bot.world import World

SENT = """\
已报送 · 第24项 · 第三季度
①进展情况：征求意见稿已印发各地
②存在问题：（未填）
③下一步打算：11月底前形成送审稿
本单位审签：王处长，10月11日（张三 登记）
张三（科技部） 10:00
本期还有 5 项未报（其中需线下报送 1）
[填报第 55 项: 报送 55]
[撤回报送: 报送 24 撤回]
[我的任务: 我的任务]"""


async def test_approved_by_whom_registered_by_whom_and_when(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发各地 下一步：11月底前形成送审稿")
    await world.say("张三", "报送 24")
    assert await world.say("张三", "已审签 王处长") == SENT
    assert len(world.statements) == 12
    assert await state(world, 24) is ReportState.SUBMITTED
    shown = await world.say("李四", "报送 24")
    assert "（已报，汇总前可改）" in shown
    assert "本单位审签：王处长，10月11日（张三 登记）" in shown


async def test_nothing_is_sent_that_nobody_approved(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发各地")
    assert await world.say("张三", "报送 24 提交") == (
        "第 24 项报送单尚未登记本单位审签，未报送。是否已按内部程序审签？\n"
        "[已审签并报送: 报送 24 已审签]\n"
        "[存草稿: 报送 24 草稿]"
    )
    assert await state(world, 24) is ReportState.DRAFT
    shown = await world.say("张三", "报送 24 审签")
    assert "（已审签，待报送）" in shown
    assert "本单位审签：已审签，未写姓名，10月11日（张三 登记）" in shown
    assert "[报送: 报送 24 提交]" in shown
    assert await state(world, 24) is ReportState.SIGNED_OFF
    assert "已报送 · 第24项" in await world.say("李四", "报送 24 提交")


async def test_what_was_approved_and_then_changed_has_to_be_approved_again(world: World) -> None:
    await world.say("张三", "报送 24 审签 王处长")
    assert "未登记" in await world.say("张三", "报送 24 问题：经费不足")
    assert await state(world, 24) is ReportState.DRAFT
    assert "尚未登记本单位审签" in await world.say("张三", "报送 24 提交")


async def test_an_update_after_the_approval_is_not_in_the_report(world: World) -> None:
    await world.say("张三", "报送 24 进展：已开展")
    await world.say("张三", "报送 24 审签 王处长")
    world.now += timedelta(minutes=1)
    shown = await world.say("张三", "24 推进中 又有进展")
    assert "第三季度报送单此前已审签，未含本条。如需并入请发：报送 24 撤回" in shown
    await world.say("张三", "报送 24 提交")
    shown = await world.say("张三", "24 推进中 更多进展")
    assert "第三季度此前已报送，未含本条。如需并入请发：报送 24 撤回" in shown
    shown = await world.say("张三", "报送 24 撤回")
    assert "①进展情况：已开展；又有进展；更多进展（据 10月11日 更新整理）" in shown
    assert await state(world, 24) is ReportState.DRAFT


async def test_no_news_is_sent_once_somebody_says_that_it_was_approved(world: World) -> None:
    assert await world.say("张三", "报送 24 无新进展") == (
        "报送前请确认本单位已审签 · 第24项 · 第三季度\n"
        "已存入草稿：①进展情况\n"
        "①进展情况：无新进展\n"
        "②存在问题：（未填）\n"
        "③下一步打算：（未填）\n"
        "尚未报送。\n"
        "[已审签并报送: 报送 24 已审签]\n"
        "[存草稿: 报送 24 草稿]\n"
        "[撤销: 撤销]"
    )
    assert await state(world, 24) is ReportState.DRAFT
    shown = await world.say("张三", "已审签 王处长")
    assert "已报送 · 第24项 · 第三季度\n①进展情况：无新进展\n" in shown
    assert "本单位审签：王处长" in shown
