"""The tables of the office's desk: revisions, uploads, coordination, words to many, corrections."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, literal_column

from bot.model.desk import (
    BulletinKind,
    CoordinationState,
    CoordinationStep,
    CorrectionState,
    UploadKind,
)
from store import columns
from store.columns import Row


class RevisionRow(Row, table=True):
    """Every document that the plan in force has been, from the second on.

    ``changes``: JSON, what the office was shown.  ``retired_plan``: a plan that is never in force
    and holds the tasks that this revision removed, with their history; NULL where it removed none.
    """

    __tablename__ = "plan_revision"
    id: int | None = columns.identity()
    plan_id: int = columns.reference("plan.id", index=True)
    draft_id: int = columns.reference("plan_draft.id")
    retired_plan: int | None = columns.reference("plan.id")
    changes: str = columns.text()
    person_id: int | None = columns.reference("person.id")
    at: datetime = columns.instant()


class UploadRow(Row, table=True):
    """Files that the office sent, as they were understood; their bytes are not kept.

    ``body``: JSON, what waits for the office's word; NULL once it is settled.
    """

    __tablename__ = "upload"
    id: int | None = columns.identity()
    sha256: str = columns.text()
    name: str = columns.text()
    size: int = columns.number()
    kind: UploadKind = columns.choice(UploadKind)
    person_id: int | None = columns.reference("person.id")
    at: datetime = columns.instant()
    draft_id: int | None = columns.reference("plan_draft.id")
    body: str | None = columns.text()
    applied_at: datetime | None = columns.instant()


class CoordinationRow(Row, table=True):
    """What a department cannot settle alone.  ``meeting``: the day of the talks, if any."""

    __tablename__ = "coordination"
    id: int | None = columns.identity()
    task_id: int = columns.reference("task.id", index=True)
    department_id: int = columns.reference("department.id")
    person_id: int = columns.reference("person.id")
    at: datetime = columns.instant()
    question: str = columns.text()
    batch: str = columns.text()
    state: CoordinationState = columns.choice(CoordinationState)
    meeting: date | None = columns.day()
    settled_at: datetime | None = columns.instant()
    settled_by: int | None = columns.reference("person.id")


class CoordinationPartyRow(Row, table=True):
    """The departments that a request concerns, besides the one that asks."""

    __tablename__ = "coordination_party"
    coordination_id: int = columns.reference("coordination.id", primary_key=True)
    department_id: int = columns.reference("department.id", primary_key=True)


class CoordinationStepRow(Row, table=True):
    """What happened to a request, append-only."""

    __tablename__ = "coordination_step"
    id: int | None = columns.identity()
    coordination_id: int = columns.reference("coordination.id", index=True)
    kind: CoordinationStep = columns.choice(CoordinationStep)
    person_id: int = columns.reference("person.id")
    department_id: int | None = columns.reference("department.id")
    words: str | None = columns.text()
    at: datetime = columns.instant()


class BulletinRow(Row, table=True):
    """What the office tells many: an announcement, or what a revision changes for somebody.

    ``words``: the text, or JSON for a change of duties.  It joins the reader's next bundle, whose
    key ``bundle`` is.  ``for_id``: on leave; the reader stands in.
    """

    __tablename__ = "bulletin"
    id: int | None = columns.identity()
    kind: BulletinKind = columns.choice(BulletinKind)
    batch: str = columns.text()
    reader_id: int = columns.reference("person.id")
    person_id: int | None = columns.reference("person.id")
    words: str = columns.text()
    at: datetime = columns.instant()
    told_at: datetime | None = columns.instant()
    bundle: str | None = columns.text()
    for_id: int | None = columns.reference("person.id")
    __table_args__ = (
        UniqueConstraint("batch", "reader_id"),
        Index(None, "reader_id", "told_at"),
        Index(None, "reader_id", sqlite_where=literal_column("told_at").is_(None)),
    )


class FeedbackRow(Row, table=True):
    """Complaints and suggestions; ``read_at``: the office has seen it."""

    __tablename__ = "feedback"
    id: int | None = columns.identity()
    person_id: int = columns.reference("person.id", index=True)
    at: datetime = columns.instant()
    words: str = columns.text()
    read_at: datetime | None = columns.instant()
    read_by: int | None = columns.reference("person.id")


class CorrectionRow(Row, table=True):
    """Corrections of a sealed period, which the office has to agree to."""

    __tablename__ = "correction"
    id: int | None = columns.identity()
    task_id: int = columns.reference("task.id", index=True)
    department_id: int = columns.reference("department.id")
    period_id: int = columns.reference("period.id")
    person_id: int = columns.reference("person.id")
    at: datetime = columns.instant()
    words: str = columns.text()
    state: CorrectionState = columns.choice(CorrectionState)
    decided_at: datetime | None = columns.instant()
    decided_by: int | None = columns.reference("person.id")
    answer: str | None = columns.text()


plan_revision = columns.table(RevisionRow)
upload = columns.table(UploadRow)
coordination = columns.table(CoordinationRow)
coordination_party = columns.table(CoordinationPartyRow)
coordination_step = columns.table(CoordinationStepRow)
bulletin = columns.table(BulletinRow)
feedback = columns.table(FeedbackRow)
correction = columns.table(CorrectionRow)
