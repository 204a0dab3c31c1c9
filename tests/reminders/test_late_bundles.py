"""Bundles whose delivery is late: looked at anew with each try, never twice, never at night."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Address, Card, Part
from bot.outcomes import Later, Unknown
from bot.ports import TICK
from tests.bot.world import make
from tests.reminders.story import Story, at, key_of


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    """Only 王芳 has anything to report."""
    world = await make(tmp_path / "liaison.db")
    made = Story(world)
    await made.reported("科技部", *range(1, 107))
    await made.reported("财政部", *range(1, 107))
    await made.reported("知识产权局", *range(1, 107))
    yield made
    await world.store.close()


async def planned(story: Story, day: int) -> None:
    async with story.world.store.unit() as unit:
        await unit.ticks.note(TICK, at(day, 8, 58))
    story.go(at(day, 9))
    assert len(await story.look()) == 1
    story.go(at(day, 9, 30))


def in_parts(story: Story, count: int) -> None:
    """The phone has no room for a whole bundle."""

    def render(to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return [Part(f"{n} {card.title}", card) for n in range(count)]

    story.phone.render = render  # type: ignore[method-assign]


def own(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without what the office is told of failures."""
    return [(chat, text) for chat, text in told if chat == "王芳"]


async def test_what_could_not_leave_is_drawn_anew(story: Story) -> None:
    in_parts(story, 3)
    await planned(story, 14)
    story.phone.outcomes.append(Later(timedelta(hours=1), "away"))
    assert len(await story.send()) == 1
    in_parts(story, 2)
    story.go(at(14, 11))
    assert [text[:2] for _, text in await story.send()] == ["0 ", "1 "]
    story.go(at(14, 12))
    assert await story.send() == []


async def test_what_could_not_leave_ends_when_its_reason_is_gone(story: Story) -> None:
    in_parts(story, 3)
    await planned(story, 14)
    story.phone.outcomes.append(Later(timedelta(hours=1), "away"))
    await story.send()
    await story.reported("司法部", 24)
    story.go(at(14, 11))
    assert await story.send() == []
    assert await story.state(await key_of(story, "王芳", 14)) == "superseded"
    async with story.world.store.view() as unit:
        assert not [row for row in await unit.outbox.listing(every=True)]


async def test_what_could_not_leave_all_day_goes_with_the_next_working_day(story: Story) -> None:
    in_parts(story, 2)
    await planned(story, 16)
    story.phone.outcomes.append(Later(timedelta(hours=9), "away"))
    assert len(await story.send()) == 1
    assert own(await story.until(at(17, 8, 59), step=60)) == []
    told = own(await story.until(at(17, 9, 30)))
    assert [text[:2] for _, text in told] == ["0 ", "1 "]
    assert all(text.endswith("（补发）") for _, text in told)
    assert await story.state(await key_of(story, "王芳", 16)) == "superseded"
    assert await story.state(await key_of(story, "王芳", 17)) == "sent"


async def test_what_was_drawn_and_has_to_wait_waits_as_a_whole(story: Story) -> None:
    in_parts(story, 2)
    await planned(story, 14)
    story.phone.outcomes.append(Later(timedelta(minutes=20), "away"))
    await story.send()
    await story.world.say("王芳", "免打扰 9:00-11:00")
    story.go(at(14, 10))
    assert await story.send() == []
    assert own(await story.until(at(14, 10, 59))) == []
    assert [text[:2] for _, text in own(await story.until(at(14, 11, 5)))] == ["0 ", "1 "]


async def test_a_message_in_doubt_is_repeated_as_it_stood(story: Story) -> None:
    await planned(story, 14)
    story.phone.outcomes.append(Unknown("timeout"))
    [(_, first)] = await story.send()
    await story.reported("司法部", 24)
    story.go(at(14, 9, 40))
    assert [text for _, text in await story.send()] == [f"again: {first}"]
