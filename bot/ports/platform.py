"""What the bot needs from a platform: an adapter, and the way in that adapters hand events to."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.messages import Address, Card, Event, Outcome, Part, Platform, Request


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far we have read a platform's stream; kept in the transaction that keeps the events."""

    name: str
    value: str


class Ingress(Protocol):
    """The way in: what an adapter does with events before it acknowledges them."""

    @abstractmethod
    async def accept(self, *events: Event, cursor: Cursor | None = None) -> None:
        """Commit the events and the cursor in one transaction.

        Only after this has returned may the platform be told.  Raises ``StoreUnavailable`` when
        nothing was stored.  Events that are already there change nothing.
        """

    @abstractmethod
    async def cursor(self, name: str) -> str | None:
        """The stored value of the cursor, None at first."""


class Adapter(Protocol):
    """One bot on one platform: an ear, two pure converters and one call; it decides nothing.

    ``tenant`` tells bots of one platform apart (Telegram: the bot's id).
    """

    platform: Platform
    tenant: str

    @abstractmethod
    async def listen(self, ingress: Ingress) -> None:
        """Hand over every event until cancelled; reconnect for ever."""

    @abstractmethod
    def to_request(self, event: Event) -> Request | None:
        """What somebody asked, or None when the event is nothing to us.

        Pure.  Raises ValueError for a payload that cannot be read.
        """

    @abstractmethod
    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        """The card as messages of this platform, in order, each within its limits.

        Pure.  ``replacing``: id of the message that the first part takes the place of.
        """

    @abstractmethod
    def repeated(self, part: Part) -> Part:
        """The same message marked （可能重复）: the one repeat after an unknown outcome.  Pure."""

    @abstractmethod
    async def send(self, to: Address, part: Part) -> Outcome:
        """Try once.  Every expected failure is an outcome, not an exception."""

    async def worked(self, event: Event) -> None:
        """The event's effect is committed: stop a button's spinner.  Best effort, never raises."""
