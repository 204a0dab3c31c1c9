"""线下: what is said about a restricted item leaves no trace, and the office says which are."""

import re

import pytest

from bot.cards.plain import plain_text
from bot.messages import Channel
from tests.bot.previews import confirm
from tests.bot.world import World

OFFICE = "赵敏"
WORD = "甲乙丙丁戊己庚辛"
LINES = """
N 推进中 {c}|N {c}|N{c}|第N项 {c}|#N {c}|N：{c}|更新 N {c}|进展 N {c}|N 已完成 {c}
第N项做完了 {c}|把N改为推进中 {c}
N 问题：{c}|N 下一步：{c}|N 快好了{c}|N 没完成 {c}|N 60% {c}|N 延期 {c}|N 推近中 {c}|N {c}？
N 33.3% {c}|N 滞后 推进中 {c}
报送 N {c}|报送 N 进展：{c}|报送 N 已审签 {c}|报送 N#1 {c}|报送 N Q3 {c}|报送 N 无新进展 {c}
已线下报送 N {c}|已线下报送 {c} N
需协调 N {c}|协调 N {c}|延期 N 12月20日 {c}|延期 N {c}|更正 N {c}|提醒 N 明天 {c}|提醒我N明天{c}
稍后 N 3d {c}|稍后 N {c}
记录 N {c}|任务 N {c}|N 24 {c}|24 N 推进中 {c}|24 推进中 已发#N 推进中 {c}|N 推进中#{c}
催办 N {c}|催办 N 24 {c}
定时限 N 11月30日 {c}|定时限 N {c}|定时限 N 清除 {c}|同意延期 N {c}|不同意延期 N {c}|通过 N {c}
退回 N {c}|退回 N 科技部 {c}
销号 N {c}|恢复 N {c}|线下 N {c}|线下 N 是 {c}|线下 7 {c}|意见 N {c}|通知 N {c}|台账 N {c}
撤销 N {c}|确认 N {c}|转交 N {c}
逾期 N {c}|临期 N {c}|我的任务 N {c}|总览 N {c}|未报 N {c}|部门 N {c}|更薪 N {c}
跟新 N 推进中 {c}|updat N {c}
N in progress {c}|done N {c}|task N {c}|report N {c}|remind N tomorrow {c}|extend N 20 Dec {c}
nudge N {c}|return N {c}
/note@bot N {c}|请把N号任务{c}|关于N项，{c}|{c} 第N项|{c}N|N、24 {c}|N-13 {c}|N 推进中 \u202e{c}
"""


def lines() -> list[str]:
    return [cell for line in LINES.strip().split("\n") for cell in line.split("|")]


async def test_words_about_a_restricted_item_are_neither_answered_nor_kept(world: World) -> None:
    """Typed in private, in a group, as a reply to its card, forwarded: for two people."""
    said = 0
    for who, item in ((OFFICE, "12"), ("张三", "65")):
        await world.say(who, item)
        card = world.last
        for line in lines():
            for way in ("private", "group", "reply", "forwarded"):
                said += 1
                word = f"{WORD}{said}壬"
                text = line.replace("N", item).replace("#", "\n").format(c=word)
                if way == "reply":
                    text = text.replace(item, "").strip()
                    if re.search("24|7|-13|@", text):
                        continue  # names another item, or another bot
                if way == "forwarded" and not text.startswith(item):
                    continue
                answer = await world.answer(
                    who,
                    text,
                    channel=Channel.GROUP if way == "group" else Channel.PRIVATE,
                    reply_to=card if way == "reply" else None,
                    pressed=False,
                    forwarded=way == "forwarded",
                )
                shown = "\n".join(plain_text(r.card, actions=True) for r in answer.replies)
                assert word not in shown, (who, way, text)
                assert answer.blank, (who, way, text)
    assert said > 700
    assert WORD not in world.dump()


@pytest.mark.parametrize(
    "line",
    [
        "12 已完成",
        "12 推进中 60%",
        "12",
        "记录 12",
        "通过 12 财政部",
        "催办 12",
        "撤销",
        "已线下报送 12",
    ],
)
async def test_what_has_no_words_is_done(world: World, line: str) -> None:
    assert "请勿在聊天中填写内容" not in await world.say(OFFICE, line)


async def test_a_number_in_the_note_of_another_item_names_nothing(world: World) -> None:
    assert "已记录 · 第24项" in await world.say("张三", "24 推进中 已有12家单位反馈")
    assert "简报" in await world.say("张三", "简报 12")
    assert "没看明白" in await world.say("张三", "24 快好了，12家单位已反馈")


async def test_the_first_field_of_its_report_is_not_item_1(world: World) -> None:
    await world.say("张三", "报送 65")
    assert "请勿在聊天中填写内容" in await world.say("张三", f"1 {WORD}")
    assert WORD not in world.dump()


async def test_the_list_says_what_waits_and_one_button_confirms_it(world: World) -> None:
    assert await world.say(OFFICE, "线下") == (
        "线下报送事项 2 项\n"
        "导入时建议，待确认：12、65\n"
        "未确认前同样按线下报送处理。\n"
        "确认请发：线下 12 是；不属于请发：线下 12 否\n"
        "[全部确认（2 项）: 线下 12、65 是]"
    )
    assert "线下待确认 2" in await world.say(OFFICE, "总览")
    assert await world.say(OFFICE, "线下 12、65 是") == (
        "已设为线下报送：第 12、65 项\n"
        "只保留状态、进度和线下报送日期。\n"
        "[否，一般事项: 线下 12、65 否]\n"
        "[线下清单: 线下]"
    )
    assert "线下待确认" not in await world.say(OFFICE, "总览")
    assert "已确认：12、65" in await world.say(OFFICE, "线下")
    assert await world.say(OFFICE, "线下 12 是") == "未改动。\n第 12 项已确认为线下报送事项。"


async def test_marking_shows_what_goes_and_then_it_is_gone(world: World) -> None:
    await world.say("张三", f"24 推进中 {WORD} 问题：{WORD}")
    await world.say("张三", f"24 滞后 {WORD}")
    long = await world.say("张三", f"24 快好了 {WORD * 9}")
    await world.say(OFFICE, f"催办 24 请补充{WORD}")
    shown = await world.say(OFFICE, "线下 24 是")
    assert shown.startswith(
        "将 1 项设为线下报送，并永久删除其文字？尚未改动。\n"
        " 24 推进《人类遗传资源管理条例》立法进程…\n"
        "将删除：任务原文（含导入的文件）、进展记录 2 条、已发消息留底 "
    )
    assert "何人何时、状态、进度保留。此操作不可恢复。" in shown
    assert WORD in world.dump()
    assert "将 1 项设为线下报送" in await world.say(OFFICE, "线下 24 是 已看")  # typed: shown first
    code = confirm(shown)
    assert "此预览已过期" in await world.say("李四", code)
    done = await world.say(OFFICE, code)
    assert done.startswith(
        "已设为线下报送：第 24 项\n已删除：任务原文（含导入的文件）、进展记录 2 条"
    )
    left = world.dump()
    assert WORD not in left
    assert "人类遗传资源" not in left
    assert "此预览已过期" in await world.say(
        "张三", confirm(long) if ": 确认 " in long else "确认 X1"
    )
    card = await world.say("张三", "24")
    assert "线下报送事项" in card
    assert "滞后" in card
    trail = await world.say("张三", "记录 24")
    assert trail.count("张三（科技部）") == 2
    assert await world.say("钱进", "24") == "第24项 线下报送事项"
    assert "24" not in await world.say("钱进", "搜索 遗传资源")


async def test_the_list_speaks_of_confirming_only_while_something_waits(world: World) -> None:
    assert "未确认前" in await world.say("赵敏", "线下")
    shown = await world.say("赵敏", "线下 12、65 是")
    if found := re.search(r"确认 \w{26}", shown):
        await world.say("赵敏", found[0])
    assert "未确认前" not in await world.say("赵敏", "线下")


async def test_more_than_five_and_lifting(world: World) -> None:
    shown = await world.say(OFFICE, "线下 1-6 是")
    assert shown.startswith("将 6 项设为线下报送")
    await world.say(OFFICE, confirm(shown))
    again = await world.say(OFFICE, "线下 1-6 否")
    assert again.startswith("解除 6 项的线下报送？尚未改动。")
    assert "已解除线下报送：第 1、2、3、4、5、6 项" in await world.say(OFFICE, confirm(again))
    lifted = await world.say(OFFICE, "线下 7 否")
    assert lifted == "未改动。\n第 7 项不是线下报送事项。"
    assert "原文暂缺：请办公室重新导入同一份计划文件补回。" in await world.say("陈静", "1")
    assert "已记录" in await world.say("陈静", "1 推进中 已发通知")
    assert "已解除，原文待补：1、2、3、4、5、6" in await world.say(OFFICE, "线下")


async def test_only_the_office_and_only_in_private(world: World) -> None:
    for who in ("张三", "李四", "领导"):
        for line in ("线下", "线下 24 是", "线下 12 否"):
            said = await world.say(who, line)
            own = "[我的任务: 我的任务 线下]"  # what of one's own is reported offline
            assert said == f"“线下”只能由办公室操作，未执行。\n{own}"
    said = await world.say(OFFICE, "线下 24 是", channel=Channel.GROUP)
    assert "线下 24 是]" in said
    assert "第 24 项是否设为线下报送？未改动。" in await world.say(OFFICE, "线下 24")
    assert "不能一次改全部任务" in await world.say(OFFICE, "线下 全部 是")
    assert "没有第 208 项" in await world.say(OFFICE, "线下 208 是")


async def test_english(world: World) -> None:
    await world.say(OFFICE, "/lang en")
    assert await world.say(OFFICE, "restrict") == (
        "Offline items: 2\n"
        "Suggested by the import, to be confirmed by you: 12, 65\n"
        "Until then they are treated as reported offline all the same.\n"
        "To confirm: restrict 12 yes; if it is not one: restrict 12 no\n"
        "[Confirm all 2: restrict 12,65 yes]"
    )
    shown = await world.say(OFFICE, "restrict 24 yes")
    assert shown.startswith("Set 1 item to offline reporting and delete the text for good?")
    assert (await world.say(OFFICE, confirm(shown))).startswith(
        "Set to be reported offline: 24\nDeleted: "
    )
