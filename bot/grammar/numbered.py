"""The fields of a report by number: ``1 …``, ``①…``, ``3：…``, ``2无``."""

import re
from dataclasses import dataclass

from bot.grammar.prepare import Line
from bot.grammar.refs import ORDINAL, Ref, is_han, ref_at
from bot.grammar.words import words

CIRCLES = "①②③⑴⑵⑶"
NONE = frozenset(words("无 没有 暂无 空 none"))
_APART = re.compile("([123])(?: ?(?:[:、)]|\\.(?![0-9])) ?| )(?=[^ ])")
_GLUED = re.compile(f"([123])(?!{ORDINAL}|审|级|线)(?=[^ ])")
_LATER = "①②③"
_CIRCLED = re.compile("([123])[ .:、)]{0,3}(?=[^ ])")


@dataclass(frozen=True, slots=True)
class Numbered:
    """``end``: where its text begins.  ``circled``: it can be no item."""

    number: int
    end: int
    circled: bool


def numbered_at(line: Line, at: int) -> Numbered | None:
    """The number of a field at ``at`` and a text behind it.

    1.5亿元, 3家 and 2季度 count something: only what could be a reference to an item is a number.
    """
    folded = line.folded
    if folded[at : at + 1] not in ("1", "2", "3"):
        return None
    circled = line.original[line.origin[at] :][:1] in CIRCLES
    found = (_CIRCLED if circled else _APART).match(folded, at)
    if found is None and is_han(folded[at + 1 : at + 2] or " "):
        ref = ref_at(folded, at)
        alone = isinstance(ref, Ref) and ref.end == at + 1
        found = _GLUED.match(folded, at) if alone else None
    return Numbered(int(found[1]), found.end(), circled) if found else None


def sections(line: Line, found: Numbered) -> dict[int, str]:
    """The texts by their fields: ``①… ②… ③…`` in one line are all of them.

    Circles that do not count up are points of one text.
    """
    folded, original = line.folded, line.original
    marks = [(found.number, found.end, found.end)]
    marks += [
        (int(folded[at]), at, later.end())
        for at in range(found.end, len(folded))
        if original[line.origin[at]] in _LATER and (later := _CIRCLED.match(folded, at))
    ]
    numbers = [number for number, _, _ in marks]
    if not found.circled or numbers != sorted(set(numbers)):
        return {found.number: line.text(found.end)}
    ends = [start for _, start, _ in marks[1:]] + [len(folded)]
    return {
        number: line.text(begin, end).rstrip(" ,;，；")
        for (number, _, begin), end in zip(marks, ends, strict=True)
    }
