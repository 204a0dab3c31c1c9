"""How an answer says a day: with its weekday, and with the year where it is another one."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.locale import NAMED, words
from bot.messages import Language

BEIJING = ZoneInfo("Asia/Shanghai")
TODAY = date(2019, 9, 26)


def test_a_day_of_another_year_names_it_wherever_it_is_said() -> None:
    now, day = datetime(2019, 12, 31, 15, 0, tzinfo=UTC), date(2020, 1, 15)
    chinese = words(Language.ZH, BEIJING, now)
    assert (chinese.day(TODAY), chinese.weekday(day)) == ("9月26日", "2020年1月15日 周三")
    assert chinese.to(Language.EN).weekday(day) == "Wed 15 Jan 2020"
    later = words(Language.ZH, BEIJING, datetime(2019, 12, 31, 16, 0, tzinfo=UTC))  # midnight there
    assert (later.day(TODAY), later.day(day)) == ("2019年9月26日", "1月15日")
    assert chinese.in_year(NAMED).day(TODAY) == "2019年9月26日"
