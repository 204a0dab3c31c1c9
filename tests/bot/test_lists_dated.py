"""逾期 and 临期 in pages and in parts, and what a group is told that it cannot read."""

from datetime import date, timedelta

import pytest

from bot.messages import Channel
from bot.model.task import DeadlineKind
from tests.bot.conftest import Dated
from tests.bot.world import World

OFFICE = "赵敏"
APART = "外单位的线下报送事项不按单位列示。"


def listed(said: str) -> list[int]:
    return [int(line.split()[0]) for line in said.splitlines() if line.startswith(" ")]


@pytest.fixture
async def late(world: World) -> World:
    """Nobody has reported, and the 15th is over: all 106 items are red."""
    world.now += timedelta(days=10)
    return world


async def test_every_overdue_item_is_on_a_page(late: World) -> None:
    found = list[int]()
    for page in range(1, 12):
        said = await late.say("张三", f"逾期 {page}")
        assert said.startswith("逾期 106 项（10月21日 周一）\n")
        found += listed(said)
        assert f"\n\n第 {page}/11 页\n" in said
        assert len(late.statements) <= 4
    assert found == list(range(1, 107))
    assert said.endswith("[上一页: 逾期 10]\n[本单位 6: 逾期 科技部]\n[临期: 临期]")
    assert "[Next page: overdue 3]" in await late.say("Ann", "overdue page 2")


@pytest.mark.parametrize(
    ("who", "line", "refs"),
    [
        ("张三", "逾期 牵头", [10, 24, 55, 65, 68]),
        ("张三", "逾期 参与", [60]),
        ("张三", "逾期 科技部", [10, 24, 55, 60, 65, 68]),
        ("Ann", "overdue most lead", [10, 24, 55, 65, 68]),
        ("张三", "逾期 第一章 第2页", list(range(11, 20))),
        ("张三", "逾期 改革 2", list(range(11, 20))),
        (OFFICE, "逾期 财政部", [12, 68]),
    ],
)
async def test_parts_of_it(late: World, who: str, line: str, refs: list[int]) -> None:
    said = await late.say(who, line)
    assert listed(said) == refs
    assert ("[All: overdue]" if who == "Ann" else "[全部: 逾期]") in said
    assert APART not in said


async def test_which_department_an_offline_item_is_of_stays_unsaid(late: World) -> None:
    said = await late.say("领导", "逾期 财政部")
    assert listed(said) == [68]
    assert f"\n\n{APART}\n" in said


async def test_a_part_without_items_says_what_there_could_be(late: World) -> None:
    assert await late.say("张三", "逾期 火星") == (
        "逾期 0 项（10月21日 周一） · 火星\n"
        "全部 106 项中，没有符合条件的。\n"
        "可按单位、章节、牵头、参与筛选。\n"
        "[全部: 逾期]\n"
        "[临期: 临期]"
    )


async def test_a_group_is_told_what_it_cannot_read(late: World) -> None:
    said = await late.say("张三", "逾期", channel=Channel.GROUP)
    assert said.startswith("逾期 104 项（10月21日 周一）\n")
    assert said.endswith(
        "\n\n第 1/11 页\n另有线下报送事项 2 项，群内不列示，请私聊查看\n"
        "[下一页: 逾期 2]\n[临期: 临期]"
    )
    assert "科技部]" not in said


async def test_what_is_due_has_pages_and_parts_too(dated: Dated) -> None:
    day = (date(2019, 10, 18), DeadlineKind.EXPLICIT, None)
    world = await dated(dict.fromkeys(range(1, 27), day))
    first = await world.say("张三", "临期")
    assert "\n本单位 2\n 10 " in first
    assert "\n其他单位 24\n 1 " in first
    assert "[下一页: 临期 第2页]" in first
    last = await world.say("张三", "临期 第3页")
    assert listed(last) == [20, 21, 22, 23, 25, 26]
    assert "[上一页: 临期 第2页]" in last
    assert listed(await world.say("张三", "临期 7天 科技部")) == [10, 24]
    assert "[Next page: due 30d page 2]" in await world.say("Ann", "due 30d")
    assert listed(await world.say("Ann", "due 30d chapter 2")) == [24, 20, 21, 22, 23, 25, 26]
