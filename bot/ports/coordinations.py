"""Requests for coordination: open until the office settles them or the department withdraws."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.model.coordination import Coordination
from bot.model.desk import CoordinationState, CoordinationStep
from bot.model.task import Department


class Coordinations(Protocol):
    """One open request for each task and department."""

    @abstractmethod
    async def open(
        self,
        task: int,
        department: int,
        question: str,
        parties: Collection[int],
        *,
        by: int,
        at: datetime,
        batch: str,
    ) -> int:
        """The new request's id.  ``parties``: ids of other departments."""

    @abstractmethod
    async def pending(self, plan: int) -> Sequence[Coordination]:
        """Those that are not over, in plan order, without their steps; two statements."""

    @abstractmethod
    async def on_task(self, task: int) -> Sequence[Coordination]:
        """Those of a task (id) that are not over, with their steps; three statements."""

    @abstractmethod
    async def some(self, id: int) -> Coordination | None:
        """With its steps, whatever its state."""

    @abstractmethod
    async def step(
        self,
        id: int,
        kind: CoordinationStep,
        *,
        by: int,
        at: datetime,
        words: str | None = None,
        department: int | None = None,
        state: CoordinationState | None = None,
        meeting: date | None = None,
    ) -> int | None:
        """Write down what was done; the step's id, None when the request is over already.

        ``state``: what the request becomes, None for no change; ``meeting`` likewise.
        """

    @abstractmethod
    async def join(self, id: int, departments: Collection[int]) -> None:
        """The request concerns these departments too.  Safe to repeat."""

    @abstractmethod
    async def opened_by(self, batch: str) -> Sequence[Coordination]:
        """Requests that this message opened and that are not over, without their steps."""

    @abstractmethod
    async def named(self, names: Collection[str]) -> Mapping[str, Sequence[Department]]:
        """Departments by whole names and aliases, each name as given; one statement.

        A department's own short name beats the aliases of others.  Unknown names have none.
        """
