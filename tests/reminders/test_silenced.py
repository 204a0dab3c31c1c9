"""What a bundle leaves out: what was updated or put off, and that it says so."""

from tests.reminders.story import Story, at, key_of


async def test_an_update_silences_the_running_step(story: Story) -> None:
    """What it silences is counted all the same: it is still to be reported."""
    await story.reported("科技部", 10, 12, 65, 68)
    story.go(at(11, 8, 30))
    await story.world.say("王芳", "24 推进中 已会签")
    await story.world.say("张三", "24 推进中 已汇总")
    story.go(at(11, 8, 59))
    await story.look()
    told = dict(await story.until(at(11, 9, 30)))
    assert "王芳" not in told
    shown = await story.card(await key_of(story, "Ann", 11))
    assert shown.startswith("Ann (MOST): 3 items to report for Q3 2019, due Tue 15 Oct, ")
    lines = shown.split("\n")
    assert [line[:4] for line in lines[1:3]] == [" 55 ", " 60 "]
    assert lines[3] == ("1 of these not listed (updated or put off lately): 24")
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


async def test_no_day_is_left_on_the_day_itself(story: Story) -> None:
    story.go(at(15, 10))
    assert "今天 12:00 再提醒一次" in await story.world.say("王芳", "今天稍后")
    story.go(at(15, 12))
    await story.look()
    assert await story.send() == [
        ("王芳", "司法部 王芳 您好，第三季度报送今天（10月15日周二）截止，还有 1 项未报")
    ]
