"""What is offered instead: what the sender may do, in the sender's language, of that command."""

import pytest

from tests.bot.world import World


@pytest.mark.parametrize(
    ("who", "typed", "lines"),
    [
        ("张三", "提醒 24 10/12", ["提醒 24 2019年10月12日", "提醒 24 2019年12月10日"]),
        ("Ann", "remind 24 10/12", ["remind 24 Oct 12, 2019", "remind 24 Dec 10, 2019"]),
        ("Ann", "remind 24 06/12", ["remind 24 Dec 6, 2019"]),
        ("张三", "提醒 24 55 明天", ["提醒 24 明天", "提醒 55 明天"]),
        ("张三", "24 👍", ["24 推进中", "24 已完成"]),
        ("张三", "24 =1+1", ["24 推进中", "24 已完成"]),
        ("Ann", "24 👍", ["24 in progress", "24 done"]),
    ],
)
async def test_both_readings(world: World, who: str, typed: str, lines: list[str]) -> None:
    shown = (await world.say(who, typed)).splitlines()
    offered = [line.rpartition(": ")[2].rstrip("]") for line in shown if line.startswith("[")]
    assert offered[:-1] == lines


async def test_two_days_that_are_past(world: World) -> None:
    assert (await world.say("张三", "提醒 24 06/07")).startswith("“06/07”已过")


async def test_the_year_belongs_to_the_date(world: World) -> None:
    shown = await world.say("赵敏", "报送期 开 Q4 2020年1月15日")
    assert "期间：10月1日至12月31日\n截止：2020年1月15日 周三" in shown


async def test_handing_over_to_a_day(world: World) -> None:
    assert "until Sun 20 Oct" in await world.say("Ann", "/handover 李四 to 20 Oct")


@pytest.mark.parametrize("typed", ["重做", "停止", "仅记一句进展"])
async def test_nothing_that_the_role_forbids(world: World, typed: str) -> None:
    shown = await world.say("张三", typed)
    assert shown.endswith("[我的任务: 我的任务]\n[帮助: 帮助]")
    assert "[重发: 重发]" in await world.say("赵敏", "重做")


@pytest.mark.parametrize(
    ("who", "typed", "example"),
    [
        ("张三", "稍后", "稍后 24 3天"),
        ("张三", "提醒 取消 全部", "提醒 取消 1"),
        ("赵敏", "通过 全部", "通过 24、55"),
        ("赵敏", "催办全部", "催办 未报"),
        ("Ann", "snooze", "snooze 24 3d"),
        ("张三", "临期 -3", "临期 14"),
    ],
)
async def test_an_example_of_what_was_typed(
    world: World, who: str, typed: str, example: str
) -> None:
    first = (await world.say(who, typed)).splitlines()[0]
    assert example in first
    assert "24 推进中" not in first


@pytest.mark.parametrize("typed", ["报送截止什么时候", "什么时候交", "还有几天"])
async def test_when_it_is_due(world: World, typed: str) -> None:
    assert (await world.say("张三", typed)).startswith("至 10月24日 周四：没有单项时限到期。")
