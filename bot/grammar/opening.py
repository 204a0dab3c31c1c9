"""The command word at the start of a line, and what follows it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.grammar import speech
from bot.grammar.intent import Context, Verdict
from bot.grammar.prepare import Line
from bot.grammar.vocabulary import CHINESE, ENGLISH, PHRASES

_CHINESE_LENGTHS = sorted({len(word) for word in CHINESE}, reverse=True)
_LONGEST_NAME = 32
_SEPARATORS = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """A command word at the start of a line: ``end`` is where its arguments begin.

    ``glued``: they follow without a separator.  ``unknown``: the name after "/" is none of ours.
    """

    name: str
    word: str
    end: int
    glued: bool = False
    slash: bool = False
    unknown: bool = False


def opening_at(folded: str, at: int) -> Opening | None:
    """The command word that stands at ``at``, the longest there is; None if there is none."""
    slash = folded.startswith("/", at)
    start = at + slash
    for words, name in PHRASES.items():
        if folded.startswith(words, start) and _ends(folded, start + len(words)):
            return _opening(folded, name, start, start + len(words), slash)
    end = start
    while end < len(folded) and end - start <= _LONGEST_NAME and _in_name(folded[end]):
        end += 1
    if end > start:
        word = folded[start:end]
        if word in ENGLISH and (slash or _ends(folded, end)):
            return _opening(folded, ENGLISH[word], start, end, slash)
        if slash:
            return Opening("", word, end, slash=True, unknown=True)
        letters = word.rstrip("0123456789")
        if letters in ENGLISH and letters != word and _ends(folded, end):
            return _opening(folded, ENGLISH[letters], start, start + len(letters), slash)
        return None
    for length in _CHINESE_LENGTHS:
        if (word := folded[start : start + length]) in CHINESE:
            return _opening(folded, CHINESE[word], start, start + len(word), slash)
    return None


def _opening(folded: str, name: str, start: int, end: int, slash: bool) -> Opening:
    at, word = end, folded[start:end]
    while at < len(folded) and at - end < _SEPARATORS and folded[at] in " :,":
        at += 1
    return Opening(name, word, at, glued=at == end < len(folded), slash=slash)


def _in_name(character: str) -> bool:
    return "a" <= character <= "z" or "0" <= character <= "9" or character == "_"


def _ends(folded: str, at: int) -> bool:
    """Whether a word may end at ``at``: done-104, l'update and update's are other words."""
    return at >= len(folded) or (
        (not folded[at].isalpha() and folded[at] not in "_'-/+=@\\") or folded[at] > "\u2fff"
    )


@dataclass(frozen=True, slots=True)
class Arguments:
    """A command word and what follows it, up to the end of the line."""

    line: Line
    opening: Opening
    context: Context

    @property
    def at(self) -> int:
        return self.opening.end

    @property
    def rest(self) -> str:
        return speech.without_tail(self.line.folded[self.at :])

    @property
    def text(self) -> str:
        return self.line.text(self.at)


Reader = Callable[[Arguments], Verdict | None]
