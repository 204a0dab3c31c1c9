"""What only the office does to items: closing them, and opening them again."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.person import Person
from bot.model.task import Share, Status, Task

Part = tuple[Task, Share]


class Closings(Protocol):
    """Each is a constant number of statements, however many items."""

    @abstractmethod
    async def move(
        self,
        parts: Sequence[Part],
        after: Mapping[tuple[int, int], Status],
        *,
        person: Person,
        at: datetime,
        channel: str,
        batch: str,
    ) -> None:
        """Record the status of each part, by the ids of task and department, and move it there.

        One message, one undo, as with what departments report.  Raises ``Conflict`` when a part is
        no longer at the version that was seen.
        """

    @abstractmethod
    async def before(self, tasks: Collection[int]) -> Mapping[tuple[int, int], Status]:
        """What the parts of these tasks (by id) were before the closing that stands last."""
