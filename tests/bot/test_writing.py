"""What people report is stored, answered, taken back; nothing is written on a guess."""

from datetime import timedelta

import pytest

from bot.model.task import Status
from tests.bot.previews import confirm
from tests.bot.world import World

HOSTILE = "<!here> @all =cmd|' /C calc'!A0 <b>x</b> {number} %s .* ' OR 1=1"


async def test_an_update_is_stored_and_shown(world: World) -> None:
    assert await world.say("张三", "24 推进中 60% 征求意见稿已汇总21家意见") == (
        "已记录 · 第24项 → 推进中\n"
        "进度：60%\n"
        "进展：征求意见稿已汇总21家意见\n"
        "张三（科技部） 10:00\n"
        "该内容已放入第三季度草稿，无需重复填报\n"
        "[撤销: 撤销]\n"
        "[补充问题: 报送 24 问题：]\n"
        "[补充下一步: 报送 24 下一步：]\n"
        "[去报送: 报送 24]"
    )
    assert len(world.statements) == 9
    assert (await world.share(24, "科技部")).status is Status.IN_PROGRESS
    assert (await world.share(24, "司法部")).status is Status.NOT_STARTED


async def test_an_update_in_english(world: World) -> None:
    assert await world.say("Ann", "24 done") == (
        "Saved · item 24 → Done (to be checked)\n"
        "Ann (MOST) 10:00\n"
        "Added to your Q3 2019 draft - no need to type it again.\n"
        "[Undo: undo]\n"
        "[Add problems: report 24 problems:]\n"
        "[Add next steps: report 24 next:]\n"
        "[Go to the report: report 24]"
    )


async def test_a_hundred_percent_sets_no_status_but_offers_one(world: World) -> None:
    shown = await world.say("张三", "10 100%")
    assert "[第 10 项已完成: 10 已完成]" in shown
    assert (await world.share(10, "科技部")).status is Status.NOT_STARTED
    assert "已完成（待核）" in await world.say("张三", "10 已完成")


async def test_several_lines_have_a_result_each_and_one_undo(world: World) -> None:
    shown = await world.say("张三", "10 推进中 60%\n55 推进中 标准草案送审\n208\n46 推进中")
    assert shown == (
        "已记录 2 项，未保存 2 条\n"
        "第10项 → 推进中 60%\n"
        "第55项 → 推进中 “标准草案送审”\n"
        "\n"
        "没有第 208 项，未保存。本计划共 106 项，请检查编号，或发“搜索 关键词”。\n"
        "第 46 项的责任单位是海关总署，您代表科技部，不能更新，未保存。\n"
        "张三（科技部） 10:00\n"
        "已放入第三季度草稿，无需重复填报：10、55\n"
        "[撤销: 撤销]\n"
        "[查看第 46 项: 46]\n"
        "[46 向办公室反映: 意见 第 46 项：]"
    )
    assert await world.say("张三", "撤销") == (
        "已撤销 2 项\n"
        " 10 恢复为“未启动”；进度 60% 不再计入\n"
        " 55 恢复为“未启动”；“标准草案送审”不再计入\n"
        "所记内容已从第三季度草稿中去掉：10、55\n"
        "历史记录中两条都保留。\n"
        "[查看第 10 项: 10]\n"
        "[查看第 55 项: 55]"
    )
    assert (await world.share(10, "科技部")).percent is None


async def test_two_lines_about_one_item_are_one_change(world: World) -> None:
    await world.say("张三", "10 推进中\n10 60%\n10 已完成")
    [update] = await world.updates()
    assert (update.change.status, update.change.percent) == (Status.IN_PROGRESS, 60)
    await world.say("张三", "撤销")
    assert (await world.share(10, "科技部")).status is Status.NOT_STARTED


async def test_no_news_is_recorded_on_every_item(world: World) -> None:
    assert "第55项 “无新进展”" in await world.say("张三", "10、55 无新进展")
    assert [u.change.progress for u in await world.updates()] == ["无新进展", "无新进展"]


async def test_a_participant_updates_its_own_part(world: World) -> None:
    shown = await world.say("钱进", "68 推进中 配合")
    assert "记在财政部部分，事项状态以牵头单位为准" in shown
    assert (await world.share(68, "财政部")).status is Status.IN_PROGRESS
    assert (await world.task(68)).status is Status.NOT_STARTED
    assert "财政部：推进中（10月11日 钱进）" in await world.say("钱进", "68")


async def test_the_office_writes_on_behalf_of_the_lead(world: World) -> None:
    assert "代科技部填报" in await world.say("赵敏", "68 受阻")
    [update] = await world.updates()
    assert update.on_behalf
    assert update.department_short == "科技部"
    assert "赵敏 代科技部" in await world.say("张三", "记录 68")
    said = await world.say("赵敏", "68 受阻 资金未到位")
    assert "\n该内容已放入科技部的第三季度草稿，无需重复填报\n" in said
    said = await world.say("赵敏", "10 推进中 已部署\n55 推进中 已部署")
    assert "已放入有关单位的第三季度草稿，无需重复填报：10、55" in said
    assert "所记内容已从该单位的第三季度草稿中去掉：10、55" in await world.say("赵敏", "撤销")


@pytest.mark.parametrize(("who", "words"), [("张三", "海关总署"), ("领导", "只能查看")])
async def test_who_may_not_write_changes_nothing(world: World, who: str, words: str) -> None:
    shown = await world.say(who, "46 推进中")
    assert words in shown
    assert "未保存" in shown
    assert "[查看第 46 项: 46]" in shown
    assert await world.updates() == []


async def test_an_old_card_is_asked_about_when_somebody_else_wrote(world: World) -> None:
    await world.say("张三", "55")
    card = world.last
    await world.say("李四", "55 受阻")
    assert await world.say("张三", "55 推进中", reply_to=card) == (
        "第 55 项刚由李四于 10:00 改为“受阻/需协调”。您的操作基于旧状态，尚未保存。\n"
        "[仍改为推进中: 55 推进中]\n"
        "[看最新: 55]"
    )
    assert (await world.share(55, "科技部")).status is Status.BLOCKED
    assert "已记录" in await world.say("张三", "55 推进中", reply_to=world.last)


async def test_ones_own_last_change_makes_no_card_old(world: World) -> None:
    await world.say("张三", "55")
    card = world.last
    await world.say("张三", "55 受阻")
    assert "已记录" in await world.say("张三", "55 推进中", reply_to=card)


async def test_many_items_are_shown_first_and_done_once(world: World) -> None:
    shown = await world.say("张三", "done 10 24 46 55 60 65 68")
    assert "海关总署" in shown
    assert shown.startswith("将更新 6 项，请确认（尚未保存）")
    assert await world.updates() == []
    code = confirm(shown)
    assert "此预览已过期" in await world.say("李四", code)
    assert "已记录 6 项" in await world.say("张三", code)
    assert "此预览已过期、已取消或已用过，本次未执行。" in await world.say("张三", code)
    assert "已撤销 6 项" in await world.say("张三", "撤销")


async def test_a_preview_ends_after_half_an_hour(world: World) -> None:
    shown = await world.say("张三", "done 10 24 55 60 65 68")
    code = confirm(shown)
    world.now += timedelta(minutes=31)
    assert "此预览已过期" in await world.say("张三", code)
    assert await world.updates() == []


async def test_a_line_too_long_for_a_button_waits_under_a_code(world: World) -> None:
    text = "55 快好了" + "，还差最后一轮征求意见" * 5
    answer = await world.answer("张三", text)
    [card] = [reply.card for reply in answer.replies]
    commands = {action.label: action.command for action in card.actions}
    assert commands["推进中"] == "55 推进中"
    assert commands["仅记一句进展"].startswith("确认 ")
    await world.say("张三", commands["仅记一句进展"])
    [update] = await world.updates()
    assert update.change.progress == text.removeprefix("55 ")


async def test_hostile_text_is_text(world: World) -> None:
    assert HOSTILE in await world.say("张三", f"55 推进中 {HOSTILE}")
    assert (await world.updates())[0].change.progress == HOSTILE
    assert HOSTILE in await world.say("张三", "55")
    assert HOSTILE in await world.say("张三", "记录 55")


async def test_a_forwarded_text_is_never_a_command(world: World) -> None:
    shown = await world.say("张三", "55 已完成", forwarded=True)
    assert "记到哪一项" in shown
    assert await world.updates() == []


@pytest.mark.parametrize(
    "text",
    ["55 60%", "第55项快好了", "55 已完成", "请看\n55 进展顺利", "来函：55项已收到意见21条"],
)
async def test_a_forwarded_text_that_names_an_own_item_offers_it_first(
    world: World, text: str
) -> None:
    answer = await world.answer("张三", text, forwarded=True)
    [reply] = answer.replies
    assert reply.card.actions[0].command.startswith("55 ")
    assert [action.label for action in reply.card.actions[3:]] == ["我的任务", "取消"]
    assert await world.updates() == []


@pytest.mark.parametrize("forwarded", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "24 \ud800",
        "24 推进中 \udfff",
        "24 快好了\ud800",
        "搜索 \ud800",
        "绑定 \ud800",
        "\ud800",
        "24 \0",
    ],
)
async def test_half_a_character_is_refused_and_nothing_of_it_kept(
    world: World, text: str, forwarded: bool
) -> None:
    shown = await world.say("张三", text, forwarded=forwarded)
    assert shown == "含不可见控制字符，未改动。请手工重新输入。"
    assert await world.updates() == []


async def test_values_without_an_item_are_offered_for_ones_own(world: World) -> None:
    assert await world.say("张三", "进行中") == (
        "没说是哪一项，未保存。如：24 推进中。\n"
        "[10 推进中: 10 进行中]\n"
        "[24 推进中: 24 进行中]\n"
        "[55 推进中: 55 进行中]"
    )
    assert await world.updates() == []


async def test_unclear_lines_are_asked_back(world: World) -> None:
    shown = await world.say("张三", "55 快好了")
    assert shown.startswith("没看明白“55 快好了”，未保存。要把第 55 项记为：\n[推进中: 55 推进中]")
    assert "[取消: 取消]" in shown
    assert "已取消，未改动。" in await world.say("张三", "取消")
    assert "您是不是要：\n[我的任务: 我的任务]\n[帮助: 帮助]" in await world.say("张三", "你好吗")
    assert "内容超过 2000 字，未保存。" in await world.say("张三", "24 " + "长" * 5000)
    assert await world.updates() == []


async def test_what_was_probably_meant_is_offered_with_its_items(world: World) -> None:
    assert "\n[24 已完成: done 24]" in await world.say("张三", "doen 24")
    assert "\n[24 55 已完成: 完成 24 55]" in await world.say("张三", "完城 24 55")
    assert "\n[24 Put off 3 days: snooze 24 3d]" in await world.say("Ann", "snoze 24 3d")


async def test_texts_of_two_lines_about_one_item_follow_each_other(world: World) -> None:
    both = await world.say("张三", "24 推进中 初稿已成\n24 60% 已送各地")
    assert "第24项 → 推进中" in both
    assert "初稿已成\n已送各地" in await world.say("张三", "24")
    against = await world.say("张三", "24 推进中\n24 滞后")
    assert "第 24 项前后两行矛盾，后一行未保存。" in against
    assert "滞后（" not in await world.say("张三", "24")


async def test_a_slip_in_the_status_keeps_what_follows(world: World) -> None:
    assert await world.say("张三", "24 推近中 已发通知 A") == (
        "“推近中”不是状态，未保存。可用：未启动、推进中、滞后、受阻、已完成。\n"
        "[推进中: 24 推进中 已发通知 A]"
    )


async def test_done_and_a_part_of_it_are_asked_about_in_two_lines_as_in_one(world: World) -> None:
    await world.say("张三", "24 已完成")
    assert await world.say("张三", "24 30% 只差印发") == (
        "第 24 项为“已完成（待核）”，与 30% 矛盾，未保存。要改回“推进中”吗？\n"
        "[推进中 30%: 24 推进中 30% 进展：只差印发]\n"
        "[查看第 24 项: 24]\n"
        "[取消: 取消]"
    )
    assert "已记录" in await world.say("张三", "24 100%")
    assert "与 30% 矛盾" in await world.say("张三", "10 已完成\n10 30%")
    assert "第24项 → 推进中" in await world.say("张三", "24 推进中 30% 进展：只差印发")
