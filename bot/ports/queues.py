"""The durable inbox and outbox: what was said to us, and what we have to say."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.messages import Address, Event, Part, Platform, Seen
from bot.ports.platform import Cursor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """Something one living instance holds.  ``fence`` grows with every claim."""

    id: int
    item: T
    fence: int
    tries: int
    doubts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One bot on one platform: what a worker serves."""

    platform: Platform
    tenant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one address.  ``key`` is the occurrence, ``part`` its place, from 0.

    ``cause`` is the key of the event it answers, None for what was said unasked.
    """

    key: str
    part: int
    to: Address
    message: Part
    cause: str | None
    urgent: bool
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryState:
    """A row of ``liaison outbox list``.  ``state`` as in docs/architecture.md."""

    id: int
    delivery: Delivery
    state: str
    tries: int
    doubts: int
    due: datetime | None
    reason: str
    message_id: str | None


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
    """Events, each worked once.  States: new -> working -> done | parked."""

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
    async def settle(
        self, held: Held[Event], state: str, *, reason: str = "", blank: bool = False
    ) -> bool:
        """Write ``done``, ``parked`` or ``new`` if we still hold it; False when fenced out.

        ``blank`` erases the payload: what was refused for secrecy is not kept anywhere.
        """

    @abstractmethod
    async def listing(self, *, every: bool) -> Sequence[EventState]:
        """Parked events; with ``every`` all unfinished ones."""

    @abstractmethod
    async def redrive(self, id: int) -> bool:
        """parked -> new, tries 0."""


class Outbox(Protocol):
    """Messages, each settled in a state with a reason.

    States: pending, claimed, sending, unknown; ended: sent, superseded; dead letters: refused,
    unconfirmed, expired, dropped.  Order per address is by row; an address's next message waits
    for the one before it, except while that one waits for a repeat or a later try of its own.
    """

    @abstractmethod
    async def put(
        self,
        key: str,
        to: Address,
        parts: Sequence[Part],
        *,
        at: datetime,
        cause: str | None = None,
        urgent: bool = False,
    ) -> None:
        """One row a part, in one statement; parts that are already there change nothing."""

    @abstractmethod
    async def claim(
        self, routes: Sequence[Route], *, now: datetime, limit: int, cause: str | None = None
    ) -> Sequence[Held[Delivery]]:
        """Due pending or unknown rows, urgent before bulk, in order per address -> claimed.

        Addresses and platforms under a pause are left alone.  ``cause``: only answers to that
        event.  ``doubts`` of the result tells how often the outcome was unknown before.
        """

    @abstractmethod
    async def intend(self, held: Held[Delivery], content: str, *, at: datetime) -> bool:
        """claimed -> sending, with an attempt that keeps the exact bytes; False when fenced out."""

    @abstractmethod
    async def settle(
        self,
        held: Held[Delivery],
        state: str,
        *,
        at: datetime,
        reason: str = "",
        message: str | None = None,
        due: datetime | None = None,
    ) -> bool:
        """The attempt's outcome: an end state, or ``pending``/``unknown`` with ``due``.

        ``unknown`` adds a doubt.  False when fenced out; the attempt is recorded all the same.
        """

    @abstractmethod
    async def release(self, held: Held[Delivery], *, due: datetime) -> bool:
        """claimed -> pending: not tried after all (a limit); tries do not count."""

    @abstractmethod
    async def move(self, old: Address, new_chat: str) -> None:
        """A chat lives on under a new id: its waiting messages follow."""

    @abstractmethod
    async def end(self, address: Address, *, reason: str) -> None:
        """Nothing will ever reach this address: what waits for it is refused."""

    @abstractmethod
    async def pause(self, route: Route, chat: str | None, *, until: datetime) -> None:
        """Nothing leaves to this chat (None: the whole platform) before ``until``."""

    @abstractmethod
    async def next_due(self, routes: Sequence[Route]) -> datetime | None:
        """When the earliest waiting row of these routes is due."""

    @abstractmethod
    async def shown(self, address: Address, message: str) -> Sequence[Seen]:
        """What the message we sent under this id was about; empty when we do not know it."""

    @abstractmethod
    async def listing(self, *, every: bool) -> Sequence[DeliveryState]:
        """Dead letters; with ``every`` all unfinished ones too."""

    @abstractmethod
    async def answers(self, cause: str) -> Sequence[DeliveryState]:
        """All deliveries that answer this event, in order."""

    @abstractmethod
    async def retry(self, id: int, *, at: datetime) -> bool:
        """A dead letter -> pending, with tries and doubts from 0."""

    @abstractmethod
    async def drop(self, id: int, *, at: datetime) -> bool:
        """An unsent message -> dropped."""
