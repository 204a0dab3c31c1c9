"""Where ``bot/official.py`` comes from: the arrangements that the holidays library knows.

``python -m tests.bot.published`` writes them; a test fails when the library knows more.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays

from bot.workdays import DayKind, plain

FILE = Path(__file__).parents[2] / "bot" / "official.py"
FIRST, LAST = 2006, 2040  # before it the libraries do not agree; after it no notice is to be had
_BLOCK = re.compile(r'(?<=_NOTICES = """\n).*?(?=""")', re.DOTALL)
_WIDTH = 100


def written() -> str:
    """The lines that belong into the file, by the library."""
    china = holidays.country_holidays("CN", years=range(FIRST, LAST + 1), language="zh_CN")
    years = sorted({day.year for day in china.weekend_workdays})
    return "".join(line for year in years if year >= FIRST for line in _lines(china, year))


def in_the_file() -> str:
    found = _BLOCK.search(FILE.read_text("utf8"))
    assert found, "no notices in bot/official.py"
    return found[0]


def _lines(china: holidays.HolidayBase, year: int) -> Iterator[str]:
    days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    found: dict[DayKind, list[date]] = {DayKind.HOLIDAY: [], DayKind.WORKDAY: []}
    for day in (day for day in days if day.year == year):
        kind = DayKind.WORKDAY if china.is_working_day(day) else DayKind.HOLIDAY
        if kind is not plain(day):
            found[kind].append(day)
    for kind, unusual in found.items():
        line = f"{year} {kind} {' '.join(_spans(unusual))}\n"
        assert len(line) <= _WIDTH
        yield line


def _spans(days: Iterable[date]) -> Iterator[str]:
    """``1001-1004 1007``."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(1):
            runs[-1].append(day)
        else:
            runs.append([day])
    for run in runs:
        yield f"{run[0]:%m%d}" + (f"-{run[-1]:%m%d}" if len(run) > 1 else "")


if __name__ == "__main__":
    text = FILE.read_text("utf8")
    FILE.write_text(_BLOCK.sub(lambda _: written(), text, count=1), "utf8")
