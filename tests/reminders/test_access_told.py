"""What the office hears about access, once; and that who is gone hears nothing."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Address, Card, Channel, Part
from bot.model.person import PersonRole
from tests.bot.test_access_begins import OFFICE, code_for, confirmed, person
from tests.bot.world import World, account_of, make
from tests.reminders.story import Story
from tests.reminders.test_office import Phone


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    """With a second coordinator; the phone shows whole cards."""
    world = await make(tmp_path / "liaison.db")
    async with world.store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        second = await unit.people.add("孙", office.id, PersonRole.COORDINATOR, at=world.now)
        await unit.people.bind(second.id, account_of("孙"), at=world.now)
    made = Story(world)
    made.phone.render = Phone().render  # type: ignore[method-assign]
    yield made
    await world.store.close()


_TITLES = ("绑定码", "有人已停用")


async def told(story: Story) -> dict[str, str]:
    """By whom it was read; each only once.  Bundles are another matter."""
    got = [(chat, text) for chat, text in await story.send() if text.startswith(_TITLES)]
    assert len(dict(got)) == len(got), got
    return dict(got)


async def guess(world: World, times: int) -> None:
    async with world.store.unit() as unit:
        for n in range(times):
            await unit.people.note_failed_try(account_of(f"g{n}"), at=world.now)


async def test_a_used_code_is_told_to_the_office_once(story: Story) -> None:
    code = await code_for(story.world, "绑定码 财政部")
    await story.world.say("phone", f"绑定 {code}")
    card = (
        "绑定码已使用\n"
        "使用人：钱进（财政部）\n"
        "绑定平台：Telegram\n"
        "签发：赵敏\n"
        "如不是本人使用，请立即停用。\n"
        "[停用: 停用 4]"
    )
    assert await told(story) == {OFFICE: card, "孙": card}
    await story.world.say("other", f"绑定 {code}")
    assert await told(story) == {}


async def test_a_shown_code_is_void_and_told(story: Story) -> None:
    code = await code_for(story.world, "绑定码 财政部")
    said = await story.world.answer("张三", f"绑定 {code}", channel=Channel.OTHER)
    assert said.blank
    card = (
        "绑定码在群里出现，已作废\n"
        "签发给：钱进（财政部）\n"
        "绑定平台：Telegram\n"
        "签发：赵敏\n"
        "发出者：张三（科技部）\n"
        "[重新签发: 绑定码 4 telegram]"
    )
    assert await told(story) == {OFFICE: card, "孙": card}
    await story.world.answer("张三", f"绑定 {code}", channel=Channel.OTHER)
    assert await told(story) == {}
    assert "已失效" in await story.world.say("phone", f"绑定 {code}")


async def test_a_strangers_bot_that_shows_a_code_voids_it_silently(story: Story) -> None:
    code = await code_for(story.world, "绑定码 财政部")
    answer = await story.world.answer("bot", f"绑定 {code}", channel=Channel.OTHER, foreign=True)
    assert answer.replies == ()
    assert "发出者：未绑定的账号" in (await told(story))[OFFICE]


async def test_many_wrong_codes_are_an_alarm_once_an_hour(story: Story) -> None:
    await guess(story.world, 99)
    await story.look()
    assert await told(story) == {}
    await guess(story.world, 1)
    for _ in range(3):
        await story.look()
    card = (
        "绑定码错误次数异常\n"
        "最近一小时内，各账号共输错绑定码 100 次。\n"
        "每个账号错 5 次即暂停 10 分钟，不影响其他人。\n"
        "绑定码有 80 位随机数，猜不中；请告知运维人员。"
    )
    assert await told(story) == {OFFICE: card, "孙": card}
    code = await code_for(story.world, "绑定码 财政部")
    assert "绑定成功" in await story.world.say("phone", f"绑定 {code}")
    await told(story)
    story.go(story.clock.now() + timedelta(hours=1, minutes=1))
    await story.look()
    assert await told(story) == {}


async def test_the_others_hear_when_somebody_has_left(story: Story) -> None:
    await confirmed(story.world, OFFICE, "停用 钱进")
    assert await told(story) == {
        "孙": (
            "有人已停用\n"
            "停用：钱进（财政部）\n"
            "操作：赵敏\n"
            "该单位将无人联络：由办公室电话联系，或另定联络员。"
        )
    }


async def test_who_was_erased_has_no_name_in_what_is_still_to_be_said(story: Story) -> None:
    code = await code_for(story.world, "绑定码 财政部")
    await story.world.say("phone", f"绑定 {code}")
    await told(story)
    await story.world.say(OFFICE, "绑定码 科技部 Ann")
    code = await code_for(story.world, "绑定码 财政部")
    await story.world.say("tablet", f"绑定 {code}")
    await confirmed(story.world, "钱进", "注销")
    read = [text for chat, text in await story.send() if chat == OFFICE]
    assert "使用人：已注销（财政部）" in read[0]
    assert read[1] == (
        "有人已停用\n"
        "停用：已注销（财政部）\n"
        "操作：本人注销\n"
        "该单位将无人联络：由办公室电话联系，或另定联络员。"
    )


async def test_the_others_hear_who_was_replaced(story: Story) -> None:
    await confirmed(story.world, OFFICE, "换联络员 财政部 王五")
    assert await told(story) == {
        "孙": (
            "有人已停用\n停用：钱进（财政部）\n操作：赵敏\n未办事项由以下人员接手：王五 · 联络员"
        )
    }


async def test_who_was_revoked_gets_no_answer_that_waits(story: Story) -> None:
    world = story.world
    who = await person(world, "钱进")
    async with world.store.unit() as unit:
        to = Address(account_of("钱进").platform, "1", "钱进")
        card = Part("我的任务", Card("我的任务"))
        await unit.outbox.put(
            "reply:x:0", to, [card], at=world.now, cause="x", urgent=True, person=who.id
        )
        await unit.outbox.put(
            "hint:y:0", to, [Part("未绑定", Card("未绑定"))], at=world.now, cause="y", urgent=True
        )
    await confirmed(world, OFFICE, "停用 钱进")
    got = await story.send()
    assert [text for chat, text in got if chat == "钱进"] == ["未绑定"]
