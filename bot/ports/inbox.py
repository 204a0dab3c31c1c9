"""The durable inbox: what was said to us."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Event
from bot.ports.platform import Cursor
from bot.ports.queues import Held, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class EventState:
    """An unfinished or parked event."""

    id: int
    event: Event
    state: str
    tries: int
    reason: str
    since: datetime


class Inbox(Protocol):
    """Events, each worked once.  States: new -> working -> done | parked | refused."""

    @abstractmethod
    async def add(self, events: Sequence[Event], *, at: datetime) -> int:
        """How many of them were not there yet."""

    @abstractmethod
    async def set_cursor(self, route: Route, cursor: Cursor) -> None: ...

    @abstractmethod
    async def cursor(self, route: Route, name: str) -> str | None: ...

    @abstractmethod
    async def claim(
        self, routes: Sequence[Route], *, limit: int, only: str | None = None
    ) -> Sequence[Held[Event]]:
        """Of each lane only its oldest unfinished event, if that is new; fence and tries + 1.

        ``only``: a lane, when a caller works nothing else.
        """

    @abstractmethod
    async def disown(self, *, keep: Collection[tuple[int, int]]) -> int:
        """Events that we hold, these apart -> new: a claim was committed and we never heard."""

    @abstractmethod
    async def settle(
        self, held: Held[Event], state: str, *, reason: str = "", blank: bool = False
    ) -> bool:
        """Write an end or ``new`` if we still hold it; False when fenced out.
        ``blank`` erases the payload: what was refused for secrecy is not kept anywhere.
        """

    @abstractmethod
    async def listing(self, *, every: bool) -> Sequence[EventState]:
        """Parked events; with ``every`` all unfinished ones."""

    @abstractmethod
    async def some(self, ids: Sequence[int]) -> Sequence[EventState]:
        """Of these events those that are not done, in order."""

    @abstractmethod
    async def redrive(self, id: int) -> bool:
        """parked -> new, tries 0."""
