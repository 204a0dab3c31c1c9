"""The words of the office's desk that are stored: kinds and states."""

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


class CoordinationStep(StrEnum):
    """What somebody did about a request for coordination."""

    ANSWER = "answer"
    MEETING = "meeting"
    FORWARD = "forward"
    AGENDA = "agenda"
    SETTLE = "settle"


class BulletinKind(StrEnum):
    """Why the office tells many something."""

    ANNOUNCEMENT = "announcement"
    DUTIES = "duties"  # a revision of the plan changed what somebody answers for


class CorrectionState(StrEnum):
    """What became of a correction that the office has to agree to."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
