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
        "您最后办理的是“定时限”（10:03），不能用撤销收回，未改动。要撤销的是此前记录的 1 项吗？\n"
        "[撤销 10:00 的 1 项: 确认 "
    )
    assert len(await world.updates()) == 1
    assert "已撤销" in await world.say(OFFICE, button(asked, "撤销 10:00 的 1 项"))
    assert "您最后办理的是“定时限”（10:03），不能用撤销收回，未改动。\n" in await world.say(
        OFFICE, "撤销"
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
