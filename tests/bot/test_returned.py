"""What came back, what was never sent: reports after the office has decided or sealed."""

from bot.model.report import ReportState
from tests.bot.reporting import at, state
from tests.bot.test_period_command import confirm
from tests.bot.world import World


async def test_what_was_never_sent_is_not_called_reported(world: World) -> None:
    await world.say("张三", "报送 24 无新进展")
    await world.say("赵敏", "通过 24 科技部")
    await world.say("赵敏", confirm(await world.say("赵敏", "报送期 封存 Q3")))
    said = await world.say("张三", "报送")
    assert "已报 1\n 24（牵头）\n" in said
    assert "\n未交 5\n 10、55、65、68（牵头） 60（参与）\n" in said
    assert "本期已封存，不再补报；新情况请直接发进展" in said
    assert "本期已全部报送" not in said
    sheet = await world.say("张三", "报送 55")
    assert sheet.startswith("第三季度报送单 · 第55项 · 科技部（未交）\n")
    assert "本单位审签：未登记\n" in sheet


async def test_what_came_back_is_approved_anew(world: World) -> None:
    await world.say("张三", "报送 24 进展：形成初稿")
    await world.say("张三", "报送 24 已审签 王处长")
    await world.say("赵敏", "退回 24 科技部 缺数据")
    assert "退回意见：缺数据\n" in await world.say("张三", "报送 24")
    await world.say("张三", "24 推进中 已补数据")
    sheet = await world.say("张三", "报送 24")
    assert "退回意见：缺数据\n" in sheet
    assert "本单位审签：未登记" in sheet
    assert "尚未登记本单位审签，未报送" in await world.say("张三", "报送 24 提交")
    assert await state(world, 24) is ReportState.DRAFT


async def test_a_record_in_a_report_that_came_back_can_be_taken_back(world: World) -> None:
    await at(world, 10, 11, "张三", "24 推进中 形成初稿")
    await world.say("张三", "报送 24 已审签")
    await world.say("赵敏", "退回 24 科技部 缺数据")
    assert "已撤销 1 项\n" in await world.say("张三", "撤销")
