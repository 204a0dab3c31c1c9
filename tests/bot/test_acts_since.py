"""撤销 takes back only what one did last, never an older record instead."""

from datetime import date, timedelta

import pytest

from bot.model.task import DeadlineKind
from tests.bot.conftest import Dated
from tests.bot.revised import button
from tests.bot.world import World

OFFICE = "赵敏"


async def test_an_older_record_is_not_meant(world: World) -> None:
    await world.say(OFFICE, "24 推进中 电话了解")
    world.now += timedelta(minutes=3)
    await world.say(OFFICE, "定时限 46 11月30日")
    asked = await world.say(OFFICE, "撤销")
    assert asked.startswith(
        "您最后办理的是“定时限”（10:03），不能用撤销收回，未改动。要收回请发：定时限 46 清除。"
        "还是要撤销此前记录的 1 项？\n"
        "[撤回: 定时限 46 清除]\n"
        "[撤销 10:00 的 1 项: 确认 "
    )
    assert len(await world.updates()) == 1
    assert "已撤销" in await world.say(OFFICE, button(asked, "撤销 10:00 的 1 项"))
    assert (
        "您最后办理的是“定时限”（10:03），不能用撤销收回，未改动。要收回请发：定时限 46 清除\n"
        in (await world.say(OFFICE, "撤销"))
    )
    world.now += timedelta(minutes=3)
    await world.say(OFFICE, "24 推进中 再次了解")
    assert "已撤销" in await world.say(OFFICE, "撤销")


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("提醒 24 明天9点", "提醒"),
        ("稍后 24 3天", "稍后"),
        ("代管 李四 到 10月20日", "代管"),
        ("免打扰 12:00-14:00", "免打扰"),
        ("意见 提醒太早", "意见"),
        ("订阅", "订阅周报"),
        ("语言 zh", "语言"),
    ],
)
async def test_a_liaison_s_older_record_is_not_meant(world: World, line: str, act: str) -> None:
    await world.say("张三", "24 推进中")
    world.now += timedelta(minutes=3)
    await world.say("张三", line)
    asked = await world.say("张三", "撤销")
    assert f"您最后办理的是“{act}”（10:03），不能用撤销收回，未改动。" in asked
    assert len(await world.updates()) == 1
    assert "已撤销" in await world.say("张三", button(asked, "撤销 10:00 的 1 项"))


async def test_a_request_for_more_time_is_not_an_older_record(dated: Dated) -> None:
    world = await dated({24: (date(2019, 11, 30), DeadlineKind.EXPLICIT, "11月底前")})
    await world.say("张三", "24 推进中")
    world.now += timedelta(minutes=3)
    await world.say("张三", "延期 24 12月20日 征求意见范围扩大")
    assert "您最后办理的是“延期”（10:03）" in await world.say("张三", "撤销")
    assert len(await world.updates()) == 1


@pytest.mark.parametrize(
    ("who", "lines", "back"),
    [
        (OFFICE, ["定时限 46、60 11月30日"], "[撤回: 定时限 46、60 清除]"),
        (OFFICE, ["工作日 减 10月22日"], "[撤销: 工作日 增 2019-10-22]"),
        ("张三", ["已线下报送 65"], "[撤回报送: 报送 65 撤回]"),
        ("张三", ["订阅"], "[退订: 退订]"),
        ("张三", ["免打扰 12:00-14:00"], "[取消免打扰: 免打扰 关]"),
    ],
)
async def test_the_way_back_is_named(world: World, who: str, lines: list[str], back: str) -> None:
    for line in lines:
        await world.say(who, line)
    assert back in await world.say(who, "撤销")
