"""How an answer repeats a date: weekday, time, year and whether it is worked."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cards.days import echoed
from bot.locale import NAMED, words
from bot.messages import Language
from bot.official import official
from bot.workdays import DayKind

BEIJING = ZoneInfo("Asia/Shanghai")
TODAY = date(2019, 9, 26)


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2019, 10, 11), "10月11日 周五", "Fri 11 Oct"),
        (date(2019, 10, 12), "10月12日 周六（调休上班）", "Sat 12 Oct (adjusted working day)"),
        (date(2019, 10, 13), "10月13日 周日（休息日）", "Sun 13 Oct (day off)"),
        (date(2019, 10, 1), "10月1日 周二（休息日）", "Tue 1 Oct (day off)"),
        (date(2020, 1, 3), "2020年1月3日 周五", "Fri 3 Jan 2020"),
        (date(2018, 12, 30), "2018年12月30日 周日（休息日）", "Sun 30 Dec 2018 (day off)"),
    ],
)
def test_a_day_has_its_weekday_and_says_when_it_is_not_what_that_promises(
    day: date, chinese: str, english: str
) -> None:
    for language, shown in zip((Language.ZH, Language.EN), (chinese, english), strict=True):
        say = words(language, BEIJING)
        assert echoed(say, day, official(), today=TODAY) == shown


def test_a_moment_is_shown_with_its_time_in_the_plans_zone() -> None:
    chinese, english = words(Language.ZH, BEIJING), words(Language.EN, BEIJING)
    moment = datetime(2019, 10, 11, 1, 0, tzinfo=UTC)
    assert echoed(chinese, moment, official(), today=TODAY) == "10月11日 周五 9:00"
    assert echoed(english, moment, official(), today=TODAY) == "Fri 11 Oct, 9:00"
    late = datetime(2019, 10, 11, 16, 30, tzinfo=UTC)  # already the Saturday there
    assert echoed(chinese, late, official(), today=TODAY) == "10月12日 周六（调休上班） 0:30"


def test_what_the_office_decided_is_marked_like_what_was_published() -> None:
    decided = official().decided({TODAY: DayKind.HOLIDAY, date(2019, 10, 12): DayKind.HOLIDAY})
    say = words(Language.ZH, BEIJING)
    assert echoed(say, TODAY, decided, today=TODAY) == "9月26日 周四（休息日）"
    assert echoed(say, date(2019, 10, 12), decided, today=TODAY) == "10月12日 周六（休息日）"


def test_a_day_of_another_year_names_it_wherever_it_is_said() -> None:
    now, day = datetime(2019, 12, 31, 15, 0, tzinfo=UTC), date(2020, 1, 15)
    chinese = words(Language.ZH, BEIJING, now)
    assert (chinese.day(TODAY), chinese.weekday(day)) == ("9月26日", "2020年1月15日 周三")
    assert chinese.to(Language.EN).weekday(day) == "Wed 15 Jan 2020"
    later = words(Language.ZH, BEIJING, datetime(2019, 12, 31, 16, 0, tzinfo=UTC))  # midnight there
    assert (later.day(TODAY), later.day(day)) == ("2019年9月26日", "1月15日")
    assert chinese.in_year(NAMED).day(TODAY) == "2019年9月26日"
