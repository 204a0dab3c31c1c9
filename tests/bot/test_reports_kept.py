"""Reports where no chat line fills them: after a restart, in fields, offline; lists and lights."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.forms import Filled, Form
from bot.messages import Channel
from bot.model.light import Light, light_of
from bot.model.report import ReportState
from bot.model.task import Deadline, DeadlineKind, Share, Status, Task
from bot.official import official
from store import open_store
from tests.bot.reporting import send
from tests.bot.world import World

OFFLINE = """\
第三季度报送单 · 第65项 · 线下报送事项
请线下报送后在此登记日期，不要填写内容。
[已线下报送: 已线下报送 65]"""

MY_TASKS = """\
我的任务 · 科技部（10月11日 周五）
第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）

待报 1
 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 牵头
草稿 1
 68 继续实施国家科技成果转化引导基金… · 牵头
已报 3
 10、24（牵头） 60（参与）
需线下报送 1
 65 线下报送事项 · 牵头

回复编号查看，如：55
[填报第 55 项: 报送 55]
[全部已报内容: 我的任务 已报]
[只看牵头: 我的任务 牵头]
[只看参与: 我的任务 参与]"""

DUE = date(2019, 10, 15)


async def test_filling_in_survives_a_restart(world: World) -> None:
    await world.say("张三", "报送 24")
    await world.say("张三", "1 征求意见稿已印发")
    await world.store.close()
    world.store = await open_store(f"sqlite:///{world.path}")
    await world.store.enlist(at=world.now)
    world.bot = replace(world.bot)
    shown = await world.say("张三", "2 经费不足")
    assert "①进展情况：征求意见稿已印发\n②存在问题：经费不足\n" in shown


async def form(world: World, text: str, who: str = "张三") -> Form | None:
    answer = await world.answer(who, text, window="view:1")
    return answer.replies[0].card.form


async def sent(world: World, who: str = "张三", **change: str) -> str:
    values: Mapping[str, str] = {
        "task": "24",
        "period": "2019-Q3",
        "progress": "征求意见稿已印发",
        "problems": "",
        "next_steps": "形成送审稿",
        **change,
    }
    text = "\n".join(values.values())
    return await world.say(who, text, filled=Filled("report", values))


async def test_a_window_shows_the_three_fields(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    made = await form(world, "报送 24")
    assert made is not None
    assert (made.name, made.title) == ("report", "第 24 项 · 报送单")
    assert made.given == (("task", "24"), ("period", "2019-Q3"))
    assert [(field.name, field.value) for field in made.fields] == [
        ("progress", "征求意见稿已印发"),
        ("problems", ""),
        ("next_steps", ""),
    ]
    assert await form(world, "报送 65") is None
    assert await form(world, "报送 24", "陈静") is None


async def test_a_form_that_was_sent_is_a_draft(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    shown = await sent(world)
    assert (
        "（草稿，可改）\n已存入草稿：①进展情况、③下一步打算\n"
        "①进展情况：征求意见稿已印发（据 10月11日 更新整理）\n" in shown
    )
    assert "③下一步打算：形成送审稿\n" in shown
    assert "②存在问题：（未填）\n" in shown
    assert "[已审签并报送: 报送 24 已审签]" in shown
    shown = await sent(world, progress="", next_steps="")
    assert "①进展情况：无\n②存在问题：（未填）\n③下一步打算：无\n" in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"task": "208"}, "208"),
        ({"task": "x"}, "哪一项"),
        ({"task": "46"}, "不能更新"),
        ({"task": "65"}, "线下报送"),
        ({"period": "2018-Q1"}, "没有“2018-Q1”这个报送期"),
        ({"problems": "秘密★三年"}, "标密字样"),
        ({"progress": "长" * 2001}, "2000"),
        ({"progress": "\x00"}, "未改动"),
    ],
)
async def test_what_a_form_may_not_hold_is_refused(
    world: World, change: dict[str, str], said: str
) -> None:
    assert said in await sent(world, **change)
    assert (await world.share(24, "科技部")).report is ReportState.OPEN


async def test_a_restricted_item_keeps_a_day_and_no_text(world: World) -> None:
    assert await world.say("张三", "报送 65") == OFFLINE
    for line in ("报送 65 进展：具体数据", "报送 65 已审签 王处长"):
        answer = await world.answer("张三", line)
        assert answer.blank
        assert "请勿在聊天中填写内容，未保存" in answer.replies[0].card.title
    assert "10月12日 还没到，未登记" in await world.say("张三", "已线下报送 65 10月12日")
    assert "未保存" in await world.say("张三", "已线下报送 65 2月30日")
    assert await world.say("张三", "已线下报送 65 10月9日") == (
        "已登记线下报送 · 第65项 · 第三季度\n"
        "线下报送日期：10月9日\n"
        "张三（科技部） 10:00\n"
        "本期还有 5 项未报\n"
        "[填报第 68 项: 报送 68]\n"
        "[撤回报送: 报送 65 撤回]\n"
        "[我的任务: 我的任务]"
    )
    assert (await world.share(65, "科技部")).report is ReportState.SUBMITTED
    assert "线下报送日期：10月9日" in await world.say("张三", "报送 65")
    assert "具体数据" not in world.dump()
    await world.say("张三", "报送 65 撤回")
    assert (await world.share(65, "科技部")).report is ReportState.DRAFT
    assert "线下报送日期：10月11日" in await world.say("张三", "/offline 65")
    assert "65 10-9" not in await world.say("张三", "报送 65 撤回")
    assert "线下报送日期：10月9日" in await world.say(
        "张三", "已线下报送 65 10-9"
    )  # 12 is not meant


async def test_only_restricted_items_are_reported_offline(world: World) -> None:
    assert "第 24 项不是线下报送事项，未改动。请发：报送 24" in await world.say(
        "张三", "已线下报送 24"
    )
    assert "第 12 项为其他单位的线下报送事项" in await world.say("张三", "已线下报送 12")
    shown = await world.say("张三", "已线下报送 65", channel=Channel.GROUP)
    assert "[办理: 已线下报送 65]" in shown
    assert (await world.share(65, "科技部")).report is ReportState.OPEN


async def test_my_tasks_are_grouped_by_their_reports(world: World) -> None:
    await world.say("张三", "68 推进中 已设立一批子基金")
    for ref in (10, 24, 60):
        await send(world, "张三", ref)
    assert await world.say("张三", "我的任务") == MY_TASKS
    assert len(world.statements) == 4
    assert "筛选：待报（1 项）" in await world.say("张三", "我的任务 待报")
    assert " 68 继续" in (shown := await world.say("张三", "我的任务 草稿"))
    assert "筛选：草稿（1 项）" in shown
    shown = await world.say("张三", "我的任务 已报 牵头")
    assert "\n 10 加强" in shown
    assert "\n 60 做好" not in shown
    assert "Shown: draft (1)" in await world.say("Ann", "mytasks draft")


async def test_late_reports_are_red(world: World) -> None:
    world.now = datetime(2019, 10, 16, 2, tzinfo=UTC)
    shown = await world.say("张三", "我的任务")
    assert "第三季度报送：10月15日（周二）已截止，已过 1 个工作日\n" in shown
    assert " · 牵头 · 红灯 逾期\n" in shown
    assert "亮灯：红灯 逾期" in await world.say("张三", "55")
    assert "逾期 106 项" in await world.say("张三", "逾期")
    assert len(world.statements) == 3
    await send(world, "张三", 55)
    assert "亮灯：绿灯 正常" in await world.say("张三", "55")


def _share(task: Task, **change: object) -> Task:
    first, *others = task.shares
    return replace(task, shares=(replace(first, **change), *others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "report", "deadline", "today", "light"),
    [
        (Status.IN_PROGRESS, ReportState.OPEN, None, date(2019, 10, 10), Light.GREEN),
        (Status.IN_PROGRESS, ReportState.OPEN, None, date(2019, 10, 11), Light.YELLOW),
        (Status.IN_PROGRESS, ReportState.DRAFT, None, DUE, Light.YELLOW),
        (Status.IN_PROGRESS, ReportState.SIGNED_OFF, None, date(2019, 10, 16), Light.RED),
        (Status.IN_PROGRESS, ReportState.RETURNED, None, date(2019, 10, 16), Light.RED),
        (Status.IN_PROGRESS, ReportState.SUBMITTED, None, date(2019, 10, 16), Light.GREEN),
        (Status.IN_PROGRESS, ReportState.SUBMITTED, DUE, date(2019, 10, 16), Light.RED),
        (Status.BEHIND, ReportState.SUBMITTED, None, date(2019, 10, 1), Light.YELLOW),
        (Status.DONE, ReportState.SUBMITTED, DUE, date(2019, 10, 16), Light.GREEN),
        (Status.DONE, ReportState.OPEN, DUE, date(2019, 10, 16), Light.RED),
        (Status.CLOSED, ReportState.OPEN, DUE, date(2019, 10, 16), Light.GREEN),
    ],
)
async def test_a_light_is_the_worst_of_date_and_report(
    *,
    world: World,
    status: Status,
    report: ReportState,
    deadline: date | None,
    today: date,
    light: Light,
) -> None:
    task = _share(await world.task(55), status=status, report=report, report_due=DUE)
    if deadline is not None:
        task = replace(task, deadline=Deadline(kind=DeadlineKind.EXPLICIT, day=deadline))
    assert light_of(task, today, official()) is light


async def test_a_participants_report_counts_in_its_own_list_only(world: World) -> None:
    task = await world.task(60)
    lead, part = task.shares
    sent_one: Share = replace(lead, report=ReportState.SUBMITTED)
    task = replace(task, shares=(sent_one, part))
    assert light_of(task, DUE, official()) is Light.GREEN
    assert light_of(task, DUE, official(), part) is Light.YELLOW


async def test_help_tells_how_to_report(world: World) -> None:
    assert "报送 24：打开预填的报送单" in await world.say("张三", "帮助 报送")
    assert "report 24 approved" in await world.say("Ann", "help report")
