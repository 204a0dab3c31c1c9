"""Own reminders and snoozes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from bot.model.nudge import Contact, PutOff, Reminder, Snooze
from bot.ports.reminders import Reminders
from store.contacts import FIRST_BOUND, MAY_BE_NUDGED, OF_CONTACT, read_first, with_account
from store.period_tables import reminder, snooze
from store.sql import Sql, upsert
from store.tables import person, task

_r = reminder.c
_WAITS: ColumnElement[bool] = ~literal_column("planned")
_MINE = _r.person_id == bindparam("b_person")

_ASK = insert(reminder).returning(_r.id)
_MOVE = (
    update(reminder)
    .where(_MINE, _r.task_id.is_(None), _WAITS)
    .values(at=bindparam("b_when"), asked_at=bindparam("b_at"))
    .returning(_r.id)
)
_WHOLE = select(
    _r.id, _r.person_id, _r.at, _r.task_id, task.c.ref, task.c.text, task.c.restricted
).select_from(reminder.outerjoin(task, task.c.id == _r.task_id))
_WAITING = _WHOLE.where(_r.person_id == bindparam("person"), _WAITS).order_by(_r.at, _r.id)
_SOME = _WHOLE.where(_r.id == bindparam("id"))
_ONE = _SOME.where(_r.person_id == bindparam("person"), _WAITS)
_CANCEL = delete(reminder).where(_r.id == bindparam("b_id"), _MINE, _WAITS)
_DUE = (
    update(reminder)
    .where(_WAITS, _r.at <= bindparam("b_now"))
    .values(planned=True)
    .returning(_r.id)
)
_FIRST = select(func.min(_r.at)).where(_WAITS, _r.at > bindparam("after", type_=_r.at.type))
_OF = (
    select(_r.id, *OF_CONTACT)
    .select_from(
        with_account(reminder.outerjoin(person, and_(person.c.id == _r.person_id, MAY_BE_NUDGED)))
    )
    .where(_r.id.in_(bindparam("ids", expanding=True)))
    .order_by(*FIRST_BOUND)
)
_MANY = _WHOLE.where(_r.id.in_(bindparam("ids", expanding=True))).order_by(_r.id)
_SNOOZE = upsert(snooze, "person_id", "task_id", change=["until", "at"])
_SNOOZES = select(snooze.c.task_id, snooze.c.until, snooze.c.at).where(
    snooze.c.person_id == bindparam("person")
)
_PUT_OFF = (
    select(task.c.ref, person.c.name, snooze.c.until)
    .select_from(
        snooze.join(task, task.c.id == snooze.c.task_id).join(
            person, and_(person.c.id == snooze.c.person_id, person.c.active)
        )
    )
    .where(
        snooze.c.task_id.in_(bindparam("tasks", expanding=True)),
        snooze.c.until > bindparam("now", type_=snooze.c.until.type),
    )
    .order_by(task.c.ref, person.c.id)
)


class SqlReminders(Reminders):
    """See ``bot.ports.reminders``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def ask(self, person: int, task: int | None, *, when: datetime, at: datetime) -> int:
        if task is None:
            values = {"b_person": person, "b_when": when, "b_at": at}
            if moved := await self._sql.rows(_MOVE, values):
                return int(moved[0].id)
        row = {"person_id": person, "task_id": task, "at": when, "asked_at": at, "planned": False}
        [(id,)] = await self._sql.rows(_ASK, row)
        return int(id)

    async def waiting(self, person: int) -> Sequence[Reminder]:
        return [_reminder(row) for row in await self._sql.rows(_WAITING, {"person": person})]

    async def cancel(self, person: int, id: int) -> Reminder | None:
        rows = await self._sql.rows(_ONE, {"person": person, "id": id})
        if not rows or not await self._sql.count(_CANCEL, {"b_person": person, "b_id": id}):
            return None
        return _reminder(rows[0])

    async def due(self, *, now: datetime) -> Sequence[tuple[Reminder, Contact | None]]:
        ids = [id for (id,) in await self._sql.rows(_DUE, {"b_now": now})]
        if not ids:
            return ()
        contacts = dict(read_first(await self._sql.rows(_OF, {"ids": ids}), 1))
        rows = await self._sql.rows(_MANY, {"ids": ids})
        return [(_reminder(row), contacts.get(row.id)) for row in rows]

    async def first(self, *, after: datetime) -> datetime | None:
        [(at,)] = await self._sql.rows(_FIRST, {"after": after})
        return at  # type: ignore[no-any-return]

    async def some(self, id: int) -> Reminder | None:
        rows = await self._sql.rows(_SOME, {"id": id})
        return _reminder(rows[0]) if rows else None

    async def snooze(self, person: int, task: int, *, until: datetime, at: datetime) -> None:
        row = {"person_id": person, "task_id": task, "until": until, "at": at}
        await self._sql.count(_SNOOZE, row)

    async def put_off(self, tasks: Collection[int], *, now: datetime) -> Sequence[PutOff]:
        rows = await self._sql.rows(_PUT_OFF, {"tasks": sorted(tasks), "now": now})
        return [PutOff(*row) for row in rows]

    async def snoozes(self, person: int) -> Sequence[Snooze]:
        return [Snooze(*row) for row in await self._sql.rows(_SNOOZES, {"person": person})]


def _reminder(row: Sequence[Any]) -> Reminder:
    id, person, at, task, ref, text, restricted = row
    return Reminder(
        id=id,
        person=person,
        at=at,
        task=task,
        ref=ref,
        text=text or "",
        restricted=bool(restricted),
    )
