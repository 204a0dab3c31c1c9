"""总览: the plan in counts, the same for everybody, with the office's queue for the office."""

from datetime import date, timedelta

from bot.messages import Channel
from bot.model.report import ReportState
from bot.model.task import DeadlineKind, Status
from tests.bot.conftest import Dated
from tests.bot.previews import confirm
from tests.bot.reported import reported
from tests.bot.world import World

OFFICE = "赵敏"


async def busy(dated: Dated) -> World:
    world = await dated(
        {
            24: (date(2019, 11, 30), DeadlineKind.EXPLICIT, None),
            55: (date(2019, 10, 1), DeadlineKind.EXPLICIT, None),
        }
    )
    await world.say("张三", "24 推进中")
    await world.say("张三", "68 受阻")
    await world.say("张三", "10 已完成")
    await world.put(46, "海关总署", Status.CLOSED)
    for ref in range(1, 107):
        if ref in (12, 24, 46, 55, 60, 65, 68, 10):
            continue
        await reported(world, ref, "知识产权局", ReportState.ACCEPTED, by="陈静")
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    await reported(world, 68, "科技部", ReportState.DRAFT)
    await reported(world, 65, "科技部", ReportState.DRAFT)
    await reported(world, 24, "司法部", ReportState.RETURNED, by="王芳")
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    return world


async def test_as_the_office_sees_it(dated: Dated) -> None:
    world = await busy(dated)
    world.now += timedelta(days=5, hours=-1)  # 16 October, 9:00
    assert await world.say(OFFICE, "总览") == (
        "第三季度进展总览（10月16日 周三 9:00）\n"
        "应报 107，已报 99，未报 8（其中草稿 3，退回 1）\n"
        "状态（106 项）：未启动 103，推进中 0，滞后 0，受阻/需协调 1，已完成（待核）1，已办结 1\n"
        "亮灯：红灯 6，黄灯 0，绿灯 100\n"
        "未报单位 4：科技部(3) 司法部(1) 海关总署(1) 商务部(1)；线下报送事项 2"
        "（另有 1 个单位仅欠此类）\n"
        "待您处理：延期申请 1，报送审核 1，办结审核 1，线下待确认 2，未登记联络员 3 个单位\n"
        "[待审核报送单: 通过]\n"
        "[延期申请: 延期]\n"
        "[审核办结: 销号]\n"
        "[线下报送事项: 线下]\n"
        "[联络覆盖: 覆盖]\n"
        "[未报清单: 未报 2019-Q3]\n"
        "[催办全部未报: 催办 未报]\n"
        "[导出台账: 台账]\n"
        "[生成通报稿: 通报]\n"
        "[部门: 部门]"
    )
    assert len(world.statements) == 8


async def test_everybody_sees_the_counts_and_a_group_never_the_queue(dated: Dated) -> None:
    world = await busy(dated)
    shown = await world.say("张三", "总览")
    assert shown.startswith("第三季度进展总览（10月11日 周五 10:00）\n应报 107，已报 99，未报 8")
    assert "待您处理" not in shown
    assert len(world.statements) == 4
    for who in (OFFICE, "领导"):
        answer = await world.answer(who, "总览", channel=Channel.GROUP)
        [reply] = answer.replies
        assert not reply.private
        assert "待您处理" not in str(reply.card)
        assert reply.card.actions == ()
    other = await world.answer("领导", "总览", channel=Channel.OTHER)
    assert other.replies[0].private


async def test_in_english(dated: Dated) -> None:
    world = await busy(dated)
    assert await world.say("Ann", "overview") == (
        "Progress in Q3 2019 (Fri 11 Oct 10:00)\n"
        "Owed 107, handed in 99, missing 8 (of them drafts 3, returned 1)\n"
        "Status (106 items): Not started 103, In progress 0, Behind 0, Blocked 1,"
        " Done (to be checked) 1, Closed 1\n"
        "Lights: red 1, yellow 5, green 100\n"
        "Departments with reports missing (4): MOST(3) MOJ(1) GACC(1) MOFCOM(1); 2 offline items"
        " (1 more department owes only such)"
    )


async def test_what_the_counts_leave_out_is_said(world: World) -> None:
    """A department that is blocked beside a slower one, and reports that a seal left missing."""
    await world.say("张三", "24 受阻")
    shown = await world.say(OFFICE, "总览")
    assert "受阻/需协调 0，" in shown
    assert "，已办结 0（另有 1 项有单位受阻/需协调，状态按进度最慢的单位计）\n亮灯：" in shown
    await world.say(OFFICE, confirm(await world.say(OFFICE, "报送期 封存 Q3")))
    world.now += timedelta(days=7)
    shown = await world.say(OFFICE, "总览")
    assert "\n亮灯：红灯 0，黄灯 0，绿灯 106（第三季度已封存，未报的不再计入）\n" in shown


async def test_before_there_is_a_plan_or_a_period(planless: World) -> None:
    for line in ("总览", "未报", "部门", "报送期", "通过 24", "定时限 24 11月30日", "延期 24"):
        assert "尚未导入工作计划" in await planless.say(OFFICE, line), line


async def test_another_period(world: World) -> None:
    assert "没有叫“2019-Q2”的" in await world.say("张三", "总览 Q2")
    assert (await world.say("张三", "总览 第三季度")).startswith("第三季度进展总览")


async def test_a_department_of_a_period(dated: Dated) -> None:
    """In any order; whose items are reported offline is nobody's business."""
    world = await busy(dated)
    shown = await world.say("张三", "总览 Q3 科技部")
    assert shown == (
        "第三季度进展总览（10月11日 周五 10:00） · 科技部\n"
        "应报 4，已报 1，未报 3（其中草稿 2）\n"
        "状态（5 项）：未启动 3，推进中 0，滞后 0，受阻/需协调 1，已完成（待核）1，已办结 0\n"
        "亮灯：红灯 1，黄灯 3，绿灯 1\n"
        "线下报送事项不计在内。\n"
        "[整个计划: 总览]"
    )
    assert len(world.statements) == 6
    assert await world.say("张三", "总览 科技部 第三季度") == shown
    assert (await world.say("Ann", "overview MOST")).startswith("Progress in Q3 2019")


async def test_a_chapter(dated: Dated) -> None:
    world = await busy(dated)
    shown = await world.say(OFFICE, "总览 第二章")
    assert " · 第二章\n" in shown
    assert "未报单位" in shown
    assert "待您处理" not in shown
    whole = await world.say(OFFICE, "总览 不存在的章")
    assert "没有叫“不存在的章”的" in whole
