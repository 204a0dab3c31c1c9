"""The light of each task as the database works it out: the same rules as ``bot.model.light``."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, func, literal_column, or_

from bot.model.report import OWED
from bot.model.task import FINISHED, HARD, Status
from store.period_tables import report
from store.tables import share, task
from store.tallies import ORDER, decides

_ZERO: ColumnElement[int] = literal_column("0")
_ONE: ColumnElement[int] = literal_column("1")
_FINISHED: ColumnElement[int] = literal_column(str(min(map(ORDER.index, FINISHED))))
DAY = case((task.c.deadline_kind.in_(HARD), task.c.deadline_day), else_=None)
"""The day that can make a task overdue."""


def _rank(status: Status) -> ColumnElement[int]:
    return literal_column(str(ORDER.index(status)))


def _flag(name: str) -> ColumnElement[bool]:
    return bindparam(name, type_=Integer()) == _ONE


_is_owed = report.c.state.in_(OWED)
OWES = case(
    (
        func.max(case((decides, _ONE), else_=_ZERO)) == _ONE,
        func.max(case((and_(decides, _is_owed), _ONE), else_=_ZERO)),
    ),
    else_=func.max(case((_is_owed, _ONE), else_=_ZERO)),
)
"""1 where a part that decides about the task still owes a report."""

WITH_REPORTS = task.outerjoin(share, share.c.task_id == task.c.id).outerjoin(
    report,
    and_(
        report.c.period_id == bindparam("period"),
        report.c.task_id == share.c.task_id,
        report.c.department_id == share.c.department_id,
    ),
)
"""Tasks with their parts, and each part's report for ``period``."""


def light_of(far: Any, owes: Any, day: Any) -> ColumnElement[int]:
    """0 is green, 1 yellow, 2 red: the order of ``Light``."""
    today, near = (bindparam(name, type_=task.c.deadline_day.type) for name in ("today", "near"))
    dated = and_(day.is_not(None), far < _FINISHED)
    late = or_(and_(dated, day < today), and_(owes == _ONE, _flag("is_late")))
    soon = or_(and_(dated, day <= near), and_(owes == _ONE, _flag("is_near")))
    return case(
        (far == _rank(Status.CLOSED), _ZERO),
        (late, literal_column("2")),
        (or_(soon, far == _rank(Status.BEHIND)), _ONE),
        else_=_ZERO,
    )
