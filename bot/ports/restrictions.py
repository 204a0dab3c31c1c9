"""Tasks that are reported offline: marking takes the text away, lifting lets it come back."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Protocol

from bot.model.plan import PlanDraft
from bot.model.restriction import Traces
from bot.model.task import Task


class Restrictions(Protocol):
    """A constant number of statements each, however many tasks; rare, and may take seconds."""

    @abstractmethod
    async def traces(self, plan: int, tasks: Sequence[Task]) -> Traces:
        """What ``mark`` would take away."""

    @abstractmethod
    async def confirm(self, tasks: Collection[int]) -> None:
        """The office says that these (by id), restricted already, are so; nothing else changes."""

    @abstractmethod
    async def mark(self, plan: int, tasks: Sequence[Task]) -> Traces:
        """Restrict them, confirmed, and erase what the store holds of them as text.

        Neither who did what when nor statuses and percentages go.  Raises ``Conflict`` while a
        message that shows one of them is on its way.
        """

    @abstractmethod
    async def lift(self, tasks: Collection[int]) -> None:
        """They are open from now on; their text is not there."""

    @abstractmethod
    async def refill(self, draft: PlanDraft) -> Sequence[int]:
        """Give lifted tasks of the plan in force their text back; their numbers (``ref``).

        Only from the very document that the plan was made of, told by its SHA-256.
        """
