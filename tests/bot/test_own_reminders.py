"""What people decide about their own reminders: set, put off, quiet, hand over."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import Channel
from tests.bot.world import World


async def test_a_reminder_echoes_the_day_and_whether_it_is_worked(world: World) -> None:
    assert await world.say("张三", "提醒 24 下周五 9点") == (
        "已设提醒 · 第24项\n"
        "10月18日 周五 9:00（工作日）\n"
        "推进《人类遗传资源管理条例》立法进程…\n"
        "[取消提醒: 提醒 取消 1]\n"
        "[我的提醒: 提醒]"
    )
    assert "10月12日 周六 22:30（工作日）" in await world.say("张三", "提醒 55 明天晚上10点半")
    assert "10月13日 周日 9:00（休息日）" in await world.say("张三", "提醒我后天看第60项")
    assert "2020" in await world.say("张三", "提醒 60 2020-01-20")


async def test_own_reminders_are_listed_and_cancelled(world: World) -> None:
    assert "您没有自设的提醒" in await world.say("张三", "提醒")
    await world.say("张三", "提醒 55 下周五 9点")
    await world.say("张三", "提醒 24 明天 15:00")
    assert await world.say("张三", "提醒") == (
        "我的提醒 2 条\n"
        " 24 10月12日 周六 15:00（工作日） 推进《人类遗传资源管理条例》立法进程…\n"
        " 55 10月18日 周五 9:00（工作日） 分类制定以科技创新质量和贡献为导向的国家科学技术…\n"
        "[取消第 24 项 10月12日 15:00: 提醒 取消 2]\n"
        "[取消第 55 项 10月18日 9:00: 提醒 取消 1]"
    )
    assert "没有这条待发的提醒" in await world.say("李四", "提醒 取消 2")
    assert "已取消：提醒 · 第24项" in await world.say("张三", "提醒 取消 2")
    assert "没有这条待发的提醒" in await world.say("张三", "提醒 取消 2")
    assert "没有这条待发的提醒" in await world.say("张三", f"提醒 取消 {'9' * 18}")
    assert "我的提醒 1 条" in await world.say("张三", "提醒")


async def test_a_reminder_of_a_restricted_item_says_its_number_only(world: World) -> None:
    said = await world.say("王芳", "提醒 12 明天 9点")
    assert "国防" not in said
    assert "第12项" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("提醒 24 2月30日", "不存在"),
        ("提醒 24 2018-01-01", "已过"),
        ("提醒 208 明天", "没有第 208 项"),
        ("提醒 24", "第 24 项"),
        ("稍后 24", "第 24 项"),
        ("稍后 46 3d", "第 46 项的责任单位是海关总署"),
        ("免打扰 9:00-17:00", "每天至少要留出 2 小时，未保存"),
        ("免打扰 14:00-12:00", "未保存"),
        ("免打扰 有时", "没看明白"),
        ("代管 王芳 到 10月20日", "贵单位没有名叫“王芳”的在岗人员，未保存"),
        ("代管 李四 到 2月30日", "不存在"),
        ("代管 李四 到 10月1日", "该日期已过或超过一年，未保存"),
        ("销假", "目前无人代管，未改动"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(
    world: World, text: str, words: str
) -> None:
    before = world.dump()
    assert words in await world.say("张三", text)
    changed = set(world.dump().splitlines()) ^ set(before.splitlines())
    kept = ("reminder", "snooze", "quiet", "leave")
    assert not [line for line in changed if any(f'INTO "{name}"' in line for name in kept)]


async def test_once_more_today(world: World) -> None:
    assert "今天 12:00 再提醒一次" in await world.say("张三", "今天稍后")
    world.now = datetime(2019, 10, 11, 8, 30, tzinfo=UTC)
    assert "今天 17:30 再提醒一次" in await world.say("张三", "later today")
    assert "我的提醒 1 条" in await world.say("张三", "提醒")
    world.now = datetime(2019, 10, 11, 9, 20, tzinfo=UTC)
    assert "未设提醒" in await world.say("张三", "今天稍后")
    world.now = datetime(2019, 10, 13, 3, 0, tzinfo=UTC)  # a Sunday
    assert "未设提醒" in await world.say("张三", "今天稍后")


async def test_a_snooze_says_until_when(world: World) -> None:
    assert (await world.say("张三", "稍后 24 2h")).startswith(
        "第24项 · 提醒推迟至 10月11日 周五 12:00（工作日）\n"
    )
    assert "10月14日 周一 9:00（工作日）" in await world.say("张三", "稍后 24 3d")
    assert "10月12日 周六 9:00（工作日）" in await world.say("张三", "稍后 24 到 明天")


async def test_quiet_hours_are_kept_shown_and_ended(world: World) -> None:
    assert "免打扰：无" in await world.say("张三", "免打扰")
    assert "已保存：免打扰 12:00–14:00（周五）" in await world.say(
        "张三", "免打扰 12:00-14:00 周五"
    )
    assert "免打扰：12:00–14:00（周五）" in await world.say("张三", "我")
    assert "周一、周三" in await world.say("张三", "免打扰 中午12点到下午2点 周一 周三")
    assert "已保存：不再免打扰" in await world.say("张三", "免打扰 关")
    assert "12:00–14:00 (Fri)" in await world.say("Ann", "quiet 12:00-14:00 Friday")


async def test_handing_over_step_by_step(world: World) -> None:
    assert await world.say("张三", "转交") == (
        "转交给哪位同事？尚未改动。\n[Ann: 代管 Ann]\n[李四: 代管 李四]"
    )
    asked = await world.say("张三", "代管 李四")
    assert asked.startswith("由李四代管到哪一天？尚未保存。")
    assert "[到 10月18日 周五: 代管 李四 到 2019-10-18]" in asked
    assert await world.say("张三", "代管 李四 到 2019-10-18") == (
        "由李四代管到 10月18日 周五（工作日）\n"
        "这期间您的提醒发给李四，并注明代您处理。\n"
        "已保存，当日过后自动恢复；提前恢复请发：销假\n"
        "[销假: 销假]"
    )
    assert "\n现由李四（到 10月18日 周五）代管\n" in await world.say("张三", "转交")
    assert "代管人：李四（到 10月18日 周五）" in await world.say("张三", "我")
    assert "我代管：张三（到 10月18日 周五）" in await world.say("李四", "我")
    assert "也已交人代管，未保存" in await world.say("李四", "代管 张三 到 10月20日")
    assert "暂无人可以代管" in await world.say("赵敏", "转交")
    world.now += timedelta(days=8)
    assert "代管人" not in await world.say("张三", "我")


@pytest.mark.parametrize(
    "text", ["提醒 24 明天", "稍后 24 3d", "今天稍后", "免打扰 12:00-14:00", "代管 李四", "销假"]
)
async def test_in_a_group_it_comes_back_in_private(world: World, text: str) -> None:
    answer = await world.answer("张三", text, channel=Channel.GROUP)
    private, public = answer.replies
    assert private.private
    assert private.card.actions[0].command == text
    assert not public.private


async def test_noted_is_acknowledged(world: World) -> None:
    assert await world.say("张三", "知道了") == "好的。"


async def test_without_a_time_the_time_is_asked_for(world: World) -> None:
    answer = await world.answer("张三", "提醒 24")
    assert answer.replies[0].card.form is None  # that one would update the item
    assert await world.say("张三", "提醒 24") == (
        "第 24 项何时提醒您？未新设提醒。可直接写时间，如：提醒 24 下周五 9点。\n"
        "[10月12日 周六 9:00: 提醒 24 明天 9点]\n"
        "[10月14日 周一 9:00: 提醒 24 下周一 9点]"
    )
    assert await world.say("张三", "稍后 24") == (
        "第 24 项的提醒推迟到何时？未保存。如：稍后 24 3天。\n"
        "[推迟 1 天: 稍后 24 1d]\n"
        "[推迟 3 天: 稍后 24 3d]"
    )
    assert await world.say("Ann", "remind 24") == (
        "When should I remind you of item 24? No new reminder set. "
        "Like: remind 24 next Friday 9am\n"
        "[Sat 12 Oct 9:00: remind 24 tomorrow 9am]\n"
        "[Mon 14 Oct 9:00: remind 24 next Monday 9am]"
    )
    assert "[Put off 3 days: snooze 24 3d]" in await world.say("Ann", "snooze 24")
    for line in ("remind 24 tomorrow 9am", "remind 24 next Monday 9am"):
        assert "Reminder set" in await world.say("Ann", line)


async def test_once_more_today_never_proposes_what_is_past(world: World) -> None:
    world.now += timedelta(hours=7, minutes=40)  # 17:40
    assert "提醒 24 2019-10-12 9点" in await world.say("张三", "今天稍后")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("免打扰 周五 9:00-12:00", "9:00–12:00（周五）"),
        ("免打扰 周一到周三 9:00-11:00", "9:00–11:00（周一、周二、周三）"),
        ("quiet fri 9:00-11:00", "9:00–11:00（周五）"),
        ("免打扰 每天 12点到14点", "12:00–14:00\n"),
        ("免打扰 上午9点到11点", "9:00–11:00\n"),
    ],
)
async def test_the_weekday_of_quiet_hours_may_come_first(
    world: World, line: str, said: str
) -> None:
    assert f"已保存：免打扰 {said}" in await world.say("张三", line)


async def test_an_hour_that_may_be_of_the_night_or_the_afternoon_asks(world: World) -> None:
    assert await world.say("张三", "提醒 24 明天3点") == (
        "没看明白“明天3点”，未保存。\n[10月12日 周六 15:00: 提醒 24 明天下午3点]\n[取消: 取消]"
    )
    asked = await world.say("张三", "提醒 24 下周五三点半")
    assert "[10月18日 周五 15:30: 提醒 24 下周五下午三点半]" in asked
    assert "[Sat 12 Oct 15:00: remind 24 tomorrow at 3:00pm]" in await world.say(
        "Ann", "remind 24 tomorrow at 3:00"
    )


async def test_the_same_reminder_twice_is_one(world: World) -> None:
    await world.say("张三", "提醒 24 明天9点")
    assert "已有同一时间的提醒，未重复设" in await world.say("张三", "提醒 24 明天9点")
    await world.say("张三", "提醒 24 明天10点")
    shown = await world.say("张三", "提醒")
    assert shown.count("[取消第 24 项 10月12日 ") == 2
    assert "[取消第 24 项 10月12日 10:00: " in shown


async def test_quiet_hours_say_what_they_replace(world: World) -> None:
    await world.say("张三", "免打扰 12:00-14:00")
    shown = await world.say("张三", "免打扰 9点到11点")
    assert "\n原免打扰时段不再有效：12:00–14:00" in shown


async def test_another_day_of_an_offline_report_names_the_one_before(world: World) -> None:
    await world.say("张三", "已线下报送 65 10月11日")
    assert "此前登记" not in await world.say("张三", "已线下报送 65 10月11日")
    shown = await world.say("张三", "已线下报送 65 10月8日")
    assert "线下报送日期：10月8日\n此前登记、现已替换：10月11日" in shown
