"""The statements behind a digest: one a section, the counts of a list beside its first lines."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from bot.model.coordination import OVER
from bot.model.digest import Scope
from bot.model.report import OWED
from bot.model.task import FINISHED, HARD, Mode, Status, TaskRole
from bot.model.update import UpdateKind
from store.desk_tables import coordination
from store.period_tables import report
from store.tables import PLACE, department, share, task, update_record

ENDS = 7
"""Moments until which one statement counts reports."""

ORDER = tuple(Status)
"""By progress: what ``CHAPTERS`` gives as a number."""

_FINISHED = min(map(ORDER.index, FINISHED))
_ZERO: ColumnElement[int] = literal_column("0")
_ONE: ColumnElement[int] = literal_column("1")
_OF_PLAN = task.c.plan_id == bindparam("plan")
_u, _r = update_record.c, report.c

# How far a task is, in one pass over its parts: the least advanced of those that decide. ---------
_rank = case(
    *((share.c.status == status, literal_column(str(n))) for n, status in enumerate(ORDER)),
    else_=_ZERO,
)
decides = or_(task.c.mode == Mode.EACH_OWN, share.c.role == TaskRole.LEAD)
how_far = func.coalesce(func.min(case((decides, _rank))), func.min(_rank), _ZERO)
_lead = share.alias("lead")
_nobody_leads = ~exists().where(_lead.c.task_id == task.c.id, _lead.c.role == TaskRole.LEAD)
_deciding = or_(decides, _nobody_leads)
_undoing = update_record.alias("undoing")
_STANDS = and_(_u.kind == UpdateKind.UPDATE, ~exists().where(_undoing.c.undoes == _u.id))
_SINCE = _u.at > bindparam("since", type_=_u.at.type)


def _everywhere() -> ColumnElement[bool]:
    return literal_column("1") == literal_column("1")


def _in_chapter() -> ColumnElement[bool]:
    return task.c.chapter == bindparam("of")


def _of_department() -> ColumnElement[bool]:
    """The task has a part of this department."""
    own, name = share.alias("own"), department.alias("own_name")
    return exists().where(
        own.c.task_id == task.c.id,
        own.c.department_id == name.c.id,
        name.c.short == bindparam("of"),
    )


_WHERE: Mapping[Scope, Callable[[], ColumnElement[bool]]] = {
    Scope.PLAN: _everywhere,
    Scope.CHAPTER: _in_chapter,
    Scope.DEPARTMENT: _of_department,
}


def _each(make: Callable[[ColumnElement[bool]], Executable]) -> Mapping[Scope, Executable]:
    """The statement for each scope."""
    return {scope: make(where()) for scope, where in _WHERE.items()}


def _total(restricted: ColumnElement[bool]) -> tuple[ColumnElement[int], ...]:
    """Of all, and of those reported offline: beside each row, so that a list needs no second
    statement."""
    offline = func.sum(case((restricted, _ONE), else_=_ZERO)).over()
    return func.count().over().label("total"), offline.label("offline")


def _listed(found: Any, *, fresh: ColumnElement[int] = _ZERO) -> Executable:
    """The first of ``found`` by number, the restricted ones behind: they are only counted."""
    f = found.c
    return (
        select(f.ref, f.restricted, *_total(f.restricted), func.sum(fresh).over().label("fresh"))
        .order_by(f.restricted, f.ref)
        .limit(bindparam("limit"))
    )


def _updated(where: ColumnElement[bool]) -> Executable:
    return (
        select(func.count(_u.task_id.distinct()))
        .select_from(update_record.join(task, task.c.id == _u.task_id))
        .where(_OF_PLAN, _SINCE, _STANDS, where)
    )


def _closed(where: ColumnElement[bool]) -> Executable:
    moved = (
        select(_u.task_id)
        .where(_SINCE, _STANDS, _u.status == Status.CLOSED)
        .distinct()
        .subquery("moved")
    )
    found = (
        select(task.c.ref, task.c.restricted)
        .select_from(
            moved.join(task, task.c.id == moved.c.task_id).join(share, share.c.task_id == task.c.id)
        )
        .where(_OF_PLAN, where)
        .group_by(task.c.id)
        .having(how_far == literal_column(str(ORDER.index(Status.CLOSED))))
        .subquery("found")
    )
    return _listed(found)


def _due(where: ColumnElement[bool]) -> Executable:
    found = (
        select(task.c.ref, task.c.restricted)
        .select_from(task.outerjoin(share, share.c.task_id == task.c.id))
        .where(
            _OF_PLAN,
            task.c.deadline_day.is_not(None),
            task.c.deadline_day > bindparam("after"),
            task.c.deadline_day <= bindparam("until"),
            task.c.deadline_kind.in_(HARD),
            where,
        )
        .group_by(task.c.id)
        .having(how_far < literal_column(str(_FINISHED)))
        .subquery("found")
    )
    return _listed(found)


def _blocked(where: ColumnElement[bool]) -> Executable:
    became = exists().where(
        _u.task_id == share.c.task_id,
        _u.department_id == share.c.department_id,
        _u.status == Status.BLOCKED,
        _u.before_status != Status.BLOCKED,
        _SINCE,
        _STANDS,
    )
    parts = (
        select(
            task.c.ref,
            task.c.restricted,
            func.max(case((became, _ONE), else_=_ZERO)).label("is_new"),
        )
        .select_from(share.join(task, task.c.id == share.c.task_id))
        .where(_OF_PLAN, share.c.status == Status.BLOCKED, _deciding, where)
        .group_by(task.c.id)
    )
    asked = (
        select(
            task.c.ref,
            task.c.restricted,
            case(
                (coordination.c.at > bindparam("since", type_=_u.at.type), _ONE), else_=_ZERO
            ).label("is_new"),
        )
        .select_from(coordination.join(task, task.c.id == coordination.c.task_id))
        .where(_OF_PLAN, coordination.c.state.not_in(OVER), where)
    )
    either = union_all(parts, asked).subquery("either")
    found = (
        select(either.c.ref, either.c.restricted, func.max(either.c.is_new).label("is_new"))
        .group_by(either.c.ref, either.c.restricted)
        .subquery("found")
    )
    return _listed(found, fresh=found.c.is_new)


_TO_OFFICE = and_(_r.period_id == bindparam("period"), ~_r.to_lead)
_reports = report.join(task, task.c.id == _r.task_id).join(
    department, department.c.id == _r.department_id
)


def _own_report(scope: Scope) -> ColumnElement[bool]:
    """Of a department its own reports, not those of others for the same items."""
    if scope is Scope.DEPARTMENT:
        return department.c.short == bindparam("of")
    return _WHERE[scope]()


def _missing(where: ColumnElement[bool]) -> Executable:
    return (
        select(task.c.ref, task.c.restricted, *_total(task.c.restricted), department.c.short)
        .select_from(_reports)
        .where(_TO_OFFICE, _r.state.in_(OWED), where)
        .order_by(task.c.restricted, task.c.ref, department.c.id)
        .limit(bindparam("limit"))
    )


def _handed_in(where: ColumnElement[bool]) -> Executable:
    done = _r.state.not_in(OWED)
    before = [
        func.sum(
            case(
                (
                    and_(done, _r.submitted_at < bindparam(f"end{n}", type_=_r.submitted_at.type)),
                    _ONE,
                ),
                else_=_ZERO,
            )
        )
        for n in range(ENDS)
    ]
    all_done = func.sum(case((done, _ONE), else_=_ZERO))
    return select(func.count(), all_done, *before).select_from(_reports).where(_TO_OFFICE, where)


def _chapters(where: ColumnElement[bool]) -> Executable:
    each = (
        select(PLACE.label("id"), task.c.chapter, how_far.label("far"))
        .select_from(task.outerjoin(share, share.c.task_id == task.c.id))
        .where(task.c.plan_id + _ZERO == bindparam("plan"), where)  # SQLite would sort the plan
        .group_by(task.c.id)
        .subquery("each_task")
    )
    e = each.c
    return (
        select(e.chapter, e.far, func.count(), func.min(e.id))
        .group_by(e.chapter, e.far)
        .order_by(func.min(e.id))
    )


UPDATED, CLOSED, DUE = _each(_updated), _each(_closed), _each(_due)
BLOCKED, CHAPTERS = _each(_blocked), _each(_chapters)
MISSING = {scope: _missing(_own_report(scope)) for scope in Scope}
HANDED_IN = {scope: _handed_in(_own_report(scope)) for scope in Scope}
