"""Dates, times and durations as people write them; what is impossible, past or unclear says so."""

import calendar as gregorian
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.errors import Code
from bot.grammar.clock import time_at
from bot.grammar.numbers import CHINESE, number
from bot.workdays import MONDAY_TO_FRIDAY, Calendar

_SPELT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_N = f"([0-9]{{1,12}}|{CHINESE}|{'|'.join(_SPELT)})"
_MONTHS = {name.lower(): n for n, name in enumerate(gregorian.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(gregorian.month_abbr) if name} | {"sept": 9}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")\\.?"
_WEEKDAYS = {name.lower(): n for n, name in enumerate(gregorian.day_name)}
_WEEKDAYS |= {name.lower(): n for n, name in enumerate(gregorian.day_abbr)}
_WEEKDAYS |= (
    {"tues": 1, "thur": 3, "thurs": 3} | {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
)
_WEEKDAY = (
    "(" + "|".join(sorted((w for w in _WEEKDAYS if w.isascii()), key=len, reverse=True)) + ")"
)
_DAYS = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "tmr": 1}
_DAYS |= {"后天": 2, "the day after tomorrow": 2, "day after tomorrow": 2, "大后天": 3}
_DAYS |= {"昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "the day before yesterday": -2}
_DAY = re.compile("(" + "|".join(sorted(_DAYS, key=len, reverse=True)) + ")")
_ISO = re.compile(
    "([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])|年 ?([0-9]{1,2}) ?月 ?"
    "([0-9]{1,2}) ?[日号]?)"
)
_CHINESE_DAY = re.compile(f"{_N} ?月 ?(?:份 ?)?{_N} ?[日号]")
_MONTH_DAY = re.compile("([0-9]{1,2})-([0-9]{1,2})(?![-0-9])")
_SLASHED = re.compile("([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{2,4}))?(?![/0-9])")
_ENGLISH_DAY = re.compile(
    f"(?:the )?([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? ([0-9]{{4}}))?(?![a-z0-9])"
    f"|{_MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? ([0-9]{{4}}))?(?![a-z0-9:])"
)
_CHINESE_WEEKDAY = re.compile("(这|本|下|上|下下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_ENGLISH_WEEKDAY = re.compile(f"(?:(this|next|last|coming) )?{_WEEKDAY}(?![a-z])")
_END = re.compile(
    "(本|这个?|下个?)?(月底|月末|季末|季度末|季度底|年底|年末)|(?:the )?end of (?:the |this )?"
    "(month|quarter|year)"
    "|(month|quarter|year)[- ]end"
)
_AHEAD = re.compile(
    f"(?:in |after )?(-)? ?(?:{_N}|(an?|半)) ?"
    "(minutes?|mins?|分钟|hours?|hrs?|个?小时|个?钟头|working days?|business days?|workdays?"
    "|个?工作日|days?|天|日"
    "|weeks?|个?星期|周|个?礼拜|months?|个?月|[mhdw](?![a-z]))(?: ?(后|之后|以后|later|from now"
    "|前|之前|ago))?"
)
_BETWEEN = re.compile("[ ,的]{0,3}(?:(?:on|by|in the)(?= ))? ?")
_CONTRACTED = (
    ("明早", "明天早上"),
    ("明晚", "明天晚上"),
    ("今晚", "今天晚上"),
    ("今早", "今天早上"),
)
_HOUR_UNITS = ("m", "分", "h", "个小", "小", "个钟", "钟")
_DECEMBER = 12
_FAR = 3660  # days
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a date cannot be used; ``text`` is the part of it that was read."""

    code: Code
    text: str


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    end: int


@dataclass(frozen=True, slots=True)
class _Moment:
    at: datetime
    end: int


_Piece = _Day | _Moment | Code | None


def when(text: str, now: datetime, calendar: Calendar = MONDAY_TO_FRIDAY) -> datetime | Wrong:
    """The instant that the whole of folded ``text`` names; without a time 09:00.

    A time alone that is over today means tomorrow.
    """
    words = text.strip(" ,.;:!。")
    for short, long in _CONTRACTED:
        words = words.replace(short, long)
    day: date | None = None
    clock: time | None = None
    lead = _BETWEEN.match(words)
    at = lead.end() if lead else 0
    while at < len(words):
        hour = time_at(words, at) if clock is None else None
        piece = _day_at(words, at, now, calendar) if day is None and not hour else None
        if isinstance(hour, str):
            return Wrong(Code.BAD_DATE, text)
        if hour:
            clock, at = hour
        elif isinstance(piece, _Day):
            day, at = piece.day, piece.end
        elif isinstance(piece, _Moment) and clock is None and piece.end == len(words):
            return piece.at if piece.at > now else Wrong(Code.PAST_DATE, text)
        else:
            return Wrong(piece if isinstance(piece, Code) else Code.BAD_DATE, text)
        found = _BETWEEN.match(words, at)
        at = found.end() if found else at
    if day is None and clock is None:
        return Wrong(Code.BAD_DATE, text)
    moment = datetime.combine(day or now.date(), clock or _MORNING, now.tzinfo)
    if day is None and moment <= now:
        moment += timedelta(1)
    return moment if moment > now else Wrong(Code.PAST_DATE, text)


def day_of(text: str, now: datetime, calendar: Calendar = MONDAY_TO_FRIDAY) -> date | Wrong:
    """The day that the whole of folded ``text`` names, whether it is past or not."""
    piece = _day_at(text, 0, now, calendar)
    if isinstance(piece, _Day) and piece.end == len(text):
        return piece.day
    return Wrong(Code.AMBIGUOUS if piece is Code.AMBIGUOUS else Code.BAD_DATE, text)


def duration(text: str, now: datetime, calendar: Calendar = MONDAY_TO_FRIDAY) -> str | Wrong:
    """How long, as ISO 8601 (``PT2H``, ``P3D``); 到 or until a date counts calendar days."""
    words = text.strip(" ,.;:!。")
    until = re.match("(?:直?到|until|till|to) ?", words)
    if until:
        moment = when(words[until.end() :], now, calendar)
        if isinstance(moment, Wrong):
            return Wrong(moment.code, text)
        days = (moment.date() - now.date()).days
        return f"P{days}D" if days else Wrong(Code.BAD_DATE, text)
    words = words.removeprefix("for ")
    found = _AHEAD.fullmatch(words)
    if found is None or found[5] in ("前", "之前", "ago"):
        return Wrong(Code.BAD_DATE, text)
    count = _count(found)
    unit = found[4]
    if count is None or count <= 0 or found[1]:
        return Wrong(Code.BAD_DATE, text)
    if unit.startswith(_HOUR_UNITS) and not unit.startswith("month"):
        minutes = unit.startswith(("m", "分"))
        if count > 60 * 24:
            return Wrong(Code.BAD_DATE, text)
        if count == int(count):
            return f"PT{int(count)}{'M' if minutes else 'H'}"
        return f"PT{int(count * 60)}M" if not minutes else Wrong(Code.BAD_DATE, text)
    ahead = _days_ahead(count, unit, now, calendar)
    return Wrong(Code.BAD_DATE, text) if ahead is None else f"P{(ahead - now.date()).days}D"


def _day_at(words: str, at: int, now: datetime, calendar: Calendar) -> _Piece:
    """The date or the instant that stands at ``at``."""
    today = now.date()
    for reader in (_named, _written, _weekday, _ending):
        if (piece := reader(words, at, today)) is not None:
            return piece
    return _ahead(words, at, now, calendar)


def _named(words: str, at: int, today: date) -> _Piece:
    found = _DAY.match(words, at)
    return _Day(today + timedelta(_DAYS[found[1]]), found.end()) if found else None


def _written(words: str, at: int, today: date) -> _Piece:
    """A date by numbers.  Without a year it is this year's; 06/07 may be June or July."""
    if found := _ISO.match(words, at):
        parts = [int(part) for part in found.groups() if part]
        return _on(parts[0], parts[1], parts[2], found.end())
    if found := _CHINESE_DAY.match(words, at):
        month, day = number(found[1]), number(found[2])
        if len(month) != 1 or len(day) != 1:
            return Code.BAD_DATE
        return _on(today.year, month[0], day[0], found.end())
    if found := _MONTH_DAY.match(words, at):
        return _on(today.year, int(found[1]), int(found[2]), found.end())
    if found := _SLASHED.match(words, at):
        low, high = sorted((int(found[1]), int(found[2])))
        if low != high <= _DECEMBER or len(found[3] or "year") != len("year"):
            return Code.AMBIGUOUS
        return _on(int(found[3] or today.year), low, high, found.end())
    if found := _ENGLISH_DAY.match(words, at):
        name, year = found[2] or found[4], found[3] or found[6]
        return _on(int(year or today.year), _MONTHS[name], int(found[1] or found[5]), found.end())
    return None


def _on(year: int, month: int, day: int, end: int) -> _Day | Code:
    try:
        return _Day(date(year, month, day), end)
    except ValueError:
        return Code.BAD_DATE


def _weekday(words: str, at: int, today: date) -> _Piece:
    """周五 is the coming one, today's excepted; 下周五 next week's; "next Friday" may be both."""
    found = _CHINESE_WEEKDAY.match(words, at) or _ENGLISH_WEEKDAY.match(words, at)
    if found is None:
        return None
    which, wanted = found[1], _WEEKDAYS[found[2]]
    monday = today - timedelta(today.weekday())
    this = monday + timedelta(wanted)
    if which in ("上", "last"):
        return _Day(this - timedelta(7), found.end())
    if which == "next" and this > today:
        return Code.AMBIGUOUS
    if which in ("下", "next"):
        return _Day(this + timedelta(7), found.end())
    if which == "下下":
        return _Day(this + timedelta(14), found.end())
    if (which is None and this <= today) or (which == "coming" and this <= today):
        this += timedelta(7)
    return _Day(this, found.end())


def _ending(words: str, at: int, today: date) -> _Piece:
    found = _END.match(words, at)
    if found is None:
        return None
    span = found[2] or found[3] or found[4]
    year, month = today.year, today.month
    later = (found[1] or "").startswith("下")
    if span.startswith(("季", "quarter")):
        month = (month - 1) // 3 * 3 + 3
    elif span.startswith(("年", "year")):
        month = _DECEMBER
    if later:
        if not span.startswith("月"):
            return Code.AMBIGUOUS
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    return _Day(date(year, month, gregorian.monthrange(year, month)[1]), found.end())


def _ahead(words: str, at: int, now: datetime, calendar: Calendar) -> _Piece:
    """两小时后, in 3 days, 3d, 5个工作日: an instant for hours, a date for days."""
    found = _AHEAD.match(words, at)
    if found is None:
        return None
    if found[1] or found[5] in ("前", "之前", "ago"):
        return Code.PAST_DATE
    count, unit = _count(found), found[4]
    if count is None or count <= 0:
        return Code.BAD_DATE
    if unit.startswith(_HOUR_UNITS) and not unit.startswith("month"):
        minutes = unit.startswith(("m", "分"))
        if count > _FAR * 24:
            return Code.BAD_DATE
        span = timedelta(minutes=count) if minutes else timedelta(hours=count)
        return _Moment(now + span, found.end())
    day = _days_ahead(count, unit, now, calendar)
    return Code.BAD_DATE if day is None else _Day(day, found.end())


def _count(found: re.Match[str]) -> float | None:
    if found[3]:
        return 0.5 if found[3] == "半" else 1.0
    if found[2] in _SPELT:
        return float(_SPELT.index(found[2]) + 1)
    meant = number(found[2])
    return float(meant[0]) if len(meant) == 1 else None


def _days_ahead(count: float, unit: str, now: datetime, calendar: Calendar) -> date | None:
    """The day so many days, working days, weeks or months from today; None if unreasonable."""
    if count != int(count) or not 0 < count <= _FAR:
        return None
    today, whole = now.date(), int(count)
    if unit.startswith(("working", "business", "workday", "个工", "工")):
        return calendar.workdays_ahead(today, whole)
    if unit.startswith(("w", "周", "星", "个星", "礼", "个礼")):
        whole *= 7
    elif unit.startswith(("month", "月", "个月")):
        months = today.month - 1 + whole
        year, month = today.year + months // 12, months % 12 + 1
        last = gregorian.monthrange(year, month)[1] if year < date.max.year else 0
        return date(year, month, min(today.day, last)) if last else None
    return today + timedelta(whole) if whole <= _FAR else None
