"""定时限: the office's own dates, shown as such, with the way back."""

from datetime import date, timedelta

import pytest

from bot.messages import Channel
from bot.model.task import DeadlineKind, Status
from tests.bot.conftest import Dated
from tests.bot.previews import confirm
from tests.bot.world import World

OFFICE = "赵敏"
NOVEMBER = (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前")


async def test_a_date_is_set_and_taken_back(dated: Dated) -> None:
    world = await dated({24: NOVEMBER})
    assert await world.say(OFFICE, "定时限 24 12月10日") == (
        "已定时限 · 第24项\n"
        "时限：12月10日（办公室 10月11日 定）\n"
        "原为：11月30日\n"
        "清单和提醒从现在起按此计算，原时限留存备查。\n"
        "不另行通知单位。\n"
        "[撤回: 定时限 24 清除]\n"
        "[查看第 24 项: 24]"
    )
    assert len(world.statements) == 7
    assert "时限：12月10日（办公室 10月11日 定）" in await world.say("张三", "24")
    again = await world.say(OFFICE, "deadline 24 20 Dec")
    assert "原为：12月10日" in again
    assert "[撤回: 定时限 24 2019-12-10]" in again
    back = await world.say(OFFICE, "定时限 24 清除")
    assert "时限：11月30日（文件：“11月底前”）" in back
    assert "[撤回: 定时限 24 2019-12-20]" in back
    assert (await world.task(24)).deadline.day == date(2019, 11, 30)


async def test_in_english(world: World) -> None:
    await world.say(OFFICE, "/lang en")
    assert await world.say(OFFICE, "deadline 24 30 Nov") == (
        "Date set · item 24\n"
        "Due: 30 Nov (set by the office on 11 Oct)\n"
        "Before: no date\n"
        "Sat 30 Nov is a day off.\n"
        "Lists and reminders follow it from now on.\n"
        "Departments get no message about it.\n"
        "[Withdraw: deadline 24 clear]\n"
        "[Show item 24: 24]"
    )


async def test_several_items_have_one_way_back_for_each_earlier_date(dated: Dated) -> None:
    world = await dated({24: NOVEMBER})
    await world.say(OFFICE, "定时限 10 11月15日")
    assert await world.say(OFFICE, "定时限 10、24 12月10日") == (
        "已定时限 · 2 项\n"
        " 10 加强国家科技计划全流程的知识产权管理… · 11月15日 → 12月10日\n"
        " 24 推进《人类遗传资源管理条例》立法进程… · 11月30日 → 12月10日\n"
        "清单和提醒从现在起按此计算，原时限留存备查。\n"
        "不另行通知单位。\n"
        "[撤回: 定时限 10 2019-11-15]\n"
        "[撤回: 定时限 24 清除]"
    )


async def test_many_items_are_shown_first(dated: Dated) -> None:
    world = await dated({24: NOVEMBER})
    shown = await world.say(OFFICE, "定时限 20-25 12月10日")
    assert shown.startswith("将改 6 项的时限，请确认（尚未保存）\n 20 ")
    assert " 24 推进《人类遗传资源管理条例》立法进程… · 11月30日 → 12月10日\n" in shown
    assert (await world.task(24)).deadline.kind is DeadlineKind.EXPLICIT
    code = confirm(shown)
    assert "此预览已过期" in await world.say("张三", code)
    assert (await world.say(OFFICE, code)).startswith("已定时限 · 6 项\n")
    assert len(world.statements) == 8
    assert (await world.task(25)).deadline.day == date(2019, 12, 10)
    assert "此预览已过期" in await world.say(OFFICE, code)


async def test_a_preview_ends(world: World) -> None:
    shown = await world.say(OFFICE, "定时限 20-25 12月10日")
    world.now += timedelta(minutes=31)
    assert "此预览已过期" in await world.say(OFFICE, confirm(shown))
    assert (await world.task(25)).deadline.day is None


async def test_a_date_that_is_over_is_shown_first(world: World) -> None:
    shown = await world.say(OFFICE, "定时限 24 9月1日")
    assert "9月1日已过，定后即为红灯。" in shown
    assert (await world.task(24)).deadline.day is None
    await world.say(OFFICE, confirm(shown))
    assert "亮灯：红灯 逾期" in await world.say(OFFICE, "24")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("定时限 24", "定到哪一天？未改动。"),
        ("定时限", "请发：定时限 24 11月30日"),
        ("定时限 24 2月30日", "日期“2月30日”不存在，未保存。"),
        ("定时限 208 11月30日", "没有第 208 项，未保存。"),
        ("定时限 全部 11月30日", "不能一次改全部任务"),
        ("定时限 24 06/07", "没看明白“06/07”"),
        ("定时限 24 清除", "第 24 项时限已是：无单项时限，未改动。"),
        ("定时线 24 11月30日", "[定时限 24 11月30日"),
    ],
)
async def test_what_is_unclear_changes_nothing(world: World, line: str, words: str) -> None:
    assert words in await world.say(OFFICE, line)
    assert (await world.task(24)).deadline.day is None


async def test_a_closed_item_keeps_its_date_and_a_restricted_one_its_secret(world: World) -> None:
    await world.put(46, "海关总署", Status.CLOSED)
    shown = await world.say(OFFICE, "定时限 12、46 11月29日")
    assert "第 46 项已办结，时限未改动。" in shown
    assert (await world.task(46)).deadline.day is None
    assert (await world.task(12)).deadline.day == date(2019, 11, 29)
    both = await world.say(OFFICE, "定时限 12、24 11月28日")
    assert " 12 线下报送事项 · 11月29日 → 11月28日" in both
    assert "国防" not in both


async def test_only_the_office_and_only_in_private(world: World) -> None:
    for who in ("张三", "李四", "领导"):
        assert "”只能由办公室操作，未执行。" in await world.say(who, "定时限 24 11月30日")
    said = await world.say(OFFICE, "定时限 24 11月30日", channel=Channel.GROUP)
    assert "[办理: 定时限 24 11月30日]" in said
    assert (await world.task(24)).deadline.day is None
