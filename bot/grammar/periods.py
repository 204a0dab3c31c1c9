"""Names of reporting periods as people type them: Q3, 第三季度, 9月, 上半年, 2019-Q2."""

import re

from bot.model.period import Period

_YEAR = "(?:(?P<year>20[0-9]{2}) ?[-年/]? ?)?"
_AT = re.compile(
    f"{_YEAR}(?:q(?P<quarter>[1-4])|第? ?(?P<season>[一二三四1-4]) ?季度|h(?P<half>[12])"
    "|(?P<side>[上下])半年|(?P<month>1[0-2]|0?[1-9]) ?月份?(?! ?[0-9])|(?<=-)(?P<iso>0[1-9]|1[0-2])"
    "|期 ?(?P<id>[0-9]{1,9}))(?![0-9a-z])"
)
_SEASONS = "一二三四"


def period_at(folded: str, at: int) -> tuple[str | None, int]:
    """The period that is named at ``at``, as typed, and where it ends; None and ``at`` if none."""
    found = _AT.match(folded, at)
    return (found[0].strip(), found.end()) if found else (None, at)


def is_called(period: Period, typed: str) -> bool:
    """Whether a period may be meant by this name; without a year that of any year."""
    if typed.casefold() == period.span.code.casefold():
        return True
    found = _AT.fullmatch(typed.lower())
    if found is None:
        return False
    if found["id"]:
        return period.id == int(found["id"])
    if found["year"] and int(found["year"]) != period.span.ends.year:
        return False
    return period.span.code.partition("-")[2] == _part(found)


def token(period: Period) -> str:
    """A name that can be typed and means this period and no other."""
    code = period.span.code
    return code if _AT.fullmatch(code.lower()) else f"期{period.id}"


def _part(found: re.Match[str]) -> str:
    if quarter := found["quarter"] or found["season"]:
        number = _SEASONS.index(quarter) + 1 if quarter in _SEASONS else int(quarter)
        return f"Q{number}"
    if half := found["half"] or found["side"]:
        return "H1" if half in ("1", "上") else "H2"
    return f"{int(found['month'] or found['iso']):02}"
