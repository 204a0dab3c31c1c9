"""The durable outbox: what we have to say."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Address, Part
from bot.ports.letters import Delivery, Letters
from bot.ports.queues import Held, Route


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


class Outbox(Letters, Protocol):
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
