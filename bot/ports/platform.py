"""What the bot needs from a platform: an adapter, and the way in that adapters hand events to."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from bot.attachments import Attachment, Fetched, Missed, Why
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Outcome, Unknown


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far we have read a platform's stream; kept in the transaction that keeps the events."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Window:
    """A platform's limit for one chat: at most ``count`` messages in any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rate:
    """A platform's limit for one bot: at most ``most`` messages in any second.

    They leave evenly, ``per_second``.
    """

    most: int
    per_second: float


class Doubt(Enum):
    """How it is found out what became of a message whose outcome is unknown."""

    REPEAT = auto()  # it cannot be: once more, marked as a possible repeat
    RESEND = auto()  # the platform tells copies of the same bytes apart: as often as it takes
    ASK = auto()  # the platform can be asked


@dataclass(frozen=True, slots=True)
class Attempt:
    """A send whose outcome is unknown: what was sent, and when we were first about to send it."""

    id: int
    to: Address
    part: Part
    since: datetime
    key: str = ""


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


Headers = Sequence[tuple[bytes, bytes]]
"""Names in lower case, in the order of the wire; a doubled header stands there twice."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An HTTP request to us; ``query`` is what stands behind the ``?``, not decoded."""

    method: str
    query: bytes
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an HTTP request is answered with; ``kind`` is the media type of a body."""

    status: int
    body: str = ""
    kind: str = "application/json"


class Webhook(Protocol):
    """A fixed path of ours that a platform calls."""

    path: str
    methods: tuple[str, ...] = ("POST",)
    largest: int = 1024 * 1024
    """Bytes of a body; a longer one is refused as soon as that is known."""

    @abstractmethod
    def refuses(self, call: Incoming) -> int | None:
        """The HTTP status to refuse with before any of the body is read; None: read it."""

    @abstractmethod
    async def take(self, call: Incoming) -> Answer:
        """Verify, commit, and say what to answer.

        Raises ``StoreUnavailable`` when nothing was stored: the platform is asked to come again.
        """


class Adapter(Protocol):
    """One bot on one platform: an ear, two pure converters and one call; it decides nothing.

    ``tenant`` tells bots of one platform apart (Telegram: the bot's id).
    """

    platform: Platform
    tenant: str

    @abstractmethod
    async def listen(self, ingress: Ingress) -> None:
        """Hand over every event until cancelled; reconnect for ever."""

    async def introduce(self) -> None:
        """Learn what ``to_request`` has to know of us, where nobody listens; tries for ever."""
        return None

    @abstractmethod
    def to_request(self, event: Event) -> Request | None:
        """What somebody asked, or None when the event is nothing to us.

        Pure.  Raises ValueError for a payload that cannot be read.
        """

    @abstractmethod
    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        """The card as messages of this platform, in order, each within its limits.

        Pure.  ``replacing``: id of the message that the first part takes the place of, or the
        ``window`` of the request that is answered.
        """

    @abstractmethod
    def repeated(self, part: Part) -> Part:
        """The same message marked （可能重复）: the one repeat after an unknown outcome.  Pure."""

    @abstractmethod
    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        """Try once.  Every expected failure is an outcome, not an exception.

        ``key`` tells this message from all others, and is the same for every try.
        """

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        """Fetch a file that came with a message, once; at most ``MOST`` bytes are taken.

        Asked for only when the door has let its sender in, and never inside a transaction.  Goes
        nowhere but to the platform's own hosts; every expected failure is a ``Missed``.
        """
        return Missed(Why.REFUSED, "no files are taken here")

    speaks_where_it_hears: bool = False
    """Whether messages can leave only over the connection that the platform is heard on."""

    @property
    def may_speak(self) -> bool:
        """Whether this process has what it takes to send just now."""
        return True

    @property
    def refused(self) -> bool:
        """Whether the platform refuses us as a whole just now: our token, secret or address."""
        return False

    def windows(self, to: Address) -> Sequence[Window]:
        """The limits of the chat behind this address.  Pure."""
        return ()

    def counts(self, part: Part) -> bool:
        """Whether this message uses up some of its chat's limits.  Pure."""
        return True

    rate: Rate | None = None
    """The limit of the bot as a whole, if there is one."""

    doubt: Doubt = Doubt.REPEAT

    def doubt_of(self, part: Part) -> Doubt:
        """How the outcome of this message is found out, where not all are alike.  Pure."""
        return self.doubt

    resend_for: timedelta = timedelta(0)
    """``Doubt.RESEND``: how long after the first try the platform tells copies apart."""

    async def reconcile(self, attempt: Attempt) -> Outcome:
        """``Doubt.ASK``: Sent if the platform has it, Later if not, Unknown if it cannot tell."""
        return Unknown("the platform cannot be asked")

    def webhooks(self, ingress: Ingress) -> Sequence[Webhook]:
        """What the HTTP server has to open for this adapter; none unless it is set up so."""
        return ()

    def pulse(self) -> datetime | None:
        """When the platform last answered an ear that is open; None where that says nothing.

        It says nothing of a webhook in a quiet night, and of who stands by while another polls.
        """
        return None

    async def close(self) -> None:
        """Let go of connections; after ``listen`` has ended and the last ``send`` has returned."""

    async def worked(self, event: Event) -> None:
        """The event's effect is committed: stop a button's spinner.  Best effort, never raises."""
