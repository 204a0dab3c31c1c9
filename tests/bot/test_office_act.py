"""撤销 of the office: only what it did last, never an older record instead."""

from datetime import timedelta

from tests.bot.test_importing import button
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
