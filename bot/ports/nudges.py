"""What nudges are about: who owes what, and where they can be reached."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from bot.model.nudge import Contact, Owed
from bot.model.person import PersonRole


class Nudges(Protocol):
    """Reads for many people at once; each is one statement, whatever the number of people.

    People are active and no stand-ins; each has the account that was bound first and is not
    suspended.
    """

    @abstractmethod
    async def owing(self, periods: Collection[int]) -> Sequence[tuple[int, Contact]]:
        """Period, and everybody (liaison or deputy) whose department owes a report in it."""

    @abstractmethod
    async def unsettled(self, periods: Collection[int]) -> Collection[int]:
        """Of these periods those in which a report is still owed by anybody."""

    @abstractmethod
    async def days(self, plan: int) -> Sequence[date]:
        """The days on which tasks of the plan have a date that can be missed."""

    @abstractmethod
    async def unfinished(
        self, plan: int, days: Collection[date]
    ) -> Sequence[tuple[int, date, Contact | None]]:
        """Task (``ref``) and its date on one of these days, and everybody who answers for it.

        A department that has finished its own part is left out; a task for which nobody can be
        asked stands there once, with None.
        """

    @abstractmethod
    async def with_roles(self, roles: Collection[PersonRole]) -> Sequence[Contact]: ...

    @abstractmethod
    async def of_departments(self, departments: Collection[int]) -> Sequence[Contact]:
        """Their liaisons."""

    @abstractmethod
    async def with_deputies(
        self, departments: Collection[int], *, besides: Collection[int] = ()
    ) -> Collection[int]:
        """Of these departments those in which a deputy can be reached, ``besides`` these people."""

    @abstractmethod
    async def owed(
        self, periods: Collection[int], departments: Collection[int] | None = None
    ) -> Sequence[Owed]:
        """In plan order; None: of all departments."""
