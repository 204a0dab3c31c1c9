"""The weekly digest as people read it: what it counts, in which order, and that it stays so."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from bot.cards import digest as cards
from bot.locale import words
from bot.messages import Channel, Item, Language
from bot.model.digest import Entry, Section
from bot.model.report import ReportState
from bot.model.task import DeadlineKind, Status
from store.period_tables import period, report
from store.tables import plan, share, task, update_record
from tests.bot.cast import Due
from tests.bot.test_chart import MADE
from tests.bot.world import World, make

FRIDAY = datetime(2019, 10, 18, 8, 0, tzinfo=UTC)  # 16:00 in Beijing, three days after the due day
HARD = DeadlineKind.EXPLICIT
DUES: dict[int, Due] = {
    46: (date(2019, 9, 30), HARD, None),
    55: (date(2019, 10, 25), HARD, None),
    68: (date(2019, 12, 31), DeadlineKind.PLAN_END_DEFAULT, None),
    65: (date(2019, 9, 1), HARD, None),  # restricted
}


@pytest.fixture
async def digested(tmp_path: Path) -> AsyncIterator[World]:
    """A world with dates, on the Friday after the reports were due; all but five are handed in."""
    world = await make(tmp_path / "digest.db", dues=DUES)
    await hand_in(world, but=(12, 24, 46, 60))
    world.now = FRIDAY
    yield world
    await world.store.close()


async def hand_in(world: World, *, but: tuple[int, ...]) -> None:
    """Every report to the office but those of some items, as of Monday."""
    monday = datetime(2019, 10, 14, 1, 0, tzinfo=UTC)
    open_ones = await ids_of(world, but)
    statement = (
        update(report)
        .where(~report.c.to_lead, report.c.task_id.not_in(open_ones))
        .values(state=ReportState.SUBMITTED, submitted_at=monday)
    )
    async with world.store.database.writing() as sql:
        await sql.count(statement)


async def ids_of(world: World, refs: tuple[int, ...]) -> list[int]:
    return [(await world.task(ref)).id for ref in refs]


async def test_the_whole_card(digested: World) -> None:
    await digested.say("张三", "24 受阻 与司法部职责分工尚待明确")
    await digested.say("张三", "10 推进中 已启动")
    assert await digested.say("张三", "简报") == (
        "【推进计划周报】2019年第42周（10月14日–10月18日）\n"
        "本周更新 2 项，新办结 0 项\n"
        "一、逾期（红灯）：单项时限已过 2 项、第三季度报送单未报 5 张"
        "（其中线下报送 2，不列示）\n"
        " 24 推进《人类遗传资源管理条例》立法进程…（科技部）\n"
        " 24 推进《人类遗传资源管理条例》立法进程…（司法部）\n"
        " 46 加强进出口环节知识产权保护（海关总署，9月30日到期）……另有 2 项\n"
        "二、两周内到期：1 项\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术…（科技部，10月25日到期）\n"
        "三、受阻/需协调 1 项，其中新增 1 项\n"
        "有一个单位受阻或待协调即列入；各章状态按进度最慢的单位计。\n"
        " 24 推进《人类遗传资源管理条例》立法进程…（科技部、司法部）\n"
        "四、第三季度报送：已报 102/107\n"
        "说明：按计划编号排列，不作排名；线下报送事项不列示。查看单项：回复编号\n"
        "10月18日 16:00 即时生成，未编号存档\n"
        "[我的任务: 我的任务]\n"
        "[逾期: 逾期]"
    )


async def test_the_whole_card_in_english(digested: World) -> None:
    await digested.say("张三", "24 受阻 与司法部职责分工尚待明确")
    assert await digested.say("Ann", "digest") == (
        "[Weekly digest of the work plan] 2019, week 42 (14 Oct – 18 Oct)\n"
        "This week: items updated 1, newly closed 0\n"
        "1. Overdue (red): items past their own date: 2, Q3 2019 reports missing: 5 "
        "(offline items among them: 2, not listed)\n"
        " 24 推进《人类遗传资源管理条例》立法进程… (MOST)\n"
        " 24 推进《人类遗传资源管理条例》立法进程… (MOJ)\n"
        " 46 加强进出口环节知识产权保护 (GACC, due 30 Sep)… and 2 more\n"
        "2. Due within two weeks: 1\n"
        " 55 分类制定以科技创新质量和贡献为导向的国家科学技术… (MOST, due 25 Oct)\n"
        "3. Blocked: 1, of which new: 1\n"
        "Listed as soon as one department is blocked or asks; statuses go by the least advanced.\n"
        " 24 推进《人类遗传资源管理条例》立法进程… (MOST, MOJ)\n"
        "4. Q3 2019 reports: handed in 102/107\n"
        "In the order of the plan, no ranking; offline items are not listed. "
        "To see an item: reply with its number\n"
        "Made just now, 18 Oct 16:00; not kept under a number\n"
        "[My tasks: mytasks]\n"
        "[Overdue: overdue]"
    )


async def test_what_is_closed_is_named_by_number_unless_it_is_restricted(digested: World) -> None:
    for ref in (10, 55, 65):
        await close(digested, ref)
    shown = await digested.say("张三", "简报")
    assert "本周更新 3 项，新办结 3 项（10、55、…）" in shown
    assert "二、两周内到期：0 项" in shown


async def close(world: World, ref: int) -> None:
    """As the office does: a status of the lead, with its record."""
    who = next(s.department.short for s in (await world.task(ref)).shares)
    assert who == "科技部"
    await world.say("赵敏", f"{ref} 已完成")
    [id] = await ids_of(world, (ref,))
    async with world.store.database.writing() as sql:
        closed = Status.CLOSED
        await sql.count(update(share).where(share.c.task_id == id).values(status=closed))
        await sql.count(
            update(update_record).where(update_record.c.task_id == id).values(status=closed)
        )


async def test_an_update_that_was_undone_does_not_count(digested: World) -> None:
    await digested.say("张三", "24 受阻 与司法部职责分工尚待明确")
    await digested.say("张三", "撤销")
    shown = await digested.say("张三", "简报")
    assert "本周更新 0 项" in shown
    assert "三、受阻/需协调 0 项" in shown


async def test_who_has_been_blocked_for_long_is_not_new(digested: World) -> None:
    digested.now = FRIDAY - timedelta(days=7)
    await digested.say("张三", "24 受阻 与司法部职责分工尚待明确")
    digested.now = FRIDAY
    await digested.say("张三", "24 受阻 仍未明确")
    shown = await digested.say("张三", "简报")
    assert "三、受阻/需协调 1 项\n有一个单位受阻或待协调即列入" in shown


async def test_before_the_due_day_no_report_is_red(digested: World) -> None:
    digested.now = datetime(2019, 10, 15, 8, 0, tzinfo=UTC)
    shown = await digested.say("张三", "简报")
    assert "一、逾期（红灯）：单项时限已过 2 项（其中线下报送 1，不列示）\n 46" in shown
    assert "四、第三季度报送：已报 102/107" in shown


async def test_nothing_restricted_is_ever_named(digested: World) -> None:
    await digested.say("赵敏", "65 受阻")
    await digested.say("赵敏", "12 受阻")
    for channel in (Channel.PRIVATE, Channel.GROUP):
        shown = await digested.say("赵敏", "简报", channel=channel)
        assert "三、受阻/需协调 2 项" in shown
        assert " 65 " not in shown
        assert " 12 " not in shown
        assert "军民" not in shown
        assert "国防" not in shown


async def test_text_and_chart_are_about_the_same_week(digested: World) -> None:
    saturday = datetime(2019, 10, 12, 2, 0, tzinfo=UTC)  # between two weeks: in the later one
    async with digested.store.database.writing() as sql:
        await sql.count(
            update(report)
            .where(report.c.task_id.in_(await ids_of(digested, (55,))))
            .values(submitted_at=saturday)
        )
    answer = await digested.answer("张三", "简报")
    [card] = [reply.card for reply in answer.replies]
    assert "（10月14日–10月18日）" in card.title
    assert card.sketch is not None
    weeks = re.findall("<text[^>]*>(10月[^<]*日[^<]*)</text>", card.sketch.svg)
    assert weeks == ["10月7日–10月11日", "10月14日–10月18日"]
    counts = re.findall("<text[^>]*>([^<]*累计[^<]*)</text>", card.sketch.svg)
    assert counts == ["累计 0/107", "新报 102、累计 102/107"]


async def test_a_plan_without_periods_says_so(digested: World) -> None:
    async with digested.store.database.writing() as sql:
        await sql.count(delete(report))
        await sql.count(delete(period))
        await sql.count(update(plan).values(cadence="never"))
    assert "四、报送：目前没有报送期" in await digested.say("张三", "简报")


async def test_it_needs_a_constant_number_of_statements(digested: World) -> None:
    await digested.say("张三", "简报")
    assert len(digested.statements) <= 14
    async with digested.store.database.writing() as sql:
        late = date(2019, 9, 2)
        await sql.count(update(task).values(deadline_day=late, deadline_kind=HARD))
    before = len(digested.statements)
    shown = await digested.say("张三", "简报")
    assert "单项时限已过 106 项" in shown
    assert len(digested.statements) == before


async def test_no_such_digest(digested: World) -> None:
    assert await digested.say("张三", "简报 37") == (
        "没有编号为 37 的简报。看最新一期请发：简报\n[最新一期: 简报]"
    )
    for number in ("99999999999999999999", "2019w42"):
        assert (await digested.say("张三", f"简报 {number}")).startswith("没有编号为")


def test_a_full_list_of_a_thousand_stays_readable() -> None:
    entries = tuple(Entry(number=n, title="事项") for n in range(1, 151))
    section = Section(total=1000, restricted=10, entries=entries)
    made = replace(MADE, overdue=section, due=section, blocked=section)
    lines = cards.full(words(Language.ZH), made, 37, "abcdef12").body
    items = [line for line in lines if isinstance(line, Item)]
    assert len(items) == 150 + 2 * cards.SHOWN
    assert [item.text for item in items if "另有" in item.text] == [
        "事项……另有 840 项",
        *["事项……另有 987 项"] * 2,
    ]
