"""Working days, with the arrangements that were published and with what the office decides."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.official import official
from bot.workdays import MONDAY_TO_FRIDAY, DayKind
from tests.bot import published

FRIDAY = date(2019, 10, 11)
DAYS = st.dates(date(2005, 1, 1), date(2031, 12, 31))
DECIDED = st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=9)
WORKDAY, HOLIDAY = DayKind


def october(*days: int) -> list[date]:
    return [date(2019, 10, day) for day in days]


def every_day(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(n) for n in range((date(last + 1, 1, 1) - start).days)]


def test_the_golden_week_of_2019() -> None:
    calendar = official()
    assert not any(map(calendar.is_workday, october(1, 2, 3, 4, 5, 6, 7, 13)))
    assert all(map(calendar.is_workday, [date(2019, 9, 29), *october(8, 11, 12, 14)]))
    assert (date(2019, 10, 1), date(2019, 10, 7)) in calendar.breaks(2019)
    assert len(calendar.breaks(2019)) == 7
    assert calendar.next_workday(date(2019, 10, 1)) == date(2019, 10, 8)
    assert calendar.next_workday(date(2019, 10, 12)) == date(2019, 10, 12)


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (-10, date(2019, 9, 26)),
        (-5, date(2019, 10, 9)),
        (-3, date(2019, 10, 11)),
        (-1, date(2019, 10, 14)),
        (0, date(2019, 10, 15)),
        (1, date(2019, 10, 16)),
        (3, date(2019, 10, 18)),
        (5, date(2019, 10, 22)),
        (10, date(2019, 10, 29)),
    ],
)
def test_the_ladder_to_the_third_quarters_report(step: int, day: date) -> None:
    assert official().workdays_ahead(date(2019, 10, 15), step) == day


def test_the_adjusted_saturday_counts_among_the_days_that_are_left() -> None:
    assert official().workdays_left(FRIDAY, date(2019, 10, 15)) == 3
    assert official().worked(FRIDAY, date(2019, 10, 15)) == (date(2019, 10, 12),)
    assert MONDAY_TO_FRIDAY.workdays_left(FRIDAY, date(2019, 10, 15)) == 2


def test_without_anything_a_weekend_does_not_count() -> None:
    left = MONDAY_TO_FRIDAY.workdays_left
    assert left(FRIDAY, date(2019, 10, 14)) == 1
    assert left(FRIDAY, date(2019, 10, 13)) == 0
    assert left(FRIDAY, date(2019, 10, 25)) == 10
    assert left(FRIDAY, FRIDAY) == left(FRIDAY, date(2019, 10, 1)) == 0
    assert MONDAY_TO_FRIDAY.workdays_ahead(FRIDAY, 10) == date(2019, 10, 25)


@given(DAYS, st.integers(-400, 400), DECIDED)
def test_left_is_what_a_walk_counts(today: date, span: int, decided: dict[date, DayKind]) -> None:
    calendar = official().decided(decided)
    day = today + timedelta(span)
    walked = sum(calendar.is_workday(today + timedelta(n)) for n in range(1, span + 1))
    assert calendar.workdays_left(today, day) == walked


@given(DAYS, st.integers(1, 260), DECIDED)
def test_ahead_is_the_inverse_of_left(
    today: date, count: int, decided: dict[date, DayKind]
) -> None:
    calendar = official().decided(decided)
    ahead, before = calendar.workdays_ahead(today, count), calendar.workdays_ahead(today, -count)
    assert calendar.workdays_left(today, ahead) == count
    assert calendar.is_workday(ahead)
    assert calendar.workdays_left(before - timedelta(1), today - timedelta(1)) == count


@given(DAYS, DECIDED)
def test_the_office_has_the_last_word(day: date, decided: dict[date, DayKind]) -> None:
    calendar = official().decided(decided)
    assert calendar.kind(day) is decided.get(day, official().kind(day))
    assert calendar.published(day) is official().kind(day)
    assert calendar.decided({}) == official()
    moved = calendar.next_workday(day)
    assert calendar.is_workday(moved)
    assert calendar.workdays_left(day - timedelta(1), moved) == 1


def test_a_year_without_an_arrangement_is_provisional() -> None:
    calendar = official()
    assert calendar.known(2019)
    assert not calendar.known(2027)
    assert calendar.provisional(date(2019, 9, 1), date(2019, 12, 31)) == ()
    assert calendar.provisional(date(2026, 12, 1), date(2028, 1, 1)) == (2027, 2028)
    holiday = {date(2027, 10, 1): HOLIDAY}
    assert not calendar.decided(holiday).known(2027)  # one day is no arrangement
    assert calendar.decided(holiday, [2027]).known(2027)
    assert calendar.breaks(2027) == ()
    assert [day for day in every_day(2027, 2027) if calendar.is_workday(day)] == [
        day for day in every_day(2027, 2027) if day.weekday() < 5
    ]


def test_what_ships_is_what_the_library_knows() -> None:
    """After an upgrade of the library: ``python -m tests.bot.published``."""
    assert published.in_the_file() == published.written()
    assert min(official().years) == published.FIRST


def test_a_second_library_agrees_about_every_day() -> None:
    days = every_day(2006, 2026)
    assert len(days) == 7670
    calendar = official()
    assert [d for d in days if calendar.is_workday(d) != chinese_calendar.is_workday(d)] == []
