"""Rows become tasks: the columns that all statements about tasks share, and their reader."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    FromClause,
    Join,
    Select,
    String,
    and_,
    bindparam,
    select,
    type_coerce,
)

from bot.model.report import ReportState
from bot.model.task import (
    Deadline,
    DeadlineKind,
    Department,
    LeadBasis,
    Mode,
    Share,
    Status,
    Task,
    TaskRole,
)
from store.period_tables import period, report
from store.periods import current_period
from store.sql import AnyRow
from store.tables import department, person, share, task

_STATUS = {status.value: status for status in Status}
_ROLE = {role.value: role for role in TaskRole}
_MODE = {mode.value: mode for mode in Mode}
_BASIS = {basis.value: basis for basis in LeadBasis}
_KIND = {kind.value: kind for kind in DeadlineKind}
_REPORT = {state.value: state for state in ReportState}
_NO_DEADLINE = Deadline()
_BODY, _ROLE_AT, _VERSION = 15, 20, 23  # where a share begins, and its columns
_REPORT_AT, _SENT_AT, _CONFIRMED = 27, 29, 30


def _word(column: Any) -> Any:
    """As stored: a dictionary of ours is faster than the column's type."""
    return type_coerce(column, String())


_COLUMNS = (
    task.c.id,
    task.c.ref,
    task.c.number,
    task.c.text,
    task.c.chapter,
    task.c.section,
    _word(task.c.mode),
    _word(task.c.lead_basis),
    _word(task.c.deadline_kind),
    task.c.deadline_day,
    task.c.deadline_raw,
    task.c.deadline_set_on,
    task.c.deadline_original,
    task.c.restricted,
    task.c.complete,
    department.c.id,
    department.c.short,
    department.c.english,
    department.c.acronym,
    department.c.kind,
    _word(share.c.role),
    _word(share.c.status),
    share.c.percent,
    share.c.version,
    type_coerce(share.c.changed_at, DateTime(timezone=True)),
    share.c.changed_by,
    person.c.name,
    _word(report.c.state),
    period.c.due,
    type_coerce(report.c.submitted_at, DateTime(timezone=True)),
    task.c.restriction_confirmed,
)


def select_tasks(start: FromClause | None = None) -> Select[Any]:
    """Tasks with their shares, one row a share; ``start`` joins something before the shares.

    Binds ``plan``, whose current period the states of reports are of.
    """
    joined: Join = (
        (task if start is None else start)
        .outerjoin(share, share.c.task_id == task.c.id)
        .outerjoin(department, department.c.id == share.c.department_id)
        .outerjoin(person, person.c.id == share.c.changed_by)
        .outerjoin(
            report,
            and_(
                report.c.period_id == current_period(bindparam("plan")),
                report.c.task_id == share.c.task_id,
                report.c.department_id == share.c.department_id,
            ),
        )
        .outerjoin(period, period.c.id == report.c.period_id)
    )
    return select(*_COLUMNS).select_from(joined)


def read_tasks(rows: Iterable[AnyRow]) -> list[Task]:
    """In the order of the rows; the rows of a task stand together, its shares in their order.

    Parts that nobody has touched yet are equal values: each is made once.
    """
    tasks: list[Task] = []
    bodies: dict[int, Department] = {}
    fresh: dict[tuple[int, str, str | None, datetime | None], Share] = {}
    head: AnyRow | None = None
    shares: list[Share] = []
    for row in rows:
        if head is None or row[0] != head[0]:
            if head is not None:
                tasks.append(_task(head, shares))
            head, shares = row, []
        id, version = row[_BODY], row[_VERSION]
        if version == 0:
            kind = (id, row[_ROLE_AT], row[_REPORT_AT], row[_SENT_AT])
            share = fresh.get(kind)
            if share is None:
                share = fresh[kind] = _share(row, bodies)
            shares.append(share)
        elif id is not None:
            shares.append(_share(row, bodies))
    if head is not None:
        tasks.append(_task(head, shares))
    return tasks


def _task(row: AnyRow, shares: list[Share]) -> Task:
    id, ref, number, text, chapter, section, mode, basis, *dated = row[:_BODY]
    kind, day, raw, set_on, original, restricted, complete = dated
    return Task(
        id=id,
        ref=ref,
        number=number,
        text=text,
        chapter=chapter,
        section=section,
        mode=_MODE.get(mode),
        lead_basis=_BASIS.get(basis),
        shares=tuple(shares),
        deadline=_NO_DEADLINE
        if day is None and raw is None and kind == "none"
        else Deadline(kind=_KIND[kind], day=day, raw=raw, set_on=set_on, original=original),
        restricted=restricted,
        complete=complete,
        restriction_confirmed=row[_CONFIRMED],
    )


def _share(row: AnyRow, bodies: dict[int, Department]) -> Share:
    id, short, english, acronym, kind, role, status, percent, version, *changed = row[
        _BODY:_CONFIRMED
    ]
    at, by, name, reported, due, submitted = changed
    body = bodies.get(id)
    if body is None:
        body = bodies[id] = Department(id, short, english, acronym, kind)
    return Share(
        department=body,
        role=_ROLE[role],
        status=_STATUS[status],
        percent=percent,
        version=version,
        changed_at=None if at is None else _aware(at),
        changed_by=by,
        changed_by_name=name,
        report=_REPORT.get(reported),
        report_due=due,
        reported_at=None if submitted is None else _aware(submitted),
    )


def _aware(at: datetime) -> datetime:
    """SQLite keeps UTC without saying so."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
