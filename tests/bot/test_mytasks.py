"""我的任务 in parts, as people meet them: each filter, several, none, slips, free wording."""

from datetime import date

import pytest

from bot.model.task import DeadlineKind, Status
from tests.bot.conftest import Dated
from tests.bot.world import World

LEADS = """\
我的任务 · 科技部（10月11日 周五）
第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）

 10 加强国家科技计划全流程的知识产权管理… · 牵头
 24 推进《人类遗传资源管理条例》立法进程… · 牵头（分别负责）
 55 分类制定以科技创新质量和贡献为导向的国家科学技术… · 牵头
 65 线下报送事项 · 牵头
 68 继续实施国家科技成果转化引导基金… · 牵头

筛选：牵头（5 项）
其他筛选：待报 4、参与 1、线下 1
回复编号查看，如：10
[填报第 10 项: 报送 10]
[待报 4: 我的任务 牵头 待报]
[参与 1: 我的任务 参与]
[线下 1: 我的任务 牵头 线下]
[全部: 我的任务]"""
CHAPTER = """\
My tasks · MOST (Fri 11 Oct)
Q3 2019 reports: due Tue 15 Oct, 3 working days left (Sat 12 Oct is a working day)

 60 做好中国国际进口博览会知识产权相关工作… · participant, via MOFCOM

Shown: chapter 2, participant (1)
Other parts: lead 4
Reply with a number to open it, for example: 60
[Fill in item 60: report 60]
[Lead 4: mytasks chapter 2 lead]
[All: mytasks]"""
UNKNOWN = """\
我的任务 · 科技部（10月11日 周五）
第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）

贵单位 6 项中，没有符合这些条件的：火星
贵单位任务的章节里没有“火星”。可用的筛选词：\
牵头、参与、逾期、待报、草稿、已报、线下、未完成、已完成、已办结
[深化知识产权领域改革 1: 我的任务 第1章]
[加大知识产权保护力度 5: 我的任务 第2章]
[全部: 我的任务]"""


async def test_a_part_says_how_many_there_are_and_which_other_parts_there_are(
    world: World,
) -> None:
    assert await world.say("张三", "我的任务 牵头") == LEADS
    assert len(world.statements) == 4
    assert await world.say("张三", "我的任务 火星") == UNKNOWN
    assert len(world.statements) == 5
    assert await world.say("Ann", "mytasks chapter 2 participant") == CHAPTER


@pytest.mark.parametrize(
    ("filters", "refs"),
    [
        ("待报", [10, 24, 55, 68, 60]),
        ("参与", [60]),
        ("线下", [65]),
        ("第一章", [10]),
        ("第 2 章、牵头", [24, 55, 65, 68]),
        ("第三章", []),
        ("改革", [10]),
        ("草稿 牵头", []),
        ("未完成 参与", [60]),
        ("逾期", []),
        ("已办结", []),
        ("owed lead", [10, 24, 55, 68]),
    ],
)
async def test_each_filter_and_several(world: World, filters: str, refs: list[int]) -> None:
    said = await world.say("张三", f"我的任务 {filters}")
    listed = [line.split()[0] for line in said.splitlines() if line.startswith(" ")]
    assert [int(ref) for ref in listed] == refs
    assert f"（{len(refs)} 项）" in said if refs else "贵单位 6 项中，没有" in said


@pytest.mark.parametrize(
    ("typed", "meant"), [("牵投", "牵头"), ("参于", "参与"), ("代报", "待报"), ("overdu", "逾期")]
)
async def test_a_slip_in_a_filter_runs_and_says_so(world: World, typed: str, meant: str) -> None:
    said = await world.say("张三", f"我的任务 {typed}")
    assert f"按“{meant}”处理" in said
    assert said.replace(f"按“{meant}”处理\n", "") == await world.say("张三", f"我的任务 {meant}")


@pytest.mark.parametrize(
    ("line", "filter"),
    [
        ("有哪些没报的", "待报"),
        ("还有哪些没报？", "待报"),
        ("我们还没报的任务有哪些", "待报"),
        ("没报的有吗", "待报"),
        ("我们牵头的有哪些", "牵头"),
        ("哪些是我们牵头的", "牵头"),
        ("我们参与的任务", "参与"),
        ("哪些要线下报", "线下"),
        ("有没有草稿", "草稿"),
        ("我们报了哪些", "已报"),
        ("what do we still have to report?", "待报"),
        ("which items do we lead", "牵头"),
        ("what have we reported so far", "已报"),
    ],
)
async def test_a_part_is_asked_for_in_free_wording(world: World, line: str, filter: str) -> None:
    assert await world.say("张三", line) == await world.say("张三", f"我的任务 {filter}")


@pytest.mark.parametrize("line", ["没报", "第24项没报", "我们没报", "牵头"])
async def test_what_only_sounds_like_it_asks(world: World, line: str) -> None:
    before = await world.updates()
    assert "筛选" not in await world.say("张三", line)
    assert await world.updates() == before


async def test_what_is_overdue_has_a_button_and_keeps_the_filter(dated: Dated) -> None:
    world = await dated({24: (date(2019, 10, 1), DeadlineKind.EXPLICIT, "9月底前")})
    said = await world.say("张三", "我的任务")
    assert "[填报第 24 项: 报送 24]\n[逾期 1: 我的任务 逾期]" in said.replace(
        "第 10 项: 报送 10", "第 24 项: 报送 24"
    )
    assert "[逾期 1: 我的任务 牵头 逾期]" in await world.say("张三", "我的任务 牵头")
    assert "筛选：牵头、逾期（1 项）" in await world.say("张三", "我的任务 牵头 逾期")
    assert "[牵头 5: 我的任务 牵头]" in await world.say("张三", "我的任务 参与 逾期 牵头")
    await world.put(60, "科技部", Status.CLOSED)
    assert "筛选：已办结（1 项）" in await world.say("张三", "我的任务 已办结")


async def test_english_without_mixture(world: World) -> None:
    shown = await world.say("Ann", "mytasks overdue")
    assert "Of your 6 items none fits: overdue\n[Owed 5: mytasks owed]\n" in shown
    assert "The plan is in Chinese: use Chinese words." in await world.say("Ann", "search patent")
    assert "[MOJ: coord 24 need room with: MOJ]" in await world.say("Ann", "coord 24 need room")
