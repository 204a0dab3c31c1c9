"""What cards say of a report on the day it is due, and from the day after."""

from datetime import timedelta

from tests.bot.world import World


async def test_on_the_day_and_after_it(world: World) -> None:
    await world.say("赵敏", "定时限 55 10月13日")  # a Sunday; the Saturday before is worked
    world.now += timedelta(days=1)
    assert "\n亮灯：黄灯 临近时限，10月13日 周日截止\n" in await world.say("张三", "55")
    world.now += timedelta(days=3)  # 15 October, the due day
    shown = await world.say("王芳", "24")
    assert "\n亮灯：黄灯 临近时限，今天截止\n时限：无单项时限\n" in shown
    assert "\n第三季度报送：今天（10月15日周二）截止\n" in shown
    assert "yellow, due soon, due today\n" in await world.say("Ann", "24")
    world.now += timedelta(days=2)
    shown = await world.say("王芳", "24")
    assert "\n亮灯：红灯 逾期\n时限：无单项时限\n" in shown
    assert "\n第三季度报送：10月15日（周二）已截止，已过 2 个工作日\n" in shown
