"""What the office asks for by hand, until it is answered and who asked has heard of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    false,
    func,
    insert,
    literal_column,
    null,
    select,
    tuple_,
    update,
)

from bot.model.task import Department
from bot.model.urge import Urge
from bot.ports.urges import Urges
from store.period_tables import report, urge
from store.sql import Sql
from store.tables import department, person, task, update_record
from store.updates import STANDS

_u = urge.c
_OPEN = literal_column("answered_at").is_(None)
_UNTOLD = and_(~literal_column("told"), _u.answered_at.is_not(None))

_ADD = insert(urge)
_ANSWERED = (
    update(urge)
    .where(
        _u.department_id == bindparam("b_department"),
        _u.task_id.in_(bindparam("tasks", expanding=True)),
        _OPEN,
    )
    .values(answered_at=bindparam("b_at"), answered_by=bindparam("b_by"))
)
_UNANSWERED = (
    update(urge)
    .where(
        tuple_(_u.task_id, _u.department_id).in_(bindparam("parts", expanding=True)),
        _u.answered_at == bindparam("b_at", type_=_u.answered_at.type),
        _u.answered_by == bindparam("b_by", type_=_u.answered_by.type),
    )
    .values(answered_at=null(), answered_by=null(), told=false())
    .returning(_u.task_id)
)
_said = (
    select(update_record.c.progress)
    .where(
        update_record.c.task_id == _u.task_id,
        update_record.c.department_id == _u.department_id,
        STANDS,
        update_record.c.at >= _u.at,
    )
    .order_by(update_record.c.id.desc())
    .limit(1)
    .correlate(urge)
    .scalar_subquery()
)
_reported = (
    select(report.c.progress)
    .where(
        report.c.task_id == _u.task_id,
        report.c.department_id == _u.department_id,
        report.c.submitted_at >= _u.at,
    )
    .order_by(report.c.submitted_at.desc())
    .limit(1)
    .correlate(urge)
    .scalar_subquery()
)
_WHOLE = select(
    _u.id,
    _u.task_id,
    task.c.ref,
    task.c.text,
    task.c.restricted,
    _u.person_id,
    _u.at,
    _u.words,
    _u.answered_at,
    person.c.name,
    func.coalesce(_said, _reported),
    department.c.id,
    department.c.short,
    department.c.english,
    department.c.acronym,
    department.c.kind,
).select_from(
    urge.join(task, task.c.id == _u.task_id)
    .join(department, department.c.id == _u.department_id)
    .outerjoin(person, person.c.id == _u.answered_by)
)
_OPEN_TO = _WHOLE.where(
    _u.department_id.in_(bindparam("departments", expanding=True)),
    _u.answered_at.is_(None),
).order_by(_u.id)
_SOME = _WHOLE.where(_u.id.in_(bindparam("ids", expanding=True))).order_by(task.c.ref, _u.id)
_HEARD = select(_u.person_id).where(_UNTOLD).distinct().order_by(_u.person_id)
_TELL = (
    update(urge)
    .where(_UNTOLD, _u.person_id == bindparam("b_person"))
    .values(told=True)
    .returning(_u.id)
)


class SqlUrges(Urges):
    """See ``bot.ports.urges``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(
        self,
        parts: Sequence[tuple[int, int]],
        *,
        by: int,
        at: datetime,
        batch: str,
        words: str | None = None,
    ) -> None:
        common = {"person_id": by, "at": at, "batch": batch, "words": words, "told": False}
        fresh: dict[str, Any] = {"answered_at": None, "answered_by": None}
        rows = [
            {"task_id": task, "department_id": department, **common, **fresh}
            for task, department in parts
        ]
        if rows:
            await self._sql.count(_ADD, rows)

    async def answered(
        self, tasks: Collection[int], department: int, *, by: int, at: datetime
    ) -> None:
        about = {"tasks": sorted(tasks), "b_department": department}
        await self._sql.count(_ANSWERED, about | {"b_at": at, "b_by": by})

    async def unanswered(
        self, parts: Collection[tuple[int, int]], *, by: int, at: datetime
    ) -> Collection[int]:
        values = {"parts": list(parts), "b_by": by, "b_at": at}
        return {id for (id,) in await self._sql.rows(_UNANSWERED, values)}

    async def open_to(self, departments: Collection[int]) -> Sequence[Urge]:
        rows = await self._sql.rows(_OPEN_TO, {"departments": sorted(departments)})
        return [_urge(row) for row in rows]

    async def heard(self) -> Sequence[int]:
        return [id for (id,) in await self._sql.rows(_HEARD)]

    async def tell(self, person: int) -> Sequence[int]:
        return sorted(id for (id,) in await self._sql.rows(_TELL, {"b_person": person}))

    async def some(self, ids: Sequence[int]) -> Sequence[Urge]:
        return [_urge(row) for row in await self._sql.rows(_SOME, {"ids": list(ids)})]


def _urge(row: Sequence[Any]) -> Urge:
    id, task, ref, text, restricted, person, at, words, *answer = row
    answered_at, answered_by, progress, *body = answer
    return Urge(
        id=id,
        task=task,
        ref=ref,
        text=text,
        restricted=restricted,
        department=Department(*body),
        person=person,
        at=at,
        words=words,
        answered_at=answered_at,
        answered_by=answered_by,
        progress=progress,
    )
