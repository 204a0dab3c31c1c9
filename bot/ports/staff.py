"""How access begins and ends, beyond what ``People`` knows, and what is kept of somebody."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.model.person import PersonRole
from bot.model.staff import Burden, Issued


class Staff(Protocol):
    """One statement each, unless it is said otherwise."""

    @abstractmethod
    async def burden(self, person: int, department: int) -> Burden: ...

    @abstractmethod
    async def coordinators(self) -> Sequence[int]:
        """The active ones, stand-ins apart; they stay as they are until the unit ends."""

    @abstractmethod
    async def put_in(self, person: int, role: PersonRole) -> None:
        """Somebody gets another role in the same department."""

    @abstractmethod
    async def issued(self, digest: str) -> Issued | None: ...

    @abstractmethod
    async def wrong_codes(self, *, since: datetime) -> int:
        """How many were tried, by all accounts together."""

    @abstractmethod
    async def erase(self, person: int, name: str, *, at: datetime) -> None:
        """Forget who this was: ``name`` takes the place of the person's own.

        Accounts, codes, personal settings and reminders are deleted, waiting messages end.  What
        was reported stays.  A constant number of statements.
        """

    @abstractmethod
    async def data(self, person: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Every row, by table, that names the person or one of their accounts; secrets apart."""


class Retention(Protocol):
    """What is not kept for ever."""

    @abstractmethod
    async def purge(self, *, before: datetime, limit: int) -> bool:
        """Blank what events and sends before an instant said, ``limit`` rows of each at most.

        Their keys stay; what is unfinished or parked is left as it is.  True when there is nothing
        more.
        """
