"""Spans of time as people write them: 两小时后, 3个工作日内, in half an hour, 3 weeks from now."""

import calendar as gregorian
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from bot.errors import Code
from bot.grammar.pieces import Day, Kind, Moment, N, Piece, amount
from bot.workdays import Calendar


class Unit(Enum):
    """What is counted."""

    MINUTE = auto()
    QUARTER = auto()
    HOUR = auto()
    WORKDAY = auto()
    DAY = auto()
    WEEK = auto()
    MONTH = auto()
    YEAR = auto()


_UNITS = (
    (Unit.MINUTE, "minutes?|mins?|分钟|m"),
    (Unit.QUARTER, "刻钟"),
    (Unit.HOUR, "hours?|hrs?|小时|钟头|h"),
    (Unit.WORKDAY, "(?:working|business) days?|workdays?|工作日"),
    (Unit.DAY, "days?|天|日|d"),
    (Unit.WEEK, "weeks?|wks?|星期|周|礼拜|w"),
    (Unit.MONTH, "months?|(?<=[个半])月"),
    (Unit.YEAR, "years?|年"),
)
_UNIT = "|".join(f"(?P<{unit.name}>(?:{words})(?![a-z]))" for unit, words in _UNITS)
_SPAN = re.compile(
    f"(?:(?:in|after|within) (?:the next )?|再?过|(?:未来|今后|接下来)的?)?(?P<minus>-)? ?"
    f"(?:(?P<n>{N})(?P<decimal>\\.[0-9]{{1,2}})?(?P<half>个半| and a half)?"
    "|(?P<one>half an?|an?(?= )|半)) ?"
    f"(?:(?P<fortnight>fortnights?)(?![a-z])|个?(?:{_UNIT}))(?P<more> and a half)?"
    "(?P<past> ?(?:之前|以前|前| ago))?"
    "(?P<end> ?(?:之后|以后|后|之内|以内|内)| later| from (?:now|today)|'? time"
    "| from (?=[a-z0-9]))?"
)
_MINUTES = re.compile(
    " ?(?:and |又|零)?([0-9]{1,2}) ?(?:minutes?|mins?|m|分钟?)(?![a-z])(?: ?(?:之后|以后|后)| later"
    "| from now)?"
)
_VAGUE = re.compile("再?过[两几]|(?:in )?(?:a few|a couple)(?![a-z])")
_FAR = 3660  # days
_DAYS_A_WEEK, _HALF_A_MONTH = 7, 15
_QUARTER, _HOUR, _MONTHS_A_YEAR = 15, 60, 12  # minutes, minutes, months
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """So many units; ``origin``: the place of the day that they are counted from, if not now."""

    count: float
    unit: Unit
    end: int
    origin: int | None = None
    marked: bool = True


def span_at(words: str, at: int) -> Span | Code | None:
    """The span that stands at ``at``."""
    if _VAGUE.match(words, at):
        return Code.AMBIGUOUS
    found = _SPAN.match(words, at)
    if found is None:
        return None
    if found["minus"] or found["past"]:
        return Code.PAST_DATE
    count = _count(found)
    if count is None:
        return Code.BAD_DATE
    unit = Unit.WEEK if found["fortnight"] else _unit(found)
    if unit is Unit.HOUR and not found["end"] and (more := _MINUTES.match(words, found.end())):
        return Span(count * _HOUR + int(more[1]), Unit.MINUTE, more.end())
    end = found["end"] or ""
    marked = bool(end) or found[unit.name] != "日"
    if end == " from ":
        return Span(count, unit, found.end(), origin=found.end())
    return Span(count, unit, found.end(), marked=marked)


def _count(found: re.Match[str]) -> float | None:
    """How many units; None if that is no number, or none at all."""
    count = 1.0 if found["one"] in ("a", "an") else _HALF
    if found["n"]:
        whole = amount(found["n"])
        if whole is None or (found["decimal"] and found["half"]):
            return None
        count = whole + float(found["decimal"] or (_HALF if found["half"] else 0))
    if found["more"]:
        count += _HALF
    if found["fortnight"]:
        count *= 2
    return count if count > 0 else None


def minutes(span: Span) -> float | None:
    """How many minutes a span of hours and minutes has; None for days, and for fractions of one."""
    each = {Unit.MINUTE: 1, Unit.QUARTER: _QUARTER, Unit.HOUR: _HOUR}.get(span.unit)
    if each is None or span.count > _FAR * 24 * _HOUR / each:
        return None
    total = span.count * each
    return total if total == int(total) else None


def timed(span: Span) -> bool:
    """Whether it counts minutes or hours."""
    return span.unit in (Unit.MINUTE, Unit.QUARTER, Unit.HOUR)


def day_after(span: Span, start: date, calendar: Calendar) -> date | None:
    """The last day of a span of days that begins after ``start``; None if unreasonable."""
    whole = int(span.count)
    half = span.count - whole
    if span.count > _FAR or half not in (0, _HALF):
        return None
    match span.unit:
        case Unit.WORKDAY if not half:
            return calendar.workdays_ahead(start, whole)
        case Unit.DAY if not half:
            return start + timedelta(whole)
        case Unit.WEEK if not half and whole * _DAYS_A_WEEK <= _FAR:
            return start + timedelta(whole * _DAYS_A_WEEK)
        case Unit.MONTH:
            day = _months(start, whole)
            return day + timedelta(_HALF_A_MONTH) if day and half else day
        case Unit.YEAR:
            return _months(start, int(span.count * _MONTHS_A_YEAR))
    return None


def ahead(
    words: str, at: int, now: datetime, calendar: Calendar, origin: Callable[[int], Piece]
) -> Piece:
    """The instant after so many hours, or the day after so many days.

    ``origin`` reads the day at a place of ``words``: of "two weeks from Friday" the Friday.
    """
    span = span_at(words, at)
    if not isinstance(span, Span):
        return span
    if not span.marked:
        return None
    start, end = now.date(), span.end
    if span.origin is not None:
        base = origin(span.origin)
        if not isinstance(base, Day) or timed(span):
            return base if isinstance(base, Code) else Code.BAD_DATE
        start, end = base.day, base.end
    if timed(span):
        total = minutes(span)
        return Code.BAD_DATE if total is None else Moment(now + timedelta(minutes=total), end)
    day = day_after(span, start, calendar)
    if day is None:
        return Code.BAD_DATE
    weeks = span.unit is Unit.WEEK and span.origin is None
    return Day(day, end, Kind.WEEKS if weeks else Kind.SPAN)


def _unit(found: re.Match[str]) -> Unit:
    return next(unit for unit, _ in _UNITS if found[unit.name])


def _months(start: date, count: int) -> date | None:
    months = start.month - 1 + count
    year, month = start.year + months // 12, months % 12 + 1
    if count * 28 > _FAR or year >= date.max.year:
        return None
    return date(year, month, min(start.day, gregorian.monthrange(year, month)[1]))
