"""The tables of the plan and of the people; those of the two queues are in ``store.queues``."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, false, func, literal_column
from sqlmodel import Field

from bot.messages import Language, Platform
from bot.model.period import Cadence
from bot.model.person import PersonRole
from bot.model.task import DeadlineKind, LeadBasis, Mode, Status, TaskRole
from bot.model.update import UpdateKind
from bot.ports.web import KeyKind, Page
from bot.workdays import DayKind
from store import columns
from store.columns import Row

_DATED = literal_column("deadline_day").is_not(None)


class DepartmentRow(Row, table=True):
    """Bodies of the register and those that a plan added; ``short`` is what cards print."""

    __tablename__ = "department"
    id: int | None = columns.identity()
    short: str = columns.text(unique=True)
    english: str | None = columns.text()
    acronym: str | None = columns.text()
    kind: str = columns.text()


class DepartmentNameRow(Row, table=True):
    """Every spelling under which a department is found, ``short`` among them.

    ``kind``: short, acronym, initials, or a kind of the register (full, signboard, former, …).
    ``key`` is the name as ``store.words.folded`` folds it.  The years bound its validity.
    """

    __tablename__ = "department_name"
    department_id: int = columns.reference("department.id", primary_key=True)
    name: str = columns.text(primary_key=True)
    kind: str = columns.text(primary_key=True)
    key: str = columns.text(index=True)
    valid_from: int | None = columns.number()
    valid_to: int | None = columns.number()


class PlanDraftRow(Row, table=True):
    """Documents that were read; ``body`` is the draft as JSON, without restricted text."""

    __tablename__ = "plan_draft"
    id: int | None = columns.identity()
    sha256: str = columns.text(unique=True)
    name: str = columns.text()
    body: str = columns.text()
    kept_at: datetime = columns.instant()


class PlanRow(Row, table=True):
    """Plans; ``in_force`` is true or NULL, so that the database allows one in force."""

    __tablename__ = "plan"
    id: int | None = columns.identity()
    in_force: bool | None = None
    draft_id: int = columns.reference("plan_draft.id")
    title: str = columns.text()
    starts: date
    ends: date
    issued_on: date | None = None
    issuer: str | None = columns.text()
    rules: str = columns.text()  # JSON
    sha256: str = columns.text()
    tasks: int = columns.number()
    highest: int = columns.number()
    applied_at: datetime = columns.instant()
    cadence: Cadence = columns.choice(
        Cadence, sa_column_kwargs={"server_default": Cadence.QUARTERLY.value}
    )
    __table_args__ = (UniqueConstraint("in_force"),)


class TaskRow(Row, table=True):
    """Tasks; ``folded`` is the text as search compares it, empty for restricted ones.

    ``mark``: see ``bot.model.likeness``; ``place`` in the document, from 1.  Both are NULL for
    what was imported before there were any.
    """

    __tablename__ = "task"
    id: int | None = columns.identity()
    plan_id: int = columns.reference("plan.id")
    ref: int = columns.number()
    number: str | None = columns.text()
    text: str = columns.text()
    folded: str = columns.text()
    chapter: str | None = columns.text()
    section: str | None = columns.text()
    mode: Mode | None = columns.choice(Mode)
    lead_basis: LeadBasis | None = columns.choice(LeadBasis)
    deadline_kind: DeadlineKind = columns.choice(DeadlineKind)
    deadline_day: date | None = None
    deadline_raw: str | None = columns.text()
    restricted: bool
    complete: bool
    deadline_set_on: date | None = columns.day()
    deadline_original: date | None = columns.day()
    restriction_confirmed: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    mark: str | None = columns.text()
    place: int | None = columns.number()
    __table_args__ = (
        UniqueConstraint("plan_id", "ref"),
        Index(
            None,
            "plan_id",
            "deadline_day",
            sqlite_where=_DATED,
        ),
    )


class ShareRow(Row, table=True):
    """A department's part in a task, and how far it is; read together, so stored together."""

    __tablename__ = "share"
    task_id: int = columns.reference("task.id", primary_key=True)
    department_id: int = columns.reference("department.id", primary_key=True)
    position: int = columns.number()
    role: TaskRole = columns.choice(TaskRole)
    status: Status = columns.choice(Status)
    percent: int | None = columns.number()
    version: int = columns.number()
    changed_at: datetime | None = columns.instant()
    changed_by: int | None = columns.reference("person.id")
    __table_args__ = (Index(None, "department_id", "task_id"), {"sqlite_with_rowid": False})


class UpdateRow(Row, table=True):
    """What was reported, append-only; ``undoes`` names the record that this one takes back."""

    __tablename__ = "update_record"
    id: int | None = columns.identity()
    task_id: int = columns.reference("task.id")
    department_id: int = columns.reference("department.id")
    person_id: int = columns.reference("person.id")
    at: datetime = columns.instant()
    channel: str = columns.text()
    kind: UpdateKind = columns.choice(UpdateKind)
    batch: str = columns.text()
    status: Status | None = columns.choice(Status)
    percent: int | None = columns.number()
    progress: str | None = columns.text()
    problems: str | None = columns.text()
    next_steps: str | None = columns.text()
    before_status: Status = columns.choice(Status)
    before_percent: int | None = columns.number()
    version: int = columns.number()
    on_behalf: bool
    undoes: int | None = columns.reference("update_record.id")
    __table_args__ = (
        UniqueConstraint("undoes"),
        Index(None, "task_id", "id"),
        Index(None, "person_id", "id"),
        Index(None, "at"),
    )


class PersonRow(Row, table=True):
    __tablename__ = "person"
    id: int | None = columns.identity()
    name: str = columns.text()
    department_id: int = columns.reference("department.id", index=True)
    role: PersonRole = columns.choice(PersonRole)
    language: Language = columns.choice(Language)
    active: bool
    standin: bool
    added_at: datetime = columns.instant()
    revoked_at: datetime | None = columns.instant()
    erased_at: datetime | None = columns.instant()


class AccountRow(Row, table=True):
    __tablename__ = "account"
    platform: Platform = columns.choice(Platform, primary_key=True)
    tenant: str = columns.text(primary_key=True)
    user: str = columns.text(primary_key=True)
    person_id: int = columns.reference("person.id", index=True)
    suspended: bool
    bound_at: datetime = columns.instant()


class BindingCodeRow(Row, table=True):
    """Binding codes; of the code itself only its SHA-256 is kept."""

    __tablename__ = "binding_code"
    digest: str = columns.text(primary_key=True)
    platform: Platform = columns.choice(Platform)
    person_id: int = columns.reference("person.id", index=True)
    issued_at: datetime = columns.instant()
    expires_at: datetime = columns.instant()
    used_at: datetime | None = columns.instant()
    voided_at: datetime | None = columns.instant()
    issued_by: int | None = columns.reference("person.id")


class BindingTryRow(Row, table=True):
    """Wrong codes, for the pause after five of them."""

    __tablename__ = "binding_try"
    id: int | None = columns.identity()
    platform: Platform = columns.choice(Platform)
    tenant: str = columns.text()
    user: str = columns.text()
    at: datetime = columns.instant()
    __table_args__ = (Index(None, "platform", "tenant", "user", "at"), Index(None, "at"))


class ActionRow(Row, table=True):
    """Command lines that wait for 确认; taking one deletes it."""

    __tablename__ = "stored_action"
    code: str = columns.text(primary_key=True)
    person_id: int = columns.reference("person.id", index=True)
    line: str = columns.text()
    kept_at: datetime = columns.instant()
    expires_at: datetime = columns.instant()


class CalendarDayRow(Row, table=True):
    """Days of which the office says what they are; ``whole``: with its whole year's arrangement."""

    __tablename__ = "calendar_day"
    day: date = columns.day(primary_key=True)
    kind: DayKind = columns.choice(DayKind)
    whole: bool
    person_id: int | None = columns.reference("person.id")
    at: datetime = columns.instant()


class FloodRow(Row, table=True):
    """How many messages ``who`` has sent since ``since``: ``user:ID``, ``chat:ID``, ``late:ID``."""

    __tablename__ = "flood"
    platform: Platform = columns.choice(Platform, primary_key=True)
    tenant: str = columns.text(primary_key=True)
    who: str = columns.text(primary_key=True)
    since: datetime = columns.instant()
    count: int = columns.number()


class WebKeyRow(Row, table=True):
    """Links and sessions of the browser's pages; of a token only its SHA-256 is kept."""

    __tablename__ = "web_key"
    digest: str = columns.text(primary_key=True)
    kind: KeyKind = columns.choice(KeyKind)
    page: Page = columns.choice(Page)
    person_id: int | None = columns.reference("person.id", index=True)
    made_at: datetime = columns.instant()
    expires_at: datetime = columns.instant()
    used_at: datetime | None = columns.instant()


department = columns.table(DepartmentRow)
department_name = columns.table(DepartmentNameRow)
plan_draft = columns.table(PlanDraftRow)
plan = columns.table(PlanRow)
task = columns.table(TaskRow)
PLACE = func.coalesce(task.c.place, task.c.id)
"""What orders a plan's tasks as its document does."""

share = columns.table(ShareRow)
update_record = columns.table(UpdateRow)
person = columns.table(PersonRow)
account = columns.table(AccountRow)
binding_code = columns.table(BindingCodeRow)
binding_try = columns.table(BindingTryRow)
stored_action = columns.table(ActionRow)
calendar_day = columns.table(CalendarDayRow)
flood = columns.table(FloodRow)
web_key = columns.table(WebKeyRow)
