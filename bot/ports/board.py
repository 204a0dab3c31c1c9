"""What the office's board counts and lists."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model.board import Cell, Filters, Found, Sight
from bot.model.task import Department
from bot.ports.inbox import EventState
from bot.ports.letters import DeliveryState
from bot.ports.reviews import Owed, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A dead letter; ``person`` and ``department`` of its addressee, None for a group or a
    stranger."""

    row: DeliveryState
    person: str | None = None
    department: str | None = None


class Board(Protocol):
    """Set-based: every method is one statement, whatever the size of the plan."""

    @abstractmethod
    async def counts(self, plan: int, sight: Sight) -> Sequence[Cell]:
        """All tasks by chapter, status and light, in the plan's order; restricted ones too."""

    @abstractmethod
    async def find(
        self, plan: int, filters: Filters, chapter: str | None, sight: Sight, *, limit: int
    ) -> Found:
        """A page of the tasks that fit, by number; restricted ones only by chapter.

        ``chapter`` is the name of the one that the filters mean.
        """

    @abstractmethod
    async def chapters(self, plan: int) -> Sequence[str | None]:
        """In the order of the plan; None for tasks before the first."""

    @abstractmethod
    async def departments(self, plan: int) -> Sequence[Department]:
        """Those with a part in it, in plan order."""

    @abstractmethod
    async def tally(self, period: int) -> Tally:
        """Of all reports to the office together."""

    @abstractmethod
    async def missing(self, period: int, *, limit: int, offset: int = 0) -> Sequence[Owed]:
        """What is still owed to the office, by number of the task."""

    @abstractmethod
    async def undelivered(self, *, limit: int) -> Sequence[Undelivered]:
        """The oldest dead letters."""

    @abstractmethod
    async def parked(self, *, limit: int) -> Sequence[EventState]:
        """The oldest events that a fault of ours stopped."""
