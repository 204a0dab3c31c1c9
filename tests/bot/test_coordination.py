"""需协调: a department asks, the office and others answer, each step is told once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.plain import plain_text
from bot.model.task import Status
from tests.bot.coordinating import ASK, ASKED, OFFICE, pending
from tests.bot.world import World, make
from tests.reminders.story import Story

SHOWN = """\
受阻/需协调 · 第24项（科技部 10月11日 提出）
推进《人类遗传资源管理条例》立法进程…
事由：与司法部职责分工条款尚待明确
涉及单位：司法部
进展：待答复
[答复: 协调 24 科技部 答复]
[约会商: 协调 24 科技部 会商]
[转给司法部: 协调 24 科技部 转 司法部]
[列入会议议题: 协调 24 科技部 议题]
[办结此协调: 协调 24 科技部 办结]
[查看第 24 项: 24]"""
FORWARDED = """\
协调 · 第24项：已转司法部
推进《人类遗传资源管理条例》立法进程…
事由：与司法部职责分工条款尚待明确（科技部 10月11日 提出）
涉及单位：司法部
内容：请研究
赵敏（办公室） 10月11日 10:00
请贵单位答复。
[答复: 协调 24 科技部 答复]
[查看第 24 项: 24]"""
SETTLING = """\
要办结第 24 项的协调吗？尚未保存。
推进《人类遗传资源管理条例》立法进程…
事由：与司法部职责分工条款尚待明确
涉及单位：司法部
进展：待答复
内容：已达成一致
将告知：科技部、司法部
办结后不能恢复；提出单位可另行申请。

30 分钟内确认有效。"""
SETTLED = """\
协调 · 第24项：协调已办结
推进《人类遗传资源管理条例》立法进程…
事由：与司法部职责分工条款尚待明确（科技部 10月11日 提出）
内容：已达成一致
赵敏（办公室） 10月11日 10:00
该项现在的状态？
[推进中: 24 推进中]
[滞后: 24 滞后]
[受阻/需协调: 24 受阻]
[已完成: 24 已完成]
[查看第 24 项: 24]"""


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    world = await make(tmp_path / "liaison.db")
    yield Story(world)
    await world.store.close()


@pytest.fixture
def world(story: Story) -> World:
    return story.world


async def card(story: Story, key: str, who: str) -> str:
    async with story.world.store.view() as unit:
        person = next(one for one in await unit.people.people() if one.name == who)
    return await story.card(f"{key}:{person.id}")


async def test_asked_answered_settled_and_each_step_told_once(story: Story, world: World) -> None:
    assert await world.say("张三", ASK) == ASKED
    assert (await world.share(24, "科技部")).status is Status.BLOCKED
    assert await story.send() == [(OFFICE, "受阻/需协调 · 第24项（科技部 10月11日 提出）")]
    assert await card(story, "coord:1:0", OFFICE) == SHOWN
    assert await world.say(OFFICE, "协调 24") == SHOWN
    assert await world.say(OFFICE, "协调") == (
        "协调事项 1 件\n"
        " 24 推进《人类遗传资源管理条例》立法进程… · 科技部 10月11日"
        " · 与司法部职责分工条款尚待明确 · 待答复\n"
        "查看一件及其经过：协调 24\n"
        "[第 24 项协调: 协调 24]"
    )
    assert "待您处理：协调事项 1，" in await world.say(OFFICE, "总览")
    assert "将告知：张三（科技部）\n" in await world.say(OFFICE, "协调 24 答复 请先行沟通")
    assert await story.send() == [("张三", "协调 · 第24项：办公室答复")]
    said = await world.say(OFFICE, "协调 24 会商 10月20日 请带文本")
    assert "\n将告知：张三（科技部）、王芳（司法部）\n" in said
    assert said.startswith("已约会商 · 第24项\n时间：10月20日 周日（休息日）\n内容：请带文本\n")
    assert [who for who, _ in await story.send()] == ["张三", "王芳"]
    said = await world.say(OFFICE, "协调 24 转 司法部 请研究")
    assert said.startswith(
        "已转司法部 · 第24项\n内容：请研究\n将告知：张三（科技部）、王芳（司法部）\n"
    )
    assert len(await story.send()) == 2
    assert await card(story, "coord:1:3", "王芳") == FORWARDED
    assert await world.say("王芳", "协调 24 答复 无不同意见") == (
        "已答复 · 第24项协调\n"
        "贵单位答复：无不同意见\n"
        "将告知：赵敏、张三\n"
        "王芳（司法部） 10:00\n"
        "[查看第 24 项: 24]"
    )
    assert sorted(await story.send()) == [
        ("张三", "协调 · 第24项：司法部答复"),
        (OFFICE, "协调 · 第24项：司法部答复"),
    ]
    await world.say(OFFICE, "协调 24 议题")
    assert (
        "10月11日 办公室答复：请先行沟通\n"
        "10月11日 10月20日 周日 会商：请带文本\n"
        "10月11日 已转司法部：请研究\n"
        "10月11日 司法部答复：无不同意见\n"
        "10月11日 列入会议议题\n"
        "进展：已列入议题\n"
    ) in await world.say("张三", "协调 24")


async def test_settled_it_asks_for_a_new_status(story: Story, world: World) -> None:
    await world.say("张三", ASK)
    await story.send()
    asked = await world.answer(OFFICE, "协调 24 办结 已达成一致")
    assert plain_text(asked.replies[0].card) == SETTLING
    assert await story.send() == []
    await world.say(OFFICE, asked.replies[0].card.actions[0].command)
    assert sorted(who for who, _ in await story.send()) == ["张三", "王芳"]
    assert await card(story, "coord:1:1", "张三") == SETTLED
    assert (await world.share(24, "科技部")).status is Status.BLOCKED  # until it says another
    assert "没有未办结的协调申请" in await world.say(OFFICE, "协调 24 答复 再议")
    assert await pending(world) == 0


async def test_a_second_one_adds_to_the_first(story: Story, world: World) -> None:
    await world.say("张三", ASK)
    await story.send()
    said = await world.say("李四", "需协调 24 希望召开碰头会 涉及单位：财政部")
    assert said.startswith(
        "贵单位 10月11日 就第 24 项提出的协调尚未办结，尚未保存。\n"
        "事由：与司法部职责分工条款尚待明确\n"
        "要补充：希望召开碰头会\n"
        "涉及单位：财政部\n"
        "[补充进去: 确认 "
    )
    code = next(line for line in said.split("\n") if line.startswith("[补充进去"))
    said = await world.say("李四", code.removeprefix("[补充进去: ").removesuffix("]"))
    assert said.startswith("已补充到协调申请 · 第24项\n补充：希望召开碰头会\n")
    assert await story.send() == [(OFFICE, "协调 · 第24项：提出单位补充")]
    shown = await world.say(OFFICE, "协调 24")
    assert "涉及单位：财政部、司法部\n10月11日 提出单位补充：希望召开碰头会\n" in shown
    assert await pending(world) == 1


async def test_two_departments_of_one_item_are_told_apart(world: World) -> None:
    await world.say("张三", ASK)
    await world.say("王芳", "需协调 24 文本未会签 涉及单位：无")
    assert await world.say(OFFICE, "协调 24 答复 尽快会签") == (
        "第 24 项有几个单位申请协调，哪一个？尚未改动。\n"
        "科技部 · 与司法部职责分工条款尚待明确\n"
        "司法部 · 文本未会签\n"
        "[科技部: 协调 24 科技部 答复 尽快会签]\n"
        "[司法部: 协调 24 司法部 答复 尽快会签]"
    )
    said = await world.say(OFFICE, "协调 24 司法部 答复 尽快会签")
    assert "将告知：王芳（司法部）" in said


async def test_taken_back_by_undo_or_by_its_own_word(story: Story, world: World) -> None:
    await world.say("张三", ASK)
    await story.send()
    assert "恢复为“未启动”" in await world.say("张三", "撤销")
    assert await story.send() == [(OFFICE, "协调 · 第24项：提出单位撤回申请")]
    assert await pending(world) == 0
    await world.say("张三", ASK)
    assert await world.say("张三", "需协调 24 撤回") == (
        "第 24 项的协调申请已撤回，将告知办公室。\n"
        "该项现在的状态？\n"
        "[推进中: 24 推进中]\n"
        "[滞后: 24 滞后]\n"
        "[受阻/需协调: 24 受阻]\n"
        "[已完成: 24 已完成]\n"
        "[查看第 24 项: 24]"
    )
    assert await story.send() == [(OFFICE, "协调 · 第24项：提出单位撤回申请")]
    assert await pending(world) == 0


async def test_words_of_an_item_that_becomes_restricted_go(story: Story, world: World) -> None:
    await world.say("张三", "需协调 24 CANARY分工条款尚待明确 涉及单位：司法部")
    await world.say(OFFICE, "协调 24 答复 CANARY请先行沟通")
    await story.send()
    said = await world.say(OFFICE, "线下 24 是")
    assert "协调申请事由 1 处" in said
    code = next(line for line in said.split("\n") if "确认 " in line)
    await world.say(OFFICE, code.partition(": ")[2].removesuffix("]"))
    assert "CANARY" not in world.dump()
    assert await pending(world) == 0


async def test_what_the_office_left_out_is_asked_for(world: World) -> None:
    await world.say("张三", ASK)
    for line, words in (
        ("协调 24 答复", "答复什么？未保存。\n请发：协调 24 答复 文字"),
        ("协调 24 会商", "哪一天会商？未保存。\n请发：协调 24 会商 10月20日 [文字]"),
        ("协调 24 会商 10月1日", "10月1日已过，未保存。"),
        ("协调 24 会商 2月30日", "日期“2月30日”不存在"),
        ("协调 24 转", "转给哪个单位？尚未改动。"),
        ("协调 24 转 某某局", "没有“某某局”这个单位"),
        ("协调 24 转 科技部", "科技部是提出单位"),
        ("协调 24 撤回", "撤回由提出单位办理"),
        ("协调 24 瞎写", "“瞎写”：是答复，还是约会商？尚未保存。\n推进《"),
        ("协调 24 海关总署 答复 好", "没看明白，未改动。\n推进《"),
    ):
        assert words in await world.say(OFFICE, line), line
    async with world.store.view() as unit:
        [one] = await unit.coordinations.pending(1)
    assert one.state == "open"


async def test_in_english(world: World) -> None:
    said = await world.say("Ann", "coord 24 who drafts clause 5 is open, with: MOJ")
    assert said.startswith(
        "Asked for coordination · item 24 → Blocked\n"
        "Reason: who drafts clause 5 is open\n"
        "Concerns: MOJ\n"
    )
    await world.say(OFFICE, "/lang en")
    said = await world.say(OFFICE, "coord 24 talks 20 Oct bring the text")
    assert said.startswith(
        "Meeting arranged · item 24\nDay: Sun 20 Oct (a day off)\nDetails: bring the text\n"
    )
    assert "[Pass on to MOJ: coord 24 科技部 forward 司法部]" in said
    said = await world.say("Ann", "coord 55 needs answer by Friday, with: none")
    assert "Reason: needs answer by Friday\n" in said
