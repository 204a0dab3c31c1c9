"""A document that was read, against the plan in force; and how it becomes the plan in force."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.messages import Address
from bot.model.plan import PlanDraft
from bot.model.revision import Answers, Revised, Revision
from bot.ports.plan import PlanPeriod


class Revisions(Protocol):
    """A constant number of statements each, however many tasks."""

    @abstractmethod
    async def draft(self, id: int) -> PlanDraft | None:
        """A kept draft; the text of what is reported offline is not in it."""

    @abstractmethod
    async def compare(
        self, draft: int | PlanDraft, answers: Answers, period: PlanPeriod
    ) -> Revision:
        """What becomes of every task if the draft takes effect, and what is still open.

        ``draft``: the number of a kept one, or one that nobody kept.  Without a plan in force
        everything is new.  Raises KeyError when there is no such draft,
        ValueError when an answer names a task or a department that there is not.
        """

    @abstractmethod
    async def name(self, answers: Answers) -> Sequence[str]:
        """Keep the names that the office says are existing departments'; those that were kept.

        Raises ValueError where there is no such department.
        """

    @abstractmethod
    async def is_overtaken(self, address: Address, message: str, *, revised: datetime) -> bool:
        """Whether what we sent there under this id left before ``revised``."""

    @abstractmethod
    async def revise(
        self,
        seen: Revision,
        answers: Answers,
        period: PlanPeriod,
        *,
        by: int | None,
        at: datetime,
    ) -> Revised:
        """Let the draft take effect on the plan in force, which stays the same plan.

        Tasks keep their ids, what was reported and the dates that people set; what is removed
        moves, with its history, to a plan that is never in force.  Raises ``Conflict`` when it is
        not any more what ``seen`` says, ValueError while something is open.
        """
