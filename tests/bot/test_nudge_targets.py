"""催办: whom it is for, and what are only its words."""

import pytest

from tests.bot.previews import confirm
from tests.bot.world import World

OFFICE = "赵敏"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("催办 未报 科技部", "催办 科技部"),
        ("催办 科技部 未报", "催办 科技部"),
        ("催办 科技部 司法部", "催办 科技部、司法部"),
        ("催办 科技部，司法部", "催办 科技部、司法部"),
    ],
)
async def test_departments_are_no_wording(world: World, typed: str, meant: str) -> None:
    shown = await world.say(OFFICE, typed)
    assert f"对象：{meant.count('部')} 个单位" in shown
    assert "文案：黄色督办提示" in shown
    assert f"[改文案: {meant} 改文案]" in shown


async def test_an_item_and_a_department_are_asked_about(world: World) -> None:
    shown = await world.say(OFFICE, "催办 24 科技部")
    assert "[催办 24: 催办 24]\n[催办 科技部: 催办 科技部]" in shown


async def test_words_stay_words(world: World) -> None:
    shown = await world.say(OFFICE, "催办 科技部 请司法部 配合")
    assert "对象：1 个单位" in shown
    assert "文案：请司法部 配合（可改）" in shown


async def test_other_words_for_the_same_target(world: World) -> None:
    assert "[改文案: 催办 24 改文案]" in await world.say(OFFICE, "催办 24")
    assert await world.say(OFFICE, "催办 24 改文案") == (
        "“催办 24”用什么文案？尚未发送。\n请发：催办 24 请于今天下班前报送"
    )
    assert "催办 未报" in await world.say(OFFICE, "催办 改文案")


async def test_a_report_for_each_open_period_counts(world: World) -> None:
    """未报 lists them both; the item is asked for once."""
    opening = await world.say(OFFICE, "报送期 开 专项检查 9月1日至9月30日 10月21日")
    await world.say(OFFICE, confirm(opening))
    shown = await world.say(OFFICE, "催办 司法部")
    assert "对象：1 个单位，2 张报送单，1 名联络员\n" in shown
