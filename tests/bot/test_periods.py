"""Which period opens by itself, and when it is due."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.model.period import LADDER, Cadence, Period, Span
from bot.model.plan import PlanFacts
from bot.official import official
from bot.periods import due_day, opens_on, spans, to_open

PLAN = PlanFacts(
    id=1,
    title="2019年推进计划",
    tasks=106,
    highest=106,
    starts=date(2019, 1, 1),
    ends=date(2019, 12, 31),
    issued_on=None,
    applied_on=date(2026, 11, 25),
)
CHINA = official()
OPENED = datetime(2019, 9, 1, tzinfo=UTC)


def code(plan: PlanFacts, *day: int) -> str | None:
    span = to_open(plan, date(*day), CHINA)
    return None if span is None else span.code


def test_the_ladder_of_the_third_quarter_of_2019() -> None:
    due = due_day(date(2019, 9, 30), CHINA)
    assert due == date(2019, 10, 15)
    days = [CHINA.workdays_ahead(due, step.offset) for step in LADDER]
    assert [f"{day:%m%d}" for day in days] == (
        ["0926", "1009", "1011", "1014", "1015", "1016", "1018", "1022", "1029"]
    )
    assert opens_on(due, CHINA) == days[0]


@pytest.mark.parametrize(
    ("cadence", "codes"),
    [
        (Cadence.QUARTERLY, "2019-Q1 2019-Q2 2019-Q3 2019-Q4"),
        (Cadence.HALF_YEARLY, "2019-H1 2019-H2"),
        (Cadence.MONTHLY, " ".join(f"2019-{month:02}" for month in range(1, 13))),
        (Cadence.NEVER, ""),
    ],
)
def test_the_periods_of_a_year(cadence: Cadence, codes: str) -> None:
    found = list(spans(cadence, PLAN.starts, PLAN.ends))
    assert [span.code for span in found] == codes.split()
    for span, following in itertools.pairwise(found):
        assert span.ends < following.starts


def test_a_due_day_on_a_day_off_is_moved_to_the_next_working_day() -> None:
    assert due_day(date(2019, 8, 31), CHINA) == date(2019, 9, 16)  # the 15th was a Sunday
    assert due_day(date(2019, 12, 31), CHINA) == date(2020, 1, 15)


def test_a_period_opens_ten_working_days_before_it_is_due() -> None:
    assert code(PLAN, 2019, 9, 25) == "2019-Q2"
    assert code(PLAN, 2019, 9, 26) == "2019-Q3"
    opened = replace(PLAN, opened_until=date(2019, 9, 30))
    assert code(opened, 2019, 9, 26) is None
    assert code(opened, 2019, 12, 30) is None
    assert code(opened, 2019, 12, 31) == "2019-Q4"


def test_what_the_office_opened_beside_it_changes_nothing() -> None:
    audit = Period(
        id=9,
        span=Span("专项检查", date(2019, 9, 1), date(2019, 10, 31)),
        due=date(2019, 11, 15),
        opened_at=OPENED,
    )
    assert code(replace(PLAN, period=audit), 2019, 9, 26) == "2019-Q3"


def test_a_period_from_before_the_plan_asks_nothing() -> None:
    issued = replace(PLAN, issued_on=date(2019, 6, 17))
    assert code(issued, 2019, 4, 20) is None
    assert code(issued, 2019, 7, 2) == "2019-Q2"
    assert code(replace(PLAN, applied_on=date(2019, 6, 10)), 2019, 6, 11) is None
    assert code(replace(PLAN, starts=date(2019, 4, 1)), 2019, 4, 20) is None
