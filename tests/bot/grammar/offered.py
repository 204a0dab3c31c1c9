"""Tables of readings with what is offered.

A line of one: what is typed, " > ", what it means; behind an ask the lines that are offered.
``34: `` before it: in answer to the card of item 34.
"""

from bot.grammar import read
from bot.grammar.intent import Ask, Refuse
from tests.bot.grammar.shown import context, shown


def cases(table: str) -> list[list[str]]:
    return [line.split(" > ", 1) for line in table.strip().splitlines()]


def asked(text: str, *, item: int | None = None) -> str:
    """What a line means, with what is offered."""
    verdicts = read(text, context(item=item))
    offers = [o for one in verdicts if isinstance(one, Ask | Refuse) for o in one.offers]
    meaning = shown(text, item=item)
    if offers and verdicts and isinstance(verdicts[0], Ask):
        meaning = meaning.split(" (")[0]
    return f"{meaning}: {', '.join(offers)}" if offers else meaning


def replied(text: str) -> str:
    """``34: `` in front stands for the card of that item."""
    on_card = text.startswith("34: ")
    return asked(text.removeprefix("34: "), item=34 if on_card else None)
