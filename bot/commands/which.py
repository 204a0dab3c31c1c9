"""Which period and which department somebody means by a word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.commands.base import Call
from bot.grammar import periods
from bot.model.period import Period
from bot.model.task import Department


@dataclass(frozen=True, slots=True)
class Periods:
    """The plan's periods, and the one that is meant when none is named."""

    every: Sequence[Period]
    current: Period | None

    @classmethod
    async def of(cls, call: Call) -> "Periods":
        """One statement."""
        return cls(await call.unit.periods.all(call.facts.id), call.facts.period)

    def called(self, code: str) -> Period | None:
        """By its code or number."""
        return next((one for one in self.every if periods.is_called(one, code)), None)


def is_called(body: Department, word: str) -> bool:
    """Whether the word is one of the names that cards show of a department."""
    names = (body.short, body.acronym, body.english)
    return word.casefold() in {name.casefold() for name in names if name}


def among(bodies: Iterable[Department], word: str) -> Department | None:
    return next((body for body in bodies if is_called(body, word)), None)
