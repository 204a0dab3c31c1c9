"""What a ticker of the laboratory finds: two bundles and a digest are due, and the office listens.

It is always noon of a working day: the zone is the one where it is.
"""

import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from sqlalchemy import update

from bot.messages import Account, Address, Platform
from bot.model.digest import Scope
from bot.model.period import Cadence
from bot.model.person import PersonRole
from bot.model.task import DeadlineKind
from bot.ports import TICK
from bot.workdays import DayKind
from store import SqlStore
from store.tables import plan, task
from tests.lab.databases import Place
from tests.lab.platforms import BOT

OFFICE, GROUP, ASKER = "3001", "-6001", "1050"
"""Telegram's chats: of the coordinator, the group, and of somebody who asks for a digest."""
LIAISONS = ("3002", "3003")
EXPECTED = (
    *(f"sendMessage to {chat}" for chat in (*LIAISONS, GROUP, ASKER)),
    *(f"sendPhoto to {chat}" for chat in (GROUP, ASKER)),
)
"""What has to come once, beside notices, whose number depends on the moments of failures."""
_ITEM, _BODY = 2, "知识产权局"  # nobody else of the laboratory writes there
_DAY = timedelta(1)


def zone_of(now: datetime) -> str:
    """Where it is noon: its clock shows 12:00 to 12:59."""
    ahead = 12 - now.astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


async def put(store: SqlStore, *, now: datetime) -> None:
    """The plan of this year without periods; an item's own date is three working days away."""
    local = now.astimezone(timezone(timedelta(hours=12 - now.astimezone(UTC).hour)))
    today, morning = local.date(), local.replace(hour=8, minute=0)
    async with store.database.writing() as sql:
        begun: dict[str, Any] = {"starts": today - 200 * _DAY, "ends": today + 160 * _DAY}
        begun |= {"applied_at": now - 200 * _DAY, "cadence": Cadence.NEVER}
        await sql.count(update(plan).values(**begun))
    async with store.unit() as unit:
        worked = [today + n * _DAY for n in range(8)]
        await unit.workdays.decide(dict.fromkeys(worked, DayKind.WORKDAY), by=None, at=now)
        [body] = await unit.people.department(_BODY)
        [office] = await unit.people.department("联席会议办公室")
        people = [(OFFICE, office.id, PersonRole.COORDINATOR)]
        people += [(chat, body.id, PersonRole.LIAISON) for chat in LIAISONS]
        ids = list[int]()
        for chat, department, role in people:
            person = await unit.people.add(chat, department, role, at=now)
            await unit.people.bind(person.id, Account(Platform.TELEGRAM, BOT, chat), at=now)
            ids.append(person.id)
        await unit.groups.register(
            Address(Platform.TELEGRAM, BOT, GROUP),
            scope=Scope.PLAN,
            of="",
            purpose="",
            owner=ids[0],
            weekday=today.weekday(),
            hour=time(9),
            at=morning - _DAY,
        )
        await unit.ticks.note(TICK, morning)
    await _date(store, today + 3 * _DAY)


async def _date(store: SqlStore, day: date) -> None:
    async with store.database.writing() as sql:
        values = {"deadline_day": day, "deadline_kind": DeadlineKind.EXPLICIT}
        await sql.count(update(task).where(task.c.ref == _ITEM).values(**values))


_DEAD = "('refused', 'unconfirmed', 'expired')"
_TOLD = f"""
SELECT (SELECT count(*) FROM occurrence WHERE key LIKE 'bundle:%'),
  (SELECT count(*) FROM occurrence WHERE key LIKE 'digest:%'),
  (SELECT count(*) FROM delivery WHERE state IN {_DEAD} AND notice IS NULL),
  (SELECT count(*) FROM inbox WHERE state = 'parked' AND notice IS NULL)
"""


async def all_told(place: Place) -> bool:
    """Whether all that is due is planned, and the office told of all that failed."""
    [found] = await place.ask(_TOLD)
    return tuple(found) == (len(LIAISONS), 1, 0, 0)


async def faults(place: Place) -> list[str]:
    """Every failure is told of once; one digest is kept."""
    notices = await place.ask("SELECT data FROM occurrence WHERE key LIKE 'notice:%'")
    told = Counter[tuple[str, int]]()
    for (data,) in notices:
        told.update((kind, id) for kind, ids in json.loads(data).items() for id in ids)
    failed = await place.ask(f"SELECT id FROM delivery WHERE state IN {_DEAD}")
    parked = await place.ask("SELECT id FROM inbox WHERE state = 'parked'")
    wanted = [("failed", id) for (id,) in failed] + [("parked", id) for (id,) in parked]
    found = [] if told == Counter(wanted) else [f"the office was told of {told}, not of {wanted}"]
    unsent = "SELECT count(*) FROM delivery WHERE key LIKE 'notice:%' AND state <> 'sent'"
    kept = await place.ask(f"SELECT (SELECT count(*) FROM digest), ({unsent})")
    if tuple(kept[0]) != (1, 0):
        found.append(f"digests kept and notices not sent: {kept[0]}, not 1 and 0")
    return found
