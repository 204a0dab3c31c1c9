"""The tables of periods and reports, dates, reminders and digests."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, literal_column

from bot.messages import Platform
from bot.model.digest import Scope
from bot.model.extension import ExtensionState
from bot.model.report import OWED, ReportState
from bot.model.task import DeadlineKind
from store import columns
from store.columns import Row

_OWED = literal_column("state").in_([literal_column(f"'{state}'") for state in OWED])


class PeriodRow(Row, table=True):
    """Reporting periods; ``cadence``: opened in the plan's cadence, not by the office's word.

    ``ladder`` is the copy of the steps, as JSON.
    """

    __tablename__ = "period"
    id: int | None = columns.identity()
    plan_id: int = columns.reference("plan.id")
    code: str = columns.text()
    starts: date = columns.day()
    ends: date = columns.day()
    due: date = columns.day()
    cadence: bool
    ladder: str = columns.text()
    opened_at: datetime = columns.instant()
    opened_by: int | None = columns.reference("person.id")
    sealed_at: datetime | None = columns.instant()
    sealed_by: int | None = columns.reference("person.id")
    __table_args__ = (UniqueConstraint("plan_id", "code"),)


class ReportRow(Row, table=True):
    """One for each department that owes something for a task; ``batch``: the message that last
    moved it.  ``registered_by`` said that ``signed_by`` approved; ``written_at``: when the texts
    were last written, ``written_by`` by whom if it was by hand."""

    __tablename__ = "report"
    period_id: int = columns.reference("period.id", primary_key=True)
    task_id: int = columns.reference("task.id", primary_key=True)
    department_id: int = columns.reference("department.id", primary_key=True)
    to_lead: bool
    state: ReportState = columns.choice(ReportState)
    progress: str | None = columns.text()
    problems: str | None = columns.text()
    next_steps: str | None = columns.text()
    signed_by: str | None = columns.text()
    signed_at: datetime | None = columns.instant()
    registered_by: int | None = columns.reference("person.id")
    written_at: datetime | None = columns.instant()
    offline_on: date | None = columns.day()
    submitted_at: datetime | None = columns.instant()
    submitted_by: int | None = columns.reference("person.id")
    decided_at: datetime | None = columns.instant()
    decided_by: int | None = columns.reference("person.id")
    reason: str | None = columns.text()
    version: int = columns.number()
    batch: str | None = columns.text()
    written_by: int | None = columns.reference("person.id")
    __table_args__ = (
        Index(None, "task_id", "department_id"),
        Index(None, "period_id", "department_id", sqlite_where=_OWED),
        {"sqlite_with_rowid": False},
    )


class EditRow(Row, table=True):
    """What was written into a report by hand, and what it was before; kept to be taken back.

    ``version``: the report's after it.  ``since``: the person's last record before it.
    ``moved_by``: the message that had moved the report last.
    """

    __tablename__ = "report_edit"
    id: int | None = columns.identity()
    period_id: int = columns.reference("period.id")
    task_id: int = columns.reference("task.id", index=True)
    department_id: int = columns.reference("department.id")
    person_id: int = columns.reference("person.id")
    at: datetime = columns.instant()
    batch: str = columns.text()
    version: int = columns.number()
    since: int = columns.number()
    undone: bool
    moved_by: str | None = columns.text()
    state: ReportState = columns.choice(ReportState)
    progress: str | None = columns.text()
    problems: str | None = columns.text()
    next_steps: str | None = columns.text()
    written_at: datetime | None = columns.instant()
    written_by: int | None = columns.reference("person.id")
    signed_by: str | None = columns.text()
    signed_at: datetime | None = columns.instant()
    registered_by: int | None = columns.reference("person.id")
    __table_args__ = (Index(None, "person_id", "id"),)


class StepRow(Row, table=True):
    """Which report somebody is filling in; it outlives a restart."""

    __tablename__ = "open_step"
    person_id: int = columns.reference("person.id", primary_key=True)
    period_id: int = columns.reference("period.id")
    task_id: int = columns.reference("task.id")
    department_id: int = columns.reference("department.id")
    at: datetime = columns.instant()


class DeadlineChangeRow(Row, table=True):
    """Every date that a person set, with what it was before; ``day`` None: none any more."""

    __tablename__ = "deadline_change"
    id: int | None = columns.identity()
    task_id: int = columns.reference("task.id", index=True)
    kind: DeadlineKind = columns.choice(DeadlineKind)
    day: date | None = columns.day()
    before_kind: DeadlineKind = columns.choice(DeadlineKind)
    before_day: date | None = columns.day()
    before_raw: str | None = columns.text()
    reason: str | None = columns.text()
    person_id: int = columns.reference("person.id")
    at: datetime = columns.instant()


class ExtensionRow(Row, table=True):
    """Requests for more time."""

    __tablename__ = "extension"
    id: int | None = columns.identity()
    task_id: int = columns.reference("task.id", index=True)
    department_id: int = columns.reference("department.id")
    asked_by: int = columns.reference("person.id")
    asked_at: datetime = columns.instant()
    day: date = columns.day()
    reason: str = columns.text()
    state: ExtensionState = columns.choice(ExtensionState)
    decided_by: int | None = columns.reference("person.id")
    decided_at: datetime | None = columns.instant()
    granted: date | None = columns.day()
    answer: str | None = columns.text()


class UrgeRow(Row, table=True):
    """What the office asked for by hand, a row a department and task.

    ``batch``: the message that urged.  ``answered_at``: the first update or report after it;
    ``told``: whether who urged has heard of that.
    """

    __tablename__ = "urge"
    id: int | None = columns.identity()
    batch: str = columns.text()
    task_id: int = columns.reference("task.id")
    department_id: int = columns.reference("department.id")
    person_id: int = columns.reference("person.id")
    at: datetime = columns.instant()
    words: str | None = columns.text()
    answered_at: datetime | None = columns.instant()
    answered_by: int | None = columns.reference("person.id")
    told: bool
    __table_args__ = (
        Index(
            None,
            "department_id",
            "task_id",
            sqlite_where=literal_column("answered_at").is_(None),
        ),
        Index(None, "id", sqlite_where=~literal_column("told")),
    )


class SnoozeRow(Row, table=True):
    """Whom not to remind of a task before ``until``."""

    __tablename__ = "snooze"
    person_id: int = columns.reference("person.id", primary_key=True)
    task_id: int = columns.reference("task.id", primary_key=True)
    until: datetime = columns.instant()
    at: datetime = columns.instant()


class ReminderRow(Row, table=True):
    """What people asked to be reminded of; ``planned`` once it has been put into the outbox.

    Without a task it is today's bundle once more.
    """

    __tablename__ = "reminder"
    id: int | None = columns.identity()
    person_id: int = columns.reference("person.id")
    task_id: int | None = columns.reference("task.id")
    at: datetime = columns.instant()
    asked_at: datetime = columns.instant()
    planned: bool
    __table_args__ = (Index(None, "at", sqlite_where=~literal_column("planned")),)


class QuietRow(Row, table=True):
    """When somebody does not want to be reminded: minutes of the day, and days of the week."""

    __tablename__ = "quiet"
    person_id: int = columns.reference("person.id", primary_key=True)
    starts: int = columns.number()
    ends: int = columns.number()
    days: str = columns.text()


class LeaveRow(Row, table=True):
    """Who stands in for whom, until the end of a day or until the person is back."""

    __tablename__ = "leave"
    person_id: int = columns.reference("person.id", primary_key=True)
    deputy_id: int = columns.reference("person.id", index=True)
    until: date = columns.day()
    at: datetime = columns.instant()


class GroupRow(Row, table=True):
    """Groups that the office has registered; ``ended_at`` None while it stands.

    ``scope`` with ``of``: the whole plan, a chapter's words, a department's short name.
    ``weekday`` from 0, Monday; ``minute`` of the day.
    """

    __tablename__ = "group_chat"
    id: int | None = columns.identity()
    platform: Platform = columns.choice(Platform)
    tenant: str = columns.text()
    chat: str = columns.text()
    thread: str = columns.text()
    scope: Scope = columns.choice(Scope)
    of: str = columns.text()
    purpose: str = columns.text()
    person_id: int = columns.reference("person.id")
    since: datetime = columns.instant()
    weekday: int = columns.number()
    minute: int = columns.number()
    paused: bool
    ended_at: datetime | None = columns.instant()
    __table_args__ = (
        Index(
            None,
            "platform",
            "tenant",
            "chat",
            "thread",
            unique=True,
            sqlite_where=literal_column("ended_at").is_(None),
        ),
    )


class SubscriptionRow(Row, table=True):
    """Who gets the weekly digest in private."""

    __tablename__ = "subscription"
    person_id: int = columns.reference("person.id", primary_key=True)
    since: datetime = columns.instant()


class DigestRow(Row, table=True):
    """What each digest said, so that it can be said again: ``data`` is JSON, ``digest`` its
    SHA-256.  ``place``: the group or the person it was for, as its key says."""

    __tablename__ = "digest"
    id: int | None = columns.identity()
    plan_id: int = columns.reference("plan.id")
    place: str = columns.text()
    week: str = columns.text()
    at: datetime = columns.instant()
    data: str = columns.text()
    digest: str = columns.text()
    __table_args__ = (UniqueConstraint("plan_id", "place", "week"),)


period = columns.table(PeriodRow)
report = columns.table(ReportRow)
report_edit = columns.table(EditRow)
open_step = columns.table(StepRow)
deadline_change = columns.table(DeadlineChangeRow)
extension = columns.table(ExtensionRow)
urge = columns.table(UrgeRow)
snooze = columns.table(SnoozeRow)
reminder = columns.table(ReminderRow)
quiet = columns.table(QuietRow)
leave = columns.table(LeaveRow)
group_chat = columns.table(GroupRow)
subscription = columns.table(SubscriptionRow)
digest = columns.table(DigestRow)
