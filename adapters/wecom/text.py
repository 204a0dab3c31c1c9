"""What people wrote, made harmless for WeCom: as plain text, and as markdown; pure.

Nothing visible is taken away.  A sign that would mean something gets a word joiner (U+2060), which
nobody sees, beside it; where that would not help it is written as a character reference, which
WeCom's markdown needs for ``<`` anyway.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from unicodedata import category, east_asian_width

from bot.cards.plain import line_text
from bot.messages import Card, Heading, Line
from bot.visible import visible

MARK = "（可能重复）"
JOINER = "\u2060"
NOTHING = "—"  # WeCom refuses text without characters
TEXT = 2020
"""Bytes of a text message, of 2048: a mark has room in front, and one at the end."""

_LIVE = re.compile(r"<(?=[@/!?A-Za-z])|@(?=all|所有人)", re.IGNORECASE)
_SIGNS = re.compile(
    r"<(?P<live>(?=[@/!?A-Za-z]))?"  # mentions and tags
    r"|&(?=#?\w+;)"  # character references
    r"|@(?=all|所有人)|\](?=[(\[:])|:(?=//)"  # mentions, links
    r"|[*`\\]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])",  # emphasis; ``a_b`` and ``9~11`` are none
    re.IGNORECASE,
)
_COSTLY = re.compile(r"[<&@\]:*`\\~_]")  # what may become a reference, or get a joiner
_REFERENCES = re.compile(r"&(?:lt|amp|#(?P<code>\d+));")
_OPENS = re.compile(r"\s*(?:[!-/:-@\[-`{-~]|\d+[.)])|\s{4}")  # heading, quote, list, table, code
_WHITE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})  # categories of what shows nothing
_REGIONAL = range(0x1F1E6, 0x1F200)
_JOINING = (range(0x1160, 0x1200), range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080))
_ZERO_WIDTH_JOINER = "\u200d"
_LONGEST = 32  # characters that are taken for one; more is nobody's writing


def says(text: str) -> bool:
    """Whether there is anything to see."""
    return any(category(character) not in _WHITE for character in text)


def quiet(text: str) -> str:
    """As plain text, in which nothing calls anybody and nothing is a tag."""
    return _LIVE.sub(lambda found: found.group() + JOINER, visible(text))


def escaped(text: str) -> str:
    """One line of markdown that reads as the text."""
    line = _SIGNS.sub(_harmless, visible(text))
    return JOINER + line if _OPENS.match(visible(text)) else line


def bold(text: str) -> str:
    """One line of markdown in bold letters; nothing if there is nothing to see."""
    shown = visible(text).strip()
    return f"**{_SIGNS.sub(_harmless, shown)}**" if says(shown) else ""


def unescaped(markdown: str) -> str:
    """What our markdown reads as: every asterisk in it is ours."""
    return _REFERENCES.sub(_character, markdown.replace("*", ""))


def plain_words(card: Card) -> str:
    """Title and lines as a text message."""
    lines = [card.title, *map(line_text, card.body)] if says(visible(card.title)) else None
    return _or_nothing("\n".join(map(quiet, lines or map(line_text, card.body))))


def markdown_words(card: Card) -> str:
    """Title and lines as markdown; only the title and headings are bold."""
    title = [bold(card.title)] if says(visible(card.title)) else []
    return _or_nothing("\n".join([*title, *map(_line, card.body)]))


def marked_down(text: str) -> str:
    """Plain text as markdown, with nothing in bold."""
    return "\n".join(map(escaped, text.split("\n")))


def plain_cost(text: str) -> int:
    """Bytes of a text within a message, at most; whatever stands beside it."""
    return _size(text) + sum(3 for character in text if character in "<@")


def markdown_cost(text: str) -> int:
    """The same of markdown, without what a line has around it."""
    return _size(text) + 6 * len(_COSTLY.findall(text))


def columns(text: str) -> int:
    """Room on the screen, in half widths: what WeCom counts as one character (字) is two."""
    return sum(2 if east_asian_width(character) in "FWA" else 1 for character in text)


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character each, so that nothing is cut through the middle."""
    cluster = ""
    for character in text:
        if cluster and (len(cluster) == _LONGEST or not _joins(cluster, character)):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def cut(text: str, limit: int, measure: Callable[[str], int]) -> str:
    """At most ``limit`` by ``measure``, with an ellipsis where something was cut off."""
    if measure(text) <= limit:
        return text
    kept, room, cost = [], limit - measure("…"), cache(measure)
    for cluster in clusters(text):
        room -= cost(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept) + "…"


def _harmless(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "<":
        return "&lt;" if found["live"] is None else f"&lt;{JOINER}"
    if sign == "&":
        return "&amp;"
    return sign + JOINER if sign in "@]:" else f"&#{ord(sign)};"


def _character(found: re.Match[str]) -> str:
    if found["code"] is None:
        return "<" if found.group() == "&lt;" else "&"
    return chr(int(found["code"]))


def _line(line: Line) -> str:
    return bold(line.text) if isinstance(line, Heading) else escaped(line_text(line))


def _or_nothing(text: str) -> str:
    return text if says(text) else NOTHING


def _size(text: str) -> int:
    return len(visible(text).encode())


def _joins(cluster: str, character: str) -> bool:
    code = ord(character)
    if code in _REGIONAL:  # a flag is a pair of them
        return len(cluster) == 1 and ord(cluster) in _REGIONAL
    return cluster.endswith(_ZERO_WIDTH_JOINER) or _goes_on(character)


@lru_cache(8192)
def _goes_on(character: str) -> bool:
    """Whether it belongs to whatever stands before it."""
    return (
        category(character).startswith("M")
        or character == _ZERO_WIDTH_JOINER
        or any(ord(character) in joining for joining in _JOINING)
    )


def lines_of(body: Iterable[Line]) -> Iterator[Line]:
    """The lines, none of which has a line end inside."""
    for line in body:
        text = line_text(line)
        if "\n" not in text:
            yield line
        elif isinstance(line, Heading):
            yield from map(Heading, text.split("\n"))
        else:
            yield from text.split("\n")
