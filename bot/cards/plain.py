"""A card as plain text: for terminals, logs of a conversation and tests."""

from collections.abc import Collection
from dataclasses import replace
from unicodedata import east_asian_width

from bot.abilities import EVERY, Ability, Hint
from bot.messages import Action, Card, Fact, Heading, Item, Line


def plain_text(card: Card, *, actions: bool = False) -> str:
    """Title, then a line each; with ``actions`` the buttons as ``[label: command]``."""
    lines = [card.title, *(line_text(line) for line in card.body)]
    if actions:
        lines += [f"[{action.label}: {action.command}]" for action in card.actions]
    return "\n".join(lines)


def typed_line(action: Action) -> str:
    """An action that has no button: ``申请协调：需协调 24``, ``History: history 24``.

    A label that is the line itself, as ``部门`` is, says nothing more.
    """
    if action.label.casefold() == action.command.casefold():
        return action.command
    wide = east_asian_width(action.label[-1:] or " ") in "FW"
    return f"{action.label}{'：' if wide else ': '}{action.command}"


def line_text(line: Line) -> str:
    """One line of a card as people read it."""
    match line:
        case str():
            return line
        case Heading(text):
            return text
        case Fact(label, value):
            return f"{label}{value}"
        case Item(number, text):
            return f" {number} {text}"
        case Hint():
            return line.told(EVERY)


def told(card: Card, able: Collection[Ability]) -> Card:
    """The card as it is true in a chat that can do what is ``able``.

    Where nobody is heard nothing can be pressed or typed.
    """
    body = tuple(line.told(able) if isinstance(line, Hint) else line for line in card.body)
    actions = card.actions if Ability.SPEAK in able else ()
    return replace(card, body=body, actions=actions)
