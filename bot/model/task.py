"""A task of the plan, the departments' parts in it, and how far each is."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.report import ReportState


class Status(StrEnum):
    """How far a department's part is, as the department declares it; order is by progress."""

    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    BEHIND = "behind"
    IN_PROGRESS = "in_progress"
    DONE = "done"  # says the department; the office has not checked it yet
    CLOSED = "closed"  # says the office


FINISHED = (Status.DONE, Status.CLOSED)
_ORDER = tuple(Status)


NEUTRAL = "线下报送事项"
"""The stored title of a restricted task: its text is kept nowhere."""


class Mode(StrEnum):
    """How a task's departments share the responsibility."""

    SOLE = "sole"
    LEAD_PARTICIPANTS = "lead_participants"
    EACH_OWN = "each_own"


class LeadBasis(StrEnum):
    """Why a department counts as the lead."""

    STATED = "stated"
    CLOSING_RULE = "closing_rule"
    ONLY = "only"
    CONVENTION = "convention"


class TaskRole(StrEnum):
    """A department's role in a task."""

    LEAD = "lead"
    PARTICIPANT = "participant"


class DeadlineKind(StrEnum):
    """Where a task's date comes from."""

    EXPLICIT = "explicit"
    MILESTONE = "milestone"
    OFFICE_SET = "office_set"
    EXTENDED = "extended"
    PLAN_END_DEFAULT = "plan_end_default"
    ONGOING = "ongoing"
    NONE = "none"


HARD = (
    DeadlineKind.EXPLICIT,
    DeadlineKind.MILESTONE,
    DeadlineKind.OFFICE_SET,
    DeadlineKind.EXTENDED,
)
"""Kinds that can make a task overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When a task is due: ``day`` None where the document sets no date; ``raw`` as printed.

    ``set_on``: the day on which the office said so.  ``original``: the day before the first
    extension.
    """

    kind: DeadlineKind = DeadlineKind.NONE
    day: date | None = None
    raw: str | None = None
    set_on: date | None = None
    original: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Only a hard date can be missed."""
        return self.kind in HARD and self.day is not None and self.day < today


@dataclass(frozen=True, slots=True)
class Department:
    """A body, office or collective that a plan names.  ``short`` is the plan's own spelling."""

    id: int
    short: str
    english: str | None = None
    acronym: str | None = None
    kind: str = "department"  # department | office | collective


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One department's part in a task: its role, and how far it has come.

    ``version`` grows by one with every change.  ``changed_at`` (aware) and ``changed_by`` (a
    person's id and name) are None until the first change.  ``report``: how far its report for the
    plan's current period is, due on ``report_due``; None where it owes none.
    ``reported_at``: when it was submitted, or told to the lead.
    """

    department: Department
    role: TaskRole
    status: Status = Status.NOT_STARTED
    percent: int | None = None
    version: int = 0
    changed_at: datetime | None = None
    changed_by: int | None = None
    changed_by_name: str | None = None
    report: ReportState | None = None
    report_due: date | None = None
    reported_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task with its shares in printed order, the first lead first in meaning.

    ``ref`` is the number people type; ``number`` is what the document prints, or None.
    ``restriction_confirmed``: the office has said so, and not only the import.
    """

    id: int
    ref: int
    number: str | None
    text: str
    chapter: str | None
    section: str | None
    mode: Mode | None
    lead_basis: LeadBasis | None
    shares: tuple[Share, ...]
    deadline: Deadline = Deadline()
    restricted: bool = False
    complete: bool = True
    restriction_confirmed: bool = False

    @property
    def text_missing(self) -> bool:
        """The restriction was lifted: the text comes back with the document it stood in."""
        return not self.restricted and self.text == NEUTRAL

    @property
    def leads(self) -> tuple[Share, ...]:
        return tuple(share for share in self.shares if share.role is TaskRole.LEAD)

    @property
    def deciding(self) -> tuple[Share, ...]:
        """The shares whose status is the task's: each department's own, or the lead's."""
        return self.shares if self.mode is Mode.EACH_OWN else (self.leads or self.shares)

    @property
    def status(self) -> Status:
        """The least advanced of the deciding shares; a task nobody answers for has not started."""
        return min(
            (share.status for share in self.deciding), key=_ORDER.index, default=Status.NOT_STARTED
        )

    @property
    def percent(self) -> int | None:
        """Of the only deciding share; several departments have no common percentage."""
        return self.deciding[0].percent if len(self.deciding) == 1 else None

    def share_of(self, department: int) -> Share | None:
        return next((s for s in self.shares if s.department.id == department), None)

    def is_closed_for(self, share: Share) -> bool:
        """Whether the office has closed the task, or this part of it: nothing is asked any more."""
        return Status.CLOSED in (share.status, self.status)

    def is_overdue(self, today: date) -> bool:
        return self.status not in FINISHED and self.deadline.is_overdue(today)
