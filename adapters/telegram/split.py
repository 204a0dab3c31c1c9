"""Cuts a card into pieces that fit Telegram's messages; nothing is lost, nothing is cut in two."""

from collections.abc import Iterator, Sequence
from html import escape

from bot.cards.plain import line_text
from bot.messages import Card, Heading, Line
from bot.visible import visible

LIMIT = 4000
"""UTF-16 units of a message.  Telegram takes 4096, and counts without markup; we count with it,
as some own servers do, and keep room for a mark in front."""


def bold(text: str) -> str:
    return f"<b>{escape(visible(text))}</b>" if visible(text).strip() else ""


def line_html(line: Line) -> str:
    """One line of a card; every leaf is escaped."""
    return bold(line.text) if isinstance(line, Heading) else escape(visible(line_text(line)))


def units(text: str) -> int:
    """UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(card: Card, limit: int = LIMIT) -> Sequence[Card]:
    """The card in order, each piece within ``limit`` as HTML; at least one.

    Only the first piece has the title, all have ``about``, the last has the actions.  What is
    left of an overlong title are headings.
    """
    first, *rest = _short(Heading(card.title), limit, limit)
    title = first.text if isinstance(first, Heading) else ""
    cut: list[Card] = []
    body: list[Line] = []
    room = limit - units(bold(title))
    for line in (*rest, *card.body):
        for piece in _short(line, room, limit):
            size = _size(piece)
            if size > room:
                cut.append(Card(title, tuple(body), about=card.about, once=card.once))
                title, body, room = "", [], limit
            body.append(piece)
            room -= size
    cut.append(Card(title, tuple(body), card.actions, card.about, once=card.once))
    return cut


def _size(line: Line) -> int:
    """With the line end that goes with it."""
    return units(line_html(line)) + 1


def _short(line: Line, room: int, limit: int) -> Iterator[Line]:
    """The line, or if no message holds it as many as it takes, the first within ``room``."""
    if _size(line) <= limit:
        yield line
    elif isinstance(line, Heading):
        tags = len("<b></b>") + 1
        yield from map(Heading, _slices(line.text, room - tags, limit - tags))
    else:
        yield from _slices(line_text(line), room - 1, limit - 1)


def _slices(text: str, first: int, limit: int) -> Iterator[str]:
    """As long as possible each, cut between characters; a ``first`` that is scanty is not used."""
    room = first if first > limit // 4 else limit
    start = used = 0
    for at, character in enumerate(text):
        cost = units(escape(visible(character)))
        if used + cost > room:
            yield text[start:at]
            start, used, room = at, 0, limit
        used += cost
    yield text[start:]
