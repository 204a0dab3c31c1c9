"""The words of the office's desk that are stored: kinds and states."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UploadKind(StrEnum):
    """What a file turned out to be."""

    PLAN = "plan"
    LEDGER = "ledger"


class CoordinationState(StrEnum):
    """How far a request for coordination is."""

    OPEN = "open"
    ANSWERED = "answered"
    MEETING = "meeting"  # talks are arranged
    AGENDA = "agenda"  # on the agenda of the joint meeting
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"  # by the department that asked


class CoordinationStep(StrEnum):
    """What somebody did about a request for coordination."""

    ANSWER = "answer"
    MEETING = "meeting"
    FORWARD = "forward"
    AGENDA = "agenda"
    SETTLE = "settle"
    ADD = "add"  # the department that asked says more
    WITHDRAW = "withdraw"


class BulletinKind(StrEnum):
    """Why the office tells many something."""

    ANNOUNCEMENT = "announcement"
    DUTIES = "duties"  # a revision of the plan changed what somebody answers for


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What one reader is told in the next bundle.

    ``words``: the text of an announcement, JSON of a change of duties.  ``for_name``: it is meant
    for somebody on leave, for whom the reader stands in.
    """

    id: int
    kind: BulletinKind
    words: str
    at: datetime
    for_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """An announcement, and how many of its readers have been told; ``id`` is its number."""

    id: int
    batch: str
    words: str
    at: datetime
    by: str
    readers: int
    told: int


class CorrectionState(StrEnum):
    """What became of a correction that the office has to agree to."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
