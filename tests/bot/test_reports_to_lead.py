"""What a participant reports goes to the lead: how it is told so, and how the lead sees it."""

from bot.model.report import ReportState
from tests.bot.reporting import send, state
from tests.bot.world import World


async def test_participants_tell_the_lead(world: World) -> None:
    shown = await world.say("钱进", "68 推进中 已拨付")
    assert "已报牵头单位 科技部，无需另行报送\n[撤销: 撤销]" in shown
    assert "[查看报送单: 报送 68]" in shown
    assert await state(world, 68, "财政部") is ReportState.SUBMITTED
    shown = await world.say("张三", "报送 68")
    assert "财政部：已报牵头单位（10月11日）" in shown
    assert "财政部：已报牵头单位（10月11日）" in await world.say("张三", "68")
    await world.say("钱进", "撤销")
    assert await state(world, 68, "财政部") is ReportState.OPEN
    assert "财政部：未报" in await world.say("张三", "68")
    shown = await send(world, "张三", 68)
    assert "尚未报贵单位的参与单位：财政部" in shown


async def test_a_participant_reports_formally_too(world: World) -> None:
    shown = await world.say("张三", "报送 60")
    assert "报送至：商务部（牵头）" in shown
    shown = await send(world, "张三", 60)
    assert shown.startswith("已报牵头单位 商务部 · 第60项 · 第三季度\n")
    assert "撤回" in await world.say("张三", "报送 60")


async def test_a_status_alone_tells_the_lead_nothing(world: World) -> None:
    shown = await world.say("钱进", "68 推进中")
    assert "牵头单位 科技部" not in shown
    assert await state(world, 68, "财政部") is ReportState.OPEN
