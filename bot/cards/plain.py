"""A card as plain text: for terminals, logs of a conversation and tests."""

from bot.messages import Card, Fact, Heading, Item, Line


def plain_text(card: Card, *, actions: bool = False) -> str:
    """Title, then a line each; with ``actions`` the buttons as ``[label: command]``."""
    lines = [card.title, *(line_text(line) for line in card.body)]
    if actions:
        lines += [f"[{action.label}: {action.command}]" for action in card.actions]
    return "\n".join(lines)


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
