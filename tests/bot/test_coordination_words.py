"""What of a line is the question, and what says whom it concerns."""

from tests.bot.world import World


async def test_a_department_inside_the_sentence_stays_in_it(world: World) -> None:
    """Behind a blank a name says whom it concerns; what the sentence needs is left there."""
    inside = await world.say("Ann", "coord 24 duties are not settled with MOJ")
    assert "duties are not settled with MOJ" in inside
    behind = await world.say("张三", "需协调 24 职责分工条款尚待明确 司法部")
    assert "事由：职责分工条款尚待明确\n涉及单位：司法部\n" in behind
