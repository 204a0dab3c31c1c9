"""A place in a week, month, quarter or year: 9月底, 三季度末, 本周内, last Friday of June."""

import calendar as gregorian
import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import Code
from bot.grammar.daywords import (
    ENGLISH_WEEKDAY,
    MONTH,
    MONTHS,
    WEEKDAYS,
    YEAR,
    month_after,
    year_of,
)
from bot.grammar.numbers import CHINESE
from bot.grammar.pieces import RELATIVE, THIS, Day, Kind, Piece, amount
from bot.workdays import Calendar

_THIS = "这个?|本|当|下下个?|下个?|上个?"
_CHINESE = re.compile(
    f"(?:(?P<of>{YEAR})的? ?)?(?:(?P<half>[上下])半年"
    f"|第?(?P<quarter>[0-9]{{1,2}}|{CHINESE})季度?|q(?P<q>[0-9])(?:季度?)?(?![0-9])"
    f"|(?P<quarters>{_THIS})?季度?"
    f"|(?P<month>[0-9]{{1,2}}|{CHINESE}) ?月份?|(?P<months>{_THIS})?月份?"
    f"|(?P<weeks>{_THIS})(?:周|星期|礼拜)(?![末一二三四五六日天])"
    "|(?P<year>全?年度?))"
    f"|(?P<alone>{YEAR})度?"
)
_COUNTED = "工作日|天|日|(?:周|星期|礼拜)[一二三四五六日天]"
_PLACE = re.compile(
    " ?[底末]?的? ?(?:(?P<last>最后)(?:一个?|1个?)?"
    f"|第 ?(?P<n>[0-9]{{1,2}}|{CHINESE})个?|首个?|头一?个?)"
    f" ?(?P<of>{_COUNTED})|(?P<end>[底末])|(?P<start>初)|(?P<within>[之以]?内)"
)
_ENGLISH_SCOPE = (
    "(?:(?:the )?(?:(?P<which>this|next|last|current) )?(?P<unit>week|month|quarter|year)(?![a-z])"
    "|q(?P<q>[0-9])(?![0-9a-z])|the (?P<nth>first|second|third|fourth) quarter"
    f"|(?P<month>{MONTH})|(?P<years>[0-9]{{4}})(?![0-9]))"
    "(?:,? (?:of )?(?P<year>[0-9]{4}))?(?![0-9])"
)
_ENGLISH = re.compile(
    "(?:the )?(?:(?P<end>end of|close of|last day of)"
    "|(?P<start>beginning of|start of|first day of)|(?P<within>within)"
    "|(?P<ordinal>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
    f" (?P<of>(?:working|business) day|workday|{ENGLISH_WEEKDAY}) (?:of|in)) {_ENGLISH_SCOPE}"
)
_ENGLISH_END = re.compile(
    "(?:the )?(?:(?P<which>this|next|current) )?(?P<unit>week|month|quarter|year)(?:'?s)?[- ]end"
    "(?![a-z])"
    "|q(?P<q>[0-9])[ -]end(?P<month>)(?P<nth>)(?P<years>)(?P<year>)"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_VAGUE = re.compile(
    "(?:这个?|本|下个?)?周末|(?:the |this |next )?weekend"
    "|(?:这个?|本|下下个?|下个?)?(?:周|星期|礼拜|月|季度)(?=$|前|之前|以前|[ ,])"
    "|(?:this|next) (?:week|month|quarter|year)(?![a-z])|明年(?=$|前|[ ,])"
    f"|(?:{CHINESE}|[0-9]{{1,2}})月(?:份|[上中下]旬|中)"
    "|(?:本|这个?|下个?)?月?(?:中旬|上旬|下旬|月中|年中)"
)
_NEXT_WORKDAY = re.compile(
    "(下?)下(?:一个?|个)?工作日|(?:on )?(?:the )?next (?:working day|business day|workday)(?![a-z])"
)
_DAYS_A_WEEK, _MONTHS_A_QUARTER, _QUARTERS, _DECEMBER = 7, 3, 4, 12


@dataclass(frozen=True, slots=True)
class Scope:
    """Its first and its last day, and where its words end."""

    first: date
    last: date
    end: int

    def days(self) -> list[date]:
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]


def scoped(words: str, at: int, today: date, calendar: Calendar) -> Piece:
    """The end of a week is its last working day, that of everything longer its last day."""
    if found := _NEXT_WORKDAY.match(words, at):
        ahead = 2 if found[1] else 1
        return Day(calendar.workdays_ahead(today, ahead), found.end(), Kind.SCOPED)
    if found := _ENGLISH.match(words, at) or _ENGLISH_END.match(words, at):
        scope = _english(found, today)
        if not isinstance(scope, Scope):
            return scope
        fact = found.groupdict()
        if fact.get("ordinal"):
            word = found["of"]
            nth = _ORDINALS[found["ordinal"]]
            return _nth(scope, nth, WEEKDAYS.get(word), calendar, found.end())
        return _edge(scope, calendar, found.end(), first=bool(fact.get("start")))
    found = _CHINESE.match(words, at)
    place = _PLACE.match(words, found.end()) if found else None
    if found is None or place is None or _is_weekend(found, place):
        return None
    scope = _chinese(found, today)
    if not isinstance(scope, Scope):
        return scope
    if place["of"]:
        spelt = place["n"]
        which = -1 if place["last"] else amount(spelt) if spelt else 1
        return _placed(scope, which, place["of"], calendar, place.end())
    return _edge(scope, calendar, place.end(), first=bool(place["start"]))


def vague(words: str, at: int) -> Code | None:
    """A time that is more than one day: 周末, 下个月, 7月中旬."""
    return Code.AMBIGUOUS if _VAGUE.match(words, at) else None


def _is_weekend(found: re.Match[str], place: re.Match[str]) -> bool:
    return bool(found["weeks"] and (place["end"] or place["start"]))


def _placed(scope: Scope, nth: int | None, word: str, calendar: Calendar, end: int) -> Piece:
    if nth is None:
        return Code.BAD_DATE
    if word in ("天", "日"):
        days = scope.days()
        if not (nth == -1 or 0 < nth <= len(days)):
            return Code.BAD_DATE
        return Day(days[nth - 1 if nth > 0 else -1], end, Kind.SCOPED)
    return _nth(scope, nth, None if word == "工作日" else WEEKDAYS[word[-1]], calendar, end)


def _nth(scope: Scope, nth: int, weekday: int | None, calendar: Calendar, end: int) -> Piece:
    """The n-th working day, or the n-th of a weekday; -1 is the last one."""
    days = [
        day
        for day in scope.days()
        if (calendar.is_workday(day) if weekday is None else day.weekday() == weekday)
    ]
    if not (nth == -1 or 0 < nth <= len(days)) or not days:
        return Code.BAD_DATE
    return Day(days[nth - 1 if nth > 0 else -1], end, Kind.SCOPED)


def _edge(scope: Scope, calendar: Calendar, end: int, *, first: bool) -> Piece:
    if (scope.last - scope.first).days < _DAYS_A_WEEK:
        return _nth(scope, 1 if first else -1, None, calendar, end)
    return Day(scope.first if first else scope.last, end, Kind.SCOPED)


def _chinese(found: re.Match[str], today: date) -> Scope | Code:
    year, end = year_of(found["of"] or found["alone"], today), found.end()
    if found["half"]:
        return _span(year, 1 if found["half"] == "上" else 7, 6, end)
    if number := found["quarter"] or found["q"]:
        return _quarter(year, amount(number), end)
    if found["month"]:
        month = amount(found["month"])
        return Code.BAD_DATE if month is None else _span(year, month, 1, end)
    if found["weeks"]:
        return _week(today, found["weeks"], end)
    if found["year"] or found["alone"]:
        return _span(year, 1, _DECEMBER, end)
    if found["of"]:  # 明年 and a month that is relative to this one
        return Code.AMBIGUOUS
    which = (found["quarters"] or found["months"] or "").removesuffix("个")
    quarter = "季" in found[0]
    return _relative(today, RELATIVE.get(which, THIS), "quarter" if quarter else "month", end)


def _english(found: re.Match[str], today: date) -> Scope | Code:
    year, end = int(found["year"] or today.year), found.end()
    if found["q"] or found["nth"]:
        return _quarter(year, int(found["q"]) if found["q"] else _ORDINALS[found["nth"]], end)
    if found["month"]:
        return _span(year, MONTHS[found["month"].rstrip(".")], 1, end)
    if found["years"]:
        return _span(int(found["years"]), 1, _DECEMBER, end)
    if found["year"]:
        return Code.AMBIGUOUS
    which = found["which"] or ""
    if found["unit"] == "week":
        return _week(today, which, end)
    return _relative(today, RELATIVE.get(which, THIS), found["unit"], end)


def _relative(today: date, which: int, unit: str, end: int) -> Scope | Code:
    if unit == "year":
        return _span(today.year + which, 1, _DECEMBER, end)
    if unit == "month":
        return _span(*month_after(today, which), 1, end)
    year, month = month_after(today, which * _MONTHS_A_QUARTER)
    return _quarter(year, (month - 1) // _MONTHS_A_QUARTER + 1, end)


def _quarter(year: int, number: int | None, end: int) -> Scope | Code:
    if number is None or not 1 <= number <= _QUARTERS:
        return Code.BAD_DATE
    return _span(year, number * _MONTHS_A_QUARTER - 2, _MONTHS_A_QUARTER, end)


def _span(year: int, month: int, months: int, end: int) -> Scope | Code:
    last = month + months - 1
    if not (1 <= month <= last <= _DECEMBER and date.min.year <= year < date.max.year):
        return Code.BAD_DATE
    last_day = gregorian.monthrange(year, last)[1]
    return Scope(date(year, month, 1), date(year, last, last_day), end)


def _week(today: date, which: str, end: int) -> Scope:
    monday = today - timedelta(today.weekday())
    monday += timedelta(7 * RELATIVE.get(which.removesuffix("个"), THIS))
    return Scope(monday, monday + timedelta(6), end)
