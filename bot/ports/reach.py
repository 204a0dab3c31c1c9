"""Whether departments can be reached."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.model.reach import Reach


class Reaches(Protocol):
    """For the office."""

    @abstractmethod
    async def of_plan(self, plan: int, *, day: date, long: datetime) -> Sequence[Reach]:
        """Departments of the plan, collectives apart, in plan order; two statements.

        ``day``: the one that leave is looked at.  Items that are put off until ``long`` or later
        count as put off for long.
        """
