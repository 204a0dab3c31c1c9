"""Urges: what the office asks for by hand, and the answers that go back to whoever asked."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.urge import Urge


class Urges(Protocol):
    """An urge is open until its department updates or reports on its task."""

    @abstractmethod
    async def add(
        self,
        parts: Sequence[tuple[int, int]],
        *,
        by: int,
        at: datetime,
        batch: str,
        words: str | None = None,
    ) -> None:
        """``parts``: ids of tasks and departments.  One statement."""

    @abstractmethod
    async def answered(
        self, tasks: Collection[int], department: int, *, by: int, at: datetime
    ) -> None:
        """The department has said something about these tasks (ids): open urges are answered.

        To be called wherever an update is written or a report is submitted.  One statement.
        """

    @abstractmethod
    async def unanswered(
        self, parts: Collection[tuple[int, int]], *, by: int, at: datetime
    ) -> Collection[int]:
        """What the person said about these tasks of departments (ids) at ``at`` was taken back.

        Urges that it had answered are open again, told or not; the ids of their tasks.  One
        statement.
        """

    @abstractmethod
    async def open_to(self, departments: Collection[int]) -> Sequence[Urge]:
        """Those that wait for an answer of these departments, oldest first; one statement."""

    @abstractmethod
    async def heard(self) -> Sequence[int]:
        """People (ids) whose urges have answers that they have not been told of."""

    @abstractmethod
    async def tell(self, person: int) -> Sequence[int]:
        """Ids of the person's urges with answers, each given to one caller only."""

    @abstractmethod
    async def some(self, ids: Sequence[int]) -> Sequence[Urge]:
        """These urges in plan order, with what was said last and stands; one statement."""
