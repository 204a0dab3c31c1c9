"""Groups that the office has registered, and who gets the weekly digest in private."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, insert, literal_column, select, update

from bot.messages import COMMAND_LINE, Account, Address
from bot.model.digest import Group, Scope
from bot.model.person import Person
from bot.ports import Groups, Subscriptions
from store.period_tables import group_chat, subscription
from store.persons import PERSON, read_person
from store.sql import AnyRow, Sql, insert_new
from store.tables import account, department, person

_HOUR = 60  # minutes
_g = group_chat.c
_STANDS = _g.ended_at.is_(None)
_IN_CHAT = and_(
    _g.platform == bindparam("b_platform"),
    _g.tenant == bindparam("b_tenant"),
    _g.chat == bindparam("b_chat"),
)
_nearest = case(
    (_g.thread == bindparam("b_thread"), literal_column("0")),
    (_g.thread == "", literal_column("1")),
    else_=literal_column("2"),
)
_GROUP = select(group_chat, department.c.english, department.c.acronym).outerjoin(
    department, and_(department.c.short == _g.of, _g.scope == bindparam("scope", Scope.DEPARTMENT))
)
_AT = _GROUP.where(_IN_CHAT, _STANDS).order_by(_nearest, _g.id).limit(1)
_EXACTLY = select(_g.id).where(_IN_CHAT, _g.thread == bindparam("b_thread"), _STANDS)
_STANDING = _GROUP.where(_STANDS).order_by(_g.id)
_NUMBERED = _GROUP.where(_g.id == bindparam("id"), _STANDS)
_ADD = insert(group_chat).returning(_g.id)
_SETTINGS = ("scope", "of", "purpose", "person_id", "weekday", "minute", "paused")
_CHANGE = (
    update(group_chat)
    .where(_g.id == bindparam("b_id"))
    .values({name: bindparam(f"b_{name}") for name in _SETTINGS})
)
_END = (
    update(group_chat).where(_g.id == bindparam("b_id"), _STANDS).values(ended_at=bindparam("b_at"))
)
_PAUSE = update(group_chat).where(_g.id == bindparam("b_id")).values(paused=bindparam("b_paused"))
_MOVE = update(group_chat).where(_IN_CHAT).values(chat=bindparam("b_new"))

_SUBSCRIBE = insert_new(subscription).returning(subscription.c.person_id)
_UNSUBSCRIBE = delete(subscription).where(subscription.c.person_id == bindparam("b_person"))
_HOLDS = select(subscription.c.person_id).where(subscription.c.person_id == bindparam("person"))
_REACHABLE = (
    select(
        subscription.c.since,
        account.c.platform,
        account.c.tenant,
        account.c.user,
        *PERSON,
    )
    .select_from(
        subscription.join(person, person.c.id == subscription.c.person_id)
        .join(department, department.c.id == person.c.department_id)
        .outerjoin(
            account,
            and_(
                account.c.person_id == person.c.id,
                account.c.suspended.is_(False),
                account.c.tenant != COMMAND_LINE,
            ),
        )
    )
    .where(person.c.active, person.c.standin.is_(False))
    .order_by(person.c.id, account.c.bound_at)
)


class SqlGroups(Groups):
    """See ``bot.ports.Groups``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def at(self, address: Address) -> Group | None:
        rows = await self._sql.rows(_AT, _place(address))
        return _group(rows[0]) if rows else None

    async def standing(self) -> Sequence[Group]:
        return [_group(row) for row in await self._sql.rows(_STANDING)]

    async def numbered(self, id: int) -> Group | None:
        rows = await self._sql.rows(_NUMBERED, {"id": id})
        return _group(rows[0]) if rows else None

    async def register(
        self,
        address: Address,
        *,
        scope: Scope,
        of: str,
        purpose: str,
        owner: int,
        weekday: int,
        hour: time,
        at: datetime,
    ) -> Group:
        settings: dict[str, Any] = {
            "scope": scope,
            "of": of,
            "purpose": purpose,
            "person_id": owner,
            "weekday": weekday,
            "minute": hour.hour * _HOUR + hour.minute,
            "paused": False,
        }
        found = await self._sql.rows(_EXACTLY, _place(address))
        if found:
            [(id,)] = found
            changed = {f"b_{name}": value for name, value in settings.items()}
            await self._sql.count(_CHANGE, {"b_id": id} | changed)
        else:
            new = {
                "platform": address.platform,
                "tenant": address.tenant,
                "chat": address.chat,
                "thread": address.thread or "",
                "since": at,
                "ended_at": None,
            }
            [(id,)] = await self._sql.rows(_ADD, new | settings)
        [row] = await self._sql.rows(_NUMBERED, {"id": id})
        return _group(row)

    async def end(self, group: int, *, at: datetime) -> bool:
        return bool(await self._sql.count(_END, {"b_id": group, "b_at": at}))

    async def pause(self, group: int, *, paused: bool) -> None:
        await self._sql.count(_PAUSE, {"b_id": group, "b_paused": paused})

    async def move(self, old: Address, new_chat: str) -> None:
        place = _place(old)
        del place["b_thread"]
        await self._sql.count(_MOVE, place | {"b_new": new_chat})


class SqlSubscriptions(Subscriptions):
    """See ``bot.ports.Subscriptions``."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def add(self, person: int, *, at: datetime) -> bool:
        return bool(await self._sql.rows(_SUBSCRIBE, {"person_id": person, "since": at}))

    async def remove(self, person: int) -> bool:
        return bool(await self._sql.count(_UNSUBSCRIBE, {"b_person": person}))

    async def holds(self, person: int) -> bool:
        return bool(await self._sql.rows(_HOLDS, {"person": person}))

    async def reachable(self) -> Sequence[tuple[Person, datetime, Account | None]]:
        """The account bound first is where messages go."""
        found: dict[int, tuple[Person, datetime, Account | None]] = {}
        for since, platform, tenant, user, *facts in await self._sql.rows(_REACHABLE):
            to = None if platform is None else Account(platform, tenant, user)
            found.setdefault(facts[0], (read_person(facts), since, to))
        return list(found.values())


def _place(address: Address) -> dict[str, Any]:
    return {
        "b_platform": address.platform,
        "b_tenant": address.tenant,
        "b_chat": address.chat,
        "b_thread": address.thread or "",
    }


def _group(row: AnyRow) -> Group:
    return Group(
        id=row.id,
        address=Address(row.platform, row.tenant, row.chat, row.thread or None),
        scope=row.scope,
        of=row.of,
        purpose=row.purpose,
        owner=row.person_id,
        since=row.since,
        weekday=row.weekday,
        hour=time(*divmod(row.minute, _HOUR)),
        paused=row.paused,
        english=row.acronym or row.english or "",
    )
