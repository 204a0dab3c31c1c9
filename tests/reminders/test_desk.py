"""The office's own message of a morning: once a day, only with something to say."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outcomes import Later
from tests.bot.test_access_begins import OFFICE
from tests.bot.world import account_of, make
from tests.reminders.story import Story, at
from tests.reminders.test_office import Phone


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    made = Story(await make(tmp_path / "liaison.db"), desk=True)
    made.phone.render = Phone().render  # type: ignore[method-assign]
    yield made
    await made.world.store.close()


async def told(story: Story, until: int, *, hour: int = 10) -> list[tuple[str, str]]:
    found = await story.until(at(until, hour), step=60)
    return [(chat, text) for chat, text in found if text.startswith("办公室事项")]


GAPS = "未登记联络员 3 个单位：中央军委装备发展部、海关总署、商务部"


async def test_before_a_limit_the_office_hears_whom_no_reminder_reaches(story: Story) -> None:
    """The report is due on 15 October: T-3 is the 11th, T-1 the 14th; the 12th is worked."""
    first = await told(story, 11, hour=11)
    assert first == [
        (
            OFFICE,
            "办公室事项（10月11日 周五）\n"
            "第三季度报送 10月15日（周二）截止，以下单位收不到提醒：\n"
            f"{GAPS}\n"
            "[联络覆盖: 覆盖]\n"
            "[打印绑定码: 绑定码 未绑定]",
        )
    ]
    assert await told(story, 12) == []
    async with story.world.store.unit() as unit:
        await unit.people.suspend(account_of("王芳"), suspended=True)
    [(_, second)] = await told(story, 14)
    assert f"{GAPS}\n平台拒收或本人关闭了聊天 1 个单位：司法部（王芳）" in second
    assert await told(story, 15) == []


async def test_unread_words_are_told_once_a_day(story: Story) -> None:
    await told(story, 11, hour=11)
    await story.world.say("张三", "意见 一")
    await story.world.say("王芳", "意见 二")
    assert await told(story, 11, hour=18) == []
    [(chat, text)] = await told(story, 12)
    assert chat == OFFICE
    assert text == "办公室事项（10月12日 周六）\n未阅意见：2 条\n[查看意见: 意见]"
    [(_, near)] = await told(story, 14)  # of its limit only: nothing new has come
    assert "未阅意见：2 条" in near
    await story.world.say(OFFICE, "意见 已阅 1 2")
    await story.world.say("张三", "意见 三")
    await story.world.say(OFFICE, "意见 已阅 3")
    assert await told(story, 17) == []


async def test_what_was_read_between_two_tries_is_not_told(story: Story) -> None:
    await told(story, 11, hour=11)
    await story.world.say("张三", "意见 一")
    await story.world.say("王芳", "意见 二")
    story.go(at(12, 9, 25))
    await story.look()
    story.phone.outcomes += [Later(timedelta(minutes=10), "busy")]
    assert ["未阅意见：2 条" in text for _, text in await story.send()] == [True]
    await story.world.say(OFFICE, "意见 已阅 1")
    story.go(at(12, 9, 40))
    assert ["未阅意见：1 条" in text for _, text in await story.send()] == [True]


async def test_after_an_outage_what_came_meanwhile_is_told(story: Story) -> None:
    await told(story, 11, hour=11)
    await story.world.say("张三", "意见 一")
    story.go(at(22, 9) - timedelta(minutes=30))
    [text] = [text for chat, text in await story.until(at(22, 10), step=60) if chat == OFFICE]
    assert text.startswith("第三季度报送逾期：")
    assert "未阅意见：1 条" in text


async def test_unread_words_stand_in_the_bundle_of_the_day(story: Story) -> None:
    """Three working days after the limit the office hears who is late: one message, not two."""
    await told(story, 17, hour=18)
    await story.world.say("张三", "意见 一")
    found = [text for chat, text in await story.until(at(18, 12), step=60) if chat == OFFICE]
    [text] = found
    assert text.startswith("第三季度报送逾期：")
    assert "\n\n未阅意见：1 条\n" in text
    assert "[查看意见: 意见]" in text
