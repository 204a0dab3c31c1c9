"""The office's own words in a bundle: under the item that they are for, or after all of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.locale import Words
from bot.messages import Line

_FEW = 4  # numbers that are named: on the card the items are marked


@dataclass(frozen=True, slots=True)
class Asked:
    """What the office said on a day, and the numbers of the items that it was for."""

    day: date
    words: str
    refs: Sequence[int]


def under(
    say: Words, asked: Sequence[Asked], *, shown: Collection[int], refs: Collection[int]
) -> dict[int, list[Line]]:
    """By number, what comes after that item.

    ``shown``: the items on the card, ``refs``: all that it is about.
    """
    found = dict[int, list[Line]]()
    for one in asked:
        if _is_apart(one, shown, refs):
            found.setdefault(one.refs[0], []).append(_said(say, one))
    return found


def after(
    say: Words, asked: Sequence[Asked], *, shown: Collection[int], refs: Collection[int]
) -> list[Line]:
    """What was for all of them; what was for several, with their numbers."""
    return [
        _said(say, one) if set(refs) <= set(one.refs) else _said_on(say, one)
        for one in asked
        if not _is_apart(one, shown, refs)
    ]


def _is_apart(one: Asked, shown: Collection[int], refs: Collection[int]) -> bool:
    return len(one.refs) == 1 and one.refs[0] in shown and len(refs) > 1


def _said(say: Words, one: Asked) -> str:
    return say("The office, {day}: {words}", day=say.day(one.day), words=one.words)


def _said_on(say: Words, one: Asked) -> str:
    numbers = say.listed(map(str, one.refs[:_FEW]))
    if len(one.refs) > _FEW:
        numbers = say("{numbers} and others", numbers=numbers)
    return say(
        "The office, {day}, on {numbers}: {words}",
        day=say.day(one.day),
        numbers=numbers,
        words=one.words,
    )
