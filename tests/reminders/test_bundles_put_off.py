"""Bundles of who is away, wants quiet, put something off or has just written."""

from bot.messages import Address, Card, Part, Platform
from tests.reminders.story import Story, at, key_of


async def test_quiet_hours_are_waited_for(story: Story) -> None:
    story.go(at(10, 10))
    assert "已保存：免打扰 9:00–11:30" in await story.world.say("张三", "免打扰 9:00-11:30")
    story.go(at(11, 8, 59))
    await story.look()
    told = dict(await story.until(at(11, 11, 29)))
    assert "张三" not in told
    assert len(told) == 4
    assert dict(await story.until(at(11, 11, 31), step=1)).keys() == {"张三"}


async def test_a_waiting_bundle_does_not_stop_a_reply_to_the_same_chat(story: Story) -> None:
    await story.world.say("张三", "免打扰 9:00-11:30")
    story.go(at(14, 9))
    await story.look()
    story.go(at(14, 9, 30))
    await story.send()
    assert await story.state(await key_of(story, "张三", 14)) == "pending"
    to = Address(Platform.TELEGRAM, "1", "张三")
    async with story.world.store.unit() as unit:
        part = Part("an answer", Card("an answer"))
        await unit.outbox.put("reply:x:0", to, [part], at=story.clock.now(), cause="x", urgent=True)
    assert await story.send() == [("张三", "an answer")]
    assert await story.state(await key_of(story, "张三", 14)) == "pending"
    story.go(at(14, 11, 30))
    assert [chat for chat, _ in await story.send()] == ["张三"]
