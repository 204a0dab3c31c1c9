"""Dates of tasks that people set, and requests of departments for more time."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.model.extension import Extension, ExtensionState
from bot.model.task import Task


class Deadlines(Protocol):
    """What the document says stays: of every change the date before it is kept."""

    @abstractmethod
    async def set(
        self, tasks: Collection[int], day: date, *, by: int, at: datetime, on: date
    ) -> None:
        """The office's own date for the tasks of these ids; ``on``: today, in the plan's zone.

        Two statements however many.
        """

    @abstractmethod
    async def clear(self, tasks: Collection[int], *, by: int, at: datetime) -> None:
        """Back to what the document says, for the tasks of these ids; two statements."""

    @abstractmethod
    async def documents(self, plan: int) -> dict[int, tuple[str, date | None]]:
        """By id of each task whose date was ever changed, the document's kind of date and day."""

    @abstractmethod
    async def ask(
        self, task: Task, department: int, day: date, reason: str, *, by: int, at: datetime
    ) -> tuple[int, bool]:
        """Keep a request: its id, and whether an earlier open one was withdrawn for it."""

    @abstractmethod
    async def requests(self, plan: int) -> Sequence[Extension]:
        """The open ones, by number of the task."""

    @abstractmethod
    async def request(self, id: int) -> Extension | None: ...

    @abstractmethod
    async def decide(
        self,
        asked: Extension,
        state: ExtensionState,
        *,
        granted: date | None,
        answer: str | None,
        by: int,
        at: datetime,
        on: date,
    ) -> bool:
        """Grant or refuse an open request; False when it is open no longer.

        What is granted is the task's date from now on; the first date before any extension is
        kept beside it.  ``on``: today, in the plan's zone.
        """
