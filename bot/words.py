"""Text as search and names compare it, and the words that somebody looks for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.simplified import SIMPLIFIED

MOST = 40
"""More words than this are not looked for: nobody types them."""

OPEN, CLOSE = "「", "」"
"""Around what was found in a text: to be seen on every platform, and in no plan."""

_SIMPLER = str.maketrans(SIMPLIFIED)
_TERMS = re.compile('[“"「『]([^“”"「」『』]+)[”"」』]|([^\\s、，;；]+)')
_QUOTES = '“”"「」『』'
_ENDS = "?!。，,.:：？！…~" + _QUOTES
_INNER = str.maketrans("“”", "‘’")
_WIDTH = 36  # Han characters of a text around what was found


def folded(text: str) -> str:
    """NFKC, simplified, no case, no blanks: ``ＣＮＩＰＡ`` and ``cnipa`` are one.  Pure."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIMPLER).casefold()
    return "".join(plain.split())


_character = lru_cache(8192)(folded)
"""Of one character: few make up most of all texts, and a page of finds has thousands."""


def terms(query: str) -> list[str]:
    """What is looked for, as typed: words, and what stands in quotes as one.  Pure.

    Punctuation around a word counts for nothing.
    """
    found = [quoted or word.strip(_ENDS) for quoted, word in _TERMS.findall(query)]
    return list(dict.fromkeys(term for term in found if folded(term)))[:MOST]


def quoted(query: str) -> bool:
    """Whether a part of it stands in quotes: that is meant exactly as it is written."""
    return any(part for part, _ in _TERMS.findall(query))


def inside_quotes(query: str) -> str:
    """The query as it stands between quotes: its own become inner ones.  Pure."""
    return query.translate(_INNER)


def marked(text: str, wanted: Sequence[str]) -> str | None:
    """The whole text with ``「」`` around what was found; None if nothing was.  Pure."""
    places = list(_places(text, wanted))
    return _with_marks(text, places, 0, len(text)) if places else None


def snippet(text: str, wanted: Sequence[str], width: int = _WIDTH) -> str | None:
    """About ``width`` characters around the first word, … where something is left out.

    None if no word stands in the text.
    """
    places = list(_places(text, wanted))
    if not places:
        return None
    first = places[0][0]
    start = 0 if len(text) <= width else max(0, min(first - width // 4, len(text) - width))
    stop = min(len(text), start + width)
    stop = max([stop, *(end for begin, end in places if begin < stop)])
    shown = _with_marks(text, places, start, stop).rstrip("。")
    return ("…" if start else "") + shown + ("…" if stop < len(text) else "")


def _places(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where words stand in ``text``, from the left, each place once."""
    plain, origin = [], []
    for at, character in enumerate(text):
        for one in _character(character):
            plain.append(one)
            origin.append(at)
    whole, keys = "".join(plain), [folded(term) for term in wanted]
    keys = sorted((key for key in keys if key), key=len, reverse=True)
    if not keys:
        return
    for found in re.finditer("|".join(map(re.escape, keys)), whole):
        yield origin[found.start()], origin[found.end() - 1] + 1


def _with_marks(text: str, places: Sequence[tuple[int, int]], start: int, stop: int) -> str:
    shown, at = [], start
    for begin, end in places:
        if begin >= start and end <= stop and begin >= at:
            shown += [text[at:begin], OPEN, text[begin:end], CLOSE]
            at = end
    return "".join([*shown, text[at:stop]])
