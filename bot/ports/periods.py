"""Reporting periods: opening one says who owes a report."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.model.period import Period, Span


class Periods(Protocol):
    """The periods of a plan.  Who finds the sender of a message gets the current one with it."""

    @abstractmethod
    async def open(
        self,
        plan: int,
        span: Span,
        due: date,
        *,
        cadence: bool,
        at: datetime,
        by: int | None = None,
    ) -> Period | None:
        """Open it, with a report owed by each department that answers; None if it exists already.

        The sole department owes, the leads of a joint task, and each that is responsible for its
        own part; participants owe their lead.  Collectives owe nothing, nor do closed tasks.
        ``cadence``: it is one of the plan's own rhythm.  Two statements.
        """

    @abstractmethod
    async def all(self, plan: int) -> Sequence[Period]:
        """By due day, latest first."""

    @abstractmethod
    async def find(self, plan: int, code: str) -> Period | None:
        """The period of this code (``2019-Q3``, or the office's own word); None if never opened."""
