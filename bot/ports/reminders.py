"""What people asked for themselves: to be reminded, or not to be for a while."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.nudge import Contact, PutOff, Reminder, Snooze


class Reminders(Protocol):
    """Own reminders, each said once, and snoozes, one a person and task."""

    @abstractmethod
    async def ask(self, person: int, task: int | None, *, when: datetime, at: datetime) -> int:
        """Its id.  Without a task: today's bundle once more; one that waits already is moved."""

    @abstractmethod
    async def waiting(self, person: int) -> Sequence[Reminder]:
        """By time; one statement."""

    @abstractmethod
    async def cancel(self, person: int, id: int) -> Reminder | None:
        """What was cancelled; None if the person has no such reminder that waits."""

    @abstractmethod
    async def due(self, *, now: datetime) -> Sequence[tuple[Reminder, Contact | None]]:
        """What is due, each given to one caller only; None for who is not there any more."""

    @abstractmethod
    async def first(self, *, after: datetime) -> datetime | None:
        """When the first of those that wait is to be said; None if none does."""

    @abstractmethod
    async def some(self, id: int) -> Reminder | None: ...

    @abstractmethod
    async def snooze(self, person: int, task: int, *, until: datetime, at: datetime) -> None: ...

    @abstractmethod
    async def put_off(self, tasks: Collection[int], *, now: datetime) -> Sequence[PutOff]:
        """By whom these tasks are snoozed at the moment, in plan order; one statement."""

    @abstractmethod
    async def snoozes(self, person: int) -> Sequence[Snooze]: ...
