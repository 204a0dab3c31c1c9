"""Numbering: what may be a heading's or an item's number, and whether it is the next one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto

from store.plan.text import HAN


class Level(IntEnum):
    """The rungs, outermost first."""

    PART = 0  # 第一部分
    CHAPTER = 1  # 一、
    SECTION = 2  # （一）
    TOPIC = 3  # the 1 above 1.1
    ITEM = 4  # 1., 1.1  and paragraphs without a number
    SUB = 5  # (1), 1.1.1
    MINOR = 6  # ①


HEADINGS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.TOPIC)


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number: offsets, its value, the numeral alone.

    ``doubtful``: a digit follows the dot, so it may be a decimal.  ``bare``: the dot is missing.
    """

    level: Level
    value: int
    number: str
    start: int
    end: int
    doubtful: bool = False
    bare: bool = False


_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"第(?P<PART>{_NUMERAL})(?:部分|篇|编|章)[、:. ]?"
    rf"|(?<![一二三四五六七八九十第])(?P<CHAPTER>{_NUMERAL}) ?(?:、|\.(?!\d))(?!{_NUMERAL}[、.])"
    rf"|\((?P<SECTION>{_NUMERAL})\)[、.]?"
    r"|(?<![\d.A-Za-z\-])(?P<ITEM>\d{1,3}) ?(?:\.(?!\d{1,9} ?[%‰])|、(?!\d{1,3}[、.]))"
    r"|\((?P<SUB>\d{1,2})\)、?|(?<![\d(])(?P<SUB_>\d{1,2})\)、?"
    r"|(?P<MINOR>[①-⑳])"
)
_BARE = re.compile(
    rf"(?P<CHAPTER>{_NUMERAL})(?:[ \t,:]\s?|(?=[{HAN}]))|\(?(?P<SECTION>{_NUMERAL})\)"
    rf"|(?P<ITEM>\d{{1,3}})(?:[ \t]\s?|(?=[{HAN}《“]))"
)
COUNTED = re.compile(
    r"[是年批个次级类种体系方十百千万亿区县镇季月日名家项条些定般律致流带网站线号期届轮者来则步旦直起同样切度到手代"
    r"等孩周天岁小分米吨元户人处所座部支件份台套倍成点名村社]"
)


def markers(folded: str) -> Iterator[Marker]:
    """Everything in a line that may be a number of the ladder, in order."""
    if bare := _bare(folded):
        yield bare
    for found in _MARKER.finditer(folded):
        level, numeral = _rung(found)
        doubtful = level is Level.ITEM and folded[found.end() : found.end() + 1].isdigit()
        end = found.end()
        while folded[end : end + 1] in (" ", "\t"):
            end += 1
        yield Marker(level, _value(numeral), numeral, found.start(), end, doubtful)


def _bare(folded: str) -> Marker | None:
    """A line's first numeral without its dot: 一夯实基础, 4组织开展."""
    found = _BARE.match(folded)
    if found is None or _MARKER.match(folded) or COUNTED.match(folded, found.end()):
        return None
    level, numeral = _rung(found)
    return Marker(level, _value(numeral), numeral, 0, found.end(), bare=True)


def _rung(found: re.Match[str]) -> tuple[Level, str]:
    name, numeral = next((n, text) for n, text in found.groupdict().items() if text is not None)
    return Level[name.rstrip("_")], numeral


def _value(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    tens, ten, ones = numeral.rpartition("十")
    digit = "〇一二三四五六七八九".find
    if not ten:
        return digit(numeral[-1])
    return 10 * (digit(tens[-1]) if tens else 1) + (digit(ones[-1]) if ones else 0)


class Fit(Enum):
    """How a number follows the one before on its rung."""

    NEXT = auto()
    RESTART = auto()  # 1 again below a new heading
    GAP = auto()
    REPEAT = auto()  # not more than the one before


_FAR = 20
_THROUGH = (Level.SECTION, Level.ITEM)  # may be numbered through the whole plan


@dataclass(slots=True)
class Ladder:
    """Where the numbering stands."""

    last: dict[Level, int] = field(default_factory=dict)
    fresh: set[Level] = field(default_factory=lambda: set(Level))

    def fit(self, marker: Marker) -> Fit | None:
        """How the marker would continue; None: too far away to be meant as a number."""
        last = self.last.get(marker.level, 0)
        if marker.value == last + 1:
            return Fit.NEXT
        if marker.value == 1 and marker.level in self.fresh:
            return Fit.RESTART
        if 0 < marker.value <= last:
            return Fit.REPEAT
        return Fit.GAP if last < marker.value <= last + _FAR else None

    def step(self, marker: Marker) -> None:
        """The marker is a number."""
        self.last[marker.level] = marker.value
        self.fresh.discard(marker.level)
        self.enter(marker.level)

    def enter(self, above: Level) -> None:
        """What stands below ``above`` may begin anew."""
        for level in Level:
            if level > above:
                self.fresh.add(level)
                if level not in _THROUGH:
                    self.last.pop(level, None)
