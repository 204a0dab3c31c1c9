"""Bundles of who is away, wants quiet, put something off or has just written."""

from bot.messages import Address, Card, Part, Platform
from tests.reminders.story import Story, at, key_of


async def test_leave_sends_everything_to_the_deputy(story: Story) -> None:
    story.go(at(10, 10))
    assert "由李四代管到 10月20日 周日（休息日）" in await story.world.say(
        "张三", "代管 李四 到 10月20日"
    )
    story.go(at(11, 8, 59))
    await story.look()
    told = dict(await story.until(at(11, 9, 30)))
    assert "张三" not in told
    assert told["李四"].startswith("科技部 李四（代张三） 您好，还有 6 项第三季度进展未报")
    assert "我代管：张三（到 10月20日 周日）" in await story.world.say("李四", "我")
    assert "欢迎回来" in await story.world.say("张三", "销假")
    story.go(at(14, 8, 59))
    await story.look()
    told = dict(await story.until(at(14, 9, 30)))
    assert "李四" not in told
    assert "张三" in told


async def test_leave_after_planning_hands_the_bundle_over(story: Story) -> None:
    story.go(at(14, 9))
    await story.look()
    await story.world.say("张三", "代管 李四 到 10月20日")
    told = dict(await story.until(at(14, 9, 30)))
    assert "张三" not in told
    assert "李四" in told


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


async def test_an_update_silences_the_running_step(story: Story) -> None:
    story.go(at(11, 8, 30))
    await story.world.say("王芳", "24 推进中 已会签")
    story.go(at(11, 8, 59))
    await story.look()
    assert "王芳" not in dict(await story.until(at(11, 9, 30)))
    story.go(at(14, 8, 59))
    await story.look()
    assert "王芳" in dict(await story.until(at(14, 9, 30)))


async def test_a_snooze_never_goes_past_the_limit(story: Story) -> None:
    story.go(at(11, 8, 30))
    said = await story.world.say("王芳", "稍后 24 3d")
    assert said.startswith("第24项 · 提醒推迟至 10月14日 周一 9:00（工作日）\n")
    story.go(at(11, 8, 59))
    await story.look()
    assert "王芳" not in dict(await story.until(at(11, 9, 30)))
    said = await story.world.say("王芳", "稍后 24 到 10月31日")
    assert "10月15日 周二 14:00（工作日）" in said
    assert "最多推迟到这时" in said
    story.go(at(15, 13, 59))
    await story.look()
    assert "王芳" in dict(await story.until(at(15, 14, 30)))
    assert "已到时限，不能再推迟" in await story.world.say("王芳", "稍后 24 3d")
