"""Dates and times as people in offices write them; now is Monday 10 June 2019, 10:00.

The calendar is the published one: days off 13 to 15 September (中秋) and 1 to 7 October (国庆),
worked weekends 29 September and 12 October, and New Year and the Spring Festival of 2020.
"""

from datetime import datetime

import pytest

from bot.errors import Code
from bot.grammar.dates import Wrong, day_of, when
from bot.official import official
from tests.bot.grammar.shown import NOW, folded

CHINESE = [
    # days by name
    ("今天下午三点", "06-10 15:00"),
    ("今日17:30", "06-10 17:30"),
    ("明早", "06-11 09:00"),
    ("明天上午", "06-11 09:00"),
    ("明天下午", "06-11 14:00"),
    ("明日上午10点半", "06-11 10:30"),
    ("后天中午", "06-12 12:00"),
    ("大后天下午三点", "06-13 15:00"),
    ("今晚8点", "06-10 20:00"),
    ("今天晚上七点半", "06-10 19:30"),
    # weekdays
    ("周三", "06-12 09:00"),
    ("本周五", "06-14 09:00"),
    ("这周四下午2点", "06-13 14:00"),
    ("星期五下午2点", "06-14 14:00"),
    ("礼拜四", "06-13 09:00"),
    ("周三之前", "06-12 09:00"),
    ("周五以前", "06-14 09:00"),
    ("周五下班前", "06-14 18:00"),
    ("下周五 9点", "06-21 09:00"),
    ("下周五上午九点半", "06-21 09:30"),
    ("下周三14:30", "06-19 14:30"),
    ("下个星期二", "06-18 09:00"),
    ("下下周一", "06-24 09:00"),
    ("两周后周三", "06-26 09:00"),
    ("本周内", "06-14 09:00"),
    ("下个工作日上午", "06-11 09:00"),
    ("下下个工作日", "06-12 09:00"),
    ("下周内", "06-21 09:00"),
    # dates
    ("25号", "06-25 09:00"),
    ("二十五号上午十点", "06-25 10:00"),
    ("这个月25号", "06-25 09:00"),
    ("本月25日前", "06-25 09:00"),
    ("5号", "07-05 09:00"),
    ("下个月15号", "07-15 09:00"),
    ("下月15日", "07-15 09:00"),
    ("11月30日前", "11-30 09:00"),
    ("11月30号之前", "11-30 09:00"),
    ("7月1日（周一）", "07-01 09:00"),
    ("7月1日 星期一 下午3:00", "07-01 15:00"),
    ("七月一号", "07-01 09:00"),
    ("7月1号上午9时30分", "07-01 09:30"),
    ("二〇一九年七月一日", "07-01 09:00"),
    ("2019年7月1日9:00", "07-01 09:00"),
    ("2019.7.1", "07-01 09:00"),
    ("2019．7．1", "07-01 09:00"),
    ("20190701", "07-01 09:00"),
    ("7/15", "07-15 09:00"),
    ("明年1月15日", "2020-01-15 09:00"),
    ("25日下午", "06-25 14:00"),
    # ends and beginnings
    ("月底前", "06-30 09:00"),
    ("月底之前", "06-30 09:00"),
    ("这个月底", "06-30 09:00"),
    ("本月内", "06-30 09:00"),
    ("9月底", "09-30 09:00"),
    ("9月底前", "09-30 09:00"),
    ("九月末", "09-30 09:00"),
    ("下个月底", "07-31 09:00"),
    ("下月初", "07-01 09:00"),
    ("三季度末", "09-30 09:00"),
    ("第三季度末", "09-30 09:00"),
    ("本季度末", "06-30 09:00"),
    ("季度末前", "06-30 09:00"),
    ("年底前", "12-31 09:00"),
    ("今年年底", "12-31 09:00"),
    ("年内", "12-31 09:00"),
    ("明年3月底", "2020-03-31 09:00"),
    ("上半年底", "06-30 09:00"),
    ("本月最后一天", "06-30 09:00"),
    ("本月最后一个工作日", "06-28 09:00"),
    ("下月第一个工作日", "07-01 09:00"),
    ("7月第二个周五", "07-12 09:00"),
    # holidays
    ("国庆节前", "09-30 09:00"),
    ("国庆前", "09-30 09:00"),
    ("中秋节前", "09-12 09:00"),
    ("国庆节后第一个工作日", "10-08 09:00"),
    ("国庆后", "10-08 09:00"),
    ("元旦前", "12-31 09:00"),
    ("春节前", "2020-01-23 09:00"),
    ("五一前", "2020-04-30 09:00"),
    # spans
    ("半小时后", "06-10 10:30"),
    ("一个半小时后", "06-10 11:30"),
    ("1.5小时后", "06-10 11:30"),
    ("45分钟后", "06-10 10:45"),
    ("一刻钟后", "06-10 10:15"),
    ("2个小时以后", "06-10 12:00"),
    ("三天后", "06-13 09:00"),
    ("过三天", "06-13 09:00"),
    ("三个工作日后", "06-13 09:00"),
    ("5个工作日内", "06-17 09:00"),
    ("30天内", "07-10 09:00"),
    ("30日内", "07-10 09:00"),
    ("一周内", "06-17 09:00"),
    ("两个星期后", "06-24 09:00"),
    ("一个月内", "07-10 09:00"),
    ("两个月后", "08-10 09:00"),
    ("半个月后", "06-25 09:00"),
    ("半年内", "12-10 09:00"),
    ("一年后", "2020-06-10 09:00"),
    # times
    ("上午10点半", "06-10 10:30"),
    ("下午三点一刻", "06-10 15:15"),
    ("下午3点45分", "06-10 15:45"),
    ("下班前", "06-10 18:00"),
    ("今天下班前", "06-10 18:00"),
    ("明天下班以前", "06-11 18:00"),
]

ENGLISH = [
    ("tomorrow morning", "06-11 09:00"),
    ("tomorrow afternoon", "06-11 14:00"),
    ("tomorrow at 9.30am", "06-11 09:30"),
    ("the day after tomorrow", "06-12 09:00"),
    ("this Friday", "06-14 09:00"),
    ("on Friday", "06-14 09:00"),
    ("by Friday 3pm", "06-14 15:00"),
    ("Fri 3pm", "06-14 15:00"),
    ("Friday afternoon", "06-14 14:00"),
    ("Thursday noon", "06-13 12:00"),
    ("before Friday", "06-14 09:00"),
    ("3pm on Thursday", "06-13 15:00"),
    ("noon on 1 July", "07-01 12:00"),
    ("half past nine", "06-11 09:30"),
    ("half past two in the afternoon", "06-10 14:30"),
    ("quarter past three this afternoon", "06-10 15:15"),
    ("a quarter to five pm", "06-10 16:45"),
    ("the 15th", "06-15 09:00"),
    ("the 5th", "07-05 09:00"),
    ("on the 15th at 10am", "06-15 10:00"),
    ("the 5th of next month", "07-05 09:00"),
    ("Jul 1", "07-01 09:00"),
    ("July 1st, 2019", "07-01 09:00"),
    ("the 1st of July", "07-01 09:00"),
    ("Monday 1 July", "07-01 09:00"),
    ("Mon, 1 Jul 2019 at 15:00", "07-01 15:00"),
    ("July 15 at 10:30 am", "07-15 10:30"),
    ("2019-07-01T09:30", "07-01 09:30"),
    ("end of month", "06-30 09:00"),
    ("the end of the month", "06-30 09:00"),
    ("end of next month", "07-31 09:00"),
    ("end of September", "09-30 09:00"),
    ("by the end of June", "06-30 09:00"),
    ("end of Q3", "09-30 09:00"),
    ("year end", "12-31 09:00"),
    ("by the end of the year", "12-31 09:00"),
    ("end of this week", "06-14 09:00"),
    ("end of next week", "06-21 09:00"),
    ("beginning of next month", "07-01 09:00"),
    ("last working day of the month", "06-28 09:00"),
    ("next working day at 3pm", "06-11 15:00"),
    ("first working day of July", "07-01 09:00"),
    ("last Friday of June", "06-28 09:00"),
    ("EOD", "06-10 18:00"),
    ("EOD tomorrow", "06-11 18:00"),
    ("COB Friday", "06-14 18:00"),
    ("by close of business on Friday", "06-14 18:00"),
    ("end of day", "06-10 18:00"),
    ("in an hour", "06-10 11:00"),
    ("in half an hour", "06-10 10:30"),
    ("in an hour and a half", "06-10 11:30"),
    ("in 90 minutes", "06-10 11:30"),
    ("2 hours from now", "06-10 12:00"),
    ("in two working days", "06-12 09:00"),
    ("in three business days at 2pm", "06-13 14:00"),
    ("within five working days", "06-17 09:00"),
    ("within 30 days", "07-10 09:00"),
    ("3 weeks from now", "07-01 09:00"),
    ("a week from today", "06-17 09:00"),
    ("a week from Friday", "06-21 09:00"),
    ("in a fortnight", "06-24 09:00"),
    ("in two months", "08-10 09:00"),
    ("tonight at 8", "06-10 20:00"),
    ("5pm today", "06-10 17:00"),
    ("at noon", "06-10 12:00"),
    ("a month from now", "07-10 09:00"),
]

TWO_READINGS = [
    "06/07",
    "十一前",
    "next Friday at 3pm",
    "next Wednesday",
]


def moment(text: str) -> datetime:
    year = "" if text.startswith("20") else "2019-"
    return datetime.fromisoformat(f"{year}{text}").replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(("text", "expected"), CHINESE + ENGLISH)
def test_a_phrase_names_the_instant_a_clerk_would_write_down(text: str, expected: str) -> None:
    read = when(folded(text), NOW, official())
    assert read == moment(expected)


@pytest.mark.parametrize("text", TWO_READINGS)
def test_two_honest_readings_are_asked_about(text: str) -> None:
    read = when(folded(text), NOW, official())
    assert isinstance(read, Wrong)
    assert read.code is Code.AMBIGUOUS


def test_there_are_enough_of_them() -> None:
    assert len(CHINESE) >= 44
    assert len(ENGLISH) >= 35


@pytest.mark.parametrize(
    ("text", "expected"),
    [pair for pair in CHINESE + ENGLISH if pair[1].endswith("09:00")],
)
def test_a_limit_is_the_day_of_the_same_phrase(text: str, expected: str) -> None:
    """What needs a day only takes every phrase that names one without a time."""
    if any(mark in text for mark in "点时:早上") or "morning" in text:
        return
    assert day_of(folded(text), NOW, official()) == moment(expected).date()
