"""第二章: a chapter by its number, wherever a part of the plan may be named."""

import pytest

from bot.chapters import meant
from tests.bot.world import World

TITLES = (None, "深化改革", "深化改革", "加大保护")


@pytest.mark.parametrize(
    ("words", "titles", "title"),
    [
        ("第二章", TITLES, "加大保护"),
        ("Chapter 1", TITLES, "深化改革"),
        ("第三章", TITLES, "第三章"),
        ("第二章", ("一、总则", "三、附则"), "第二章"),
        ("第三章", ("一、总则", "三、附则"), "三、附则"),
        ("保护", TITLES, "保护"),
    ],
)
def test_a_number_is_a_title(words: str, titles: tuple[str | None, ...], title: str) -> None:
    assert meant(words, titles) == title


async def test_the_office_names_chapters_by_number(world: World) -> None:
    async with world.store.view() as unit:
        record = await unit.plans.current()
        assert record is not None
        first = next(filter(None, await unit.board.chapters(record.facts.id)))
    assert "没有叫" not in await world.say("赵敏", "未报 第一章")
    assert "对象：第一章" in await world.say("赵敏", "通知 第一章 请报送")
    [made] = (await world.answer("赵敏", "通报 第一章")).replies
    assert made.card.order is not None
    assert made.card.order.chapter == first
