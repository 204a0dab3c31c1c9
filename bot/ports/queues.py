"""The durable inbox and outbox: what was said to us, and what we have to say."""

import hashlib
from abc import abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.messages import Address, Card, Event, Part, Platform
from bot.ports.platform import Cursor

T = TypeVar("T")
HINT = "hint"  # the kind of an answer to somebody nobody knows


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """Something one living instance holds.  ``fence`` grows with every claim; ``lane`` and
    ``turn`` are the place of a message among those to its chat."""

    id: int
    item: T
    fence: int
    tries: int
    doubts: int = 0
    lane: int | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneState:
    """When a chat's next message may leave.

    ``stop_until``: not before this, whatever comes (its pace, or the platform said so).
    ``free_at``: nor before this, unless something urgent comes.  ``log``: milliseconds since 1970.
    """

    free_at: datetime
    stop_until: datetime
    log: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """What the processes of one bot share: nothing leaves before ``paused_until``; ``state``
    belongs to whoever keeps the pace."""

    paused_until: datetime
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One bot on one platform: what a worker serves."""

    platform: Platform
    tenant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one address.  ``key`` is the occurrence, ``part`` its place, from 0.

    It starts with the kind: reply, hint or an occurrence's.  ``cause``: the key of the event.
    ``person``: whom a private message is for, None for a group or a stranger.
    """

    key: str
    part: int
    to: Address
    message: Part
    cause: str | None
    urgent: bool
    since: datetime
    person: int | None = None

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    @property
    def digest(self) -> str:
        """Tells this message from all others, on the wire, without saying anything of it."""
        whole = repr((self.to, self.key, self.part))
        return hashlib.blake2s(whole.encode(), digest_size=16).hexdigest()


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


class Outbox(Protocol):
    """Messages, each settled in a state with a reason.

    States: pending, claimed, sending, unknown; ended: sent, superseded, dropped; dead letters:
    refused, unconfirmed, expired, held.  Messages to one chat leave one after the other, in
    order, urgent ones first; only one whose arrival is in doubt lets the others pass while it
    waits for its repeat.
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
        person: int | None = None,
        user: str | None = None,
    ) -> None:
        """One row a part, in one statement; what is there already stays.  ``user``: the account
        of ``person`` that hears it, where the chat has another id."""

    @abstractmethod
    async def enroll(self, route: Route, *, limit: int) -> int:
        """Give messages that have just been put their place in their chat's lane; how many."""

    @abstractmethod
    async def bucket(self, route: Route) -> Bucket:
        """What the bot's processes share, locked until the unit ends."""

    @abstractmethod
    async def keep_bucket(self, route: Route, bucket: Bucket) -> None: ...

    @abstractmethod
    async def claim(
        self, route: Route, *, urgent: bool, now: datetime, limit: int
    ) -> Sequence[Held[Delivery]]:
        """Of chats where something (not) ``urgent`` may leave the next message -> claimed.

        At most one a chat; chats that have waited longest come first.
        """

    @abstractmethod
    async def claim_answers(
        self, route: Route, cause: str, *, now: datetime, limit: int
    ) -> Sequence[Held[Delivery]]:
        """The next answers to one event -> claimed, whatever else waits for their chats."""

    @abstractmethod
    async def disown(self, *, keep: Collection[tuple[int, int]]) -> int:
        """Messages that we claimed, these apart -> pending: of that claim we never heard."""

    @abstractmethod
    async def intend(self, held: Held[Delivery], content: str, *, at: datetime) -> bool:
        """claimed -> sending, with an attempt that keeps the exact bytes; False when fenced out.

        False too, and superseded, when ``person`` was revoked, erased or unbound there meanwhile;
        refused, when the account is suspended.  Safe to repeat until the message is sent."""

    @abstractmethod
    async def is_sending(self, held: Held[Delivery]) -> bool:
        """Whether the intent still stands; False when somebody took the message from us."""

    @abstractmethod
    async def first_try(self, held: Held[Delivery]) -> datetime | None:
        """When the message was first about to be sent."""

    @abstractmethod
    async def sends(self, held: Held[Delivery]) -> Sequence[int]:
        """The log of the message's lane, which is locked until the unit ends."""

    @abstractmethod
    async def settle(
        self,
        held: Held[Delivery],
        state: str,
        *,
        at: datetime,
        lane: LaneState,
        reason: str = "",
        message: str | None = None,
        due: datetime | None = None,
    ) -> bool:
        """The attempt's outcome: an end state, ``pending`` (the lane waits) or ``unknown``.

        ``due``: when the repeat of an ``unknown`` may leave; each adds a doubt.  Ask for ``sends``
        first.  False when fenced out; the attempt is recorded all the same.
        """

    @abstractmethod
    async def release(self, held: Held[Delivery], *, due: datetime) -> bool:
        """claimed -> pending: not tried after all; tries do not count."""

    @abstractmethod
    async def move(self, old: Address, new_chat: str) -> None:
        """A chat lives on under a new id: its waiting messages follow."""

    @abstractmethod
    async def end(self, address: Address, *, reason: str) -> None:
        """Nothing will ever reach this address: what waits for it is refused."""

    @abstractmethod
    async def next_due(self, route: Route, *, now: datetime) -> datetime | None:
        """When something may leave next; None while nothing waits."""

    @abstractmethod
    async def shown(self, address: Address, message: str) -> tuple[Card, str | None] | None:
        """What we sent under this id, as people read it, and its cause; None if unknown."""

    @abstractmethod
    async def last(self, address: Address) -> tuple[Card, datetime] | None:
        """What was sent into this chat last, all its parts as one, and when.  One statement."""

    @abstractmethod
    async def listing(self, *, every: bool) -> Sequence[DeliveryState]:
        """Dead letters; with ``every`` all unfinished ones too."""

    @abstractmethod
    async def answers(self, cause: str) -> Sequence[DeliveryState]:
        """All deliveries that answer this event, in order."""

    @abstractmethod
    async def some(self, ids: Sequence[int]) -> Sequence[DeliveryState]:
        """These deliveries, in order; those that do not exist are left out."""

    @abstractmethod
    async def retry(self, id: int, *, at: datetime) -> bool:
        """A dead letter -> pending, with tries and doubts from 0."""

    @abstractmethod
    async def drop(self, id: int, *, at: datetime) -> bool:
        """A message that waits, or a dead letter -> dropped; not what somebody is about to send."""

    @abstractmethod
    async def hold(self) -> int:
        """Everything that waits -> held, until a person retries or drops it; how many."""
