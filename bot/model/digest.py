"""Groups that get a weekly digest, and what part of the plan theirs is about."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from bot.messages import Address


class Scope(StrEnum):
    """Which tasks a digest is about."""

    PLAN = "plan"
    CHAPTER = "chapter"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group that the office has registered.

    ``of`` names the chapter or the department.  The digest goes out on ``weekday`` (0 is Monday)
    at ``hour`` in the plan's zone.  ``owner``: who registered it.
    """

    id: int
    address: Address
    scope: Scope = Scope.PLAN
    of: str = ""
    purpose: str = ""
    owner: int
    since: datetime
    weekday: int = 4
    hour: time = time(16)
    paused: bool = False
