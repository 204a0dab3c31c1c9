"""``python -m tests.lab.patterns``: what each pattern costs on text that is made against it.

Texts are repetitions of a pattern's own letters, classes and of what its repetitions take, with
something at the end that spoils the match.  JSON out: patterns, the slowest and the steepest.
"""

import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import adapters
import bot
import reminders
import store

SIZE = 100 * 1024
SLOWEST = 0.05  # seconds of processor time for SIZE characters
STEEPEST = 2.5  # time(2n) / time(n)
_TOO_SLOW = 0.005  # seconds for 4096 characters: more of it would take minutes
_NOISE = 0.0005  # seconds below which nothing is told apart
_SAMPLES = "a0 ,-:.;A中。、《%_/<>&@#=\n~^'\"(["
_CATEGORIES = {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


def modules() -> Iterator[ModuleType]:
    """All of the product that can be imported without doing anything."""
    for package in (bot, adapters, store, reminders):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "__main__" not in found.name and ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that a module holds, in tables too, by one of its places."""
    found: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for held in _held(value):
                found.setdefault((held.pattern, held.flags), (f"{module.__name__}.{name}", held))
    return {f"{place} #{n}": held for n, (place, held) in enumerate(found.values())}


def _held(value: Any, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from _held(list(value.keys()) + list(value.values()), depth)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _held(inner, depth - 1)


def attacks(pattern: re.Pattern[Any]) -> list[str]:
    """Units to repeat: each character that a place of the pattern takes, alone and in order."""
    letters = list(dict.fromkeys(_letters(parsed(pattern))))[:24]
    phrase = "".join(letters)[:24]
    pairs = [a + b for a, b in pairwise(letters)][:8]
    return list(dict.fromkeys([*letters[:12], *pairs, phrase, "a", " ", "0"])) if phrase else ["a"]


def heads(pattern: re.Pattern[Any]) -> list[str]:
    """What may have to stand before the first unit: nothing, and how a match would begin."""
    letters = list(dict.fromkeys(_letters(parsed(pattern))))
    return ["", *letters[:1], "".join(letters[:2])]


def _letters(parsed: Any) -> Iterator[str]:
    for operation, argument in parsed:
        if operation in (_constants.LITERAL, _constants.NOT_LITERAL):
            yield chr(argument) if operation is _constants.LITERAL else _other(argument)
        elif operation is _constants.IN:
            yield from _class(argument)
        elif operation is _constants.ANY:
            yield "a"
        else:
            for part in _subpatterns(argument):
                yield from _letters(part)


def _class(items: Any) -> Iterator[str]:
    negated = items and items[0][0] is _constants.NEGATE
    if negated:
        spared = re.compile("|".join(map(re.escape, _literals(items))) or "(?!)")
        yield next((one for one in _SAMPLES if not spared.match(one)), "x")
        return
    for operation, argument in items[:3]:
        if operation is _constants.LITERAL:
            yield chr(argument)
        elif operation is _constants.RANGE:
            yield chr(argument[0])
        elif operation is _constants.CATEGORY:
            yield _CATEGORIES.get(str(argument), "-")


def _literals(items: Any) -> list[str]:
    return [chr(argument) for operation, argument in items if operation is _constants.LITERAL]


def _other(code: int) -> str:
    return "a" if chr(code) != "a" else "b"


def _subpatterns(argument: Any) -> Iterator[Any]:
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, list | tuple):
        for inner in argument:
            yield from _subpatterns(inner)


def searched() -> set[str]:
    """Names of patterns that are looked for anywhere in a text, not only where it begins."""
    uses = re.compile(r"\b([A-Za-z_]+)\.(?:search|finditer|findall|sub|subn|split)\(")
    root = Path(__file__).parents[2]
    folders = ("bot", "adapters", "store", "reminders")
    texts = (path.read_text("utf8") for folder in folders for path in (root / folder).rglob("*.py"))
    return {name for text in texts for name in uses.findall(text)}


def parsed(pattern: re.Pattern[Any]) -> Any:
    """The pattern as its parser sees it; of bytes as if it were text."""
    source = pattern.pattern
    if isinstance(source, bytes):
        return _parser.parse(source.decode("latin-1"), pattern.flags)
    return _parser.parse(source, pattern.flags)


def cost(pattern: re.Pattern[Any], text: str, *, anywhere: bool = False, tries: int = 3) -> float:
    """Seconds of processor time, used as the project uses it."""
    subject: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    best = float("inf")
    for _ in range(tries):
        started = time.process_time()
        pattern.match(subject)
        pattern.fullmatch(subject)
        if anywhere:
            for _found in pattern.finditer(subject):
                pass
        best = min(best, time.process_time() - started)
    return best


def grows(pattern: re.Pattern[Any], unit: str, size: int, *, anywhere: bool) -> tuple[float, float]:
    """Seconds for ``size`` characters, and how many times that is what half of it costs."""
    worst, ratio = 0.0, 0.0
    for spoiler in ("\x00", "!"):
        half = cost(pattern, (unit * size)[: size // 2] + spoiler, anywhere=anywhere)
        whole = cost(pattern, (unit * size)[:size] + spoiler, anywhere=anywhere)
        worst = max(worst, whole)
        if half > _NOISE:
            ratio = max(ratio, whole / half)
    return worst, ratio


def name_of(place: str) -> str:
    return place.partition(" ")[0].rpartition(".")[2]


def measure(size: int = SIZE) -> dict[str, Any]:
    found, anywhere = patterns(), searched()
    rows: list[tuple[float, float, str, str]] = []
    for place, pattern in found.items():
        loose = name_of(place) in anywhere
        for unit in attacks(pattern):
            early = grows(pattern, unit, min(size, 4096), anywhere=loose)
            late = early[0] < _TOO_SLOW
            seconds, ratio = grows(pattern, unit, size, anywhere=loose) if late else early
            rows.append((seconds, ratio, place, unit))
    slow = sorted({row for row in rows if row[0] > SLOWEST}, reverse=True)
    steep = sorted((row for row in rows if row[1] > STEEPEST), key=lambda row: -row[1])
    return {
        "patterns": len(found),
        "attacks": len(rows),
        "characters": size,
        "slowest_ms": round(max(row[0] for row in rows) * 1000, 1),
        "steepest": round(max(row[1] for row in rows), 2),
        "slow": [_shown(row) for row in slow[:40]],
        "steep": [_shown(row) for row in steep[:40]],
    }


def _shown(row: tuple[float, float, str, str]) -> dict[str, Any]:
    return {
        "ms": round(row[0] * 1000, 1),
        "ratio": round(row[1], 2),
        "where": row[2],
        "text": repr(row[3]),
    }


if __name__ == "__main__":
    figures = measure()
    print(json.dumps(figures, ensure_ascii=False, indent=2))
    sys.exit(bool(figures["slow"]))
