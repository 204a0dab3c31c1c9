"""When something shall be remembered; now is Monday 10 June 2019, 10:00."""

from datetime import datetime, time

import pytest

from bot.grammar.clock import time_at
from bot.grammar.dates import Wrong, duration, when
from bot.official import official
from tests.bot.grammar.shown import NOW


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-07-01 00:00", "07-01 00:00"),
        ("2019/7/1", "07-01 09:00"),
        ("2019年12月1日上午10点", "12-01 10:00"),
        ("10月12日", "10-12 09:00"),
        ("十月十二日", "10-12 09:00"),
        ("10-12 8:30", "10-12 08:30"),
        ("30 june", "06-30 09:00"),
        ("june 30th at 5pm", "06-30 17:00"),
        ("30/06", "06-30 09:00"),
        ("明天", "06-11 09:00"),
        ("tomorrow at nine am", "06-11 09:00"),
        ("tomorrow morning", "06-11 09:00"),
        ("明晚8点", "06-11 20:00"),
        ("后天早上8点半", "06-12 08:30"),
        ("周五下午五点", "06-14 17:00"),
        ("friday 17:00", "06-14 17:00"),
        ("noon friday", "06-14 12:00"),
        ("周一", "06-17 09:00"),
        ("下周五", "06-21 09:00"),
        ("next monday", "06-17 09:00"),
        ("月底", "06-30 09:00"),
        ("下月底", "07-31 09:00"),
        ("季末", "06-30 09:00"),
        ("年底", "12-31 09:00"),
        ("end of the quarter", "06-30 09:00"),
        ("5个工作日", "06-17 09:00"),
        ("3d", "06-13 09:00"),
        ("三天后下午三点", "06-13 15:00"),
        ("in two hours", "06-10 12:00"),
        ("半小时后", "06-10 10:30"),
        ("in a week", "06-17 09:00"),
        ("1个月后", "07-10 09:00"),
        ("下午一点半", "06-10 13:30"),
        ("上午9点", "06-11 09:00"),
        ("17:00", "06-10 17:00"),
        ("at 9", "06-11 09:00"),
        ("中午12点", "06-10 12:00"),
    ],
)
def test_a_date_is_understood(text: str, moment: str) -> None:
    assert when(text, NOW) == datetime.fromisoformat(f"2019-{moment}").replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2月30日", "bad_date"),
        ("十三月一日", "bad_date"),
        ("2019-02-29", "bad_date"),
        ("25:61", "bad_date"),
        ("24:00", "bad_date"),
        ("13pm", "bad_date"),
        ("0d", "bad_date"),
        ("in 999999999999 days", "bad_date"),
        ("99999-01-01", "bad_date"),
        ("tomorrow tomorrow", "bad_date"),
        ("tomorrow at 5", "bad_date"),
        ("3点", "bad_date"),
        ("someday", "bad_date"),
        ("", "bad_date"),
        ("06/07", "ambiguous"),
        ("01/02/19", "ambiguous"),
        ("next friday", "ambiguous"),
        ("2018-01-01", "past_date"),
        ("1月1日", "past_date"),
        ("yesterday", "past_date"),
        ("昨天", "past_date"),
        ("今天上午9点", "past_date"),
        ("in -2 hours", "past_date"),
        ("3天前", "past_date"),
        ("上周五", "past_date"),
    ],
)
def test_a_date_that_cannot_be_used_says_why(text: str, code: str) -> None:
    read = when(text, NOW)
    assert isinstance(read, Wrong)
    assert read.code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2h", "PT2H"),
        ("30m", "PT30M"),
        ("半小时", "PT30M"),
        ("两小时", "PT2H"),
        ("3d", "P3D"),
        ("1天", "P1D"),
        ("for 3 days", "P3D"),
        ("1w", "P7D"),
        ("5个工作日", "P7D"),
        ("1个月", "P30D"),
        ("到 周五", "P4D"),
        ("until 30 june", "P20D"),
    ],
)
def test_a_duration_is_understood(text: str, expected: str) -> None:
    assert duration(text, NOW) == expected


def test_working_days_are_those_of_the_calendar() -> None:
    before = NOW.replace(month=9, day=26)  # of the golden week
    assert when("5个工作日", before) == datetime.fromisoformat("2019-10-03T09:00+08:00")
    assert when("5个工作日", before, official()) == datetime.fromisoformat("2019-10-09T09:00+08:00")
    assert duration("5个工作日", before, official()) == "P13D"


@pytest.mark.parametrize(
    "text", ["0d", "-3d", "100000d", "forever", "半天", "到 昨天", "3天前", ""]
)
def test_a_duration_that_cannot_be_used_is_none(text: str) -> None:
    assert isinstance(duration(text, NOW), Wrong)


def test_a_span_until_a_time_of_the_day_lasts_until_then() -> None:
    assert duration("到今晚8点", NOW, official()) == "PT600M"
    assert duration("明天下午3点", NOW, official()) == "PT1740M"
    assert duration("一个半小时", NOW, official()) == "PT90M"
    assert duration("下周五", NOW, official()) == "P11D"


def test_a_time_is_read_where_it_stands() -> None:
    assert time_at("下午3点-5点", 0) == (time(15), 4)
    assert time_at("12:00-14:00", 6) == (time(14), 11)
    assert time_at("上午 9:30 周五", 0) == (time(9, 30), 7)
    assert time_at("周五 9点", 0) is None
    assert time_at("晚上3点", 0) == "晚上3点"
    assert time_at("25:00", 0) == "25:00"
    assert time_at("noon", 0) == (time(12), 4)
