"""工作日: the office looks at the calendar and decides about single days."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.access import Act, Relation, Role, Verdict, rule
from bot.messages import Channel
from bot.model.report import ReportState
from bot.model.task import DeadlineKind
from tests.bot.conftest import Dated
from tests.bot.world import World

OFFICE = "赵敏"
YEAR = """\
2019年工作日
放假：1月1日、2月4日至2月10日、4月5日至4月7日、5月1日至5月4日、6月7日至6月9日、9月13日至9月15日、\
10月1日至10月7日
调休上班：2月2日 周六、2月3日 周日、4月28日 周日、5月5日 周日、9月29日 周日、10月12日 周六
全年工作日：250

已有放假安排的年份：2006–2026；其余年份暂按周一至周五计。
调整请发：工作日 增 2019-10-13（改为工作日），或 工作日 减 2019-10-10（改为休息日）
[2020年日历: 工作日 2020]
[2018年日历: 工作日 2018]"""


async def decided(world: World) -> dict[str, str]:
    async with world.store.view() as unit:
        found = await unit.workdays.decisions(date(1970, 1, 1), date(2200, 12, 31))
    return {decision.day.isoformat(): decision.kind for decision in found}


async def test_the_year_as_published(world: World) -> None:
    assert await world.say(OFFICE, "工作日") == YEAR
    assert len(world.statements) == 3
    assert (await world.say(OFFICE, "/calendar 2018")).startswith("2018年工作日\n放假：1月1日、")


async def test_a_year_that_nobody_knows(world: World) -> None:
    shown = await world.say(OFFICE, "工作日 2027年")
    assert "\n2027年放假安排未录入，该年工作日暂按周一至周五计。\n全年工作日：261\n" in shown
    added = await world.say(OFFICE, "工作日 增 2027-02-06")
    assert "该年工作日暂按周一至周五计" in added


async def test_a_day_is_added_and_the_opposite_takes_it_back(world: World) -> None:
    said = await world.say(OFFICE, "工作日 增 10月19日")
    assert said == (
        "已调整：10月19日 周六 为工作日\n"
        "时限、清单和提醒从现在起按此计算。\n"
        "[撤销: 工作日 减 2019-10-19]\n"
        "[2019年日历: 工作日 2019]"
    )
    assert await decided(world) == {"2019-10-19": "workday"}
    shown = await world.say(OFFICE, "工作日")
    assert "办公室调整：1 天\n10月19日 周六 工作日 · 赵敏 10月11日\n" in shown
    again = await world.say(OFFICE, "工作日 增 2019-10-19")
    assert again.startswith("10月19日 周六 已是工作日，未改动。")
    back = await world.say(OFFICE, "工作日 减 2019-10-19")
    assert "与原安排一致，该日不再单独调整。" in back
    assert await decided(world) == {}


async def test_a_day_is_taken_away_and_the_opposite_gives_it_back(world: World) -> None:
    await world.say(OFFICE, "工作日 减 10月12日")  # an adjusted Saturday
    assert await decided(world) == {"2019-10-12": "holiday"}
    await world.say(OFFICE, "/calendar add 2019-10-12")
    assert await decided(world) == {}


async def report_all(world: World) -> None:
    """Nobody owes a report any more: what is left is the date of the item."""
    async with world.store.unit() as unit:
        record = await unit.plans.current()
        assert record is not None
        period = record.facts.period
        assert period is not None
        for body in await unit.people.departments():
            for report in (await unit.reports.of_department(period.id, body.id)).values():
                sent = replace(report, state=ReportState.SUBMITTED, submitted_at=world.now)
                await unit.reports.save(sent, by=1, batch="all")


async def test_everybody_counts_with_it_from_the_next_message_on(dated: Dated) -> None:
    world = await dated({46: (date(2019, 10, 16), DeadlineKind.EXPLICIT, None)})
    await report_all(world)
    assert "亮灯：绿灯" in await world.say("张三", "46")  # 12, 14, 15, 16 October
    await world.say(OFFICE, "工作日 减 10月12日")
    assert "还有 3 个工作日" in await world.say("张三", "46")
    assert len(world.statements) == 3
    assert "至 10月25日 周五" in await world.say("张三", "临期")


@pytest.mark.parametrize(
    "line",
    [
        "工作日 增",
        "工作日 增 2019-02-30",
        "工作日 减 2月30日",
        "工作日 增 13月1日",
        "工作日 增 10/6",
        "工作日 增 2019-10-19 2019-10-20",
        "工作日 增 24",
        "工作日 增 0000-01-01",
        "工作日 增 9999-12-31",
        "工作日 1969",
        "工作日 9999",
        "工作日 改 10月19日",
        "/calendar drop table",
        "工作日能休息吗",
    ],
)
async def test_what_is_no_day_changes_nothing(world: World, line: str) -> None:
    assert await world.say(OFFICE, line)
    assert await decided(world) == {}


async def test_nobody_else_may_and_nothing_is_done_from_a_group(world: World) -> None:
    for who in ("张三", "李四", "领导"):
        for line in ("工作日", "工作日 增 10月19日"):
            assert "”只能由办公室操作，未执行。" in await world.say(who, line)
    said = await world.say(OFFICE, "工作日 增 10月19日", channel=Channel.GROUP)
    assert "[办理: 工作日 增 10月19日]" in said
    assert await decided(world) == {}


@pytest.mark.parametrize("relation", Relation)
def test_the_door_opens_to_the_office_only(relation: Relation) -> None:
    allowed = {
        role
        for role in Role
        for channel in Channel
        if rule(role, Act.CALENDAR, relation, channel).verdict in (Verdict.DO, Verdict.BUTTON)
    }
    assert allowed == {Role.COORDINATOR}
    assert rule(Role.COORDINATOR, Act.CALENDAR, relation, Channel.GROUP).verdict is Verdict.BUTTON


async def test_it_works_before_there_is_a_plan_and_in_english(planless: World) -> None:
    planless.now = datetime(2026, 1, 2, tzinfo=UTC)
    assert "250" not in await planless.say(OFFICE, "工作日")
    assert await planless.say(OFFICE, "/lang en")
    assert (await planless.say(OFFICE, "calendar remove 8 oct")).splitlines()[0] == (
        "Saved: Thu 8 Oct is a day off"
    )
    shown = await planless.say(OFFICE, "calendar 2026")
    assert "Thu 8 Oct day off · 赵敏 2 Jan" in shown
    assert "1 Oct to 8 Oct" in shown
    assert "calendar: " in await planless.say(OFFICE, "help calendar")
