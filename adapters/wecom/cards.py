"""From cards to WeCom's template cards, which are titles, lines and buttons; pure.

Limits are those of developer.work.weixin.qq.com/document/path/90236 (apps) and 101032 (robots).
There are no text_notice cards: they have to lead to a page when pressed (card_action), and we have
none.  WeCom advises how many Chinese characters a part of a card should have at most; here room is
counted in half widths, of which a Latin letter takes one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from adapters.wecom.text import NOTHING, TEXT, columns, cut, lines_of, plain_cost, quiet, says
from bot.cards.plain import line_text, typed_line
from bot.messages import Action, Card, Fact, Line
from bot.visible import visible

Template = dict[str, Any]
"""A template card as WeCom takes it, without ``task_id``."""

TITLE = 72
SUBTITLE = {"app": 320, "aibot": 224}
"""Room of a card's text, by who sends it."""
LABEL = 20
BUTTON_BYTES = 64

_BUTTONS = 6
_SENTENCE = re.compile("[。；？](?=.)|[;.?] (?=.)")
_CLAUSE = re.compile("[（，；。：]|[,;:(] ?")
_STOPS = {"；": "。", ";": "."}  # at the end of a title, which is a sentence then
_PAIRED = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("「", "」"))
_PAIRS = 6
_PAIR = 10, 60
_FIRST, _OTHER = 1, 2  # styles of buttons


def chosen(actions: Sequence[Action]) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """What becomes buttons, and what has to be typed because no button holds or says it.

    Keys of one card differ: of two actions with one command the first is a button.
    """
    buttons: dict[str, Action] = {}
    for action in actions:
        if len(buttons) < _BUTTONS:
            buttons.setdefault(action.command, action)
    said = {(one.command, _label(one)) for one in buttons.values() if _fits(_label(one), LABEL)}
    typed = tuple(one for one in actions if (one.command, _label(one)) not in said)
    return tuple(buttons.values()), typed


def whole(card: Card, subtitle: int) -> Template | None:
    """All of the card as one card with buttons; None if it does not fit.

    ``subtitle``: the room that its text may take.
    """
    title, more = _parted(card.title)
    if not card.actions or not _fits(title, TITLE):
        return None
    layouts = _layouts([*more, *lines_of(card.body)])
    fitting = next((found for found in layouts if columns(found[0]) <= subtitle), None)
    if fitting is None:
        return None
    text, pairs = fitting
    made = _titled(title, "button_interaction")
    if says(text):
        made["sub_title_text"] = text
    if pairs:
        made["horizontal_content_list"] = pairs
    made["button_list"] = _buttons(card.actions)
    return made if plain_cost(words(made)) <= TEXT else None  # so that it can be said in a text


def _layouts(body: list[Line]) -> Iterator[tuple[str, list[Template]]]:
    """The text, and the facts behind it in two columns: every fact, or none.

    Where there is no room, some: but one apart from those of its name would seem to sum them up.
    """
    pairs: list[Template] = []
    while len(pairs) < min(len(body), _PAIRS) and (pair := _pair(body[-1 - len(pairs)])):
        pairs.insert(0, pair)
    first = len(body) - len(pairs)
    above = {line.label for line in body[:first] if isinstance(line, Fact)}
    below = {line.label for line in body[first:] if isinstance(line, Fact)}
    if above:
        yield _text(body), []
    if not above & below:
        yield _text(body[:first]), pairs


def _text(body: Sequence[Line]) -> str:
    return quiet("\n".join(map(line_text, body))).strip("\n")


def pressing(title: str, actions: Sequence[Action]) -> Template:
    """The buttons alone, below messages that say the rest."""
    return _titled(_clause(title), "button_interaction") | {"button_list": _buttons(actions)}


def words(template: Template) -> str:
    """A template card as plain text, what can be pressed as lines to type."""
    title = template["main_title"]
    lines = [title["title"], title.get("desc", ""), template.get("sub_title_text", "")]
    for pair in template.get("horizontal_content_list", ()):
        lines.append(f"{pair['keyname']}：{pair['value']}")
    for button in template.get("button_list", ()):
        lines.append(typed_line(Action(button["text"], quiet(button["key"]))))
    return "\n".join(filter(None, lines))


def shortened(text: str, limit: int) -> str:
    """One line of at most ``limit`` half widths, with an ellipsis; never empty."""
    shown = _one_line(text)
    return cut(shown, limit, columns) if says(shown) else NOTHING


def _titled(title: str, kind: str) -> Template:
    return {"card_type": kind, "main_title": {"title": shortened(title, TITLE)}}


def _parted(title: str) -> tuple[str, list[Line]]:
    """The sentences of a long title that fit, and the others: a line below them."""
    if _fits(title, TITLE):
        return title, []
    ends = [found.end() for found in _SENTENCE.finditer(title) if _closed(title[: found.end()])]
    fitting = [end for end in ends if _fits(title[:end].rstrip(), TITLE)]
    whole_ones = [end for end in fitting if title[:end].rstrip()[-1] not in _STOPS]
    for end in (whole_ones or fitting)[-1:]:
        first, rest = title[:end].rstrip(), title[end:]
        opening = rest[0].upper() if rest[0].isascii() else rest[0]
        return first[:-1] + _STOPS.get(first[-1], first[-1]), [opening + rest[1:]]
    return title, []


def _clause(title: str) -> str:
    """The title, or as many of its sentences or clauses as fit: all of it stands above."""
    shown, more = _parted(_one_line(title))
    if more or _fits(shown, TITLE):
        return shown
    starts = [shown[: found.start()].rstrip() for found in _CLAUSE.finditer(shown)]
    fitting = [start for start in starts if TITLE // 3 <= columns(start) <= TITLE]
    return next((start for start in reversed(fitting) if _closed(start)), title)


def _closed(text: str) -> bool:
    """Whether no bracket or quotation is cut through."""
    return all(text.count(a) == text.count(b) for a, b in _PAIRED)


def _fits(text: str, limit: int) -> bool:
    return "\n" not in text and columns(quiet(text).strip()) <= limit


def _label(action: Action) -> str:
    return _one_line(action.label if says(visible(action.label)) else action.command)


def _one_line(text: str) -> str:
    return " ".join(quiet(text).split("\n")).strip()


def _pair(line: Line) -> Template | None:
    """A fact in two columns, which say what its colon says."""
    if not isinstance(line, Fact):
        return None
    name, value = visible(line.label).strip().rstrip("：:").rstrip(), visible(line.value).strip()
    if not (says(name) and says(value) and _fits(name, _PAIR[0]) and _fits(value, _PAIR[1])):
        return None
    return {"keyname": quiet(name), "value": quiet(value)}


def _buttons(actions: Sequence[Action]) -> list[Template]:
    """In order of weight; the first that leads on stands out."""
    first = next((action for action in actions if not action.back), None)
    return [
        {
            "text": shortened(_label(action), LABEL),
            "style": _FIRST if action is first else _OTHER,
            "key": action.command,
        }
        for action in actions
    ]
