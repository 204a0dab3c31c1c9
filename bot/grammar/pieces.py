"""What the readers of dates hand to each other: a day or an instant, and where its words end."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from bot.errors import Code
from bot.grammar.numbers import CHINESE, number
from bot.grammar.words import words

_SPELT = words("one two three four five six seven eight nine ten eleven twelve")
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
SPELT = {word: n for n, word in enumerate(_SPELT, 1)} | _TENS | {"ninety": 90}
N = f"(?:[0-9]{{1,12}}|{CHINESE}|(?:{'|'.join(sorted(SPELT, key=len, reverse=True))})(?![a-z]))"
"""A number as a pattern, in digits or words; ``amount`` says how much it is."""

THIS, NEXT, AFTER_NEXT, LAST = 0, 1, 2, -1
RELATIVE = {"下下": AFTER_NEXT, "下": NEXT, "上": LAST, "next": NEXT, "last": LAST}
"""Which week, month or quarter is meant; every other word means this one."""


class Kind(Enum):
    """How a day was named: two of one kind are two days, two of different kinds must agree."""

    NAMED = auto()
    WEEKDAY = auto()
    WRITTEN = auto()
    SCOPED = auto()
    SPAN = auto()
    WEEKS = auto()


@dataclass(frozen=True, slots=True)
class Day:
    """``weekday``: the name of one alone, 0 is Monday; it may repeat what is said already.

    ``weak``: the word means something else as often, and is too little alone.
    """

    day: date
    end: int
    kind: Kind
    weekday: int | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """So many hours or minutes from now."""

    at: datetime
    end: int


Piece = Day | Moment | Code | None
"""A code: something like a date that cannot be used, and why; None: nothing like one."""


def amount(word: str) -> int | None:
    """None: no number, or two of them at once (一百六)."""
    if word in SPELT:
        return SPELT[word]
    meant = number(word)
    return meant[0] if len(meant) == 1 else None


def on(year: int, month: int, day: int, end: int) -> Day | Code:
    """A written date, if it exists."""
    try:
        return Day(date(year, month, day), end, Kind.WRITTEN)
    except ValueError:
        return Code.BAD_DATE
