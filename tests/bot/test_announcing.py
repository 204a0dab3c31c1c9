"""通知: the office tells many; shown first, in everybody's next bundle, taken back in time."""

from datetime import date, timedelta

import pytest

from bot.messages import Account, Channel, Platform
from bot.ports import Occurrence
from tests.bot.world import NOW, World

OFFICE = "赵敏"
PREVIEW = """\
通知预览（尚未发送）
对象：联络员，5 人
 · Telegram 5 人
 · 另有未登记联络员 3 个单位，收不到（须电话）：中央军委装备发展部、海关总署、商务部
合并为 5 条，本日 10:30 前送达；每人今日提醒额度 0/1
文案：请核对通讯录
[确认发送: {code}]
[改文案: 通知 联络员 改文案]
[取消: 取消]"""
HOW = """\
通知
请发：通知 对象 文字。对象：全体、联络员、备用联系人、观察员、未报、科技部、司法部、第一章
例如：通知 联络员 请核对通讯录
先预览，确认后并入每人下一条汇总提醒（每个工作日最多 1 条）。"""


def code_of(preview: str) -> str:
    [line] = [line for line in preview.splitlines() if line.startswith(("[确认发送: ", "[Send: "))]
    return line.partition(": ")[2].removesuffix("]")


async def waiting(world: World) -> int:
    async with world.store.view() as unit:
        return len(await unit.bulletins.waiting())


async def test_other_words_before_it_is_sent(world: World) -> None:
    """Nothing is told of 改文案; the text that follows is asked about as the announcement."""
    await world.say(OFFICE, "通知 联络员 请核对通讯录")
    said = await world.say(OFFICE, "通知 联络员 改文案")
    assert said == "“通知 联络员”用什么文案？尚未发送。\n请发：通知 联络员 文字"
    said = await world.say(OFFICE, "请核对电话")
    assert "[通知 联络员 …: 通知 联络员 请核对电话]" in said


async def test_an_allowance_is_not_called_unused_and_used_at_once(world: World) -> None:
    """Who has had today's reminder gets it with the next one: not everybody is at 0/1."""
    async with world.store.unit() as unit:
        wang = next(one.id for one in await unit.people.people() if one.name == "王芳")
        key = f"bundle:{wang}:2019-10-11"
        had = Occurrence(key=key, person=wang, to=None, due=NOW, title="提醒", why="")
        assert await unit.occurrences.plan([had], at=NOW)
    said = await world.say(OFFICE, "通知 联络员 请核对通讯录")
    assert "合并为 4 条，本日 10:30 前送达\n" in said
    assert "1 条并入 10月12日 周六 的提醒：今日额度已用" in said
    assert "0/1" not in await world.say(OFFICE, code_of(said))


async def test_shown_sent_listed_and_taken_back(world: World) -> None:
    assert await world.say(OFFICE, "通知") == HOW
    said = await world.say(OFFICE, "通知 联络员 请核对通讯录")
    code = code_of(said)
    assert said == PREVIEW.format(code=code)
    assert await waiting(world) == 0
    sent = await world.say(OFFICE, code)
    assert sent.startswith("通知 1 已排定，5 人\n对象：联络员，5 人\n")
    assert "[撤回: 通知 撤回 1]" in sent
    assert await waiting(world) == 5
    assert "此预览已过期" in await world.say(OFFICE, code)
    assert await world.say(OFFICE, "通知") == (
        f"{HOW}\n\n最近的通知：\n1 · 10月11日 赵敏 · 已告知 0/5 · 请核对通讯录\n[撤回: 通知 撤回 1]"
    )
    assert await world.say(OFFICE, "通知 撤回 1") == (
        "通知 1 已撤回\n5 人不再告知，此前已告知 0 人。\n[通知: 通知]"
    )
    assert await waiting(world) == 0
    assert "没有第 1 号通知，未改动。" in await world.say(OFFICE, "通知 撤回 1")


async def test_a_text_of_several_lines_is_one_text(world: World) -> None:
    """Whatever its lines look like: none of them is a command."""
    said = await world.say(OFFICE, "通知 科技部、司法部：请注意\n24 已完成\n2. 第三季度报送照旧")
    assert "对象：科技部、司法部，4 人" in said
    assert "文案：请注意\n24 已完成\n2. 第三季度报送照旧\n" in said
    await world.say(OFFICE, code_of(said))
    assert await waiting(world) == 4
    assert len(await world.updates()) == 0
    assert "含不可见控制字符" in await world.say(OFFICE, "通知 全体 请注意\n\u202e24 已完成")


async def test_who_is_meant(world: World) -> None:
    async with world.store.unit() as unit:
        await unit.people.unbind(Account(Platform.TELEGRAM, "1", "王芳"))
        people = {one.name: one for one in await unit.people.people()}
        until = date(2019, 10, 20)
        await unit.absences.leave(people["张三"].id, people["李四"].id, until=until, at=NOW)
    for who, count in (
        ("全体", 6),
        ("备用联系人", 1),
        ("领导", 1),
        ("MOST", 3),
        ("第一章", 5),
        ("未报", 4),
        ("联络员、备用联系人", 5),
    ):
        said = await world.say(OFFICE, f"通知 {who} 请核对通讯录")
        assert f"对象：{who}，{count} 人\n" in said, who
    said = await world.say(OFFICE, "通知 司法部、海关总署、科技部 请核对通讯录")
    assert " · 需电话告知 2：司法部 王芳、海关总署（未登记联络员）\n" in said
    assert "其中 1 人休假，同时告知代管人\n" in said
    assert await world.say(OFFICE, "通知 未绑定") == (
        "没有可在聊天中告知的人，未发送。\n · 需电话告知 1：司法部 王芳\n[通知: 通知]"
    )
    assert await waiting(world) == 0


async def test_told_after_hours_on_the_next_working_day(world: World) -> None:
    world.now += timedelta(hours=9)
    said = await world.say(OFFICE, "通知 联络员 请核对通讯录")
    assert "5 条并入 10月12日 周六 的提醒：今日额度已用或已过办公时间\n" in said


@pytest.mark.parametrize(
    ("who", "line", "words"),
    [
        (OFFICE, "通知 联络员", "要通知联络员什么？未发送。"),
        (OFFICE, "通知 某某局 请核对", "没有“某某局”这样的通知对象，未发送。"),
        (OFFICE, "通知 全体，明天开会", "没有“明天开会”这样的通知对象，未发送。"),
        (OFFICE, "通知 全体 CANARY 机密", "内容疑含标密字样“机密”"),
        (OFFICE, "通知 全体 第12项 CANARY", "第 12 项设为“线下报送”"),
        (OFFICE, "通知 全体 " + "长" * 2001, "内容超过 2000 字"),
        (OFFICE, "通知 撤回 9", "没有第 9 号通知"),
        ("张三", "通知 全体 CANARY", "”只能由办公室操作"),
        ("领导", "通知 全体 CANARY", "”只能由办公室操作"),
    ],
)
async def test_what_is_not_sent(world: World, who: str, line: str, words: str) -> None:
    assert words in await world.say(who, line)
    assert await waiting(world) == 0
    assert "CANARY" not in world.dump()


async def test_in_a_group_it_comes_back_in_private(world: World) -> None:
    said = await world.say(OFFICE, "通知 全体 请核对通讯录", channel=Channel.GROUP)
    assert "[办理: 通知 全体 请核对通讯录]" in said


async def test_not_even_a_button_repeats_words_about_a_restricted_item(world: World) -> None:
    said = await world.say(OFFICE, "通知 全体 第12项 CANARY", channel=Channel.GROUP)
    assert "CANARY" not in said
    assert "CANARY" not in world.dump()


async def test_in_english(world: World) -> None:
    await world.say(OFFICE, "/lang en")
    said = await world.say(OFFICE, "announce MOST, MOJ please check the contact list")
    assert said.startswith(
        "Announcement: preview (not sent)\nTo: MOST, MOJ, 4 people\n · Telegram 4\n"
    )
    sent = await world.say(OFFICE, code_of(said))
    assert sent.startswith("Announcement 1 scheduled for 4 people\n")
    assert await waiting(world) == 4
