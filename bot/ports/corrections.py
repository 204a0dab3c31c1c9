"""What corrects a text that was used already: records beside it, never a change of it."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.correction import Correction
from bot.model.desk import CorrectionState
from bot.model.person import Person
from bot.model.task import Share, Task


class Corrections(Protocol):
    """Corrections that stand at once, and those that the office is asked to agree to."""

    @abstractmethod
    async def said(self, task: int, department: int) -> datetime | None:
        """When the department wrote its last standing record on the task.  One statement."""

    @abstractmethod
    async def last(self, person: int) -> tuple[int, int, datetime] | None:
        """The record in which the person last corrected something: its id, the number of the
        item, when.  One statement.
        """

    @abstractmethod
    async def add(
        self,
        task: Task,
        share: Share,
        words: str,
        *,
        period: int | None,
        person: Person,
        at: datetime,
        channel: str,
        batch: str,
        on_behalf: bool,
    ) -> bool:
        """Write the record down; whether the sent report of ``period`` has it now, too.

        Status, percentage and version of the part stay as they are.  Two statements at most.
        """

    @abstractmethod
    async def ask(
        self, task: int, department: int, period: int, words: str, *, by: int, at: datetime
    ) -> tuple[int, bool]:
        """Keep a request: its id, and whether an earlier open one was withdrawn for it."""

    @abstractmethod
    async def withdraw(self, task: int, department: int, *, at: datetime) -> bool:
        """End the department's open request; False where there is none."""

    @abstractmethod
    async def requests(self, plan: int, department: int | None = None) -> Sequence[Correction]:
        """The open ones, by number of the task; of one department or of all."""

    @abstractmethod
    async def request(self, id: int) -> Correction | None: ...

    @abstractmethod
    async def decide(
        self,
        asked: Correction,
        state: CorrectionState,
        *,
        share: Share | None,
        answer: str | None,
        by: int,
        at: datetime,
        channel: str,
    ) -> bool:
        """Agree to an open request or decline it; False when it is open no longer.

        What is agreed to is a record of ``share`` by whoever asked, and stands in the sealed
        report; it counts for no other period.
        """
