"""Days around the public holidays: 国庆节前, 节后第一个工作日, before National Day."""

import re
from datetime import date, timedelta

from bot.errors import Code
from bot.grammar.numbers import CHINESE
from bot.grammar.pieces import Day, Kind, Piece, amount
from bot.workdays import Calendar

_NAMES = {
    "元旦": "元旦",
    "new year's day": "元旦",
    "春节": "春节",
    "过年": "春节",
    "spring festival": "春节",
    "chinese new year": "春节",
    "lunar new year": "春节",
    "清明": "清明",
    "qingming": "清明",
    "tomb-sweeping day": "清明",
    "五一": "五一",
    "劳动": "五一",
    "五一劳动": "五一",
    "labour day": "五一",
    "labor day": "五一",
    "may day": "五一",
    "端午": "端午",
    "dragon boat": "端午",
    "中秋": "中秋",
    "mid-autumn": "中秋",
    "mid autumn": "中秋",
    "国庆": "国庆",
    "十一国庆": "国庆",
    "national day": "国庆",
}
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}
# The days between which the first day off of a feast of the moon can fall.
_BETWEEN = {
    "春节": ((1, 15), (2, 21)),
    "清明": ((3, 31), (4, 7)),
    "端午": ((5, 25), (6, 27)),
    "中秋": ((9, 5), (9, 28)),
}
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_FEAST = re.compile(
    f"(?:(before|after|(?:the )?first (?:working|business) day after) )?(?:the )?({_NAME})"
    "(?:节)?(?:小?长假|假期|放假|黄金周)?(?: festival)?(?: holidays?| break)?(?![a-z])"
    f"(?:([之以]?前)的?(最后一?个?工作日)?|([之以]?后)的?(?:第({CHINESE}|[0-9]{{1,2}})个?工作日"
    "|首个工作日|上班第一天|第一天上班)?)?"
)
_OCTOBER = re.compile("十一(?=$|节|小?长假|假期|放假|黄金周|[之以]?[前后])")
_SOME = re.compile("(?:放假|长假|假期?|节)[之以]?[前后]")
_DAY = timedelta(1)
_JUST = 30  # days


def feast(words: str, at: int, today: date, calendar: Calendar) -> Piece:
    """The last working day before a holiday or the first one after; the day itself if it is fixed.

    A holiday whose year nobody has published has no known days off; one that is just over is
    hardly next year's; 十一 may be a day of a month, and 节后 says of no holiday which one: these
    ask.
    """
    if _OCTOBER.match(words, at) or _SOME.match(words, at):
        return Code.AMBIGUOUS
    found = _FEAST.match(words, at)
    if found is None:
        return None
    name = _NAMES[found[2]]
    before = bool(found[3]) or found[1] == "before"
    after = bool(found[5]) or (found[1] is not None and not before)
    count = amount(found[6]) if found[6] else 1
    if not count or (found[1] and (found[3] or found[5])):
        return Code.BAD_DATE
    if not before and not after:
        return _itself(name, today, found.end())
    for year in (today.year, today.year + 1):
        if (off := _off(name, year, calendar)) is None:
            return Code.AMBIGUOUS
        first, last = off
        if (before and first > today) or (after and last >= today):
            edge, ahead = (first, -1) if before else (last, count)
            if year > today.year and _is_just_over(name, today, calendar):
                return Code.AMBIGUOUS
            return Day(calendar.workdays_ahead(edge, ahead), found.end(), Kind.SCOPED)
    return Code.AMBIGUOUS


def _is_just_over(name: str, today: date, calendar: Calendar) -> bool:
    off = _off(name, today.year, calendar)
    return off is not None and 0 < (today - off[1]).days <= _JUST


def _itself(name: str, today: date, end: int) -> Piece:
    """The coming one."""
    if name not in _FIXED:
        return Code.AMBIGUOUS
    day = date(today.year, *_FIXED[name])
    return Day(day if day >= today else day.replace(year=today.year + 1), end, Kind.SCOPED)


def _off(name: str, year: int, calendar: Calendar) -> tuple[date, date] | None:
    """The first and the last of its days off in a row; None if they are not known."""
    if name in _FIXED:
        return _around(date(year, *_FIXED[name]), calendar)
    low, high = (date(year, *edge) for edge in _BETWEEN[name])
    for first, last in calendar.breaks(year):
        if low <= first <= high:
            return first, last
    if name == "中秋" and calendar.known(year):  # it falls into the holiday of October
        return _around(date(year, 10, 1), calendar)
    return None


def _around(day: date, calendar: Calendar) -> tuple[date, date]:
    """The days off around a day; the day alone where it is none."""
    first = last = day
    while not calendar.is_workday(first - _DAY):
        first -= _DAY
    while not calendar.is_workday(last + _DAY):
        last += _DAY
    return first, last
