"""What became of a message that we tried to send: one of four, never an exception."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Scope(StrEnum):
    """How far a ``Later`` reaches: what has to wait with the message."""

    MESSAGE = "message"
    CHAT = "chat"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it, under its id ``message``."""

    message: str


@dataclass(frozen=True, slots=True)
class Later:
    """Certainly not sent; worth another try.  ``after`` None: the usual schedule decides.

    ``moved_to``: the chat lives on under this id.
    """

    after: timedelta | None
    reason: str
    scope: Scope = Scope.MESSAGE
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not sent and never will be.  ``dead``: nothing will ever reach this address."""

    reason: str
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """We had spoken and heard nothing back: it may have arrived."""

    reason: str


Outcome = Sent | Later | Refused | Unknown
