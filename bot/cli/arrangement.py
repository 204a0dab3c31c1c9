"""A notice about holidays as a list: 日期 and 类型, a day a line, all of them or none."""

import re
from datetime import date

from bot.cli.common import YEARS, Refusal
from bot.cli.lists import read_list
from bot.workdays import DayKind, Days, plain

_COLUMNS = {"day": ("date", "日期"), "kind": ("type", "类型")}
_KINDS = {
    "上班": DayKind.WORKDAY,
    "workday": DayKind.WORKDAY,
    "休息": DayKind.HOLIDAY,
    "放假": DayKind.HOLIDAY,
    "holiday": DayKind.HOLIDAY,
}
_DAY = re.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_NOTHING = "Nothing was entered."


def read_arrangement(file: str) -> Days:
    """What the list says of each day.  Raises ``Refusal`` that names the first line that is bad."""
    days: dict[date, DayKind] = {}
    for line, cells in read_list(file, _COLUMNS, tuple(_COLUMNS), nothing=_NOTHING):
        day = _day(line, cells["day"])
        kind = _KINDS.get(cells["kind"].lower())
        if kind is None:
            said = f"“{cells['kind']}” is neither 上班 (workday) nor 休息 (holiday)"
            raise Refusal("bad_kind", f"Line {line}: {said}. {_NOTHING}")
        if day in days:
            raise Refusal("twice", f"Line {line}: {day} is there twice. {_NOTHING}")
        days[day] = kind
    if not days:
        raise Refusal("empty", f"There is no day in it. {_NOTHING}")
    return days


def complete(days: Days) -> frozenset[int]:
    """Years of which the list is the whole arrangement.

    Every notice has both: days off from Monday to Friday, and weekends worked for them.  With
    fewer it is a list of single days.
    """
    unusual = {(day.year, kind) for day, kind in days.items() if kind is not plain(day)}
    return frozenset(year for year, _ in unusual if {(year, kind) for kind in DayKind} <= unusual)


def _day(line: int, text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise Refusal("bad_date", f"Line {line}: there is no day “{text}”. {_NOTHING}")
    return day
