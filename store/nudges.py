"""Who owes what, for many people at once: the statements behind nudges."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, literal_column, or_, select

from bot.model.nudge import Contact, Owed
from bot.model.person import PersonRole
from bot.model.report import OWED
from bot.model.task import FINISHED, HARD, Mode, TaskRole
from bot.ports.nudges import Nudges
from store.contacts import FIRST_BOUND, MAY_BE_NUDGED, OF_CONTACT, read_first, with_account
from store.period_tables import report
from store.queues import one_of
from store.sql import Sql
from store.tables import account, person, share, task

_OWED = one_of(OWED)
_PERIODS: BindParameter[Any] = bindparam("periods", expanding=True)
_OF_DEPARTMENT = (PersonRole.LIAISON, PersonRole.DEPUTY)

_owing = (
    select(report.c.period_id, report.c.department_id)
    .where(report.c.period_id.in_(_PERIODS), _OWED)
    .distinct()
    .subquery("owing")
)
_OWING = (
    select(_owing.c.period_id, *OF_CONTACT)
    .select_from(
        with_account(_owing.join(person, person.c.department_id == _owing.c.department_id))
    )
    .where(MAY_BE_NUDGED, person.c.role.in_(_OF_DEPARTMENT))
    .order_by(*FIRST_BOUND)
)
_UNSETTLED = select(report.c.period_id).where(report.c.period_id.in_(_PERIODS), _OWED).distinct()

_HARD = and_(
    task.c.plan_id == bindparam("plan"),
    task.c.deadline_day.is_not(None),
    task.c.deadline_kind.in_(HARD),
)
_DAYS = select(task.c.deadline_day).where(_HARD).distinct().order_by(task.c.deadline_day)

_lead = share.alias("lead")
_led = exists().where(_lead.c.task_id == task.c.id, _lead.c.role == TaskRole.LEAD)
_deciding = or_(task.c.mode == Mode.EACH_OWN, share.c.role == TaskRole.LEAD, ~_led)
_UNFINISHED = (
    select(task.c.ref, task.c.deadline_day, *OF_CONTACT)
    .select_from(
        with_account(
            task.join(
                share,
                and_(share.c.task_id == task.c.id, _deciding, share.c.status.not_in(FINISHED)),
            ).outerjoin(
                person,
                and_(
                    person.c.department_id == share.c.department_id,
                    person.c.role.in_(_OF_DEPARTMENT),
                    MAY_BE_NUDGED,
                ),
            )
        )
    )
    .where(_HARD, task.c.deadline_day.in_(bindparam("days", expanding=True)))
    .order_by(*FIRST_BOUND, task.c.ref)
)
_PEOPLE = select(*OF_CONTACT).select_from(with_account(person)).where(MAY_BE_NUDGED)
_WITH_ROLES = _PEOPLE.where(person.c.role.in_(bindparam("roles", expanding=True))).order_by(
    *FIRST_BOUND, person.c.id
)
_OF_DEPARTMENTS = _PEOPLE.where(
    person.c.role == PersonRole.LIAISON,
    person.c.department_id.in_(bindparam("departments", expanding=True)),
).order_by(*FIRST_BOUND, person.c.id)
_DEPUTIES = (
    select(person.c.department_id)
    .select_from(with_account(person))
    .where(
        MAY_BE_NUDGED,
        person.c.role == PersonRole.DEPUTY,
        person.c.department_id.in_(bindparam("departments", expanding=True)),
        person.c.id.not_in(bindparam("besides", expanding=True)),
        account.c.person_id.is_not(None),
    )
    .distinct()
)

_EVERYTHING_OWED = (
    select(
        report.c.period_id,
        report.c.task_id,
        report.c.department_id,
        report.c.to_lead,
        report.c.state,
    )
    .join_from(report, task, task.c.id == report.c.task_id)
    .where(report.c.period_id.in_(_PERIODS), one_of(OWED, literal_column("report.state")))
    .order_by(task.c.ref, report.c.department_id)
)
_OWED_BY = _EVERYTHING_OWED.where(
    report.c.department_id.in_(bindparam("departments", expanding=True))
)


class SqlNudges(Nudges):
    """See ``bot.ports.nudges``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def owing(self, periods: Collection[int]) -> Sequence[tuple[int, Contact]]:
        rows = await self._sql.rows(_OWING, {"periods": sorted(periods)})
        return [(period, contact) for period, contact in read_first(rows, 1)]

    async def unsettled(self, periods: Collection[int]) -> Collection[int]:
        rows = await self._sql.rows(_UNSETTLED, {"periods": sorted(periods)})
        return {period for (period,) in rows}

    async def days(self, plan: int) -> Sequence[date]:
        return [day for (day,) in await self._sql.rows(_DAYS, {"plan": plan})]

    async def unfinished(
        self, plan: int, days: Collection[date]
    ) -> Sequence[tuple[int, date, Contact | None]]:
        rows = await self._sql.rows(_UNFINISHED, {"plan": plan, "days": sorted(days)})
        return [(ref, day, contact) for ref, day, contact in read_first(rows, 2)]

    async def with_roles(self, roles: Collection[PersonRole]) -> Sequence[Contact]:
        rows = await self._sql.rows(_WITH_ROLES, {"roles": sorted(roles)})
        return [contact for (contact,) in read_first(rows, 0)]

    async def of_departments(self, departments: Collection[int]) -> Sequence[Contact]:
        rows = await self._sql.rows(_OF_DEPARTMENTS, {"departments": sorted(departments)})
        return [contact for (contact,) in read_first(rows, 0)]

    async def with_deputies(
        self, departments: Collection[int], *, besides: Collection[int] = ()
    ) -> Collection[int]:
        values = {"departments": sorted(departments), "besides": sorted(besides)}
        rows = await self._sql.rows(_DEPUTIES, values)
        return {department for (department,) in rows}

    async def owed(
        self, periods: Collection[int], departments: Collection[int] | None = None
    ) -> Sequence[Owed]:
        values: dict[str, Any] = {"periods": sorted(periods)}
        if departments is None:
            rows = await self._sql.rows(_EVERYTHING_OWED, values)
        else:
            rows = await self._sql.rows(_OWED_BY, values | {"departments": sorted(departments)})
        return [Owed(*row) for row in rows]
