"""Groups that the office has registered, and people who asked for the weekly digest."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime, time
from typing import Protocol

from bot.messages import Account, Address
from bot.model.digest import Group, Scope
from bot.model.person import Person


class Groups(Protocol):
    """Registered groups.  One that was ended is kept, and no longer found."""

    @abstractmethod
    async def at(self, address: Address) -> Group | None:
        """The group that reads what is said there: the topic's or thread's own registration.

        Otherwise that of the whole chat, otherwise any of its topics: they have the same readers.
        One statement.
        """

    @abstractmethod
    async def standing(self) -> Sequence[Group]:
        """Those that were not ended, paused ones too, by id."""

    @abstractmethod
    async def numbered(self, id: int) -> Group | None:
        """None for one that was ended."""

    @abstractmethod
    async def register(
        self,
        address: Address,
        *,
        scope: Scope,
        of: str,
        purpose: str,
        owner: int,
        weekday: int,
        hour: time,
        at: datetime,
    ) -> Group:
        """A new one, or new settings of the one that stands at exactly this address, which keeps
        its id and its beginning and is no longer paused."""

    @abstractmethod
    async def end(self, group: int, *, at: datetime) -> bool:
        """False when it had been ended already."""

    @abstractmethod
    async def pause(self, group: int, *, paused: bool) -> None: ...

    @abstractmethod
    async def move(self, old: Address, new_chat: str) -> None:
        """The chat lives on under a new id, and all of its topics with it."""


class Subscriptions(Protocol):
    """Who gets the weekly digest in private."""

    @abstractmethod
    async def add(self, person: int, *, at: datetime) -> bool:
        """False when the person has subscribed already."""

    @abstractmethod
    async def remove(self, person: int) -> bool:
        """False when there was nothing to remove."""

    @abstractmethod
    async def holds(self, person: int) -> bool: ...

    @abstractmethod
    async def reachable(self) -> Sequence[tuple[Person, datetime, Account | None]]:
        """Active subscribers, stand-ins apart, since when, and the account that messages go to."""
