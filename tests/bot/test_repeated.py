"""The same line again, by a bad network or a thumb: it is stored once, and said so."""

from datetime import timedelta

from tests.bot.revised import button
from tests.bot.world import World


async def test_the_same_words_within_minutes_are_recorded_once(world: World) -> None:
    await world.say("张三", "24 推进中 已汇总")
    world.now += timedelta(minutes=3)
    asked = await world.say("张三", "24 推进中 已汇总")
    assert asked.startswith("第 24 项：与您 10:00 所记内容相同，未重复记录，原记录不变。\n")
    assert len(await world.updates()) == 1
    shown = await world.say("张三", "24 推进中 已汇总\n55 推进中 已报批")
    assert "已记录 1 项，未保存 1 条" in shown
    assert "已记录" in await world.say("张三", button(asked, "仍再记一次"))
    assert len(await world.updates()) == 3


async def test_what_is_new_elsewhere_later_or_after_an_undo_is_no_repetition(world: World) -> None:
    await world.say("张三", "24 推进中 已汇总")
    assert len(world.statements) == 9
    for line in ("24 推进中 已汇总，待审", "55 推进中 已汇总", "24 推进中 已汇总"):
        assert "已记录" in await world.say("张三", line)
    await world.say("张三", "撤销")
    assert "已记录" in await world.say("张三", "24 推进中 已汇总")
    assert "已记录" in await world.say("李四", "24 推进中 已汇总")
    world.now += timedelta(minutes=11)
    assert "已记录" in await world.say("李四", "24 推进中 已汇总")
