"""Numbers of several parts, 1.1 and 1.1.1: only where their lines follow one another."""

import re
from collections.abc import Sequence

from store.plan.ladder import COUNTED, Level, Marker
from store.plan.lines import Line
from store.plan.text import HAN

_DECIMAL = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,2})(?!\.?\d)"
    rf"(?P<gap>[.、]?[ \t]*)(?=[{HAN}《“\"(\[A-Z])"
)
_WHOLE = re.compile(rf"(?P<number>\d{{1,2}})(?P<gap>[.、]?[ \t]*)(?=[{HAN}《“\"])")
_FEWEST = 3
_GAP = 3
_DEEPEST = 3
_Path = tuple[int, ...]


def decimals(lines: Sequence[Line]) -> dict[int, Marker]:
    """The markers of lines that begin with such a number, and of the 1 above 1.1, by line.

    None at all where they do not follow one another: 5.5% and 3.1号工程 begin lines too.
    """
    found: dict[int, Marker] = {}
    last: _Path = ()
    whole: tuple[Line, re.Match[str]] | None = None
    counted = 0
    for line in lines:
        match = _DECIMAL.match(line.text.folded)
        if match is None:
            above = _WHOLE.match(line.text.folded)
            whole = (line, above) if above else whole
            continue
        path = tuple(int(part) for part in match["number"].split("."))
        if not _follows(last, path, match):
            continue
        if whole and path[1:] == (1,) and int(whole[1]["number"]) == path[0]:
            found[whole[0].number] = _marker(whole[1], Level.TOPIC, path[0])
        level = Level.SUB if len(path) == _DEEPEST else Level.ITEM
        found[line.number] = _marker(match, level, path[-1])
        counted += path[-1] > 1
        last, whole = path, None
    return found if len(found) >= _FEWEST and counted else {}


def _follows(last: _Path, path: _Path, match: re.Match[str]) -> bool:
    if not match["gap"] and COUNTED.match(match.string, match.end()):
        return False
    above = path[:-1]
    if path[-1] == 1 and (above == last or set(above) == {1} or _is_next(last, above, match)):
        return True
    return _is_next(last, path, match)


def _is_next(last: _Path, path: _Path, match: re.Match[str]) -> bool:
    """The next on its rung, or a little further where a blank or a dot parts it from the text."""
    before = last[: len(path)]
    if len(before) < len(path) or path[:-1] != before[:-1]:
        return False
    return 0 < path[-1] - before[-1] <= (_GAP if match["gap"] else 1)


def _marker(match: re.Match[str], level: Level, value: int) -> Marker:
    return Marker(level, value, match["number"], 0, match.end("gap"))
