"""Reports: what a department owes for a task and a period, and how far that is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.period import Period


class ReportState(StrEnum):
    """From owed to shut; ``RETURNED`` is owed again."""

    OPEN = "open"
    DRAFT = "draft"
    SIGNED_OFF = "signed_off"  # approved inside the department
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SEALED = "sealed"


OWED = (
    ReportState.OPEN,
    ReportState.DRAFT,
    ReportState.SIGNED_OFF,
    ReportState.RETURNED,
)
"""What a department still has to send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One department's report on one task for one period.

    A text is None while nobody has changed what is pre-written.  ``to_lead``: a participant's,
    told to the lead department, which reports for all.  ``signed_by`` is whoever approved it
    inside the department, as typed.  ``reason``: why it was returned.  ``version`` grows by one
    with every change.
    """

    period: Period
    task: int
    department: int
    to_lead: bool
    state: ReportState = ReportState.OPEN
    progress: str | None = None
    problems: str | None = None
    next_steps: str | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None
    submitted_at: datetime | None = None
    submitted_by: int | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    version: int = 0

    @property
    def is_owed(self) -> bool:
        return self.state in OWED
