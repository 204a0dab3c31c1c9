"""Single days as people write them: 明天, 7月1日, 25号, the 15th, 下周五, Monday."""

import calendar as gregorian
import re
from datetime import date, timedelta

from bot.errors import Code
from bot.grammar.numbers import CHINESE
from bot.grammar.pieces import NEXT, RELATIVE, THIS, Day, Kind, Piece, amount, on

MONTHS = {name.lower(): n for n, name in enumerate(gregorian.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(gregorian.month_abbr) if name} | {"sept": 9}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")(?![a-z])\\.?"
_ENGLISH = {name.lower(): n for n, name in enumerate(gregorian.day_name)}
_ENGLISH |= {name.lower(): n for n, name in enumerate(gregorian.day_abbr)}
_ENGLISH |= {"tues": 1, "thur": 3, "thurs": 3}
WEEKDAYS = _ENGLISH | {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
WEEKDAYS |= {str(n): n - 1 for n in range(1, 7)}  # 周7 may be either end of a week
ENGLISH_WEEKDAY = "(?:" + "|".join(sorted(_ENGLISH, key=len, reverse=True)) + ")(?![a-z])"
_WEAK = ("sun", "sat", "wed")  # a day, or the English word

_DAYS = {"今天": 0, "今日": 0, "今儿": 0, "当天": 0, "today": 0, "明天": 1, "明日": 1, "明儿": 1}
_DAYS |= {"tomorrow": 1, "tmr": 1, "tmrw": 1, "后天": 2, "后日": 2, "大后天": 3}
_DAYS |= {"the day after tomorrow": 2, "day after tomorrow": 2}
_DAYS |= {"昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "the day before yesterday": -2}
_BEFORE_PART = {"今": 0, "明": 1, "后": 2, "to": 0, "this ": 0, "昨": -1}
_DAY = re.compile(
    "(" + "|".join(sorted(_DAYS, key=len, reverse=True)) + ")(?![a-z])"
    "|(今|明|后|昨)(?=早|晚|上午|下午|中午)|(to)(?=night(?![a-z]))"
    "|(this )(?=(?:morning|afternoon|evening)(?![a-z]))"
)
YEAR = "今年|本年度?|明年|后年|去年|[0-9]{4} ?年度?|[0-9]{2}年|二[〇零一二三四五六七八九]{3}年"
_RELATIVE_YEARS = {"今": 0, "本": 0, "明": 1, "后": 2, "去": -1}
_ISO = re.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])(?:t(?=[0-9]{2}:))?")
_SOLID = re.compile("([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_N = f"([0-9]{{1,2}}|{CHINESE})"
_NO_SPAN = "(?! ?(?:之内|以内|内|之后|以后|后))"
_CHINESE_DAY = re.compile(f"(?:({YEAR})的? ?)?{_N} ?月 ?(?:份 ?)?{_N} ?(?:[日号]{_NO_SPAN})")
_BARE_DAY = re.compile(f"({YEAR})的? ?([0-9]{{1,2}}) ?月 ?([0-9]{{1,2}})(?![0-9个.])")
_LAST_DAY = re.compile("()([0-9]{1,2}) ?月 ?([0-9]{1,2})(?=$|[ ,。]|[之以]?前)")
_DAY_OF_MONTH = re.compile(f"(?:(本|这个?|当|下下个?|下个?|上个?)月的? ?)?{_N} ?[日号]{_NO_SPAN}")
_MONTH_DAY = re.compile("([0-9]{1,2})-([0-9]{1,2})(?![-0-9])")
_SLASHED = re.compile(
    "([0-9]{1,2})(?:/([0-9]{1,2})(?:/([0-9]{2,4}))?(?![/.0-9])"
    "|\\.([0-9]{1,2})(?:\\.([0-9]{2,4}))?(?=$| ?(?:之前|以前|前)|[ ,)日号]))"
)
_TH = "(?:st|nd|rd|th)"
_ENGLISH_DAY = re.compile(
    f"(?:the )?([0-9]{{1,2}}){_TH}?(?: of)? ({MONTH})(?:,? ([0-9]{{4}}))?(?![a-z0-9])"
    f"|({MONTH}) (?:the )?([0-9]{{1,2}}){_TH}?(?:,? ([0-9]{{4}}))?(?![a-z0-9:])"
)
_THE_DAY = re.compile(
    f"(?:the )?([0-9]{{1,2}}){_TH}(?: day)?(?: of (?:(the|this|next|last) month))?(?! of|[a-z])"
)
_CHINESE_WEEKDAY = re.compile(
    "(这个?|本|下下个?|下个?|上个?)?(?:周|星期|礼拜)的?(?:周|星期"
    "|礼拜)?([一二三四五六日天](?![个天年月])"
    "|[1-6](?! ?[0-9个天年月日号点时:.]))"
)
_ENGLISH_WEEKDAY = re.compile(
    f"(?:the )?(?:(this|next|last|coming|this coming) )?({ENGLISH_WEEKDAY})\\.?"
    "(?: (?:of )?((?:this|next|last) week))?"
)
_WEEK_FIRST = re.compile(f"(this|next|last) week(?: on)? ({ENGLISH_WEEKDAY})")
_DECEMBER = 12
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_NEAR = 20  # years: of which century 19年 is


def named(words: str, at: int, today: date) -> Piece:
    """明天, tomorrow; 明 before 早 or 上午."""
    found = _DAY.match(words, at)
    if found is None:
        return None
    days = _DAYS[found[1]] if found[1] else _BEFORE_PART[found[2] or found[3] or found[4]]
    return Day(today + timedelta(days), found.end(), Kind.NAMED)


def written(words: str, at: int, today: date) -> Piece:
    """A date by numbers.  Without a year it is this year's; 06/07 may be June or July."""
    if found := _ISO.match(words, at) or _SOLID.match(words, at):
        return on(int(found[1]), int(found[2]), int(found[3]), found.end())
    if (
        found := _CHINESE_DAY.match(words, at)
        or _BARE_DAY.match(words, at)
        or (_LAST_DAY.match(words, at))
    ):
        year, month, day = year_of(found[1] or None, today), amount(found[2]), amount(found[3])
        return Code.BAD_DATE if month is None or day is None else on(year, month, day, found.end())
    if found := _MONTH_DAY.match(words, at):
        return on(today.year, int(found[1]), int(found[2]), found.end())
    if found := _SLASHED.match(words, at):
        return _slashed(found, today)
    if found := _ENGLISH_DAY.match(words, at):
        return _english(found, today)
    if found := _DAY_OF_MONTH.match(words, at):
        return _day_of_month(found[1], amount(found[2]), today, found.end())
    if found := _THE_DAY.match(words, at):
        return _day_of_month(found[2], int(found[1]), today, found.end())
    return None


def weekday(words: str, at: int, today: date) -> Piece:
    """周五 is the coming one, today's excepted; 下周五 next week's; "next Friday" may be both."""
    if found := _WEEK_FIRST.match(words, at):
        return _of_week(found[1], WEEKDAYS[found[2]], today, found.end())
    if found := _CHINESE_WEEKDAY.match(words, at):
        which = (found[1] or "").removesuffix("个")
        if which:
            return _of_week(which, WEEKDAYS[found[2]], today, found.end())
        return _coming(WEEKDAYS[found[2]], today, found.end())
    found = _ENGLISH_WEEKDAY.match(words, at)
    if found is None:
        return None
    which, wanted = found[1], WEEKDAYS[found[2]]
    if found[3]:
        return None if which else _of_week(found[3].split()[0], wanted, today, found.end())
    if which == "next" and wanted > today.weekday():
        return Code.AMBIGUOUS
    if which in ("this", "next", "last"):
        return _of_week(which, wanted, today, found.end())
    weak = found[0] in _WEAK
    return _coming(wanted, today, found.end(), alone=which is None, weak=weak)


def year_of(word: str | None, today: date) -> int:
    """明年, 2020年, 19年; None is this year, 0 one that nobody means."""
    if word is None:
        return today.year
    if word[0] in _RELATIVE_YEARS:
        return today.year + _RELATIVE_YEARS[word[0]]
    digits = word.split("年")[0].strip().translate(_DIGITS)
    if len(digits) == len("2019"):
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year if abs(year - today.year) <= _NEAR else 0


def month_after(today: date, months: int) -> tuple[int, int]:
    """Year and month so many months from today's."""
    count = today.year * _DECEMBER + today.month - 1 + months
    return count // _DECEMBER, count % _DECEMBER + 1


def _english(found: re.Match[str], today: date) -> Piece:
    month = MONTHS[(found[2] or found[4]).rstrip(".")]
    year = int(found[3] or found[6] or today.year)
    return on(year, month, int(found[1] or found[5]), found.end())


def _slashed(found: re.Match[str], today: date) -> Piece:
    """7/15 and 30/06 have one reading; 06/07 has two, and 9.30 may be a time."""
    if found[4]:
        return Code.AMBIGUOUS
    low, high = sorted((int(found[1]), int(found[2])))
    if low != high <= _DECEMBER or len(found[3] or "year") != len("year"):
        return Code.AMBIGUOUS
    return on(int(found[3] or today.year), low, high, found.end())


def _day_of_month(which: str | None, day: int | None, today: date, end: int) -> Piece:
    """25号 is this month's, or the next one's if it is over."""
    if day is None:
        return Code.BAD_DATE
    if which:
        months = RELATIVE.get(which.removesuffix("个"), THIS)
    else:
        months = NEXT if day < today.day else THIS
    return on(*month_after(today, months), day, end)


def _of_week(which: str, wanted: int, today: date, end: int) -> Day:
    monday = today - timedelta(today.weekday())
    return Day(monday + timedelta(wanted + 7 * RELATIVE.get(which, THIS)), end, Kind.WEEKDAY)


def _coming(wanted: int, today: date, end: int, *, alone: bool = True, weak: bool = False) -> Day:
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    day = today + timedelta(ahead)
    return Day(day, end, Kind.WEEKDAY, weekday=wanted if alone else None, weak=weak)
