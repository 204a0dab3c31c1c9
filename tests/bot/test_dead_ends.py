"""Questions in people's own words, which once ended at 没看明白: each has a way on."""

from tests.bot.world import World

_LEADS_TO = (
    ("张三", "线下", "[我的任务: 我的任务 线下]"),
    ("张三", "什么时候交报告", "第三季度报送 10月15日"),
    ("张三", "谁还没报", "[我的任务: 我的任务 待报]"),
    ("赵敏", "哪些单位还没报", "第三季度未报"),
    ("张三", "联系谁", "意见 内容：告知办公室"),
    ("张三", "办公室电话", "意见 内容：告知办公室"),
    ("张三", "我出差了让别人代", "[转交同事: 转交]"),
    ("张三", "全部撤销", "[撤销: 撤销]"),
    ("Ann", "how do I hand over?", "hand over Li Si until"),
    ("Ann", "who has not reported yet?", "[My tasks: mytasks owed]"),
)


async def test_every_question_has_a_way_on(world: World) -> None:
    for who, line, way in _LEADS_TO:
        assert way in await world.say(who, line), line
    assert await world.updates() == []


async def test_somebody_alone_is_told_who_can_help(world: World) -> None:
    """A code binds whoever is registered: it makes no colleague."""
    line = "意见 请为我单位登记备用联系人"
    assert await world.say("王芳", "转交") == (
        "暂无人可以代管。\n"
        "贵单位没有其他在岗人员；备用联系人由办公室登记。\n"
        f"[向办公室反映: {line}]"
    )
    assert "意见已收到" in await world.say("王芳", line)


async def test_a_day_is_no_part_of_a_name(world: World) -> None:
    assert (await world.say("张三", "代管 李四 明天")).startswith("由李四代管到 10月12日 周六")
    await world.say("张三", "销假")
    assert "[李四: 代管 李四]" in await world.say("张三", "代管 明天")
    assert (await world.say("张三", "代管 王五")).startswith(
        "贵单位没有名叫“王五”的在岗人员，未保存。"
    )
    assert "Nobody called Wang Wu" in await world.say("Ann", "hand over Wang Wu")
