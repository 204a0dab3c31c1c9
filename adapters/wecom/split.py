"""Cuts a card into pieces that fit WeCom's messages, by bytes of UTF-8; nothing is lost; pure."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from adapters.wecom.text import clusters, lines_of
from bot.cards.plain import line_text
from bot.messages import Card, Heading, Line

Cost = Callable[[str], int]
"""Bytes of a text at most; of two texts together never more than of each."""

_AROUND = 5  # bytes a line has around it: its end and, in markdown, bold letters or a joiner


def pieces(card: Card, limit: int, cost: Cost) -> Sequence[Card]:
    """The card in order, each piece within ``limit`` bytes; at least one.

    Only the first piece has the title, all have ``about``, none has actions.  What is left of an
    overlong title are headings.
    """
    first, *rest = _short(Heading(card.title), limit, limit, cost)
    title = line_text(first)
    cut: list[Card] = []
    body: list[Line] = []
    room = limit - _size(first, cost)
    for line in (*rest, *card.body):
        for piece in _short(line, room, limit, cost):
            size = _size(piece, cost)
            if size > room:
                cut.append(Card(title, tuple(body), about=card.about, once=card.once))
                title, body, room = "", [], limit
            body.append(piece)
            room -= size
    cut.append(Card(title, tuple(body), about=card.about, once=card.once))
    return cut


def _size(line: Line, cost: Cost) -> int:
    return cost(line_text(line)) + _AROUND


def _short(line: Line, room: int, limit: int, cost: Cost) -> Iterator[Line]:
    """The line, without line ends, or if no message holds it as many as it takes."""
    for one in lines_of([line]):
        text = line_text(one)
        if _size(one, cost) <= limit:
            yield one
        elif isinstance(one, Heading):
            yield from map(Heading, _slices(text, room - _AROUND, limit - _AROUND, cost))
        else:
            yield from _slices(text, room - _AROUND, limit - _AROUND, cost)


def _slices(text: str, first: int, limit: int, cost: Cost) -> Iterator[str]:
    """As long as possible each, cut between characters; a ``first`` that is scanty is not used."""
    room = first if first > limit // 4 else limit
    kept: list[str] = []
    of_cluster = cache(cost)
    for cluster in clusters(text):
        size = of_cluster(cluster)
        if size > room and kept:
            yield "".join(kept)
            kept, room = [], limit
        kept.append(cluster)
        room -= size
    yield "".join(kept)
