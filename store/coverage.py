"""Who speaks for each department of a plan, and whether anybody can be reached."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from bot.messages import COMMAND_LINE
from bot.model.person import PersonRole
from bot.model.task import Department, TaskRole
from bot.ports import Coverage
from store.persons import DEPARTMENT
from store.sql import AnyRow, Sql
from store.tables import account, department, person, share, task


def how_many(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


SHARES = (
    select(
        *DEPARTMENT,
        how_many(share.c.role == TaskRole.LEAD),
        how_many(share.c.role == TaskRole.PARTICIPANT),
    )
    .select_from(
        task.join(share, share.c.task_id == task.c.id).join(
            department, department.c.id == share.c.department_id
        )
    )
    .where(task.c.plan_id == bindparam("plan"), department.c.kind != "collective")
    .group_by(*DEPARTMENT)
    .order_by(func.min(task.c.ref), department.c.id)
)
_SPEAKERS = (
    select(person.c.department_id, person.c.id, person.c.name, person.c.role, account.c.platform)
    .select_from(
        person.outerjoin(
            account,
            and_(
                account.c.person_id == person.c.id,
                account.c.suspended.is_(False),
                account.c.tenant != COMMAND_LINE,
            ),
        )
    )
    .where(
        person.c.active,
        person.c.standin.is_(False),
        person.c.role.in_((PersonRole.LIAISON, PersonRole.DEPUTY)),
    )
    .order_by(account.c.platform.is_(None), person.c.id, account.c.bound_at)
)
"""A row for each account of each of them, those without one last."""

REACHED = (
    select(person.c.department_id)
    .distinct()
    .select_from(person.join(account, account.c.person_id == person.c.id))
    .where(
        person.c.active,
        person.c.standin.is_(False),
        person.c.role == PersonRole.LIAISON,
        account.c.suspended.is_(False),
        account.c.tenant != COMMAND_LINE,
    )
)
"""Departments of which a liaison can be reached."""


async def coverage(sql: Sql, plan: int) -> Sequence[Coverage]:
    """In the order in which the plan names the departments.  Two statements."""
    speakers = defaultdict[int, list[AnyRow]](list)
    for who in await sql.rows(_SPEAKERS):
        speakers[who[0]].append(who)
    return [_coverage(row, speakers[row[0]]) for row in await sql.rows(SHARES, {"plan": plan})]


def _coverage(body: AnyRow, speakers: Sequence[AnyRow]) -> Coverage:
    *facts, lead, participant = body
    liaisons = [who for who in speakers if who[3] == PersonRole.LIAISON]
    deputies = [who for who in speakers if who[3] == PersonRole.DEPUTY]
    return Coverage(
        department=Department(*facts),
        lead=int(lead),
        participant=int(participant),
        liaisons=_names(liaisons),
        deputies=_names(deputies),
        platforms=tuple(dict.fromkeys(who[4] for who in speakers if who[4] is not None)),
        reached=any(who[4] is not None for who in liaisons),
    )


def _names(rows: Sequence[AnyRow]) -> tuple[str, ...]:
    return tuple({row[1]: row[2] for row in rows}.values())
