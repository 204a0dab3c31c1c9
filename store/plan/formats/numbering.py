"""Automatic list numbers of Word, which are not in the paragraphs' text."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from store.plan.formats.numerals import FORMATS
from store.plan.formats.xml import child, children, is_on, value

_PLACE = re.compile(r"%([1-9])")
_BULLET = "●"
_LEVELS = 9
_DIGITS = 9  # that a number of the file may have
_MOST = 30_000  # a start beyond this is none


@dataclass(slots=True)
class Rung:
    """One level of a list: how its numbers look and where they start."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    joint: str = "tab"
    legal: bool = False
    restarts: bool = True


@dataclass(slots=True)
class Styles:
    """Of paragraphs and runs: which list, which are hidden, which make up a table of contents."""

    numbers: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)
    usual: str | None = None


_DEPTH = 20  # styles based on each other


def read_styles(root: etree._Element | None) -> Styles:
    """What a document's styles say about its paragraphs."""
    styles = Styles()
    found = {value(style, "styleId") or "": style for style in children(root, "style")}
    for name, style in found.items():
        if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
            styles.usual = name
        title = (value(child(style, "name")) or "").lower()
        if re.fullmatch(r"toc ?\d|目录 ?\d?", title):
            styles.contents.add(name)
        chain: list[etree._Element] = []
        at = name
        while at in found and len(chain) < _DEPTH:
            chain.append(found[at])
            at = value(child(found[at], "basedOn")) or ""
        if is_on(next((v for s in chain if (v := child(s, "rPr", "vanish")) is not None), None)):
            styles.hidden.add(name)
        lists = [child(s, "pPr", "numPr") for s in chain]
        number = next((n for s in lists if (n := value(child(s, "numId")))), None)
        level = next((n for s in lists if (n := value(child(s, "ilvl")))), None)
        if number is not None:
            styles.numbers[name] = number, _whole(level, _LEVELS - 1)
    return styles


class Numbering:
    """Counts the paragraphs of each list as Word does."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.used = False  # whether any number was computed
        self._styles = styles
        self._rungs: dict[str, dict[int, Rung]] = {}
        self._by_style: dict[str, dict[str, int]] = {}
        self._lists: dict[str, str] = {}  # numId: abstract list
        self._own: dict[str, dict[int, Rung]] = {}  # numId: levels of its own
        self._starts: dict[str, dict[int, int]] = {}  # numId: where it starts anew
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[tuple[str, int]] = set()
        for kept in children(root, "abstractNum"):
            self._rungs[value(kept, "abstractNumId") or ""] = _rungs(kept)
            self._by_style[value(kept, "abstractNumId") or ""] = {
                style: _whole(value(level, "ilvl"), _LEVELS - 1)
                for level in children(kept, "lvl")
                if (style := value(child(level, "pStyle")))
            }
        self._link(root)
        for number in children(root, "num"):
            self._number(number)

    def _link(self, root: etree._Element | None) -> None:
        """Lists that take their levels from a list style."""
        named = {
            value(child(kept, "styleLink")): value(kept, "abstractNumId") or ""
            for kept in children(root, "abstractNum")
        }
        for kept in children(root, "abstractNum"):
            link = value(child(kept, "numStyleLink"))
            if link is not None and link in named:
                self._rungs[value(kept, "abstractNumId") or ""] = self._rungs[named[link]]

    def _number(self, number: etree._Element) -> None:
        name = value(number, "numId") or ""
        self._lists[name] = value(child(number, "abstractNumId")) or ""
        self._own[name], self._starts[name] = {}, {}
        for change in children(number, "lvlOverride"):
            level = _whole(value(change, "ilvl"), _LEVELS - 1)
            start = value(child(change, "startOverride"))
            if start is not None:
                self._starts[name][level] = _whole(start, _MOST)
            self._own[name].update(_rungs(change))

    def prefix(self, properties: etree._Element | None) -> str:
        """The number of a paragraph with these properties, "" if it has none; counts it."""
        style = value(child(properties, "pStyle")) or self._styles.usual or ""
        inherited, deep = self._styles.numbers.get(style, (None, None))
        direct = child(properties, "numPr")
        number = value(child(direct, "numId")) or inherited
        if number is None or number not in self._lists:
            return ""
        level = value(child(direct, "ilvl"))
        depth = _whole(level, _LEVELS - 1) if level is not None else deep or 0
        if level is None and inherited is not None:
            depth = self._by_style.get(self._lists[number], {}).get(style, depth)
        return self._count(number, depth)

    def _count(self, number: str, level: int) -> str:
        rung = self._rung(number, level)
        if rung is None:
            return ""
        counts = self._counts[self._lists[number]]
        begins = self._starts[number].get(level)
        if begins is not None and (number, level) not in self._seen:
            counts[level] = begins
        else:
            counts[level] = counts[level] + 1 if level in counts else rung.start
        self._seen.add((number, level))
        for deeper in range(level + 1, _LEVELS):
            below = self._rung(number, deeper)
            if deeper in counts and (below is None or below.restarts):
                del counts[deeper]
        return self._printed(number, level, rung)

    def _printed(self, number: str, level: int, rung: Rung) -> str:
        if rung.format == "bullet":
            return _BULLET
        counts = self._counts[self._lists[number]]

        def filled(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            named = self._rung(number, at) or Rung()
            digits = rung.legal and at != level
            shown = FORMATS.get("decimal" if digits else named.format, str)
            return shown(counts.get(at, named.start))

        text = _PLACE.sub(filled, rung.text)
        if text:
            self.used = True
        return text if not text or rung.joint == "nothing" else f"{text} "

    def _rung(self, number: str, level: int) -> Rung | None:
        return self._own[number].get(level) or self._rungs.get(self._lists[number], {}).get(level)


def _rungs(kept: etree._Element) -> dict[int, Rung]:
    rungs = {}
    for level in children(kept, "lvl"):
        shown = value(child(level, "numFmt"))
        if shown is None:  # formats of newer versions stand in an alternative
            shown = value(child(level, "AlternateContent", "Fallback", "numFmt"))
        rungs[_whole(value(level, "ilvl"), _LEVELS - 1)] = Rung(
            start=_whole(value(child(level, "start")) or "0", _MOST),
            format=shown or "decimal",
            text=value(child(level, "lvlText")) or "",
            joint=value(child(level, "suff")) or "tab",
            legal=is_on(child(level, "isLgl")),
            restarts=value(child(level, "lvlRestart")) != "0",
        )
    return rungs


def _whole(number: str | None, most: int) -> int:
    """A number of the file, within bounds; 0 for what is none."""
    digits = (number or "")[:_DIGITS]
    return min(int(digits), most) if digits.isascii() and digits.isdigit() else 0
