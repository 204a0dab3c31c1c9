"""Reporting periods as people type them: Q3, 第三季度, 2019-Q3, 9月, 上半年, H1, 期7.

Whatever is typed becomes the period's code; one of the office's own is called by its word, or by
期 and its number where a word would not do.
"""

import calendar as gregorian
import re
from collections.abc import Iterator
from datetime import date

from bot.grammar.daybook import YEARS
from bot.grammar.numbers import number
from bot.model.period import Period

_YEAR = "(?:([0-9]{4}) ?[-年/. ]? ?)?"
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_MONTHS = {name.lower(): n for n, name in enumerate(gregorian.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(gregorian.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_QUARTER = re.compile(
    f"{_YEAR}(?:q ?([1-4])(?![0-9a-z])|([1-4])q(?![0-9a-z])"
    "|第?([一二三四1-4]) ?季(?:度|(?!度))(?![节末底初])"
    f"|({'|'.join(_WORDS)}) quarter(?![a-z]))(?: ?(?:of )?([0-9]{{4}})(?![0-9-]|[年/.] ?[0-9]))?"
)
_HALF = re.compile(f"{_YEAR}(?:h ?([12])(?![0-9a-z])|([上下])半年(?:度)?)")
_MONTH = re.compile(
    f"{_YEAR}(十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9]) ?月(?:份|度)?"
    "(?![0-9一二三四五六七八九十底初末中])"
)
_DASHED = re.compile("([0-9]{4})-(0[1-9]|1[0-2])(?![0-9-])")
_NAMED = re.compile(f"({_NAMES})\\.?(?: ([0-9]{{4}}))?(?![a-z0-9])(?! [0-9])")
OWN_NAME = re.compile(r"[^\W\d_][\w-]{1,19}")
"""What the office may call a period of its own."""
_ID = re.compile("期 ?([0-9]{1,9})(?![0-9a-z])")
_NOW = re.compile(
    "(?:(本|这个?|当前?|上一?个?)(季度?|月)|(this|last) (quarter|month)(?![a-z]))(?!底|末|初|中)"
)


def span_at(text: str, at: int, today: date) -> tuple[str, int] | None:
    """The code (``2019-Q3``, ``2019-H1``, ``2019-09``) of the span that folded ``text`` names at
    ``at``, and where its name ends; None if there is none.

    Without a year it is the latest such span that has begun by ``today``.
    """
    found = next(_readings(text, at, today), None)
    if found is None:
        return None
    year, months, place, end = found
    if year is None:
        begun = (today.month - 1) // months + 1 >= place
        year = today.year if begun else today.year - 1
    if year not in YEARS:
        return None
    letter = {3: "Q", 6: "H"}.get(months)
    return f"{year}-{letter}{place}" if letter else f"{year}-{place:02}", end


def period_at(folded: str, at: int, today: date) -> tuple[str, int] | None:
    """The same as ``span_at``, and ``期7`` for the period with this id."""
    if found := _ID.match(folded, at):
        return f"期{int(found[1])}", found.end()
    return span_at(folded, at, today)


def is_called(period: Period, name: str) -> bool:
    """Whether a period has this code or number; the office's own words whatever their case."""
    return name.casefold() in (period.span.code.casefold(), f"期{period.id}")


def token(period: Period) -> str:
    """A name that can be typed and means this period and no other."""
    code = period.span.code
    found = span_at(code.lower(), 0, period.span.ends)
    return code if found == (code, len(code)) else f"期{period.id}"


_Reading = tuple[int | None, int, int, int]  # year, months a span, which of the year's, end


def _readings(text: str, at: int, today: date) -> Iterator[_Reading]:
    if found := _QUARTER.match(text, at):
        year, *said, after = found.groups()
        word = next(filter(None, said))
        yield _year(year or after), 3, _WORDS.get(word) or _digit(word), found.end()
    if found := _HALF.match(text, at):
        place = int(found[2]) if found[2] else 1 + (found[3] == "下")
        yield _year(found[1]), 6, place, found.end()
    if found := _DASHED.match(text, at):
        yield int(found[1]), 1, int(found[2]), found.end()
    if found := _MONTH.match(text, at):
        yield _year(found[1]), 1, _digit(found[2]), found.end()
    if found := _NAMED.match(text, at):
        yield _year(found[2]), 1, _MONTHS[found[1]], found.end()
    if found := _NOW.match(text, at):
        yield _this(found, today)


def _this(found: re.Match[str], today: date) -> _Reading:
    """本季度, last month: counted from the one that holds ``today``."""
    months = 3 if (found[2] or found[4]).startswith(("季", "q")) else 1
    back = (found[1] or found[3]).startswith(("上", "last"))
    years, place = divmod((today.month - 1) // months - back, 12 // months)
    return today.year + years, months, place + 1, found.end()


def _year(said: str | None) -> int | None:
    return None if said is None else int(said)


def _digit(word: str) -> int:
    return number(word)[0]
