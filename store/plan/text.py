"""Printed text beside a folded copy of equal length: grammar matches the copy, people see print."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.simplified import SIMPLIFIED

HAN = "\u3400-\u9fff〇"
"""The Han characters, for a character class."""

_LOOK_ALIKE = {"∶": ":", "︓": ":", "､": "、", "〖": "【", "〗": "】", "﹝": "〔", "﹞": "〕"}


class _Folding(dict[int, str]):
    """Code points to their folded character, filled as they are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _LOOK_ALIKE.get(character) or unicodedata.normalize("NFKC", character)
        if "①" <= character <= "⓿":  # a circled digit numbers sub-items, it is no digit
            plain = character
        plain = plain if len(plain) == 1 else character
        self[code] = SIMPLIFIED.get(plain, plain)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Half width, simplified, ordinary blanks; one character for one character.  Pure."""
    return text.translate(_FOLDING)


@dataclass(frozen=True, slots=True)
class Text:
    """``shown`` as printed and ``folded`` for matching, of the same length."""

    shown: str
    folded: str

    @classmethod
    def of(cls, shown: str) -> "Text":
        return cls(shown, fold(shown))

    @classmethod
    def join(cls, parts: Iterable["Text"]) -> "Text":
        parts = list(parts)
        return cls("".join(p.shown for p in parts), "".join(p.folded for p in parts))

    def __len__(self) -> int:
        return len(self.shown)

    def cut(self, start: int, end: int | None = None) -> "Text":
        """The characters from ``start`` up to ``end``."""
        return Text(self.shown[start:end], self.folded[start:end])

    def strip(self, characters: str = " \t\n") -> "Text":
        """Without folded ``characters`` at both ends."""
        left = len(self.folded) - len(self.folded.lstrip(characters))
        return self.cut(left, max(left, len(self.folded.rstrip(characters))))

    def split(self, separator: re.Pattern[str]) -> list["Part"]:
        """The parts between separators that stand outside brackets, stripped, none empty."""
        parts, start = [], 0
        for found in separator.finditer(masked(self.folded)):
            parts.append(self._part(start, found.start()))
            start = found.end()
        parts.append(self._part(start, len(self)))
        return [part for part in parts if part.start < part.end]

    def _part(self, start: int, end: int) -> "Part":
        inner = self.folded[start:end]
        start += len(inner) - len(inner.lstrip(_BLANKS))
        return Part(start, max(start, start + len(inner.strip(_BLANKS))))


@dataclass(frozen=True, slots=True)
class Part:
    """Offsets of a part of a text."""

    start: int
    end: int


_BLANKS = " \t\n"
CLOSERS = {"(": ")", "[": "]", "〔": "〕", "【": "】", "《": "》"}
_OPENERS = {closer: opener for opener, closer in CLOSERS.items()}
_BRACKET = re.compile(r"[()\[\]〔〕【】《》]")
_REACH = 1000  # characters; a pair further apart is two strays


@dataclass(frozen=True, slots=True)
class Group:
    """A pair of brackets: offsets of the opener and behind the closer; ``mixed``: of two kinds."""

    start: int
    end: int
    mixed: bool = False


class Brackets:
    """Matches brackets in text that comes in pieces; time is linear in the text."""

    def __init__(self) -> None:
        self.strays: list[int] = []  # offsets of brackets that have no other half
        self._open: list[tuple[str, int]] = []
        self._count = dict.fromkeys(CLOSERS, 0)

    @property
    def unclosed(self) -> list[int]:
        """Offsets of openers that wait for their closer."""
        return [at for _, at in self._open]

    @property
    def last_open(self) -> int | None:
        """Offset of the innermost opener that waits for its closer."""
        return self._open[-1][1] if self._open else None

    def feed(self, folded: str, offset: int = 0) -> Iterator[Group]:
        """The pairs that close in this piece, which begins at ``offset``, by their closers."""
        for found in _BRACKET.finditer(folded):
            character, at = found.group(), offset + found.start()
            if character in CLOSERS:
                self._open.append((character, at))
                self._count[character] += 1
            elif group := self._close(character, at):
                yield group

    def _close(self, closer: str, at: int) -> Group | None:
        wanted = _OPENERS[closer]
        mixed = not self._count[wanted]
        if mixed and (not self._open or "《" in (wanted, self._open[-1][0])):
            self.strays.append(at)
            return None
        while True:
            opener, start = self._open.pop()
            self._count[opener] -= 1
            if mixed or opener == wanted:
                break
            self.strays.append(start)
        if at - start <= _REACH:
            return Group(start, at + 1, mixed)
        self.strays += [start, at]
        return None


def groups(folded: str) -> tuple[list[Group], Brackets]:
    """The outermost pairs in order, and the brackets left over.  A stray opener hides no pair."""
    brackets = Brackets()
    outermost: list[Group] = []
    for group in brackets.feed(folded):
        while outermost and outermost[-1].start > group.start:
            outermost.pop()
        outermost.append(group)
    return outermost, brackets


def masked(folded: str) -> str:
    """The text with everything inside outermost brackets, and these, as U+0000."""
    parts, at = [], 0
    for group in groups(folded)[0]:
        parts += [folded[at : group.start], "\0" * (group.end - group.start)]
        at = group.end
    return "".join([*parts, folded[at:]])
