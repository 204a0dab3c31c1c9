"""通过, 退回, 未报, 部门: what the office makes of reports, and who is missing."""

from datetime import timedelta

import pytest

from bot.messages import Channel
from bot.model.report import ReportState
from tests.bot.previews import confirm
from tests.bot.reported import reported, state_of
from tests.bot.world import World

OFFICE = "赵敏"


async def test_a_report_is_accepted(world: World) -> None:
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    assert await world.say(OFFICE, "通过 10") == (
        "已通过 · 第10项 · 科技部 · 第三季度\n状态转为“已汇总”，不另行通知单位。\n"
        "[退回: 退回 10 科技部 2019-Q3]\n[未报清单: 未报]\n[总览: 总览]"
    )
    assert len(world.statements) == 8
    assert await state_of(world, 10, "科技部") is ReportState.ACCEPTED
    again = await world.say(OFFICE, "通过 10")
    assert again.startswith(
        "此前已通过，未改动 · 第三季度\n第 10 项 科技部：已汇总（赵敏，10月11日 周五 10:00）\n"
    )
    assert "此前已通过，未改动 · 第三季度" in await world.say(OFFICE, "通过 科技部")
    await reported(world, 55, "科技部", ReportState.SUBMITTED)
    await world.say(OFFICE, "通过 55")
    assert (await world.say(OFFICE, "通过 10 55")).startswith(
        "第三季度报送单 2 张此前均已通过，未改动。\n第 10 项 科技部：已汇总（赵敏，"
    )


async def test_several_items_and_what_is_not_there(world: World) -> None:
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    await reported(world, 68, "科技部", ReportState.SUBMITTED)
    assert await world.say(OFFICE, "通过 10、46、68") == (
        "已通过第三季度报送单 2 张\n"
        " 10 加强国家科技计划全流程的知识产权管理… · 科技部\n"
        " 68 继续实施国家科技成果转化引导基金… · 科技部\n"
        "第 46 项 海关总署：待报\n"
        "状态转为“已汇总”，不另行通知单位。\n"
        "[未报清单: 未报]\n"
        "[总览: 总览]"
    )


async def test_several_departments_of_one_item_are_asked_about(world: World) -> None:
    await reported(world, 24, "科技部", ReportState.SUBMITTED)
    await reported(world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    for verb in ("通过", "退回"):
        assert await world.say(OFFICE, f"{verb} 24") == (
            "第 24 项有几个单位已报，是哪一个？尚未改动。\n"
            f"[科技部: {verb} 24 科技部 2019-Q3]\n"
            f"[司法部: {verb} 24 司法部 2019-Q3]"
        )
    assert "已通过 · 第24项 · 司法部" in await world.say(OFFICE, "通过 24 司法部 2019-Q3")
    assert await state_of(world, 24, "科技部") is ReportState.SUBMITTED
    assert "已通过 · 第24项 · 科技部" in await world.say(OFFICE, "approve 24 MOST")


async def test_all_of_a_department(world: World) -> None:
    for ref in (10, 24, 55):
        await reported(world, ref, "科技部", ReportState.SUBMITTED)
    shown = await world.say(OFFICE, "通过 科技部")
    assert shown.startswith("已通过第三季度报送单 3 张\n")
    assert "没有待审的报送单" in await world.say(OFFICE, "通过 司法部")
    assert "没有叫“某某部”的单位" in await world.say(OFFICE, "通过 某某部")


async def test_many_are_shown_first(world: World) -> None:
    for ref in range(1, 8):
        await reported(world, ref, "知识产权局", ReportState.SUBMITTED, by="陈静")
    shown = await world.say(OFFICE, "通过 知识产权局 Q3")
    assert shown.startswith(
        "将通过第三季度报送单 7 张，请确认（尚未通过）\n 1 事项1 · 知识产权局\n"
    )
    assert await state_of(world, 1, "知识产权局") is ReportState.SUBMITTED
    code = confirm(shown)
    assert (await world.say(OFFICE, code)).startswith("已通过第三季度报送单 7 张\n")
    assert "此预览已过期" in await world.say(OFFICE, code)
    for ref in range(1, 8):
        await reported(world, ref, "知识产权局", ReportState.SUBMITTED, by="陈静")
    late = confirm(await world.say(OFFICE, "通过 1-7"))
    world.now += timedelta(minutes=31)
    assert "此预览已过期" in await world.say(OFFICE, late)


async def changed_after_approval(world: World, ref: int, text: str = "签后改") -> None:
    await world.say("张三", f"报送 {ref} 进展：已开展")
    await world.say("张三", f"报送 {ref} 已审签 王处长")
    world.now += timedelta(minutes=5)
    await world.say("Ann", f"报送 {ref} 进展：{text}")


async def test_what_was_changed_after_its_approval_is_not_accepted_silently(world: World) -> None:
    await changed_after_approval(world, 24)
    assert "\n审签后又有修改：10月11日 10:05 Ann\n" in await world.say(OFFICE, "通过")
    asked = await world.say(OFFICE, "通过 24")
    code = confirm(asked)
    assert asked == (
        "仍要通过第 24 项 科技部的报送单吗？尚未通过 · 第三季度\n"
        "审签后又有修改：10月11日 10:05 Ann\n"
        "修改后的内容尚未经科技部审签。\n"
        "查看内容请发：报送 24\n"
        "30 分钟内确认有效。\n"
        f"[仍然通过: {code}]\n"
        "[退回: 退回 24 科技部 2019-Q3]\n"
        "[取消: 取消]"
    )
    world.now += timedelta(minutes=1)
    await world.say("张三", "报送 24 进展：又改")
    again = await world.say(OFFICE, code)
    assert "\n审签后又有修改：10月11日 10:06 张三\n" in again
    assert await state_of(world, 24, "科技部") is ReportState.SUBMITTED
    shown = await world.say(OFFICE, confirm(again))
    assert shown.startswith(
        "已通过 · 第24项 · 科技部 · 第三季度\n审签后又有修改：10月11日 10:06 张三\n"
    )
    assert "本单位审签：审签后又有修改（10月11日 10:06 张三），未再登记审签" in await world.say(
        "张三", "报送 24"
    )


async def test_among_several_the_approved_ones_can_be_accepted_alone(world: World) -> None:
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    await changed_after_approval(world, 24)
    asked = await world.say(OFFICE, "通过 科技部")
    assert asked.startswith("将通过第三季度报送单 2 张，请确认（尚未通过）\n 10 ")
    assert " · 科技部\n审签后又有修改：10月11日 10:05 Ann\n" in asked
    only = asked.partition("[只通过已审签的 1 张: ")[2].partition("]")[0]
    assert "已通过 · 第10项 · 科技部" in await world.say(OFFICE, only)
    assert await state_of(world, 24, "科技部") is ReportState.SUBMITTED
    await world.say("张三", "报送 24 已审签 李处长")
    assert (await world.say(OFFICE, "通过 24")).startswith(
        "已通过 · 第24项 · 科技部 · 第三季度\n状态"
    )


async def test_a_report_is_sent_back_with_a_reason(world: World) -> None:
    await reported(world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    assert await world.say(OFFICE, "退回 24") == ("退回须写明理由，未改动。\n请发：退回 24 理由")
    await world.say(OFFICE, "/lang en")
    asked = await world.say(OFFICE, "return 24")
    assert asked.endswith("\nSend: return 24 reason")
    await world.say(OFFICE, "/lang zh")
    assert await world.say(OFFICE, "退回 24 MOJ Q3：缺少数据，请补充") == (
        "已退回 · 第24项 · 司法部 · 第三季度\n"
        "退回意见：缺少数据，请补充\n"
        "已转为待报，将告知：王芳\n"
        "[未报清单: 未报]\n"
        "[总览: 总览]"
    )
    assert await state_of(world, 24, "司法部") is ReportState.RETURNED
    assert "没有待审的报送单" in await world.say(OFFICE, "退回 24 还缺")


async def test_what_was_accepted_may_still_be_sent_back(world: World) -> None:
    await reported(world, 10, "科技部", ReportState.ACCEPTED)
    assert "退回意见：9月 数据有误" in await world.say(OFFICE, "退回 10 9月 数据有误")
    assert await state_of(world, 10, "科技部") is ReportState.RETURNED


async def test_with_two_periods_open_it_is_asked_which(world: World) -> None:
    await world.say(
        OFFICE, confirm(await world.say(OFFICE, "报送期 开 专项检查 9月1日至9月30日 10月21日"))
    )
    await reported(world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    assert await world.say(OFFICE, "退回 24 司法部 缺数据") == (
        "现有几个报送期开放，是哪一期？尚未改动。\n"
        "[专项检查: 退回 24 司法部 专项检查 缺数据]\n"
        "[第三季度: 退回 24 司法部 2019-Q3 缺数据]"
    )
    assert "[第三季度: 通过 司法部 2019-Q3]" in await world.say(OFFICE, "通过 司法部")
    shown = await world.say(OFFICE, "退回 24 司法部 专项检查 缺数据")
    assert shown.startswith("已退回 · 第24项 · 司法部 · 专项检查\n退回意见：缺数据\n")
    assert "已通过 · 第24项 · 司法部 · 第三季度" in await world.say(OFFICE, "通过 24 Q3")


async def test_another_departments_name_is_no_reason(world: World) -> None:
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    shown = await world.say(OFFICE, "退回 10 财政部 数据有误")
    assert shown.startswith("财政部不承担第 10 项，未改动。")
    assert await state_of(world, 10, "科技部") is ReportState.SUBMITTED


async def test_nothing_is_written_about_a_restricted_item(world: World) -> None:
    await reported(world, 65, "科技部", ReportState.SUBMITTED)
    shown = await world.say(OFFICE, "退回 65 CANARY")
    assert "第 65 项设为“线下报送”" in shown
    assert "CANARY" not in world.dump()
    for line in ("退回 65 CANARY", "通过 65 CANARY", "通过 65 科技部 CANARY", "延期 65 CANARY"):
        for channel in (Channel.PRIVATE, Channel.GROUP):
            assert "第 65 项" in await world.say(OFFICE, line, channel=channel)
    for line in ("不同意延期 65 CANARY", "退回 10、65 CANARY", "退会 65 CANARY"):
        await world.say(OFFICE, line, channel=Channel.GROUP)
        await world.say(OFFICE, line)
    both = "通过 24\n退回 65 CANARY"
    assert "请在此逐条发送" in await world.say(OFFICE, both, channel=Channel.GROUP)
    assert "CANARY" not in world.dump()
    assert "已通过 · 第65项" in await world.say(OFFICE, "通过 65 科技部")
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    assert "内容疑含标密字样" in await world.say(OFFICE, "退回 10 CANARY 机密")
    assert "内容超过 2000 字" in await world.say(OFFICE, "退回 10 CANARY" + "长" * 2001)
    assert "CANARY" not in world.dump()


@pytest.mark.parametrize("line", ["通过 24", "退回 24 缺数据"])
async def test_only_the_office_decides(world: World, line: str) -> None:
    await reported(world, 24, "科技部", ReportState.SUBMITTED)
    for who in ("张三", "领导"):
        assert "”只能由办公室操作，未执行。" in await world.say(who, line)
    assert f"[办理: {line}]" in await world.say(OFFICE, line, channel=Channel.GROUP)
    assert await state_of(world, 24, "科技部") is ReportState.SUBMITTED


async def test_who_is_missing_in_plan_order(world: World) -> None:
    await reported(world, 55, "科技部", ReportState.DRAFT)
    await reported(world, 24, "科技部", ReportState.SUBMITTED)
    assert await world.say("领导", "未报 科技部") == (
        "第三季度未报 4 张 · 科技部\n"
        "科技部 4\n"
        " 10 加强国家科技计划全流程的知识产权管理… · 待报\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 草稿\n"
        " 65 线下报送事项 · 待报\n"
        " 68 继续实施国家科技成果转化引导基金… · 待报\n"
        "\n另欠报牵头单位 1 项，不计入\n"
        "[总览: 总览]"
    )
    assert len(world.statements) == 6
    assert "[催办科技部: 催办 科技部]" in await world.say(OFFICE, "未报 科技部")
    pages = await world.say(OFFICE, "未报 Q3 第11页")
    assert "第 11/11 页\n[上一页: 未报 2019-Q3 第10页]" in pages
    assert "未报 19 张 · 第一章" in await world.say(OFFICE, "未报 第一章")
    assert "没有叫“某某”的单位、报送期或章节" in await world.say(OFFICE, "未报 某某")
    assert "没有叫“2019-Q2”的" in await world.say(OFFICE, "未报 Q2")
    for channel in (Channel.GROUP, Channel.OTHER):
        answer = await world.answer(OFFICE, "未报", channel=channel)
        assert [reply.private for reply in answer.replies] == [True, False]
    assert "您无权这样做，未改动。" in await world.say("张三", "未报")


async def test_who_speaks_for_a_department(world: World) -> None:
    assert await world.say(OFFICE, "部门 科技部") == (
        "科技部\n"
        "联络员：张三、Ann\n"
        "备用联系人：李四\n"
        "已绑定平台：Telegram\n"
        "任务：牵头 5，参与 1\n"
        "第三季度：应报 5，已报 0，未报 5\n"
        "另欠报牵头单位 1 项，不计入\n"
        "[未报清单: 未报 科技部]"
    )
    assert "海关总署 · 未登记联络员 · 牵头 1，参与 0" in await world.say("领导", "部门")
    await world.say("张三", "解绑")
    await world.say("Ann", "unbind")
    shown = await world.say(OFFICE, "部门")
    assert "科技部 · 张三、Ann（未绑定） · 牵头 5，参与 1" in shown
    assert "\n未登记联络员 3 个单位，未绑定 1 个单位\n" in shown
    assert shown.endswith("[联络覆盖: 覆盖]")
    assert (await world.say("李四", "部门")).startswith("您无权这样做，未改动。")
    assert "没有叫“某某部”的单位" in await world.say(OFFICE, "部门 某某部")


async def test_what_a_department_owes_is_the_same_number_everywhere(world: World) -> None:
    await reported(world, 55, "科技部", ReportState.SUBMITTED)
    besides = "\n另欠报牵头单位 1 项，不计入\n"
    assert f"第三季度：应报 5，已报 1，未报 4{besides}" in await world.say(OFFICE, "部门 科技部")
    assert len(world.statements) == 8
    assert besides in await world.say(OFFICE, "未报 科技部")
    for line in ("换联络员 科技部 王五 替 张三", "停用 张三"):
        assert f"待报 4 张，未答复催办 0 件{besides}" in await world.say(OFFICE, line)
    opening = await world.say(OFFICE, "报送期 开 专项检查 9月1日至9月30日 10月21日")
    await world.say(OFFICE, confirm(opening))
    shown = await world.say(OFFICE, "部门 科技部")
    assert f"专项检查：未报 5{besides}第三季度：应报 5，已报 1，未报 4{besides}" in shown
    assert "待报 9 张" in await world.say(OFFICE, "停用 张三")


async def test_what_waits_for_a_word_is_listed(world: World) -> None:
    """After the card of an item, too: it was offered as progress of that item once."""
    assert await world.say(OFFICE, "通过") == "第三季度待审报送单 0 张\n[总览: 总览]"
    await reported(world, 24, "司法部", ReportState.SUBMITTED, by="王芳")
    await reported(world, 10, "科技部", ReportState.SUBMITTED)
    await world.say(OFFICE, "24")
    assert await world.say(OFFICE, "通过") == (
        "第三季度待审报送单 2 张\n"
        " 10 加强国家科技计划全流程的知识产权管理… · 科技部\n"
        " 24 推进《人类遗传资源管理条例》立法进程… · 司法部\n"
        "查看内容请发：报送 10\n"
        "审核请发：通过 10 科技部，或 退回 10 科技部 意见；一个单位全部通过：通过 科技部\n"
        "[通过 10 科技部: 通过 10 科技部 2019-Q3]\n"
        "[通过 24 司法部: 通过 24 司法部 2019-Q3]\n"
        "[总览: 总览]"
    )
    assert "[待审核报送单: 通过]" in await world.say(OFFICE, "总览")
    assert "“通过”只能由办公室操作，未执行。" in await world.say("张三", "通过")
