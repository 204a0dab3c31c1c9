"""Requests for coordination, their parties and steps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from bot.model.coordination import OVER, Coordination, Step
from bot.model.desk import CoordinationState, CoordinationStep
from bot.model.task import Department
from bot.ports.coordinations import Coordinations
from store.desk_tables import coordination, coordination_party, coordination_step
from store.persons import DEPARTMENT
from store.sql import AnyRow, Sql, insert_new
from store.tables import department, department_name, person, task
from store.words import folded

_c, _p, _s = coordination.c, coordination_party.c, coordination_step.c
_IDS: Any = bindparam("ids", expanding=True)
_OPEN = insert(coordination).returning(_c.id)
_JOIN = insert_new(coordination_party)
_STEP = insert(coordination_step).returning(_s.id)
_STANDS = _c.state.not_in(OVER)


def _whole() -> Select[Any]:
    return (
        select(
            _c.id,
            _c.task_id,
            task.c.ref,
            _c.person_id,
            person.c.name,
            _c.at,
            _c.question,
            _c.state,
            _c.meeting,
            *DEPARTMENT,
        )
        .join_from(coordination, task, task.c.id == _c.task_id)
        .join(department, department.c.id == _c.department_id)
        .join(person, person.c.id == _c.person_id)
    )


_ORDER = (task.c.ref, _c.id)
_PENDING = _whole().where(task.c.plan_id == bindparam("plan"), _STANDS).order_by(*_ORDER)
_ON_TASK = _whole().where(_c.task_id == bindparam("task"), _STANDS).order_by(*_ORDER)
_SOME = _whole().where(_c.id == bindparam("id"))
_OPENED_BY = _whole().where(_c.batch == bindparam("batch"), _STANDS).order_by(*_ORDER)
_PARTIES = (
    select(_p.coordination_id, *DEPARTMENT)
    .join_from(coordination_party, department, department.c.id == _p.department_id)
    .where(_p.coordination_id.in_(_IDS))
    .order_by(department.c.id)
)
_STEPS = (
    select(_s.coordination_id, _s.id, _s.kind, person.c.name, _s.words, _s.at, *DEPARTMENT)
    .select_from(
        coordination_step.join(person, person.c.id == _s.person_id).outerjoin(
            department, department.c.id == _s.department_id
        )
    )
    .where(_s.coordination_id.in_(_IDS))
    .order_by(_s.id)
)
_STATE: Any = bindparam("b_state", type_=_c.state.type)
_MOVE = (
    update(coordination)
    .where(_c.id == bindparam("b_id"), _STANDS)
    .values(
        state=func.coalesce(_STATE, _c.state),
        meeting=func.coalesce(bindparam("b_meeting", type_=_c.meeting.type), _c.meeting),
        settled_at=bindparam("b_settled_at"),
        settled_by=bindparam("b_settled_by"),
    )
)
_NAMED = (
    select(department_name.c.key, (department_name.c.kind == "short").label("own"), *DEPARTMENT)
    .join_from(department_name, department, department.c.id == department_name.c.department_id)
    .where(department_name.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(department.c.id)
)


class SqlCoordinations(Coordinations):
    """See ``bot.ports.coordinations``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def open(
        self,
        task: int,
        department: int,
        question: str,
        parties: Collection[int],
        *,
        by: int,
        at: datetime,
        batch: str,
    ) -> int:
        row = {
            "task_id": task,
            "department_id": department,
            "person_id": by,
            "at": at,
            "question": question,
            "batch": batch,
            "state": CoordinationState.OPEN,
            "meeting": None,
            "settled_at": None,
            "settled_by": None,
        }
        [(id,)] = await self._sql.rows(_OPEN, row)
        await self.join(id, parties)
        return int(id)

    async def pending(self, plan: int) -> Sequence[Coordination]:
        return await self._with_parties(await self._sql.rows(_PENDING, {"plan": plan}))

    async def on_task(self, task: int) -> Sequence[Coordination]:
        found = await self._with_parties(await self._sql.rows(_ON_TASK, {"task": task}))
        return await self._with_steps(found)

    async def some(self, id: int) -> Coordination | None:
        found = await self._with_parties(await self._sql.rows(_SOME, {"id": id}))
        return next(iter(await self._with_steps(found)), None)

    async def opened_by(self, batch: str) -> Sequence[Coordination]:
        return await self._with_parties(await self._sql.rows(_OPENED_BY, {"batch": batch}))

    async def step(
        self,
        id: int,
        kind: CoordinationStep,
        *,
        by: int,
        at: datetime,
        words: str | None = None,
        department: int | None = None,
        state: CoordinationState | None = None,
        meeting: date | None = None,
    ) -> int | None:
        over = state in OVER
        change = {
            "b_id": id,
            "b_state": state,
            "b_meeting": meeting,
            "b_settled_at": at if over else None,
            "b_settled_by": by if over else None,
        }
        if not await self._sql.count(_MOVE, change):
            return None
        row = {
            "coordination_id": id,
            "kind": kind,
            "person_id": by,
            "department_id": department,
            "words": words,
            "at": at,
        }
        [(step,)] = await self._sql.rows(_STEP, row)
        return int(step)

    async def join(self, id: int, departments: Collection[int]) -> None:
        if departments:
            rows = [{"coordination_id": id, "department_id": one} for one in sorted(departments)]
            await self._sql.count(_JOIN, rows)

    async def named(self, names: Collection[str]) -> Mapping[str, Sequence[Department]]:
        keys = {name: folded(name) for name in names}
        rows = await self._sql.rows(_NAMED, {"keys": sorted(set(keys.values()))}) if keys else ()
        own: dict[str, list[Department]] = {}
        others: dict[str, dict[int, Department]] = {}
        for key, is_own, *facts in rows:
            body = Department(*facts)
            others.setdefault(key, {})[body.id] = body
            if is_own:
                own.setdefault(key, []).append(body)
        return {
            name: own.get(key) or list(others.get(key, {}).values()) for name, key in keys.items()
        }

    async def _with_parties(self, rows: Sequence[AnyRow]) -> Sequence[Coordination]:
        if not rows:
            return ()
        parties: dict[int, list[Department]] = {}
        ids = {"ids": [row.id for row in rows]}
        for of, *body in await self._sql.rows(_PARTIES, ids):
            parties.setdefault(of, []).append(Department(*body))
        return [_coordination(row, parties.get(row[0], ())) for row in rows]

    async def _with_steps(self, found: Sequence[Coordination]) -> Sequence[Coordination]:
        if not found:
            return ()
        steps: dict[int, list[Step]] = {}
        for of, *row in await self._sql.rows(_STEPS, {"ids": [one.id for one in found]}):
            steps.setdefault(of, []).append(_step(row))
        return [replace(one, steps=tuple(steps.get(one.id, ()))) for one in found]


def _coordination(row: AnyRow, parties: Sequence[Department]) -> Coordination:
    id, task, ref, by, name, at, question, state, meeting, *body = row
    return Coordination(
        id=id,
        task=task,
        ref=ref,
        department=Department(*body),
        asked_by=by,
        asked_by_name=name,
        asked_at=at,
        question=question,
        state=state,
        meeting=meeting,
        parties=tuple(parties),
    )


def _step(row: Sequence[Any]) -> Step:
    id, kind, name, words, at, *body = row
    body_of = None if body[0] is None else Department(*body)
    return Step(id=id, kind=kind, by=name, department=body_of, words=words, at=at)
