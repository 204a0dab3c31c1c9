"""What a seed decides beforehand: who talks, what fails and when the clock jumps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from bot.ports import Doubt, Rate, Window
from tests.simulation.platform import KINDS

T = TypeVar("T")
CHATS = ("1", "2", "-3")
NEW_HOME = "-1003"  # where the group moves to
JUMPS = (3600, -3600, 86400, -86400, 20, -20, 2, -2)
WINDOWS: dict[str, Sequence[Window]] = {
    "1": [Window(1, 0.3)],
    "-3": [Window(1, 0.3), Window(2, 4.0)],
}
SWITCHES = {  # how often each fires where it is on
    "slow commit": 0.25,
    "early wake": 0.25,
    "lost bell": 0.25,
    "short batch": 0.25,
    "busy": 0.1,
    "full disk": 0.05,
    "run again": 0.05,
    "lost answer": 0.05,
}
TROUBLES = frozenset(("slow commit", "busy", "full disk", "run again", "lost answer"))
"""Those that hold up what is to be written down."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something we say unasked: its parts are ``m{number}.{part}``."""

    number: int
    chat: str
    parts: int
    urgent: bool
    at: float

    @property
    def texts(self) -> list[str]:
        return [f"m{self.number}.{part}" for part in range(self.parts)]


@dataclass(frozen=True, slots=True)
class Said:
    """An event, delivered at each of ``times``; ``what``: parts of its answers, or what it does."""

    number: int
    chat: str
    what: str
    times: Sequence[float]

    @property
    def id(self) -> str:
        return f"e{self.number}"

    @property
    def texts(self) -> list[str]:
        """The answers that a normal event gets."""
        counts = [int(count) for count in self.what.split()] if self.what[0].isdigit() else []
        return [
            f"r:{self.id}:{n}.{part}" for n, parts in enumerate(counts) for part in range(parts)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    processes: int
    lasts: float
    messages: Sequence[Message]
    said: Sequence[Said]
    doubt: Doubt
    rate: Rate | None
    windows: dict[str, Sequence[Window]]
    faults: float
    kinds: Sequence[str]
    kills: int
    losses: Sequence[float]
    jumps: Sequence[tuple[float, float]]
    outages: Sequence[tuple[float, float]]
    blocked: dict[str, float] = field(default_factory=dict)
    moved: dict[str, tuple[float, str]] = field(default_factory=dict)
    switches: frozenset[str] = frozenset()


def script_of(dice: Random) -> Script:
    lasts = dice.uniform(0.6, 2.5)
    some = dice.random() < 0.8  # of the histories are not faultless
    kinds = [kind for kind in KINDS if dice.random() < 0.5] or list(KINDS)
    return Script(
        processes=dice.choice((1, 1, 1, 2, 2, 2, 3, 4)),
        lasts=lasts,
        messages=[_message(dice, number, lasts) for number in range(dice.randint(2, 4))],
        said=[_said(dice, number, lasts) for number in range(dice.randint(1, 2))],
        doubt=dice.choice((Doubt.REPEAT, Doubt.REPEAT, Doubt.RESEND, Doubt.ASK)),
        rate=dice.choice((None, Rate(5, 4.0), Rate(30, 28.5))),
        windows=WINDOWS if dice.random() < 0.5 else {},
        faults=dice.choice((0.1, 0.3, 0.6)) if some else 0.0,
        kinds=kinds,
        kills=dice.choice((0, 0, 1, 2, 4)),
        losses=_some(dice, 2, lambda: dice.uniform(0, lasts), 0.2),
        jumps=_some(dice, 2, lambda: (dice.uniform(0, lasts), dice.choice(JUMPS))),
        outages=_some(dice, 1, lambda: (dice.uniform(0, lasts), dice.choice((0.5, 1.0, 4.0)))),
        blocked=dict(_some(dice, 1, lambda: (dice.choice("12"), dice.uniform(0, lasts)), 0.15)),
        moved=dict(_some(dice, 1, lambda: ("-3", (dice.uniform(0, lasts), NEW_HOME)), 0.15)),
        switches=frozenset(name for name in SWITCHES if dice.random() < 0.25),
    )


def _some(dice: Random, most: int, one: Callable[[], T], chance: float = 0.35) -> list[T]:
    return [one() for _ in range(most) if dice.random() < chance]


def _message(dice: Random, number: int, lasts: float) -> Message:
    at = dice.choice((0.0, dice.uniform(0, lasts)))
    return Message(number, dice.choice(CHATS), dice.choice((1, 1, 2)), dice.random() < 0.3, at)


def _said(dice: Random, number: int, lasts: float) -> Said:
    what = dice.choice(("1", "1", "2", "1 1", "nothing"))
    if dice.random() < 0.08:
        what = dice.choice(("unreadable", "bug", "kill"))
    times = [dice.uniform(0, lasts) for _ in range(dice.choice((1, 1, 2, 3)))]
    return Said(number, dice.choice(CHATS[:2]), what, times)
