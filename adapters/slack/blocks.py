"""From card lines to Block Kit, and cards cut into pieces that fit one message; pure.

What people wrote stands in plain_text, where nothing is read as formatting, mention or link;
mrkdwn has no way to say that.  Only our headings are mrkdwn, for their bold letters.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from unicodedata import category

from bot.cards.plain import line_text
from bot.messages import Action, Card, Heading, Line
from bot.visible import visible

Block = dict[str, Any]
"""A block, or an object inside one, as Slack takes it."""

TEXT = 3900
"""UTF-16 units of a message in words, escaped.  chat.update takes 4000; a mark has room in front.

With as much in words as in blocks nothing is lost where blocks are refused, and every message can
take the place of another.
"""
SECTION = 2900  # of 3000
BUTTONS = 50
"""Of a message: with them it stays within 12 000 characters."""
NOTHING = "—"  # Slack refuses text without characters

_HEADER = 140  # of 150; a mark has room in front
_TURNS = 38  # between bold and plain: with header, splits and buttons at most 45 blocks
_BUTTON = 75
_BUTTON_BYTES = 64
_ROW = 25  # buttons of one block
_FORMATTING = re.compile(r"[*_~`\n]|:[^\s:]+:|^\s|\s$")
_WHITE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})  # categories of what shows nothing


def escape(text: str) -> str:
    """For the text of a message and for mrkdwn, which no mention or link survives.

    plain_text is not escaped: Slack does it itself (bolt-python#513).
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def units(text: str) -> int:
    """UTF-16 code units: no way of counting that Slack may have finds more."""
    return len(text) + sum(character > "\uffff" for character in text)


def says(text: str) -> bool:
    """Whether there is anything to see."""
    return any(category(character) not in _WHITE for character in text)


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` units, with an ellipsis where something was cut off; never empty."""
    shown = visible(text).strip()
    if not says(shown):
        return NOTHING
    return shown if units(shown) <= limit else next(_slices(shown, limit - 1, units)) + "…"


def plain(text: str) -> Block:
    """Colons stay colons: ``:100:`` is not turned into a picture."""
    return {"type": "plain_text", "text": text, "emoji": False}


def words(card: Card) -> str:
    """The card as the text of a message, escaped."""
    lines = [card.title, *map(line_text, card.body)] if says(card.title) else _texts(card.body)
    text = escape(visible("\n".join(lines)))
    return text if says(text) else NOTHING


def blocks(card: Card) -> list[Block]:
    """A piece of a card as a message: title, lines, buttons."""
    made = _title(visible(card.title).strip()) + sections(card.body)
    return (made or [_section(plain(NOTHING))]) + rows(card.actions)


def _title(title: str) -> list[Block]:
    """A header, or if it holds no more a heading; with nothing to say none."""
    if units(title) > _HEADER or "\n" in title or not says(title):
        return sections([Heading(title)])
    return [{"type": "header", "text": plain(title)}]


def sections(lines: Iterable[Line]) -> list[Block]:
    """Headings in bold, between them the other lines as they are; blank ones only in between."""
    made: list[Block] = []
    for bold, group in groupby(_fitting(lines), _is_bold):
        texts = _texts(group)
        if bold:
            made += [_section(_bold(text)) for text in _packed(map(_starred, texts), units)]
        else:
            made += [_section(plain(text)) for text in _packed(texts, cost)]
    return made


def rows(actions: Sequence[Action]) -> list[Block]:
    """The buttons, in order of weight."""
    buttons = [_button(action, place) for place, action in enumerate(actions)]
    return [
        {"type": "actions", "elements": buttons[start : start + _ROW]}
        for start in range(0, len(buttons), _ROW)
    ]


def is_whole(action: Action) -> bool:
    """Whether a button says all of the label."""
    return units(visible(action.label).strip()) <= _BUTTON


def pieces(card: Card) -> Sequence[Card]:
    """The card in order, each piece fit for one message; at least one.

    Only the first piece has the title, all have ``about``, the last has the actions.  What is
    left of an overlong title are headings.  A line that no section holds is cut.
    """
    first, *left = _fitting([Heading(card.title)])
    title = first.text if isinstance(first, Heading) else ""
    cut: list[Card] = []
    body: list[Line] = []
    room, turns = TEXT - _size(first), 0
    for line in (*left, *_fitting(card.body)):
        size = _size(line)
        turns += bool(body) and _is_bold(body[-1]) != _is_bold(line)
        if size > room or turns > _TURNS:
            cut.append(Card(title, tuple(body), about=card.about, once=card.once))
            title, body, room, turns = "", [], TEXT, 0
        body.append(line)
        room -= size
    cut.append(Card(title, tuple(body), card.actions, card.about, once=card.once))
    return cut


def cost(text: str) -> int:
    """Units of what is shown of the text, escaped."""
    return units(escape(visible(text)))


def _size(line: Line) -> int:
    """With the line end, and the signs of bold letters."""
    return cost(line_text(line)) + (3 if _is_bold(line) else 1)


def _fitting(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines; what no section holds in as many as it takes."""
    room = SECTION - 2  # for the signs of bold letters
    for line in lines:
        if cost(line_text(line)) <= room:
            yield line
        elif isinstance(line, Heading):
            yield from map(Heading, _slices(line.text, room, cost))
        else:
            yield from _slices(line_text(line), room, cost)


def _slices(text: str, limit: int, measure: Callable[[str], int]) -> Iterator[str]:
    """As long as possible each, cut between characters; at least one."""
    start = used = 0
    for at, character in enumerate(text):
        size = measure(character)
        if used + size > limit:
            yield text[start:at]
            start, used = at, 0
        used += size
    yield text[start:]


def _is_bold(line: Line) -> bool:
    """A heading, unless mrkdwn would take something in it for formatting."""
    if not isinstance(line, Heading):
        return False
    text = visible(line.text)
    return says(text) and not _FORMATTING.search(text)


def _starred(text: str) -> str:
    return f"*{escape(text)}*"


def _bold(starred: str) -> Block:
    """``verbatim``: no name or address in it becomes a link."""
    return {"type": "mrkdwn", "text": starred, "verbatim": True}


def _texts(lines: Iterable[Line]) -> list[str]:
    return [visible(line_text(line)) for line in lines]


def _packed(texts: Iterable[str], measure: Callable[[str], int]) -> Iterator[str]:
    """Lines joined, as many as one section holds; nothing of what shows nothing."""
    pack: list[str] = []
    used = 0
    for text in texts:
        size = measure(text) + 1
        if used + size > SECTION + 1:
            yield from _told(pack)
            pack, used = [], 0
        pack.append(text)
        used += size
    yield from _told(pack)


def _told(lines: Sequence[str]) -> Iterator[str]:
    if says(text := "\n".join(lines).strip("\n")):
        yield text


def _section(text: Block) -> Block:
    """``expand``: nothing is folded away."""
    return {"type": "section", "text": text, "expand": True}


def _button(action: Action, place: int) -> Block:
    if not 1 <= len(action.command.encode()) <= _BUTTON_BYTES:
        raise ValueError(f"too long for a button: {action.command!r}")
    label = action.label if says(visible(action.label)) else action.command
    return {
        "type": "button",
        "text": plain(shortened(label, _BUTTON)),
        "action_id": f"{'form' if action.opens else 'do'}:{place}",
        "value": action.command,
    }
