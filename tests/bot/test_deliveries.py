"""重发 and 放弃: the office settles from the chat what could not be delivered."""

import pytest

from bot.messages import Address, Card, Channel, Part, Platform
from bot.ports import LaneState, Route
from tests.bot.world import NOW, World

ROUTE = Route(platform=Platform.TELEGRAM, tenant="1")


async def failed(world: World) -> int:
    """A message that was refused; its number."""
    async with world.store.unit() as unit:
        box = unit.outbox
        to = Address(Platform.TELEGRAM, "1", "gone")
        await box.put("reply:x:0", to, [Part("x", Card("x"))], at=NOW, cause="x")
        await box.enroll(ROUTE, limit=9)
        [held] = await box.claim_answers(ROUTE, "x", now=NOW, limit=1)
        free = LaneState(free_at=NOW, stop_until=NOW)
        await box.settle(held, "refused", at=NOW, lane=free, reason="403")
    return held.id


async def state(world: World, id: int) -> str:
    async with world.store.view() as unit:
        [row] = await unit.outbox.some([id])
    return row.state


async def test_the_office_sends_again_or_gives_up(world: World) -> None:
    id = await failed(world)
    assert await world.say("赵敏", f"重发 {id} 999") == (
        f"将重新发送：{id}\n没有编号为 999 的未送达或搁置消息，未改动。"
    )
    assert await state(world, id) == "pending"
    assert await world.say("赵敏", f"放弃 {id}") == f"已放弃：{id}"
    assert await state(world, id) == "dropped"
    assert "999" in await world.say("赵敏", "放弃 999")


@pytest.mark.parametrize("line", ["重发 一", "放弃 1x", "重发 99999999999999999999"])
async def test_what_is_no_number_settles_nothing(world: World, line: str) -> None:
    id = await failed(world)
    assert await world.say("赵敏", line)
    assert await state(world, id) == "refused"


async def test_nobody_else_may(world: World) -> None:
    id = await failed(world)
    for who in ("张三", "领导"):
        await world.say(who, f"重发 {id}")
    await world.say("赵敏", f"重发 {id}", channel=Channel.GROUP)
    assert await state(world, id) == "refused"
