"""Messages to one address each, and what people ask about them."""

import hashlib
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Address, Card, Part

HINT = "hint"  # the kind of an answer to somebody nobody knows


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


class Letters(Protocol):
    """The messages as people look at them: what was said, what could not be, and what they
    decide about that.  States as of ``Outbox``."""

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
