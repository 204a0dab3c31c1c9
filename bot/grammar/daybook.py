"""What stands behind 工作日: a day that is worked or not, or the year to look at."""

import re

from bot.errors import Code
from bot.grammar import asks
from bot.grammar.dates import Wrong, day_of
from bot.grammar.intent import Act, Ask, Intent, Verdict
from bot.grammar.opening import Arguments
from bot.grammar.words import words
from bot.workdays import DayKind

YEARS = range(1970, 2201)
"""In which days may be decided, and years looked at: where a clock may stand."""

_KINDS = {
    **dict.fromkeys(words("增 增加 加 添加 上班 + add work workday"), DayKind.WORKDAY),
    **dict.fromkeys(words("减 减少 减去 休息 放假 - remove off holiday"), DayKind.HOLIDAY),
}
_KIND = re.compile(
    "(" + "|".join(re.escape(word) for word in sorted(_KINDS, key=len, reverse=True)) + ")"
    "(?![a-z])[ :,]*"
)
_YEAR = re.compile("([0-9]{4}) ?年?")


def calendar(a: Arguments) -> Verdict | None:
    """``增 2026-10-10``, ``减 10月8日``, ``2026``, or nothing: this year."""
    rest = a.rest.strip(" ?。")
    if not rest:
        return Act(Intent(name="calendar"))
    if found := _YEAR.fullmatch(rest):
        year = int(found[1])
        if year not in YEARS:
            return Ask(Code.BAD_DATE, {"text": rest})
        return Act(Intent(name="calendar", year=year))
    found = _KIND.match(rest)
    if found is None:
        return None if a.opening.glued else asks.not_understood(a.line.text(0))
    said = rest[found.end() :]
    if not said:
        return Ask(Code.BAD_DATE)
    day = day_of(said, a.context.now, a.context.calendar)
    if isinstance(day, Wrong):
        return Ask(day.code, {"text": day.text})
    if day.year not in YEARS:
        return Ask(Code.BAD_DATE, {"text": said})
    return Act(Intent(name="calendar", day=day, kind=_KINDS[found[1]]))
