"""The statements behind the office's board: counts and pages, whatever the size of the plan."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
)

from bot.model.board import Cell, Filters, Found, Sight, Wish
from bot.model.light import Light
from bot.model.task import Department
from bot.ports import Board, EventState, Owed, Tally, Undelivered
from bot.words import terms
from store.inbox import PARKED, event_state
from store.letters import state_of
from store.lights import DAY, OWES, WITH_REPORTS, light_of
from store.listing import FAILED
from store.period_tables import report
from store.persons import DEPARTMENT
from store.queues import delivery
from store.reviews import IN_HAND, MISSING, TALLY, TO_OFFICE, read_owed, read_tally
from store.searching import has_word, values_of
from store.sql import Sql
from store.tables import PLACE, account, department, person, share, task
from store.tallies import ORDER, how_far

_LIGHTS = tuple(Light)
_ZERO: ColumnElement[int] = literal_column("0")
_ONE: ColumnElement[int] = literal_column("1")
_NOBODY = -1  # no period has this id
_PLAN = task.c.plan_id == bindparam("plan")


def _counts() -> Executable:
    each = (
        select(
            PLACE.label("id"),
            task.c.chapter,
            how_far.label("far"),
            OWES.label("owes"),
            DAY.label("day"),
        )
        .select_from(WITH_REPORTS)
        .where(_PLAN)
        .group_by(task.c.id)
        .subquery("each_task")
    )
    e = each.c
    lit = select(e.id, e.chapter, e.far, light_of(e.far, e.owes, e.day).label("light")).subquery()
    return (
        select(lit.c.chapter, lit.c.far, lit.c.light, func.count(), func.min(lit.c.id))
        .group_by(lit.c.chapter, lit.c.far, lit.c.light)
        .order_by(func.min(lit.c.id))
    )


_COUNTS = _counts()
_CHAPTERS = (
    select(task.c.chapter, func.min(PLACE))
    .where(_PLAN)
    .group_by(task.c.chapter)
    .order_by(func.min(PLACE))
)


def _end(which: Any) -> Any:
    """The first or last id of the plan's tasks."""
    ends = task.alias("ends").c
    return select(which(ends.id)).where(ends.plan_id == bindparam("plan")).scalar_subquery()


_own_tasks = share.alias("own_tasks")
_first = (
    select(func.min(PLACE))
    .join_from(_own_tasks, task, task.c.id == _own_tasks.c.task_id)
    .where(
        _PLAN,
        _own_tasks.c.department_id == department.c.id,
        _own_tasks.c.task_id.between(_end(func.min), _end(func.max)),
    )
    .correlate(department)
    .scalar_subquery()
)
_each_body = select(*DEPARTMENT, _first.label("first")).subquery("each_body")
_DEPARTMENTS = (
    select(*(_each_body.c[column.name] for column in DEPARTMENT))
    .where(_each_body.c.first.is_not(None))
    .order_by(_each_body.c.first, _each_body.c.id)
)
"""By the index over departments: the ids of a plan's tasks lie together; some between them may be
of what a revision has removed."""
_TALLY = select(*TALLY).where(report.c.period_id == bindparam("period"), TO_OFFICE)
_MISSING = MISSING.limit(bindparam("limit")).offset(bindparam("offset"))
_PARKED = PARKED.limit(bindparam("limit"))
_UNDELIVERED = (
    FAILED.add_columns(person.c.name.label("who"), department.c.short.label("body"))
    .outerjoin(
        account,
        and_(
            account.c.platform == delivery.c.platform,
            account.c.tenant == delivery.c.tenant,
            account.c.user == delivery.c.chat,
        ),
    )
    .outerjoin(person, person.c.id == account.c.person_id)
    .outerjoin(department, department.c.id == person.c.department_id)
    .limit(bindparam("limit"))
)


# A list of tasks. --------------------------------------------------------------------------------
def _wished(wish: Wish, *, own: bool) -> ColumnElement[bool]:
    """Whether a report to the office is as wished; ``own``: that of the named department."""
    there: list[ColumnElement[bool]] = [report.c.task_id.is_not(None), TO_OFFICE]
    if own:
        there.append(share.c.department_id == _named_department())
    if wish is Wish.OWED:
        there.append(~IN_HAND)
    elif wish is not Wish.NONE:
        there.append(report.c.state == wish.value)
    some = func.max(case((and_(*there), _ONE), else_=_ZERO))
    return some == (_ZERO if wish is Wish.NONE else _ONE)


def _named_department() -> Any:
    return (
        select(department.c.id)
        .where(department.c.short == bindparam("department"))
        .scalar_subquery()
    )


@lru_cache(maxsize=256)
def _find(chosen: frozenset[str], wish: Wish | None, words: int) -> Executable:
    """The statement for the filters that are set; each is bound under its own name."""
    where: list[ColumnElement[bool]] = [_PLAN]
    if "chapter" in chosen:
        where.append(task.c.chapter.is_not_distinct_from(bindparam("chapter")))
    if "facts" in chosen:
        where.append(~task.c.restricted)
    if "department" in chosen:
        own = share.alias("own")
        has_part = and_(own.c.task_id == task.c.id, own.c.department_id == _named_department())
        where.append(exists().where(has_part))
    where += [has_word(n) for n in range(words)]
    if wish is None and not chosen & {"status", "light"}:
        found = select(task.c.ref).where(*where)
    else:
        found = _grouped(chosen, wish, where)
    listed = found.subquery("found")
    return (
        select(listed.c.ref, func.count().over())
        .order_by(listed.c.ref)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


def _grouped(
    chosen: frozenset[str], wish: Wish | None, where: Iterable[ColumnElement[bool]]
) -> Select[Any]:
    """Tasks whose parts and reports have to be looked at."""
    having: list[ColumnElement[bool]] = []
    if "status" in chosen:
        having.append(how_far == bindparam("status", type_=Integer()))
    if wish is not None:
        having.append(_wished(wish, own="department" in chosen))
    columns = (how_far.label("far"), OWES.label("owes"), DAY.label("day"))
    lit = "light" in chosen
    tasks = select(task.c.ref, *(columns if lit else ())).select_from(WITH_REPORTS)
    grouped = tasks.where(*where).group_by(task.c.id)
    each = (grouped.having(and_(*having)) if having else grouped).subquery("each_task")
    found = select(each.c.ref)
    if lit:  # outside, so that what it depends on is counted once
        light = light_of(each.c.far, each.c.owes, each.c.day)
        found = found.where(light == bindparam("light", type_=Integer()))
    return found


class SqlBoard(Board):
    """See ``bot.ports.Board``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def counts(self, plan: int, sight: Sight) -> Sequence[Cell]:
        rows = await self._sql.rows(_COUNTS, {"plan": plan} | _seen(sight))
        return [
            Cell(chapter, ORDER[int(far)], _LIGHTS[int(light)], int(count))
            for chapter, far, light, count, _ in rows
        ]

    async def find(
        self, plan: int, filters: Filters, chapter: str | None, sight: Sight, *, limit: int
    ) -> Found:
        wanted = terms(filters.words)
        chosen = frozenset(
            name
            for name in ("chapter", "department", "status", "light")
            if getattr(filters, name) is not None
        ) | ({"facts"} if filters.asks_facts else set())
        values: dict[str, Any] = {
            "plan": plan,
            "limit": limit,
            "offset": (filters.page - 1) * limit,
        }
        values |= _seen(sight) | values_of(wanted)
        values |= {
            "chapter": chapter,
            "department": filters.department,
            "status": None if filters.status is None else ORDER.index(filters.status),
            "light": None if filters.light is None else _LIGHTS.index(filters.light),
        }
        rows = await self._sql.rows(_find(chosen, filters.report, len(wanted)), values)
        return Found(int(rows[0][1]) if rows else 0, [ref for ref, _ in rows])

    async def chapters(self, plan: int) -> Sequence[str | None]:
        return [name for name, _ in await self._sql.rows(_CHAPTERS, {"plan": plan})]

    async def departments(self, plan: int) -> Sequence[Department]:
        return [Department(*row) for row in await self._sql.rows(_DEPARTMENTS, {"plan": plan})]

    async def tally(self, period: int) -> Tally:
        [counts] = await self._sql.rows(_TALLY, {"period": period})
        return read_tally([count or 0 for count in counts])

    async def missing(self, period: int, *, limit: int, offset: int = 0) -> Sequence[Owed]:
        values = {"period": period, "limit": limit, "offset": offset}
        return read_owed(await self._sql.rows(_MISSING, values))

    async def undelivered(self, *, limit: int) -> Sequence[Undelivered]:
        return [
            Undelivered(row=state_of(row), person=row.who, department=row.body)
            for row in await self._sql.rows(_UNDELIVERED, {"limit": limit})
        ]

    async def parked(self, *, limit: int) -> Sequence[EventState]:
        return [event_state(row) for row in await self._sql.rows(_PARKED, {"limit": limit})]


def _seen(sight: Sight) -> dict[str, Any]:
    due = sight.due
    return {
        "period": _NOBODY if sight.period is None else sight.period,
        "today": sight.today,
        "near": sight.near,
        "is_late": int(due is not None and due < sight.today),
        "is_near": int(due is not None and due <= sight.near),
    }
