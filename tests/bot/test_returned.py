"""What came back, what was never sent: reports after the office has decided or sealed."""

import re

from bot.model.report import ReportState
from tests.bot.previews import confirm
from tests.bot.reporting import at, send, state
from tests.bot.world import World


async def test_what_was_never_sent_is_not_called_reported(world: World) -> None:
    await send(world, "张三", 24)
    await world.say("赵敏", "通过 24 科技部")
    await world.say("赵敏", confirm(await world.say("赵敏", "报送期 封存 Q3")))
    said = await world.say("张三", "报送")
    assert "已报 1\n 24（牵头）\n" in said
    assert "\n未报 5\n 10、55、65、68（牵头） 60（参与）\n" in said
    assert "本期已封存，不再补报；新情况请直接发进展" in said
    assert "本期已全部报送" not in said
    sheet = await world.say("张三", "报送 55")
    assert sheet.startswith("第三季度报送单 · 第55项 · 科技部（未报）\n")
    assert "本单位审签：未登记\n" in sheet
    assert "申请更正" not in sheet
    assert "\n第三季度已于 10月11日 封存，本报送单不能再改；新情况请写进展，计入下一期。\n" in sheet
    assert "[填写进展: 更新 55]\n[查看第 55 项: 55]" in sheet
    sheet = await world.say("张三", "报送 24")
    assert "\n第三季度已于 10月11日 封存，只能申请更正。\n" in sheet
    assert "[申请更正: 更正 24]" in sheet


async def test_what_is_new_after_the_seal_is_for_the_next_period(world: World) -> None:
    await send(world, "张三", 24)
    await world.say("赵敏", confirm(await world.say("赵敏", "报送期 封存 Q3")))
    said = await world.say("张三", "24 推进中 又有进展")
    assert "\n第三季度已于 10月11日 封存，本条计入下一期\n" in said
    assert pressed(said, "申请更正") == "更正 24 2019-Q3"
    assert "例如：更正 24 2019-Q3 原文应为……\n" in await world.say("张三", "更正 24 2019-Q3")
    asked = await world.say("张三", "应为21家")
    assert "已申请更正 · 第24项\n" in await world.say("张三", pressed(asked, "更正 24 2019-Q3 …"))
    said = await world.say("张三", "55 推进中 新情况")  # was not reported: nothing to correct
    assert "，本条计入下一期\n" in said
    assert "更正" not in said
    said = await world.say("张三", "10 推进中 已启动\n68 推进中 已启动")
    assert said.count("本条计入下一期") == 1


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


def pressed(card: str, label: str) -> str:
    [line] = [line for line in card.splitlines() if line.startswith(f"[{label}: ")]
    return line.removeprefix(f"[{label}: ").removesuffix("]")


async def test_another_period_is_found_and_filled_in(world: World) -> None:
    line = "报送期 开 专项检查 9月1日至9月30日 10月21日"
    await world.say("赵敏", confirm(await world.say("赵敏", line)))
    mine = await world.say("张三", "我的任务")
    assert "\n第三季度报送：10月15日（周二）截止" in mine  # the plan's own rhythm goes first
    assert re.search("\n另有专项检查报送，10月21日截止，请发：报送 期[0-9]+\n", mine)
    said = await world.say("张三", "报送")
    assert said.count("另有专项检查报送") == 1
    listed = await world.say("张三", pressed(said, "专项检查"))
    assert "\n专项检查报送：10月21日（周一）截止" in listed
    assert "另有第三季度报送，10月15日截止，请发：报送 2019-Q3\n" in listed
    assert re.search("\n填报请发：报送 10 期[0-9]+\n", listed)
    sheet = await world.say("张三", pressed(listed, "填报第 24 项"))
    assert sheet.startswith("专项检查报送单 · 第24项 · 科技部（预填，可改）\n")
    sheet = await world.say("张三", "报送 24")
    assert sheet.startswith("第三季度报送单 · 第24项 · 科技部（预填，可改）\n")
    sheet = await world.say("张三", "报送 24 专项检查")
    assert sheet.startswith("专项检查报送单 · 第24项 · 科技部（预填，可改）\n")
    assert "①进展情况：已自查\n" in await world.say("张三", "1 已自查")
    assert "已报送 · 第24项 · 专项检查\n" in await world.say("张三", "已审签")


async def test_any_other_word_is_still_asked_about(world: World) -> None:
    assert await world.say("张三", "报送 24 已汇总意见") == (
        "没看明白“报送 24 已汇总意见”，未保存。要把第 24 项记为：\n"
        "[①进展情况: 报送 24 进展：已汇总意见]\n"
        "[取消: 取消]"
    )


async def test_a_period_without_such_a_report_is_not_asked_about(world: World) -> None:
    line = "报送期 开 专项检查 9月1日至9月30日 10月21日"
    await world.say("赵敏", confirm(await world.say("赵敏", line)))
    await world.say("张三", "报送 24 Q3 进展：已开展")
    await world.say("张三", "报送 24 Q3 已审签")
    assert "已通过 · 第24项 · 科技部 · 第三季度" in await world.say("赵敏", "通过 24")
    assert "此前已通过，未改动" in await world.say("赵敏", "通过 24")
    assert "已退回 · 第24项 · 科技部 · 第三季度" in await world.say("赵敏", "退回 24 缺数据")


async def test_an_update_after_the_report_was_accepted_is_for_the_next_one(world: World) -> None:
    await send(world, "张三", 24)
    await world.say("赵敏", "通过 24 科技部")
    said = await world.say("张三", "24 推进中 又有进展")
    assert "第三季度报送单已由办公室汇总，本条计入下一期\n" in said
    assert "撤回" not in said.replace("撤销", "")


async def test_the_office_finds_a_period_of_its_own_by_its_word(world: World) -> None:
    line = "报送期 开 专项检查 9月1日至9月30日 10月14日"
    await world.say("赵敏", confirm(await world.say("赵敏", line)))
    assert (await world.say("赵敏", "总览 专项检查")).startswith("专项检查进展总览（")
    assert (await world.say("赵敏", "总览 Q3")).startswith("第三季度进展总览（")
    assert (await world.say("赵敏", "报送期 专项检查")).startswith("专项检查：10月14日")
    assert "专项督查尚未开启" in await world.say("赵敏", "报送期 专项督查")


async def test_undo_after_a_report_leaves_older_updates_alone(world: World) -> None:
    await at(world, 10, 9, "张三", "24 推进中 已开展")
    await at(world, 10, 10, "张三", "68 推进中 已设立子基金")
    await world.say("张三", "报送 24 已审签")
    said = await world.say("张三", "撤销")
    assert said == (
        "您最近一次操作是报送第 24 项第三季度报送单，未撤销任何内容。要撤回这份报送吗？\n"
        "[撤回报送: 报送 24 撤回]"
    )
    await world.say("张三", "报送 24 撤回")
    assert "已撤销 1 项\n 68 " in await world.say("张三", "撤销")


async def test_who_approved_can_be_named_after_a_short_line(world: World) -> None:
    await world.say("张三", "报送 24 无新进展")
    shown = await world.say("张三", "报送 24 已审签")
    assert "本单位审签：已审签，未写姓名，10月11日（张三 登记）" in shown
    line = "报送 24 已审签"
    assert f"补写审签人请发：{line} 姓名\n" in shown
    shown = await world.say("张三", f"{line} 王处长")
    assert "①进展情况：无新进展\n" in shown
    assert "本单位审签：王处长，10月11日（张三 登记）" in shown
    assert "补写审签人" not in shown
    back = await world.say("张三", "报送 24 撤回")
    assert "\n已撤回，内容保留为草稿，尚未报送。\n" in back
    assert "已撤回" not in await world.say("张三", "报送 24 撤回")
