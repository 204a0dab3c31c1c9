"""The audit as the office reads it: a page of entries, with the people and tasks they name."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from bot.model.audit import AuditPerson, AuditRecord
from bot.model.task import Department
from store.audit_tables import audit_entry
from store.persons import DEPARTMENT
from store.sql import AnyRow, Sql
from store.tables import department, person, task

_e = audit_entry.c
_ALL = (
    select(_e.number, _e.at, _e.actor, _e.channel, _e.act, _e.object, _e.outcome)
    .order_by(_e.number.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_OF = _ALL.where(
    or_(
        _e.actor.in_(bindparam("actors", expanding=True)),
        _e.object.in_(bindparam("objects", expanding=True)),
    )
)
_PEOPLE = (
    select(person.c.id, person.c.name, person.c.erased_at, *DEPARTMENT)
    .join_from(person, department, department.c.id == person.c.department_id)
    .where(person.c.id.in_(bindparam("ids", expanding=True)))
)
_TASKS = select(task.c.id, task.c.ref).where(task.c.id.in_(bindparam("ids", expanding=True)))
_LONGEST = 18  # digits of a number that the database can have


async def read_trail(
    sql: Sql, of: Sequence[str], *, limit: int, offset: int
) -> Sequence[AuditRecord]:
    """Three statements at most, however many entries there are."""
    page = {"limit": limit, "offset": offset}
    if of:
        rows = await sql.rows(_OF, page | {"actors": list(of), "objects": list(of)})
    else:
        rows = await sql.rows(_ALL, page)
    named = [name for row in rows for name in (row.actor, row.object)]
    people = await _people(sql, _ids("person", named))
    tasks = await _tasks(sql, _ids("task", named))
    return [_record(row, people, tasks) for row in rows]


def _ids(kind: str, names: Iterable[str]) -> Sequence[int]:
    found = {_id(kind, name) for name in names}
    return sorted(id for id in found if id is not None)


def _id(kind: str, name: str) -> int | None:
    """24 of ``task:24``, None of anything else."""
    first, _, digits = name.partition(":")
    fits = first == kind and digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST
    return int(digits) if fits else None


async def _people(sql: Sql, ids: Sequence[int]) -> Mapping[int | None, AuditPerson]:
    if not ids:
        return {}
    found: dict[int | None, AuditPerson] = {}
    for id, name, erased_at, *body in await sql.rows(_PEOPLE, {"ids": list(ids)}):
        erased = erased_at is not None
        found[id] = AuditPerson(name=name, department=Department(*body), erased=erased)
    return found


async def _tasks(sql: Sql, ids: Sequence[int]) -> Mapping[int | None, int]:
    if not ids:
        return {}
    return {id: ref for id, ref in await sql.rows(_TASKS, {"ids": list(ids)})}


def _record(
    row: AnyRow, people: Mapping[int | None, AuditPerson], tasks: Mapping[int | None, int]
) -> AuditRecord:
    return AuditRecord(
        number=row.number,
        at=datetime.fromisoformat(row.at),
        actor=row.actor,
        channel=row.channel,
        act=row.act,
        object=row.object,
        outcome=row.outcome,
        who=people.get(_id("person", row.actor)),
        whom=people.get(_id("person", row.object)),
        ref=tasks.get(_id("task", row.object)),
    )
