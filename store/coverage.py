"""Who speaks for each department of a plan, and whether anybody can be reached."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select, true

from bot.messages import COMMAND_LINE
from bot.model.person import PersonRole
from bot.model.reach import silence
from bot.model.task import Department, TaskRole
from bot.ports import Coverage
from store.periods import OWES, TO_LEAD
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
        how_many(or_(department.c.kind != "office", and_(OWES, ~TO_LEAD))),
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
"""Departments with their parts as lead and as participant, and whether a liaison is needed."""

_SPEAKERS = (
    select(
        person.c.department_id,
        person.c.id,
        person.c.name,
        person.c.role,
        account.c.platform,
        account.c.suspended,
    )
    .select_from(
        person.outerjoin(
            account, and_(account.c.person_id == person.c.id, account.c.tenant != COMMAND_LINE)
        )
    )
    .where(
        person.c.active,
        person.c.standin.is_(False),
        person.c.role.in_((PersonRole.LIAISON, PersonRole.DEPUTY)),
    )
    .order_by(func.coalesce(account.c.suspended, true()), person.c.id, account.c.bound_at)
)
"""A row for each account of each of them; those last that nothing reaches."""


async def coverage(sql: Sql, plan: int) -> Sequence[Coverage]:
    """In the order in which the plan names the departments.  Two statements."""
    speakers = defaultdict[int, list[AnyRow]](list)
    for who in await sql.rows(_SPEAKERS):
        speakers[who[0]].append(who)
    return [_coverage(row, speakers[row[0]]) for row in await sql.rows(SHARES, {"plan": plan})]


def _coverage(row: AnyRow, speakers: Sequence[AnyRow]) -> Coverage:
    *facts, lead, participant, needed = row
    liaisons = [who for who in speakers if who.role == PersonRole.LIAISON]
    deputies = [who for who in speakers if who.role == PersonRole.DEPUTY]
    reached = [who for who in speakers if who.suspended is False]
    return Coverage(
        department=Department(*facts),
        lead=int(lead),
        participant=int(participant),
        liaisons=_names(liaisons),
        deputies=_names(deputies),
        platforms=tuple(dict.fromkeys(who.platform for who in reached)),
        gap=silence(
            liaisons=len(liaisons),
            accounts=sum(who.suspended is not None for who in liaisons),
            open=sum(who in liaisons for who in reached),
            needed=bool(needed),
        ),
    )


def _names(rows: Sequence[AnyRow]) -> tuple[str, ...]:
    return tuple({who.id: who.name for who in rows}.values())
