"""Whether departments can be reached: accounts, leave, quiet hours and what was put off."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select

from bot.messages import COMMAND_LINE
from bot.model.nudge import Quiet
from bot.model.person import PersonRole
from bot.model.reach import Reach, Speaker
from bot.model.task import Department
from bot.ports.reach import Reaches
from store.coverage import SHARES
from store.period_tables import leave, quiet, snooze
from store.sql import Sql
from store.tables import account, person

_HOUR = 60
_lasting = leave.c.until >= bindparam("day")
_away_too = leave.alias("away_too")
_standing_in = person.alias("standing_in")
_theirs = account.alias("theirs")
_COVERED = exists().where(
    _theirs.c.person_id == leave.c.deputy_id,
    _theirs.c.suspended.is_(False),
    _theirs.c.tenant != COMMAND_LINE,
    _standing_in.c.id == leave.c.deputy_id,
    _standing_in.c.active,
    ~exists().where(
        _away_too.c.person_id == leave.c.deputy_id, _away_too.c.until >= bindparam("day")
    ),
)
_LONG = and_(
    snooze.c.person_id == person.c.id,
    snooze.c.until >= bindparam("long", type_=snooze.c.until.type),
)
_SPEAKERS = (
    select(
        person.c.department_id,
        person.c.id,
        person.c.name,
        person.c.role,
        account.c.suspended,
        leave.c.until,
        _COVERED.label("covered"),
        quiet.c.starts,
        quiet.c.ends,
        quiet.c.days,
        select(func.count()).where(_LONG).scalar_subquery().label("put_off"),
        select(func.max(snooze.c.until)).where(_LONG).scalar_subquery().label("until_then"),
    )
    .select_from(
        person.outerjoin(
            account, and_(account.c.person_id == person.c.id, account.c.tenant != COMMAND_LINE)
        )
        .outerjoin(leave, and_(leave.c.person_id == person.c.id, _lasting))
        .outerjoin(quiet, quiet.c.person_id == person.c.id)
    )
    .where(
        person.c.active,
        person.c.standin.is_(False),
        person.c.role.in_((PersonRole.LIAISON, PersonRole.DEPUTY)),
    )
    .order_by(person.c.role.desc(), person.c.id)
)
"""A row for each account, suspended ones too; one for somebody without any."""


class SqlReaches(Reaches):
    """See ``bot.ports.reach``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def of_plan(self, plan: int, *, day: date, long: datetime) -> Sequence[Reach]:
        found = defaultdict[int, dict[int, Speaker]](dict)
        for row in await self._sql.rows(_SPEAKERS, {"day": day, "long": long}):
            team = found[row.department_id]
            known = team.get(row.id) or _speaker(row)
            has = row.suspended is not None
            team[row.id] = replace(
                known,
                accounts=known.accounts + has,
                open=known.open + (has and not row.suspended),
            )
        return [
            Reach(
                department=Department(*facts),
                lead=int(lead),
                participant=int(participant),
                needed=bool(needed),
                speakers=tuple(found[facts[0]].values()),
            )
            for *facts, lead, participant, needed in await self._sql.rows(SHARES, {"plan": plan})
        ]


def _speaker(row: Any) -> Speaker:
    silent = None
    if row.starts is not None:
        days = frozenset(map(int, row.days))
        silent = Quiet(time(*divmod(row.starts, _HOUR)), time(*divmod(row.ends, _HOUR)), days)
    return Speaker(
        person=row.id,
        name=row.name,
        role=row.role,
        away_until=row.until,
        covered=row.until is None or bool(row.covered),
        quiet=silent,
        put_off=int(row.put_off),
        until=row.until_then,
    )
