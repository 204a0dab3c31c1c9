"""How access begins and ends: what hangs on a person, who issued a code, and being forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)

from bot.model.person import PersonRole
from bot.model.staff import Burden, Issued
from bot.ports.staff import Staff
from store.bulletins import FORGET
from store.desk_tables import feedback, upload
from store.period_tables import (
    leave,
    open_step,
    quiet,
    reminder,
    report_edit,
    snooze,
    subscription,
    urge,
)
from store.queues import DEAD, WAITING, Stage, delivery, one_of
from store.settling import BLANK
from store.sql import Sql
from store.stored import stored
from store.tables import account, binding_code, binding_try, person, stored_action

_WHO: BindParameter[Any] = bindparam("person")
_WHERE: BindParameter[Any] = bindparam("department")


def _count(*conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*conditions).scalar_subquery()


_BURDEN = select(
    _count(urge.c.department_id == _WHERE, literal_column("answered_at").is_(None)),
    _count(reminder.c.person_id == _WHO, ~literal_column("planned")),
)
_COORDINATORS = (
    select(person.c.id)
    .where(person.c.active, person.c.standin.is_(False), person.c.role == PersonRole.COORDINATOR)
    .order_by(person.c.id)
    .with_for_update()
)
_THIS = person.c.id == bindparam("b_person")
_PUT_IN = update(person).where(_THIS).values(role=bindparam("b_role"))
_ISSUED = select(binding_code.c.person_id, binding_code.c.platform, binding_code.c.issued_by).where(
    binding_code.c.digest == bindparam("digest")
)
_WRONG = select(func.count()).where(binding_try.c.at >= bindparam("since"))
_TRIED = delete(binding_try).where(
    exists().where(
        account.c.person_id == bindparam("b_person"),
        account.c.platform == binding_try.c.platform,
        account.c.tenant == binding_try.c.tenant,
        account.c.user == binding_try.c.user,
    )
)
_OWN = (
    feedback,
    account,
    binding_code,
    reminder,
    snooze,
    quiet,
    subscription,
    open_step,
    report_edit,
    stored_action,
)
_FORGET = tuple(delete(rows).where(rows.c.person_id == bindparam("b_person")) for rows in _OWN)
_UNSENT = (
    update(upload).where(upload.c.person_id == bindparam("b_person")).values(name="", body=null())
)
_STAND_IN = delete(leave).where(
    or_(leave.c.person_id == bindparam("b_person"), leave.c.deputy_id == bindparam("b_person"))
)
_END = (
    update(delivery)
    .where(
        delivery.c.person_id == bindparam("b_person"),
        one_of((*WAITING, *DEAD), delivery.c.state),
    )
    .values(
        {
            delivery.c.state: Stage.SUPERSEDED,
            delivery.c.reason: "the person was erased",
            delivery.c.due: null(),
            **BLANK,
        }
    )
)
_ERASE = (
    update(person)
    .where(_THIS)
    .values(
        name=bindparam("b_name"),
        active=False,
        revoked_at=func.coalesce(
            person.c.revoked_at, bindparam("b_at", type_=person.c.revoked_at.type)
        ),
        erased_at=bindparam("b_at", type_=person.c.erased_at.type),
    )
)


class SqlStaff(Staff):
    """See ``bot.ports.staff``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def burden(self, person: int, department: int) -> Burden:
        of = {"person": person, "department": department}
        [(urges, reminders)] = await self._sql.rows(_BURDEN, of)
        return Burden(urges=int(urges), reminders=int(reminders))

    async def coordinators(self) -> Sequence[int]:
        return [id for (id,) in await self._sql.rows(_COORDINATORS)]

    async def put_in(self, person: int, role: PersonRole) -> None:
        await self._sql.count(_PUT_IN, {"b_person": person, "b_role": role})

    async def issued(self, digest: str) -> Issued | None:
        rows = await self._sql.rows(_ISSUED, {"digest": digest})
        if not rows:
            return None
        [(person, platform, by)] = rows
        return Issued(person=person, platform=platform, by=by)

    async def wrong_codes(self, *, since: datetime) -> int:
        [(tries,)] = await self._sql.rows(_WRONG, {"since": since})
        return int(tries)

    async def erase(self, person: int, name: str, *, at: datetime) -> None:
        whose = {"b_person": person}
        for statement in (_TRIED, *_FORGET, _UNSENT, FORGET, _STAND_IN, _END):
            await self._sql.count(statement, whose)
        await self._sql.count(_ERASE, whose | {"b_name": name, "b_at": at})

    async def data(self, person: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return await stored(self._sql, person)
