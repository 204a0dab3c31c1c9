"""Who is on leave: somebody else gets their bundle, under their name."""

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


async def test_a_deputy_on_leave_is_neither_named_nor_threatened_with(story: Story) -> None:
    """What the liaison reads is the liaison's own; who would be told later is the same person."""
    story.go(at(10, 10))
    assert "由张三代管到" in await story.world.say("李四", "代管 张三 到 10月20日")
    story.go(at(11, 8, 59))
    await story.look()
    told = dict(await story.until(at(11, 9, 30)))
    assert told["张三"].startswith("科技部 张三 您好，还有 6 项第三季度进展未报")
    card = await story.card(await key_of(story, "张三", 11))
    assert "备用联系人" not in card
    assert "10月18日仍未报，将提示联席会议办公室" in card
