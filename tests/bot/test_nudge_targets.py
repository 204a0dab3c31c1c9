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
    assert "文案：黄色督办提示，" in shown
    assert f"[改文案: {meant} 改文案]" in shown


@pytest.mark.parametrize("typed", ["催办 24 科技部", "催办 科技部 24", "催办 科技部 第24项"])
async def test_one_department_is_urged_on_one_item(world: World, typed: str) -> None:
    """The other responsible department is left alone, with words of one's own, too."""
    shown = await world.say(OFFICE, typed)
    assert "对象：1 个单位，1 张报送单，2 名联络员\n" in shown
    assert "[改文案: 催办 科技部 24 改文案]" in shown
    assert await world.say(OFFICE, "催办 科技部 24 改文案") == (
        "“催办 科技部 24”用什么文案？尚未发送。\n请发：催办 科技部 24 请于今天下班前报送"
    )
    shown = await world.say(OFFICE, "催办 科技部 24 请尽快")
    assert "对象：1 个单位，1 张报送单，2 名联络员\n" in shown
    assert "任务：24\n文案：请尽快（可改）" in shown
    sent = await world.say(OFFICE, confirm(shown))
    assert "已催办 2 条\n对象：1 个单位，1 张报送单，2 名联络员" in sent


async def test_a_department_without_a_part_in_the_item_is_not_urged(world: World) -> None:
    assert await world.say(OFFICE, "催办 商务部 24") == (
        "商务部不是第 24 项的责任单位，未催办。\n"
        "责任：科技部（牵头）、司法部，按职责分别负责\n[催办 24: 催办 24]"
    )
    assert "没有“水星局”这个单位，未催办" in await world.say(OFFICE, "催办 水星局 24")


async def test_what_will_be_read_is_shown(world: World) -> None:
    """Without words of the office's own each item carries a mark, and there is no other text."""
    shown = await world.say(OFFICE, "催办 24")
    assert "文案：黄色督办提示，各项后写明“办公室催办”（可改）\n" in shown


async def test_only_one_of_few_and_whom_to_call(world: World) -> None:
    """One item of more than a hundred is no choice; the call list is a list."""
    shown = await world.say(OFFICE, "催办 未报")
    assert "[只催" not in shown
    assert "（将列入电话清单）" in shown
    assert "[电话清单: 覆盖]" in shown
    assert "[电话清单: 覆盖]" in await world.say(OFFICE, confirm(shown))
    assert "[只催第 10 项: 催办 10]" in await world.say(OFFICE, "催办 科技部")


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
