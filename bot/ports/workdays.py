"""What the office has decided about single days, over what was published."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.workdays import Calendar, DayKind, Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One day, whatever was published.

    ``whole``: entered as part of the whole arrangement of its year.  ``by``: who said so, None for
    the command line.
    """

    day: date
    kind: DayKind
    whole: bool
    by: str | None
    at: datetime


class Workdays(Protocol):
    """The calendar.  Who finds the sender of a message gets it in the same statement."""

    @abstractmethod
    async def calendar(self) -> Calendar:
        """What was published, and the decisions as they stand.  One statement.

        A year with a day that was entered as part of its whole arrangement is known.
        """

    @abstractmethod
    async def decisions(self, first: date, last: date) -> Sequence[Decision]:
        """Those about the days from ``first`` to ``last``, in order.  One statement."""

    @abstractmethod
    async def decide(
        self, days: Days, *, by: int | None, at: datetime, years: Collection[int] = ()
    ) -> None:
        """The last decision about a day counts.  ``years``: their whole arrangement is in it."""

    @abstractmethod
    async def lift(self, days: Collection[date]) -> None:
        """Nothing is decided about them any more; those without a decision change nothing."""
