"""Cards as JSON, for what the outbox remembers of a message."""

import json
from typing import Any, assert_never

from bot.abilities import Ability, Hint
from bot.messages import Action, Card, Fact, Heading, Item, Line, Seen


def to_json(card: Card) -> str:
    """Chinese stays Chinese; a line is a string or ``[kind, …]``.

    Forms, pictures and which button stands out are not kept.
    """
    made: dict[str, Any] = {
        "title": card.title,
        "body": [_plain(line) for line in card.body],
        "actions": [[action.label, action.command, action.opens] for action in card.actions],
        "about": [_shown(seen) for seen in card.about],
    }
    if card.once:
        made["once"] = True
    if card.awaits:
        made["awaits"] = card.awaits
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Card:
    """The card that ``to_json`` wrote."""
    made = json.loads(text)
    return Card(
        title=made["title"],
        body=tuple(_line(plain) for plain in made["body"]),
        actions=tuple(Action(*action) for action in made["actions"]),
        about=tuple(Seen(*seen) for seen in made["about"]),
        once=made.get("once", False),
        awaits=made.get("awaits", ""),
    )


def _shown(seen: Seen) -> list[int]:
    shown = [seen.ref, seen.department, seen.version]
    return shown if seen.sheet is None else [*shown, seen.sheet]


def _plain(line: Line) -> str | list[str]:
    match line:
        case str():
            return line
        case Heading(text):
            return ["heading", text]
        case Fact(label, value):
            return ["fact", label, value]
        case Item(number, text, task):
            return ["item" if task else "entry", number, text]
        case Hint():
            return ["hint", *_ways(line)]
        case _:
            assert_never(line)


def _line(plain: str | list[str]) -> Line:
    match plain:
        case str():
            return plain
        case ["heading", text]:
            return Heading(text)
        case ["fact", label, value]:
            return Fact(label, value)
        case ["item", number, text]:
            return Item(number, text)
        case ["entry", number, text]:
            return Item(number, text, task=False)
        case ["hint", needs, text, *rest] if rest:
            return _hint(needs, text, *rest)
        case _:
            raise ValueError(f"no line of a card: {plain!r}")


def _ways(hint: Hint) -> list[str]:
    """Each ability with its text, then what is left without any."""
    rest = hint.otherwise
    return [hint.needs, hint.text, *([rest] if isinstance(rest, str) else _ways(rest))]


def _hint(needs: str, text: str, *rest: str) -> Hint:
    return Hint(Ability(needs), text, rest[0] if len(rest) == 1 else _hint(*rest))
