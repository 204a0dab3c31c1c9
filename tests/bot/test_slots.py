"""When a weekly digest goes out."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.official import official
from bot.slots import last_slot, next_slot, slot_of_week
from bot.workdays import MONDAY_TO_FRIDAY

BEIJING = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def test_a_friday_off_moves_and_keeps_its_week() -> None:
    slot = slot_of_week(date(2019, 10, 2), BEIJING, official())
    assert (slot.week, slot.day) == ("2019-W40", date(2019, 10, 4))
    assert slot.due == at("2019-10-08 16:00")
    assert (slot.first, slot.last) == (date(2019, 9, 30), date(2019, 10, 4))
    assert last_slot(at("2019-10-08 15:59"), BEIJING, official()).week == "2019-W39"
    assert last_slot(at("2019-10-08 16:00"), BEIJING, official()).week == "2019-W40"
    assert next_slot(at("2019-10-08 16:00"), BEIJING, official()).due == at("2019-10-11 16:00")


def test_two_that_move_to_one_moment_are_one() -> None:
    """The Spring Festival of 2020 took both Fridays of 24 and 31 January: to 3 February."""
    before = last_slot(at("2020-02-03 15:59"), BEIJING, official())
    after = last_slot(at("2020-02-03 16:00"), BEIJING, official())
    assert (before.week, after.week) == ("2020-W03", "2020-W05")


def test_the_week_belongs_to_the_iso_year() -> None:
    assert slot_of_week(date(2019, 12, 30), BEIJING, MONDAY_TO_FRIDAY).week == "2020-W01"


def test_a_digest_of_monday_is_about_the_days_before_it() -> None:
    slot = slot_of_week(date(2019, 10, 14), BEIJING, official(), 0, time(9))
    assert (slot.first, slot.last) == (date(2019, 10, 7), date(2019, 10, 14))


@given(
    st.datetimes(datetime(2018, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - in UTC, below
    st.integers(0, 6),
    st.integers(0, 23),
)
def test_the_last_and_the_next_one_embrace_now(now: datetime, weekday: int, hour: int) -> None:
    moment, calendar = now.replace(tzinfo=UTC), official()
    last = last_slot(moment, BEIJING, calendar, weekday, time(hour))
    following = next_slot(moment, BEIJING, calendar, weekday, time(hour))
    assert last.due <= moment < following.due
    assert last.week < following.week
    assert calendar.is_workday(last.due.date())
    assert last_slot(following.due, BEIJING, calendar, weekday, time(hour)) == following
    assert last.due >= moment - timedelta(days=21)
