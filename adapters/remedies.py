"""What became of one call to a platform, and what may still be tried; each platform has a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.outcomes import Outcome


class Remedy(Enum):
    """What may still be tried at once after a refusal."""

    NONE = auto()
    SEND_NEW = auto()  # the place it was meant for is gone
    SEND_PLAIN = auto()  # what we drew is wrong; the text may still get through


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one call, and what is left to try.

    ``too_fast``: it was one too many.  ``strange``: the platform's word for it is not in our
    table; it may mean anything.
    """

    outcome: Outcome
    remedy: Remedy = Remedy.NONE
    too_fast: bool = False
    strange: bool = False


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from; libraries wrap what the wire says."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__
