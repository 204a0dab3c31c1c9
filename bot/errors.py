"""What can go wrong that a person should hear about.

An error carries a code and its facts, never a sentence: ``bot.cards.errors`` words it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """Every reason a person may be given; the value is what logs and ``liaison parse`` print."""

    UNKNOWN_TASK = "unknown_task"
    BAD_NUMBER = "bad_number"
    MISSING_TASK = "missing_task"
    MISSING_FIELDS = "missing_fields"
    AMBIGUOUS = "ambiguous"
    UNKNOWN_COMMAND = "unknown_command"
    BAD_STATUS = "bad_status"
    BAD_PERCENT = "bad_percent"
    CONFLICT = "conflict"
    MULTI_TARGET = "multi_target"
    BAD_DATE = "bad_date"
    PAST_DATE = "past_date"
    MISSING_QUERY = "missing_query"
    BAD_QUERY = "bad_query"
    TOO_LONG = "too_long"
    CONTROL_CHARS = "control_chars"
    UNSUPPORTED = "unsupported"
    FORBIDDEN = "forbidden"
    RESTRICTED = "restricted"
    SECRECY = "secrecy"
    STALE = "stale"
    REPEATED = "repeated"
    CLOSED = "closed"
    SEALED = "sealed"
    NO_REPORT = "no_report"
    UNSIGNED = "unsigned"
    EXPIRED = "expired"
    UNBOUND = "unbound"
    BAD_CODE = "bad_code"
    MISSING_CODE = "missing_code"
    PRIVATE_ONLY = "private_only"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NO_PLAN = "no_plan"
    UNAVAILABLE = "unavailable"


class UserError(Exception):
    """The bot answers this one; every other exception is a bug.

    ``facts`` fill the sentence; ``offers`` are command lines shown as buttons.
    """

    def __init__(self, code: Code, *, offers: tuple[str, ...] = (), **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.offers = offers
        self.facts: Mapping[str, Any] = facts


class Conflict(Exception):
    """Somebody else wrote in between: nothing of this unit is kept, it may be run again."""


class StoreUnavailable(Exception):
    """The store cannot be read or written now; ``args[0]`` is one sentence for the operator."""


class CannotListen(Exception):
    """The address for HTTP cannot be had; ``args[0]`` is one sentence for the operator."""


class Introduced(Exception):
    """A platform has said who we are: what serves it has to be put together anew."""
