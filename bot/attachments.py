"""A file that somebody sent, as its platform tells of it, and what became of fetching it."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

MOST = 10 * 1024 * 1024
"""Bytes of a file that is taken."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """``name`` and ``size`` (bytes) as told, "" and None where the platform does not say.

    ``reference`` is the platform's own and means something to its adapter alone.  ``others``: how
    many more files came with the same message.
    """

    name: str
    size: int | None
    reference: str = field(repr=False)
    others: int = 0


class Why(StrEnum):
    """Why a file is not there."""

    TOO_LARGE = "too_large"
    GONE = "gone"  # the platform does not have it any more
    REFUSED = "refused"  # the platform does not give it to us, or it lies with somebody else
    LATER = "later"  # not now; worth another try


@dataclass(frozen=True, slots=True)
class Fetched:
    """``name``: what the file is called where only its bytes tell; else ""."""

    content: bytes = field(repr=False)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """``reason`` is for the log and holds neither address nor token.  ``after``: when to ask
    again, where the platform says.
    """

    why: Why
    reason: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What somebody who may has sent in, and is still to be fetched and read.

    A file, or else the pasted ``text``.
    """

    attachment: Attachment | None = None
    text: str = field(default="", repr=False)
