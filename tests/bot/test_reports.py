"""报送: from what pre-writes a report to what was sent, as a liaison meets it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.messages import Channel
from bot.model.report import ReportState
from bot.model.task import Status
from store.period_tables import period as period_table
from tests.bot.reporting import at, send, set_report, state
from tests.bot.world import NOW, World

SHEET = """\
第三季度报送单 · 第24项 · 科技部（预填，可改）
①进展情况：征求意见稿已印发各地；已汇总21家意见（据 9月18日、10月11日 更新整理）
②存在问题：与司法部职责分工条款尚待明确
③下一步打算：11月底前形成送审稿
对照上季度打算“完成实施细则征求意见稿”：见①
状态：推进中
本单位审签：未登记（内部程序办理后点“已审签并报送”）
回复 1/2/3 加内容可改对应栏，如：2 无
[已审签并报送: 报送 24 已审签]
[存草稿: 报送 24 草稿]
[报送并申请协调: 报送 24 已审签并申请协调]
[先不报送: 取消]"""

SHEET_ENGLISH = """\
Q3 2019 report · item 55 · MOST (prefilled, can be changed)
① Progress: (empty)
② Problems: (empty)
③ Next steps: (empty)
Status: Not started
Approved in the department: not registered (after your own procedure press “Approved, report it”)
Reply with 1, 2 or 3 and a text to change a field, for example: 2 none
[Approved, report it: report 55 approved]
[No news: report 55 no news]
[Keep as draft: report 55 keep]
[Report + coordinate: report 55 approved and coordinate]
[Not now: cancel]"""
OWED = """\
报送 · 科技部（10月11日 周五）
第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）

待报 2（其中报牵头单位 1）
 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 牵头
 60 做好中国国际进口博览会知识产权相关工作… · 参与，报商务部
草稿 2
 24 推进《人类遗传资源管理条例》立法进程… · 牵头（分别负责） · 已审签，待报送
 68 继续实施国家科技成果转化引导基金… · 牵头
已报 1
 10（牵头）
需线下报送 1
 65 线下报送事项 · 牵头

填报请发：报送 55
[填报第 55 项: 报送 55]
[填报第 60 项: 报送 60]
[填报第 24 项: 报送 24]
[填报第 68 项: 报送 68]
[我的任务: 我的任务]"""


async def test_the_report_is_pre_written(world: World) -> None:
    await at(world, 6, 18, "张三", "24 推进中 已调研 下一步：完成实施细则征求意见稿")
    await at(world, 9, 18, "张三", "24 推进中 征求意见稿已印发各地。")
    problems = "与司法部职责分工条款尚待明确"
    line = f"24 推进中 已汇总21家意见 问题：{problems} 下一步：11月底前形成送审稿"
    await world.say("张三", line)
    assert await world.say("张三", "报送 24") == SHEET
    assert len(world.statements) == 6
    for same in (
        "报送 24 Q3",
        "报送 24 第三季度",
        "报送第三季度 24",
        "/report 24 2019-Q3",
        "报送单 24",
    ):
        assert await world.say("张三", same) == SHEET


async def test_in_english(world: World) -> None:
    assert await world.say("Ann", "report 55") == SHEET_ENGLISH
    assert "① Progress: standard sent for approval" in await world.say(
        "Ann", "1 standard sent for approval"
    )
    shown = await world.say("Ann", "report 55 approved by Director Wang")
    assert shown.startswith("Reported · item 55 · Q3 2019\n")
    assert "Approved in the department: Director Wang, 11 Oct, registered by Ann" in shown


async def test_what_is_still_owed(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发\n68 推进中")
    await send(world, "张三", 10)
    await world.say("张三", "报送 24 审签 王处长")
    assert await world.say("张三", "报送") == OWED
    assert len(world.statements) == 4


async def test_kept_as_a_draft(world: World) -> None:
    assert await world.say("张三", "报送 24 草稿") == (
        "已存草稿 · 第24项 · 第三季度\n"
        "尚未报送，10月15日截止。\n"
        "[继续填报: 报送 24]\n"
        "[已审签并报送: 报送 24 已审签]"
    )
    assert await state(world, 24) is ReportState.DRAFT


async def test_what_nobody_filled_in_stays_empty_and_none_is_none(world: World) -> None:
    await world.say("张三", "报送 24 无新进展")
    shown = await world.say("张三", "2 无")
    assert (
        "\n已存入草稿：②存在问题\n①进展情况：无新进展\n②存在问题：无\n③下一步打算：（未填）"
        in shown
    )
    empty = "②存在问题：无\n③下一步打算：（未填）"
    assert empty in await world.say("张三", "报送 24 已审签")
    assert empty in await world.say("张三", "报送 24 撤回")
    assert empty in await world.say("张三", "报送 24")


async def test_submitted_stays_editable_until_it_is_accepted(world: World) -> None:
    await send(world, "张三", 24)
    shown = await world.say("张三", "报送 24 下一步：形成送审稿")
    assert "\n已存入已报的报送单：③下一步打算\n" in shown
    assert "③下一步打算：形成送审稿" in shown
    assert await state(world, 24) is ReportState.SUBMITTED
    await set_report(world, {"state": ReportState.ACCEPTED})
    for line in ("报送 24 下一步：再改", "报送 24 撤回", "报送 24 已审签"):
        assert (await world.say("张三", line)).startswith(
            "第 24 项第三季度报送单已由办公室汇总，未保存。新情况请记入下一期。"
        )
    shown = await world.say("张三", "报送 24")
    assert "（已汇总）" in shown
    assert "回复 1/2/3" not in shown


async def test_a_returned_report_says_why(world: World) -> None:
    await send(world, "张三", 24)
    back = {"state": ReportState.RETURNED, "reason": "请补充数据", "decided_at": NOW}
    await set_report(world, back)
    shown = await world.say("张三", "报送 24")
    assert "（退回，请修改）\n退回意见：请补充数据\n①" in shown
    assert "如：2 存在问题的内容\n" in shown
    assert "第24项 · 需要更新" in await world.say("张三", "24")
    assert " · 退回" in await world.say("张三", "我的任务")


async def test_a_sealed_period_takes_nothing(world: World) -> None:
    sealed = datetime(2019, 10, 25, 1, tzinfo=UTC)
    async with world.store.database.writing() as sql:
        await sql.count(update(period_table).values(sealed_at=sealed))
    assert await world.say("张三", "报送 24 进展：新情况") == (
        "第三季度已于 10月25日 汇总封存，未保存。\n[记入下一期: 24 进展：新情况]"
    )
    assert "已记录" in await world.say("张三", "24 推进中 新情况")
    assert "共 6 项" in await world.say("张三", "我的任务")


async def test_reported_and_blocked_are_one(world: World) -> None:
    await world.say("张三", "24 推进中 征求意见稿已印发")
    world.now += timedelta(minutes=1)
    assert "尚未登记" in await world.say("张三", "报送 24 并申请协调")
    await world.say("张三", "报送 24 问题：与司法部职责分工条款尚待明确")
    shown = await world.say("张三", "报送 24 已审签并申请协调")
    assert "状态：受阻/需协调\n已向办公室申请协调，每一步都会告知您。\n" in shown
    assert (await world.share(24, "科技部")).status is Status.BLOCKED
    assert "报送并申请协调" in await world.say("张三", "报送 55")
    assert "尚未登记" in await world.say("张三", "报送并申请协调 55")


async def test_undoing_opens_the_report_again(world: World) -> None:
    await world.say("张三", "24 推进中 一")
    await world.say("张三", "24 推进中 二")
    await world.say("张三", "撤销")
    assert await state(world, 24) is ReportState.DRAFT
    await world.say("张三", "撤销")
    assert await state(world, 24) is ReportState.OPEN


async def test_what_has_been_reported_is_not_undone(world: World) -> None:
    await world.say("张三", "24 推进中 一")
    await world.say("张三", "报送 24 已审签")
    assert await world.say("张三", "撤销") == (
        "第 24 项第三季度已报送，报送单含这条记录，未撤销。请先撤回报送单：报送 24 撤回\n"
        "[撤回报送: 报送 24 撤回]"
    )
    assert (await world.share(24, "科技部")).status is Status.IN_PROGRESS
    await world.say("张三", "报送 24 撤回")
    assert "已撤销 1 项" in await world.say("张三", "撤销")
    await world.say("张三", "55 推进中 一")
    await world.say("张三", "报送 55 已审签")
    await set_report(world, {"state": ReportState.ACCEPTED}, 55)
    assert "且已汇总，未撤销" in await world.say("张三", "撤销")


async def test_the_office_reports_on_behalf(world: World) -> None:
    shown = await send(world, "赵敏", 55)
    assert "已报送 · 第55项" in shown
    assert await state(world, 55) is ReportState.SUBMITTED


@pytest.mark.parametrize("who", ["陈静", "领导"])
async def test_others_may_not(world: World, who: str) -> None:
    for line in ("报送 24", "报送 24 无新进展", "报送 24 进展：x"):
        first, _, _ = (await world.say(who, line)).partition("\n")
        assert "不能更新" in first
        assert first.endswith("，未保存。")
    assert await state(world, 24) is ReportState.OPEN


async def test_in_a_group_nothing_is_written(world: World) -> None:
    shown = await world.say("张三", "报送 24 无新进展", channel=Channel.GROUP)
    assert "[保存: 报送 24 无新进展]" in shown
    assert await state(world, 24) is ReportState.OPEN
    answer = await world.answer("张三", "报送", channel=Channel.GROUP)
    assert answer.replies[0].private
    answer = await world.answer("张三", "报送 24", channel=Channel.GROUP)
    assert answer.replies[0].private
