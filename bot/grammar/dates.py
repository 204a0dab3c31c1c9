"""Dates, times and durations as people write them; what is impossible, past or unclear says so.

What stands around a date does not move it: 11月30日前, 周五之前, 5个工作日内, by Friday and before
Friday are the 30th, the Friday and the fifth working day, as a limit and as the day of a reminder
(at 09:00).  Only 下班前 and "end of day" name a time, 18:00.  The end of a week is its last working
day; before a holiday is the last working day before it.  A phrase may say its day twice, as in
7月1日（周一）, if both are the same day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.errors import Code
from bot.grammar import daywords, feasts, scopes, spans
from bot.grammar.clock import Part, Said, said_at, time_of
from bot.grammar.pieces import Day, Kind, Moment, Piece
from bot.workdays import MONDAY_TO_FRIDAY, Calendar

_LEAD = re.compile(
    "(?:(?:于|在|至|到|截至|截止到?|最[晚迟](?:于|在|到)?|不[晚迟]于|务必在|赶在) ?"
    "|first thing (?=tomorrow morning)|"
    "(?:on|by|before|until|till|due|no later than|not later than)(?= ) ?){0,2}"
)
_BETWEEN = re.compile("[ ,的()]{0,3}(?:(?:on|by|in the|during the)(?= ))? ?")
_TAIL = re.compile(
    "[ )]{0,2}(?:(之前|以前|前|为止|止|之内|以内|内|at the latest|or earlier)[ )]{0,2})?"
)
_UNTIL = re.compile("(?:直?到|until|till|to(?![a-z])) ?")
_EDGES = " ,.;:!。"
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a date cannot be used; ``text`` is the part of it that was read."""

    code: Code
    text: str


@dataclass(slots=True)
class _Phrase:
    """What has been read of a phrase so far."""

    days: dict[Kind, Day]
    hour: Said | None = None
    part: Part | None = None
    moment: datetime | None = None

    def take(self, piece: Day | Said) -> bool:
        """False: it says something of that kind a second time."""
        if isinstance(piece, Day):
            if piece.kind in self.days or len(self.days) > 1:
                return False
            self.days[piece.kind] = piece
        elif piece.part is not None:
            if self.part is not None:
                return False
            self.part = piece.part
        else:
            if self.hour is not None:
                return False
            self.hour = piece
        return True

    def day(self) -> date | Code | None:
        """The one day that everything agrees about; None if no day was named."""
        if not self.days:
            return None
        days = list(self.days.values())
        if len(days) == 1:
            alone = days[0].weak and self.hour is None and self.part is None
            return Code.AMBIGUOUS if alone else days[0].day
        exact = [day for day in days if day.weekday is None]
        names = [day.weekday for day in days if day.weekday is not None]
        if len(exact) == 1 and exact[0].kind is Kind.WEEKS:  # 两周后周三
            monday = exact[0].day - timedelta(exact[0].day.weekday())
            return monday + timedelta(names[0])
        agree = len({day.day for day in exact}) == 1
        if agree and all(name == exact[0].day.weekday() for name in names):
            return exact[0].day
        return Code.BAD_DATE

    @property
    def timed(self) -> bool:
        return self.hour is not None or self.part is not None

    @property
    def closing(self) -> bool:
        return self.part is None and self.hour is not None and self.hour.closing


def when(text: str, now: datetime, calendar: Calendar = MONDAY_TO_FRIDAY) -> datetime | Wrong:
    """The instant that the whole of folded ``text`` names; without a time 09:00.

    A time alone that is over today means tomorrow.
    """
    phrase = _read(text.strip(_EDGES), now, calendar)
    if isinstance(phrase, Code):
        return Wrong(phrase, text)
    moment = _instant(phrase, now)
    if isinstance(moment, Code):
        return Wrong(moment, text)
    return moment if moment > now else Wrong(Code.PAST_DATE, text)


def day_of(text: str, now: datetime, calendar: Calendar = MONDAY_TO_FRIDAY) -> date | Wrong:
    """The day that the whole of folded ``text`` names, whether it is past or not.

    A time of the day beside it is no part of a day, but for the end of work: 周五下班前.
    """
    phrase = _read(text.strip(_EDGES), now, calendar)
    if isinstance(phrase, Code):
        return Wrong(Code.AMBIGUOUS if phrase is Code.AMBIGUOUS else Code.BAD_DATE, text)
    day = phrase.day()
    if isinstance(day, Code):
        return Wrong(day, text)
    if day is None or phrase.moment is not None or (phrase.timed and not phrase.closing):
        return Wrong(Code.BAD_DATE, text)
    return day


def duration(text: str, now: datetime, calendar: Calendar = MONDAY_TO_FRIDAY) -> str | Wrong:
    """How long, as ISO 8601: ``PT2H``, ``PT90M``, ``P3D``.

    Until a date it is calendar days, until a time of the day minutes; 到 or until may be left out
    where it is no span.
    """
    words = text.strip(_EDGES)
    until = _UNTIL.match(words)
    words = words[until.end() :] if until else words.removeprefix("for ")
    span = None if until else spans.span_at(words, 0)
    if isinstance(span, Code):
        return Wrong(Code.BAD_DATE if span is Code.PAST_DATE else span, text)
    if span is not None and span.end == len(words) and span.origin is None:
        return _lasting(span, now, calendar) or Wrong(Code.BAD_DATE, text)
    return _until(words, now, calendar, text)


def _lasting(span: spans.Span, now: datetime, calendar: Calendar) -> str | None:
    if spans.timed(span):
        total = spans.minutes(span)
        if total is None or span.count > 60 * 24:
            return None
        hours, rest = divmod(int(total), 60)
        whole = span.unit is spans.Unit.HOUR and not rest
        return f"PT{hours}H" if whole else f"PT{int(total)}M"
    day = spans.day_after(span, now.date(), calendar)
    return None if day is None else f"P{(day - now.date()).days}D"


def _until(words: str, now: datetime, calendar: Calendar, text: str) -> str | Wrong:
    phrase = _read(words, now, calendar)
    moment = phrase if isinstance(phrase, Code) else _instant(phrase, now)
    if isinstance(moment, Code) or isinstance(phrase, Code):
        return Wrong(moment if isinstance(moment, Code) else Code.BAD_DATE, text)
    if moment <= now:
        return Wrong(Code.PAST_DATE, text)
    if phrase.timed or phrase.moment is not None:
        return f"PT{-((now - moment) // timedelta(minutes=1))}M"
    days = (moment.date() - now.date()).days
    return f"P{days}D" if days else Wrong(Code.BAD_DATE, text)


def _instant(phrase: _Phrase, now: datetime) -> datetime | Code:
    """Past or not, but for a time alone: that is the next one."""
    if phrase.moment is not None:
        return phrase.moment
    day = phrase.day()
    if isinstance(day, Code):
        return day
    clock: time | None = _MORNING
    if phrase.timed:
        clock = time_of(phrase.hour, phrase.part)
    if clock is None:
        return Code.BAD_DATE if phrase.hour else Code.AMBIGUOUS
    moment = datetime.combine(day or now.date(), clock, now.tzinfo)
    if day is None and moment <= now:
        moment += timedelta(1)
    return moment


def _read(words: str, now: datetime, calendar: Calendar) -> _Phrase | Code:
    """All of ``words``, piece by piece; each place is looked at once."""
    phrase = _Phrase({})
    at = _end(_LEAD, words, 0) if not feasts.feast(words, 0, now.date(), calendar) else 0
    while at < len(words):
        said = said_at(words, at)
        piece = said or _day_at(words, at, now, calendar)
        if isinstance(piece, Moment):
            tail = _TAIL.fullmatch(words, piece.end)
            if phrase.days or phrase.timed or tail is None or tail[1]:
                return Code.BAD_DATE
            phrase.moment = piece.at
            return phrase
        if isinstance(piece, Code):
            return piece
        if not isinstance(piece, Day | Said) or not phrase.take(piece):
            return Code.BAD_DATE
        if tail := _TAIL.fullmatch(words, piece.end):
            return _tailed(phrase, piece, tail[1])
        at = _end(_BETWEEN, words, piece.end)
    return Code.BAD_DATE


def _tailed(phrase: _Phrase, last: Day | Said, tail: str | None) -> _Phrase | Code:
    """前 adds nothing to a day or a time; 内 says of 今天 that it ends with the work."""
    if tail is None or not tail.endswith("内"):
        span = tail is not None and isinstance(last, Day) and last.kind is Kind.SPAN
        return Code.BAD_DATE if span else phrase
    if isinstance(last, Day) and last.kind is Kind.NAMED and len(phrase.days) == 1:
        closing = Said(last.end, closing=True)
        return phrase if phrase.take(closing) else Code.BAD_DATE
    return Code.BAD_DATE


def _day_at(words: str, at: int, now: datetime, calendar: Calendar) -> Piece:
    """The date or the instant that stands at ``at``."""
    today = now.date()
    if (piece := scopes.scoped(words, at, today, calendar)) is not None:
        return piece
    if (piece := _single(words, at, today)) is not None:
        return piece
    if (piece := feasts.feast(words, at, today, calendar)) is not None:
        return piece
    piece = spans.ahead(words, at, now, calendar, lambda place: _single(words, place, today))
    return scopes.vague(words, at) if piece is None else piece


def _single(words: str, at: int, today: date) -> Piece:
    for reader in (daywords.named, daywords.written, daywords.weekday):
        if (piece := reader(words, at, today)) is not None:
            return piece
    return None


def _end(pattern: re.Pattern[str], words: str, at: int) -> int:
    found = pattern.match(words, at)
    return found.end() if found else at
