"""绑定本群: by the office, in the group itself; what the group gets then, and how it ends."""

from datetime import UTC, datetime

import pytest

from bot.messages import Channel
from tests.bot.world import World

HERE = (
    "本群已登记（群 1）\n"
    "范围：整个计划\n"
    "周报：每周五 16:00，遇休息日顺延至下一工作日\n"
    "下一期：10月11日 周五 16:00\n"
    "没有需要通报的内容时不发。\n"
    "用途：推进计划周报、任务查询\n"
    "登记人：赵敏（联席会议办公室）\n"
    "停用：计划期末（12月31日）自动停用，或由办公室停用\n"
    "群内可问：@联络员 24、@联络员 逾期、@联络员 简报；涉及个人的一律私信回复。\n"
    "[简报: 简报]\n"
    "[停用本群: 停用本群]"
)
OTHER = {"channel": Channel.OTHER}


async def test_the_office_registers_a_group_in_the_group(world: World) -> None:
    answer = await world.answer("赵敏", "绑定本群", channel=Channel.OTHER)
    assert [reply.private for reply in answer.replies] == [False]
    assert await world.say("赵敏", "/here", **OTHER) == HERE


async def test_whoever_else_tries_is_refused_in_private(world: World) -> None:
    for who in ("张三", "李四", "领导"):
        refusal, note = (await world.answer(who, "绑定本群", channel=Channel.OTHER)).replies
        assert refusal.private
        assert note.card.title == "已私信回复您"
    assert (await world.say("张三", "24", **OTHER)).endswith("已私信回复您")


async def test_a_registered_group_is_answered_in_the_group(world: World) -> None:
    await world.say("赵敏", "绑定本群", **OTHER)
    for line in ("24", "逾期", "简报", "帮助"):
        answer = await world.answer("张三", line, channel=Channel.OTHER)
        assert [reply.private for reply in answer.replies] == [False], line
    for line in ("我的任务", "24 推进中", "65"):
        answer = await world.answer("张三", line, channel=Channel.OTHER)
        assert answer.replies[0].private, line


async def test_an_ended_group_is_any_group_again(world: World) -> None:
    await world.say("赵敏", "绑定本群", **OTHER)
    assert await world.say("赵敏", "停用本群", **OTHER) == (
        "本群已停用：不再发周报，提问改为私信回复。\n"
        "要重新登记，由办公室在本群发：@联络员 绑定本群\n"
        "[重新登记: 绑定本群]"
    )
    assert (await world.say("张三", "24", **OTHER)).endswith("已私信回复您")
    assert await world.say("赵敏", "停用本群", **OTHER) == "本群没有登记，未改动。"


async def test_no_digest_is_promised_after_the_end_of_the_plan(world: World) -> None:
    world.now = datetime(2019, 12, 30, 2, 0, tzinfo=UTC)
    for line in ("绑定本群", "简报 恢复", "订阅"):
        assert "下一期：无，计划期届时已结束\n" in await world.say("赵敏", line, **OTHER), line
    assert "下一期：12月31日 周二 16:00\n" in await world.say("赵敏", "绑定本群 周二", **OTHER)


async def test_a_second_registration_says_what_it_has_changed(world: World) -> None:
    await world.say("赵敏", "绑定本群", **OTHER)
    await world.say("赵敏", "简报 暂停", **OTHER)
    shown = await world.say("赵敏", "绑定本群 科技部 周一 9:00", **OTHER)
    assert shown.startswith(
        "本群登记已更改（群 1）\n"
        "此前：整个计划 · 每周五 16:00，遇休息日顺延至下一工作日 · 已暂停\n"
        "范围：科技部\n"
        "周报：每周一 9:00"
    )
    assert "此前" not in await world.say("赵敏", "绑定本群 科技部 周一 9:00", **OTHER)


async def test_who_ends_it_in_private_hears_where_to_say_it(world: World) -> None:
    assert await world.say("赵敏", "停用本群") == (
        "未改动：请在要停用的群里说。\n在群里发：@联络员 停用本群"
    )


async def test_a_group_ends_with_the_plan(world: World) -> None:
    await world.say("赵敏", "绑定本群", **OTHER)
    world.now = datetime(2020, 1, 1, 2, 0, tzinfo=UTC)
    assert (await world.say("张三", "24", **OTHER)).endswith("已私信回复您")
    assert await world.say("赵敏", "绑定本群", **OTHER) == "计划已于2019年12月31日结束，未登记。"


@pytest.mark.parametrize(
    ("line", "about", "when"),
    [
        ("绑定本群 周五 16:30", "整个计划", "每周五 16:30"),
        ("绑定本群 第二章 周一 9:00", "二、加大知识产权保护力度", "每周一 9:00"),
        ("绑定本群 第2章 星期一 上午9点", "二、加大知识产权保护力度", "每周一 9:00"),
        ("绑定本群 领域改革", "一、深化知识产权领域改革", "每周五 16:00"),
        ("绑定本群周五下午四点半", "整个计划", "每周五 16:30"),
        ("绑定本群 周一上午 第一章", "一、深化知识产权领域改革", "每周一 9:00"),
        ("绑定本群 下班前", "整个计划", "每周五 18:00"),
        ("绑定本群 科技部 每周三", "科技部", "每周三 16:00"),
        ("/here MOST wed 3pm", "科技部", "每周三 15:00"),
        ("/here chapter 1 on tuesday at 10:00", "一、深化知识产权领域改革", "每周二 10:00"),
    ],
)
async def test_part_day_and_hour_may_be_said(
    world: World, line: str, about: str, when: str
) -> None:
    shown = await world.say("赵敏", line, **OTHER)
    assert f"范围：{about}\n周报：{when}，" in shown


@pytest.mark.parametrize("words", ["第九章", "知识产权", "某某局"])
async def test_what_is_not_one_part_asks(world: World, words: str) -> None:
    shown = await world.say("赵敏", f"绑定本群 {words}", **OTHER)
    assert shown == (
        f"没有唯一对应“{words}”的章节或单位，未登记。\n"
        "例如：绑定本群 第二章；只写“绑定本群”即整个计划。\n"
        "[整个计划: 绑定本群]\n"
        "[一、深化知识产权领域改革: 绑定本群 一、深化知识产权领域改革]\n"
        "[二、加大知识产权保护力度: 绑定本群 二、加大知识产权保护力度]"
    )
    assert (await world.say("张三", "24", **OTHER)).endswith("已私信回复您")
    button = "绑定本群 二、加大知识产权保护力度"
    assert "范围：二、加大知识产权保护力度" in await world.say("赵敏", button, **OTHER)


@pytest.mark.parametrize("time", ["25:00", "3点", "25点"])
async def test_a_time_that_is_none_asks(world: World, time: str) -> None:
    assert time in await world.say("赵敏", f"绑定本群 周五 {time}", **OTHER)
    assert (await world.say("张三", "24", **OTHER)).endswith("已私信回复您")


async def test_in_private_it_is_said_where_to_say_it(world: World) -> None:
    assert await world.say("赵敏", "绑定本群") == (
        "未登记：请在要登记的群里发。\n在群里发：@联络员 绑定本群 [章节或单位]"
    )


async def test_digests_of_a_group_are_paused_in_it_or_by_number(world: World) -> None:
    await world.say("赵敏", "绑定本群", **OTHER)
    assert await world.say("赵敏", "简报 暂停", **OTHER) == (
        "群 1 的周报已暂停。\n登记保留，群内提问照答。\n[恢复: 简报 恢复 1]"
    )
    assert "群 1 · 整个计划 · 每周五 16:00，遇休息日顺延至下一工作日 · 已暂停" in await world.say(
        "赵敏", "简报 预览"
    )
    assert await world.say("赵敏", "简报 恢复 1") == (
        "群 1 的周报已恢复。\n下一期：10月11日 周五 16:00\n[暂停: 简报 暂停 1]"
    )
    assert await world.say("赵敏", "简报 暂停") == (
        "哪个群？未改动。如：简报 暂停 3\n群 1 · 整个计划 · 每周五 16:00，遇休息日顺延至下一工作日"
    )
    refusal = (await world.answer("张三", "简报 暂停", channel=Channel.OTHER)).replies[0]
    assert refusal.private


async def test_a_subscription_comes_and_goes(world: World) -> None:
    assert await world.say("张三", "订阅") == (
        "已订阅周报\n"
        "下一期：10月11日 周五 16:00\n"
        "私聊发送，不占每天 1 条的提醒额度。\n"
        "[退订: 退订]\n"
        "[简报: 简报]"
    )
    assert (await world.say("张三", "订阅")).startswith("您已订阅周报。")
    assert await world.say("张三", "退订") == ("已退订周报。\n临期、逾期提醒照常。\n[订阅: 订阅]")
    assert (await world.say("张三", "退订")).startswith("您没有订阅周报，未改动。")
    assert (await world.say("Ann", "/subscribe")).startswith("Subscribed: weekly digest\n")


async def test_a_preview_is_shown_before_anything_is_sent(world: World) -> None:
    await world.say("赵敏", "绑定本群 第二章", **OTHER)
    shown = await world.say("赵敏", "简报 发送")
    assert shown.startswith("简报预览（尚未发送）\n【推进计划周报】2019年第41周")
    assert "已登记群 1 个，其中将收到 1 个\n群 1 · 二、加大知识产权保护力度 · 每周五" in shown
    confirm = shown.split("[确认发送: ")[1].split("]")[0]
    assert await world.say("赵敏", confirm) == "简报即刻发出：1 个群"
    assert "已过期" in await world.say("赵敏", confirm)
    again = await world.say("赵敏", "简报 发送")
    assert "本周已发" in again
    assert "确认发送" not in again


async def test_only_the_office_sees_a_preview_and_a_group_gets_a_button(world: World) -> None:
    assert "简报预览" not in await world.say("张三", "简报 预览")
    await world.say("赵敏", "绑定本群", **OTHER)
    button, note = (await world.answer("赵敏", "简报 发送", channel=Channel.OTHER)).replies
    assert button.private
    assert button.card.actions[0].command == "简报 发送"
    assert note.card.title == "已私信回复您"


async def test_only_in_groups_it_costs_a_statement_more(world: World) -> None:
    await world.say("张三", "我的任务")
    private = len(world.statements)
    await world.say("张三", "我的任务", **OTHER)
    assert len(world.statements) == private + 2  # the group itself, and its count


async def test_where_a_mention_is_not_delivered_the_card_names_the_command(world: World) -> None:
    shown = await world.say("赵敏", "/here", door="https://t.me/liaison_bot", **OTHER)
    assert "群内可问：/task@liaison_bot 24、/overdue@liaison_bot、/digest@liaison_bot；" in shown
    shown = await world.say("赵敏", "/help", door="https://t.me/liaison_bot", **OTHER)
    assert "/task@liaison_bot 24：看第 24 项卡片；/overdue@liaison_bot：看逾期清单。" in shown
