"""Dates that people set and requests for more time, with what was before."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Select,
    bindparam,
    case,
    func,
    insert,
    null,
    select,
    update,
)

from bot.model.extension import Extension, ExtensionState
from bot.model.task import DeadlineKind, Department, Task
from bot.ports import Deadlines
from store.period_tables import deadline_change, extension
from store.sql import Sql
from store.tables import department, person, task

_c, _e = deadline_change.c, extension.c
_SOME = task.c.id.in_(bindparam("ids", expanding=True))


def _first(column: Any) -> Any:
    """What a task's first change says; no row, no value: nobody ever changed it."""
    first = deadline_change.alias("first")
    return (
        select(first.c[column])
        .where(first.c.task_id == task.c.id)
        .order_by(first.c.id)
        .limit(1)
        .correlate(task)
        .scalar_subquery()
    )


_DOCUMENT_KIND = func.coalesce(_first("before_kind"), task.c.deadline_kind)
_DOCUMENT_DAY = case((_first("id").is_(None), task.c.deadline_day), else_=_first("before_day"))


def _note(kind: Any, day: Any) -> Any:
    """A row of ``deadline_change`` for each task, written before the task itself is."""
    columns = ["task_id", "kind", "day", "before_kind", "before_day", "before_raw"]
    columns += ["reason", "person_id", "at"]
    return insert(deadline_change).from_select(
        columns,
        select(
            task.c.id,
            kind,
            day,
            task.c.deadline_kind,
            task.c.deadline_day,
            task.c.deadline_raw,
            bindparam("b_reason", type_=_c.reason.type),
            bindparam("b_by", type_=_c.person_id.type),
            bindparam("b_at", type_=_c.at.type),
        ).where(_SOME),
    )


_NOTE_SET = _note(bindparam("b_kind", type_=_c.kind.type), bindparam("b_day", type_=_c.day.type))
_NOTE_CLEAR = _note(_DOCUMENT_KIND, _DOCUMENT_DAY)
_SET = (
    update(task)
    .where(_SOME)
    .values(
        deadline_kind=bindparam("b_kind"),
        deadline_day=bindparam("b_day"),
        deadline_set_on=bindparam("b_on"),
        deadline_original=null(),
    )
)
_EXTEND = (
    update(task)
    .where(_SOME)
    .values(
        deadline_kind=bindparam("b_kind"),
        deadline_day=bindparam("b_day"),
        deadline_set_on=bindparam("b_on"),
        deadline_original=func.coalesce(task.c.deadline_original, task.c.deadline_day),
    )
)
_CLEAR = (
    update(task)
    .where(_SOME)
    .values(
        deadline_kind=_DOCUMENT_KIND,
        deadline_day=_DOCUMENT_DAY,
        deadline_set_on=null(),
        deadline_original=null(),
    )
)
_earliest = select(func.min(_c.id)).group_by(_c.task_id).scalar_subquery()
_DOCUMENTS = (
    select(_c.task_id, _c.before_kind, _c.before_day)
    .join(task, task.c.id == _c.task_id)
    .where(task.c.plan_id == bindparam("plan"), _c.id.in_(_earliest))
)

_WITHDRAW = (
    update(extension)
    .where(
        _e.task_id == bindparam("b_task"),
        _e.department_id == bindparam("b_department"),
        _e.state == ExtensionState.ASKED,
    )
    .values(state=ExtensionState.WITHDRAWN, decided_at=bindparam("b_at"))
)
_ASK = insert(extension).returning(_e.id)
_DECIDE = (
    update(extension)
    .where(_e.id == bindparam("b_id"), _e.state == ExtensionState.ASKED)
    .values(
        state=bindparam("b_state"),
        decided_by=bindparam("b_by"),
        decided_at=bindparam("b_at"),
        granted=bindparam("b_granted"),
        answer=bindparam("b_answer"),
    )
)


def _requests() -> Select[Any]:
    return (
        select(
            _e.id,
            _e.task_id,
            task.c.ref,
            department.c.id,
            department.c.short,
            department.c.english,
            department.c.acronym,
            department.c.kind,
            _e.asked_by,
            person.c.name,
            _e.asked_at,
            _e.day,
            _e.reason,
            _e.state,
            _e.granted,
            _e.answer,
        )
        .join_from(extension, task, task.c.id == _e.task_id)
        .join(department, department.c.id == _e.department_id)
        .join(person, person.c.id == _e.asked_by)
    )


_REQUEST = _requests().where(_e.id == bindparam("id"))
_OPEN = (
    _requests()
    .where(task.c.plan_id == bindparam("plan"), _e.state == ExtensionState.ASKED)
    .order_by(task.c.ref, _e.id)
)


class SqlDeadlines(Deadlines):
    """See ``bot.ports.Deadlines``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def set(
        self, tasks: Collection[int], day: date, *, by: int, at: datetime, on: date
    ) -> None:
        values = {"ids": list(tasks), "b_kind": DeadlineKind.OFFICE_SET, "b_day": day}
        await self._sql.count(_NOTE_SET, values | {"b_reason": None, "b_by": by, "b_at": at})
        await self._sql.count(_SET, values | {"b_on": on})

    async def clear(self, tasks: Collection[int], *, by: int, at: datetime) -> None:
        values = {"ids": list(tasks)}
        await self._sql.count(_NOTE_CLEAR, values | {"b_reason": None, "b_by": by, "b_at": at})
        await self._sql.count(_CLEAR, values)

    async def documents(self, plan: int) -> dict[int, tuple[str, date | None]]:
        rows = await self._sql.rows(_DOCUMENTS, {"plan": plan})
        return {id: (kind, day) for id, kind, day in rows}

    async def ask(
        self, task: Task, department: int, day: date, reason: str, *, by: int, at: datetime
    ) -> tuple[int, bool]:
        whose = {"b_task": task.id, "b_department": department, "b_at": at}
        replaced = bool(await self._sql.count(_WITHDRAW, whose))
        row = {
            "task_id": task.id,
            "department_id": department,
            "asked_by": by,
            "asked_at": at,
            "day": day,
            "reason": reason,
            "state": ExtensionState.ASKED,
            "decided_by": None,
            "decided_at": None,
            "granted": None,
            "answer": None,
        }
        [(id,)] = await self._sql.rows(_ASK, row)
        return int(id), replaced

    async def requests(self, plan: int) -> Sequence[Extension]:
        return [_extension(row) for row in await self._sql.rows(_OPEN, {"plan": plan})]

    async def request(self, id: int) -> Extension | None:
        rows = await self._sql.rows(_REQUEST, {"id": id})
        return _extension(rows[0]) if rows else None

    async def decide(
        self,
        asked: Extension,
        state: ExtensionState,
        *,
        granted: date | None,
        answer: str | None,
        by: int,
        at: datetime,
        on: date,
    ) -> bool:
        decision = {"b_state": state, "b_granted": granted, "b_answer": answer}
        who = {"b_by": by, "b_at": at}
        if not await self._sql.count(_DECIDE, {"b_id": asked.id} | decision | who):
            return False
        if granted is not None:
            kind = {"ids": [asked.task], "b_kind": DeadlineKind.EXTENDED, "b_day": granted}
            await self._sql.count(_NOTE_SET, kind | {"b_reason": asked.reason} | who)
            await self._sql.count(_EXTEND, kind | {"b_on": on})
        return True


def _extension(row: Sequence[Any]) -> Extension:
    id, task, ref, *rest = row
    body, (by, name, at, day, reason, state, granted, answer) = rest[:5], rest[5:]
    return Extension(
        id=id,
        task=task,
        ref=ref,
        department=Department(*body),
        asked_by=by,
        asked_by_name=name,
        asked_at=at,
        day=day,
        reason=reason,
        state=state,
        granted=granted,
        answer=answer,
    )
