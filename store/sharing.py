"""The departments' parts in the tasks of a plan, when a document changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.model.plan import refs_of
from bot.model.task import TaskRole
from store.comparing import Compared
from store.plans import share_rows
from store.sql import Sql
from store.tables import share, update_record

_s = share.c
_PART = [_s.task_id == bindparam("b_task"), _s.department_id == bindparam("b_department")]
_LEAVE = delete(share).where(*_PART)
_JOIN = insert(share)
_ROLE = (
    update(share).where(*_PART).values(role=bindparam("b_role"), position=bindparam("b_position"))
)
_AGAIN = (
    update(share)
    .where(*_PART)
    .values(
        version=func.coalesce(
            select(func.max(update_record.c.version))
            .where(
                update_record.c.task_id == _s.task_id,
                update_record.c.department_id == _s.department_id,
            )
            .correlate(share)
            .scalar_subquery(),
            0,
        )
    )
)
"""Who had a part before counts on from there: no old card fits the new part."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Departments' parts of tasks that stay or come, as rows of ``share``."""

    join: Sequence[Mapping[str, Any]]
    leave: Sequence[Mapping[str, Any]]
    turn: Sequence[Mapping[str, Any]]


def parts_of(
    compared: Compared,
    ids: Mapping[int, int],
    known: Mapping[str, int],
    before: Mapping[str, int],
) -> Parts:
    """``known``: departments by every spelling, ``before`` those that there were by short name."""
    olds = {old.ref: old for old in compared.olds}
    join, leave, turned = [], [], []
    tasks = compared.document.tasks
    for ref, one in zip(refs_of(tasks), tasks, strict=True):
        old = olds.get(compared.pairs.get(ref, -1))
        had = (
            {} if old is None else {before[short]: place for place, short in enumerate(old.bodies)}
        )
        led = set() if old is None else {before[short] for short in old.leads}
        for row in share_rows(ids[ref], one, known):
            id = row["department_id"]
            if id not in had:
                join.append(row)
            elif (had.pop(id), id in led) != (row["position"], row["role"] == TaskRole.LEAD):
                turned.append(row)
            else:
                continue
        leave += [{"task_id": ids[ref], "department_id": id} for id in had]
    return Parts(join, leave, turned)


async def share_out(sql: Sql, parts: Parts) -> None:
    """Who comes, goes or stands elsewhere; parts that stay keep how far they are."""
    if parts.leave:
        await sql.count(_LEAVE, [_place(row) for row in parts.leave])
    if parts.turn:
        rows = [_place(r) | {"b_role": r["role"], "b_position": r["position"]} for r in parts.turn]
        await sql.count(_ROLE, rows)
    if parts.join:
        await sql.count(_JOIN, list(parts.join))
        await sql.count(_AGAIN, [_place(row) for row in parts.join])


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"b_task": row["task_id"], "b_department": row["department_id"]}
