"""Each line that the page about a quarter quotes is understood, and is what the page says."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.grammar import read
from bot.grammar.intent import Act, Confirm, Context
from bot.grammar.staff import for_the_office

PAGE = Path(__file__).parents[2] / "docs" / "a-quarter.md"
NOW = datetime(2019, 10, 10, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
_HAN = re.compile("[\u4e00-\u9fff]")
_FIRST = {
    "覆盖": "coverage",
    "登记": "assign",
    "报送期": "period",
    "通报": "circular",
    "线下": "restrict",
    "已线下报送": "offline",
    "协调": "coord",
    "退回": "return",
    "销号": "close",
    "恢复": "reopen",
}
"""The command behind a line's first word."""


def lines() -> list[str]:
    quoted = re.findall(r"`([^`]+)`", PAGE.read_text("utf8"))
    return [line for line in quoted if _HAN.search(line)]


def test_each_quoted_line_is_understood() -> None:
    found = lines()
    assert len(found) > 45
    for line in found:
        typed = line.removeprefix("@联络员 ")
        # Inside a report, and behind a reminder of it, is how 2 … and 已审签 are read.
        context = Context(now=NOW, highest=107, item=None, step=24)
        for verdict in map(for_the_office, read(typed, context)):
            assert isinstance(verdict, Act | Confirm), (line, verdict)
            wanted = _FIRST.get(typed.split()[0])
            assert wanted in (None, verdict.intent.name), (line, verdict.intent.name)
