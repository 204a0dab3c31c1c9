"""Leave and quiet hours."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select

from bot.model.nudge import Away, Colleague, Quiet
from bot.ports.absences import Absences
from store.contacts import FIRST_BOUND, MAY_BE_NUDGED, OF_CONTACT, read_contact, with_account
from store.period_tables import leave, quiet
from store.sql import Sql, upsert
from store.tables import person

_absent = person.alias("absent")
_lasting = leave.c.until >= bindparam("day")
_AWAY = (
    select(
        leave.c.person_id,
        _absent.c.name,
        _absent.c.role,
        _absent.c.department_id,
        leave.c.until,
        person.c.name,
        *OF_CONTACT,
    )
    .select_from(
        with_account(
            leave.join(_absent, _absent.c.id == leave.c.person_id).join(
                person, person.c.id == leave.c.deputy_id
            )
        )
    )
    .where(MAY_BE_NUDGED, _absent.c.active, _lasting)
    .order_by(leave.c.person_id, *FIRST_BOUND)
)
_first = select(leave.c.person_id).where(leave.c.deputy_id == bindparam("person"), _lasting)
_covered = _first.cte("covered", recursive=True)
_covered = _covered.union(
    select(leave.c.person_id).where(leave.c.deputy_id == _covered.c.person_id, _lasting)
)
_AROUND = _AWAY.where(
    or_(
        leave.c.person_id == bindparam("person"),
        leave.c.person_id.in_(select(_covered.c.person_id)),
    )
)
_me = person.alias("me")
_COLLEAGUES = (
    select(person.c.id, person.c.name, person.c.role, leave.c.person_id.is_not(None))
    .select_from(
        person.join(_me, _me.c.department_id == person.c.department_id).outerjoin(
            leave, and_(leave.c.person_id == person.c.id, _lasting)
        )
    )
    .where(MAY_BE_NUDGED, _me.c.id == bindparam("person"), person.c.id != _me.c.id)
    .order_by(person.c.name, person.c.id)
)
_LEAVE = upsert(leave, "person_id", change=["deputy_id", "until", "at"])
_COME_BACK = delete(leave).where(leave.c.person_id == bindparam("b_person"))
_QUIET = select(quiet.c.starts, quiet.c.ends, quiet.c.days).where(
    quiet.c.person_id == bindparam("person")
)
_KEEP_QUIET = upsert(quiet, "person_id", change=["starts", "ends", "days"])
_SPEAK = delete(quiet).where(quiet.c.person_id == bindparam("b_person"))
_HOUR = 60


class SqlAbsences(Absences):
    """See ``bot.ports.absences``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def away(self, day: date) -> Sequence[Away]:
        return _read(await self._sql.rows(_AWAY, {"day": day}))

    async def around(self, person: int, day: date) -> Sequence[Away]:
        return _read(await self._sql.rows(_AROUND, {"person": person, "day": day}))

    async def colleagues(self, person: int, day: date) -> Sequence[Colleague]:
        rows = await self._sql.rows(_COLLEAGUES, {"person": person, "day": day})
        return [Colleague(id, name, role, bool(away)) for id, name, role, away in rows]

    async def leave(self, person: int, deputy: int, *, until: date, at: datetime) -> None:
        row = {"person_id": person, "deputy_id": deputy, "until": until, "at": at}
        await self._sql.count(_LEAVE, row)

    async def come_back(self, person: int) -> bool:
        return await self._sql.count(_COME_BACK, {"b_person": person}) == 1

    async def quiet(self, person: int) -> Quiet | None:
        rows = await self._sql.rows(_QUIET, {"person": person})
        if not rows:
            return None
        [(starts, ends, days)] = rows
        return Quiet(_clock(starts), _clock(ends), frozenset(map(int, days)))

    async def keep_quiet(self, person: int, quiet: Quiet | None) -> None:
        if quiet is None:
            await self._sql.count(_SPEAK, {"b_person": person})
            return
        hours = {"starts": _minutes(quiet.starts), "ends": _minutes(quiet.ends)}
        days = "".join(map(str, sorted(quiet.days)))
        await self._sql.count(_KEEP_QUIET, {"person_id": person, **hours, "days": days})


def _read(rows: Sequence[Sequence[Any]]) -> list[Away]:
    found: dict[int, Away] = {}
    for id, name, role, department, until, deputy_name, *contact in rows:
        if id in found:
            continue
        found[id] = Away(
            person=id,
            name=name,
            role=role,
            department=department,
            until=until,
            deputy=read_contact(contact),
            deputy_name=deputy_name,
        )
    return list(found.values())


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, _HOUR))


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute
