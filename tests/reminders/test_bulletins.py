"""Bulletins come in the day's bundle: once, never lost, also when it is all there is."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.model.desk import BulletinKind
from bot.model.person import Person
from tests.bot.world import make
from tests.reminders.story import Story, at, key_of

TEXT = "请各单位联络员 10月18日 前核对通讯录。\n联系人：赵敏"


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    world = await make(tmp_path / "liaison.db")
    made = Story(world)
    made.go(at(11, 9))
    await made.until(at(11, 9, 30), step=30)  # that day's own step has been said
    yield made
    await world.store.close()


async def person(story: Story, name: str) -> Person:
    async with story.world.store.view() as unit:
        return next(one for one in await unit.people.people() if one.name == name)


async def put(story: Story, *names: str, words: str = TEXT, duties: bool = False) -> None:
    kind = BulletinKind.DUTIES if duties else BulletinKind.ANNOUNCEMENT
    readers = [(await person(story, name)).id for name in names]
    async with story.world.store.unit() as unit:
        said = dict.fromkeys(readers, words)
        await unit.bulletins.put(kind, f"m:{words}", said, by=None, at=story.clock.now())


async def test_it_waits_for_the_next_bundle_and_stands_before_the_reports(story: Story) -> None:
    await put(story, "张三", "领导", "赵敏")
    told = await story.until(at(11, 10), step=30)
    assert {who for who, _ in told} == {"领导", "赵敏"}  # the others have had theirs
    assert ("领导", "科技部 领导 您好，办公室通知 1 条") in told
    assert await story.card(await key_of(story, "领导", 11)) == (
        "科技部 领导 您好，办公室通知 1 条\n"
        "请各单位联络员 10月18日 前核对通讯录。\n"
        "联系人：赵敏\n"
        "——办公室 10月11日 9:30\n"
        "[我的任务: 我的任务]"
    )
    for day, told_then in ((12, 1), (14, 5)):
        story.go(at(day, 9, 30))
        await story.look()
        assert len(await story.send()) == told_then
    card = await story.card(await key_of(story, "张三", 12))
    assert "核对通讯录" in card
    assert (await story.card(await key_of(story, "张三", 14))).startswith("科技部 张三 您好，还有")
    assert "核对通讯录" not in await story.card(await key_of(story, "张三", 14))


async def test_in_one_bundle_with_what_is_owed(story: Story) -> None:
    await put(story, "王芳")
    await put(story, "王芳", words='[[1,2,"lead","lead",["renumbered"],null]]', duties=True)
    story.go(at(14, 9, 30))
    await story.look()
    told = await story.send()
    assert (
        "王芳",
        "司法部 王芳 您好，还有 1 项第三季度进展未报（10月15日周二截止，剩 1 个工作日）",
    ) in told
    assert (await story.card(await key_of(story, "王芳", 14))).startswith(
        "司法部 王芳 您好，还有 1 项第三季度进展未报（10月15日周二截止，剩 1 个工作日）\n"
        "办公室通知\n"
        "请各单位联络员 10月18日 前核对通讯录。\n"
        "联系人：赵敏\n"
        "——办公室 10月11日 9:30\n"
        "计划已修订，贵单位职责变化：\n"
        "编号变动：1→2。已报内容随任务延续。\n"
        "——办公室 10月11日 9:30\n"
        "\n"
        " 24 推进《人类遗传资源管理条例》立法进程…"
    )


async def test_on_leave_the_deputy_is_told_and_oneself_afterwards(story: Story) -> None:
    async with story.world.store.unit() as unit:
        zhang, li = await person(story, "张三"), await person(story, "李四")
        await unit.absences.leave(zhang.id, li.id, until=date(2019, 10, 14), at=story.clock.now())
    await put(story, "张三")
    await story.until(at(11, 9, 40), step=10)
    card = await story.card(await key_of(story, "李四", 11))
    assert "（代张三）请各单位联络员 10月18日 前核对通讯录。\n" in card
    for moment in (at(15, 9, 30), at(15, 15)):
        story.go(moment)
        await story.look()
        await story.send()
    assert "核对通讯录" in await story.card(await key_of(story, "张三", 15))
    assert "代张三" not in await story.card(await key_of(story, "张三", 15))


async def test_once_more_today_says_it_again(story: Story) -> None:
    await put(story, "陈静")
    story.go(at(12, 9, 30))
    await story.look()
    await story.send()
    await story.world.say("陈静", "今天稍后")
    story.go(at(12, 17))
    await story.look()
    told = await story.send()
    assert [who for who, _ in told].count("陈静") == 1
    assert "核对通讯录" in await story.card("remind:1")


@pytest.mark.parametrize("point", ["after_claim", "before_send", "after_send"])
async def test_killed_in_the_middle_it_is_told_all_the_same(story: Story, point: str) -> None:
    await put(story, "领导")
    await story.look()
    key = await key_of(story, "领导", 11)
    died = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.reminders.dying", story.world.path, str(story.clock.now()), point),
    )
    assert await died.wait() < 0
    await story.world.store.reap(at=story.clock.now())
    story.go(story.clock.now() + timedelta(minutes=10))
    assert len(await story.send()) == 1
    assert await story.state(key) == "sent"
    assert "核对通讯录" in await story.card(key)
    story.go(at(12, 10))
    assert await story.look() == []
