"""Who is who, where they can be reached, and how they are bound."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from bot.crash import Point, crash_point
from bot.messages import COMMAND_LINE, Account, Language, Platform
from bot.model.person import Person, PersonRole, Sender
from bot.model.task import Department
from bot.ports import People
from store.accounts import account_condition, account_values, is_account
from store.persons import DEPARTMENT, PERSON, read_person
from store.sender import WHO, read_sender
from store.sql import Sql, upsert
from store.tables import (
    account,
    binding_code,
    binding_try,
    department,
    department_name,
    person,
)
from store.words import folded

_ANYBODY = select(*PERSON).join_from(person, department, department.c.id == person.c.department_id)
_BY_DEPARTMENT = (person.c.department_id, person.c.id)
_ALL = _ANYBODY.order_by(*_BY_DEPARTMENT)
_ACTIVE = _ALL.where(person.c.active)
_PERSON_BY_ID = _ANYBODY.where(person.c.id == bindparam("id"))
_ACCOUNTS = (
    select(account.c.platform, account.c.tenant, account.c.user)
    .where(account.c.person_id == bindparam("person"))
    .order_by(account.c.bound_at, account.c.platform, account.c.tenant, account.c.user)
)
_REACHABLE = (
    select(*PERSON, account.c.platform, account.c.tenant, account.c.user)
    .join_from(person, department, department.c.id == person.c.department_id)
    .outerjoin(
        account,
        and_(
            account.c.person_id == person.c.id,
            account.c.suspended.is_(False),
            account.c.tenant != COMMAND_LINE,
        ),
    )
    .where(person.c.active, person.c.standin.is_(False), person.c.role == bindparam("role"))
    .order_by(person.c.id, account.c.bound_at)
)
_BOUND = (
    select(account.c.person_id, account.c.platform)
    .join(person, person.c.id == account.c.person_id)
    .where(person.c.active, account.c.suspended.is_(False), account.c.tenant != COMMAND_LINE)
)
_ADD = insert(person).returning(person.c.id)
_REVOKE = (
    update(person)
    .where(person.c.id == bindparam("b_person"), person.c.active)
    .values(active=False, revoked_at=bindparam("b_at"))
)
_SET_LANGUAGE = (
    update(person)
    .where(person.c.id == bindparam("b_person"))
    .values(language=bindparam("b_language"))
)

_holder = person.alias("holder")
_HOLDS = literal_column("account.person_id", account.c.person_id.type)
"""By its name: what follows ON CONFLICT stands in no FROM, so that nothing is correlated there."""
_HOLDER_IS_ACTIVE = exists().where(_holder.c.id == _HOLDS, _holder.c.active)
_FREE = or_(account.c.suspended, ~_HOLDER_IS_ACTIVE)
"""Its holder left: a platform may have given the id to somebody else since."""
_BIND = upsert(
    account,
    "platform",
    "tenant",
    "user",
    change=["person_id", "suspended", "bound_at"],
    only=lambda new: or_(account.c.person_id == new.person_id, _FREE),
)
_UNBIND = delete(account).where(is_account(account))
_SUSPEND = update(account).where(is_account(account)).values(suspended=bindparam("b_suspended"))

_OPEN = and_(binding_code.c.used_at.is_(None), binding_code.c.voided_at.is_(None))
_VOID_EARLIER = (
    update(binding_code)
    .where(
        binding_code.c.person_id == bindparam("b_person"),
        binding_code.c.platform == bindparam("b_platform"),
        _OPEN,
    )
    .values(voided_at=bindparam("b_at"))
)
_VOID = (
    update(binding_code)
    .where(binding_code.c.digest == bindparam("b_digest"), _OPEN)
    .values(voided_at=bindparam("b_at"))
)
_ISSUE = insert(binding_code)
_TAKEN = (  # by somebody who can still speak through it
    exists()
    .where(is_account(account), account.c.person_id != binding_code.c.person_id)
    .where(~_FREE)
)
_REDEEM = (
    update(binding_code)
    .where(
        binding_code.c.digest == bindparam("b_digest"),
        binding_code.c.platform == bindparam("b_platform"),
        binding_code.c.expires_at > bindparam("b_at"),
        _OPEN,
        exists().where(_holder.c.id == binding_code.c.person_id, _holder.c.active),
        ~_TAKEN,
    )
    .values(used_at=bindparam("b_at"))
    .returning(binding_code.c.person_id)
)
_TRIES = select(func.count()).where(is_account(binding_try), binding_try.c.at >= bindparam("since"))
_NOTE_TRY = insert(binding_try)

_DEPARTMENTS = select(*DEPARTMENT).order_by(department.c.id)
_NAMED = (
    select(*DEPARTMENT, (department_name.c.kind == "short").label("own"))
    .join_from(department, department_name)
    .where(department_name.c.key == bindparam("key"))
    .order_by(department.c.id)
)


class SqlPeople(People):
    """A revoked person keeps the accounts until somebody else binds them."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def who(self, account: Account) -> Sender:
        [row] = await self._sql.rows(WHO, account_condition(account))
        return read_sender(row)

    async def person(self, id: int) -> Person | None:
        rows = await self._sql.rows(_PERSON_BY_ID, {"id": id})
        return read_person(rows[0]) if rows else None

    async def people(self, *, active: bool = True) -> Sequence[Person]:
        """With ``active=False`` the revoked ones too."""
        return [read_person(row) for row in await self._sql.rows(_ACTIVE if active else _ALL)]

    async def accounts(self, person: int) -> Sequence[Account]:
        rows = await self._sql.rows(_ACCOUNTS, {"person": person})
        return [Account(platform, tenant, user) for platform, tenant, user in rows]

    async def reachable(self, role: PersonRole) -> Sequence[tuple[Person, Account | None]]:
        """The account bound first is where messages go."""
        found: dict[int, tuple[Person, Account | None]] = {}
        for *facts, platform, tenant, user in await self._sql.rows(_REACHABLE, {"role": role}):
            at = None if platform is None else Account(platform, tenant, user)
            found.setdefault(facts[0], (read_person(facts), at))
        return list(found.values())

    async def add(
        self, name: str, department: int, role: PersonRole, *, at: datetime, standin: bool = False
    ) -> Person:
        row = {
            "name": name,
            "department_id": department,
            "role": role,
            "language": Language.ZH,
            "active": True,
            "standin": standin,
            "added_at": at,
            "revoked_at": None,
        }
        [(id,)] = await self._sql.rows(_ADD, row)
        [made] = await self._sql.rows(_PERSON_BY_ID, {"id": id})
        return read_person(made)

    async def revoke(self, person: int, *, at: datetime) -> bool:
        return await self._sql.count(_REVOKE, {"b_person": person, "b_at": at}) == 1

    async def bind(self, person: int, account: Account, *, at: datetime) -> bool:
        row = account_values(account) | {"person_id": person, "suspended": False, "bound_at": at}
        return await self._sql.count(_BIND, row) == 1

    async def unbind(self, account: Account) -> bool:
        return bool(await self._sql.count(_UNBIND, account_condition(account)))

    async def set_language(self, person: int, language: Language) -> None:
        await self._sql.count(_SET_LANGUAGE, {"b_person": person, "b_language": language})

    async def issue(
        self,
        person: int,
        platform: Platform,
        *,
        digest: str,
        at: datetime,
        expires: datetime,
        by: int | None = None,
    ) -> None:
        one = (person, platform, digest)
        await self.issue_many([one], at=at, expires=expires, by=by)

    async def issue_many(
        self,
        issued: Sequence[tuple[int, Platform, str]],
        *,
        at: datetime,
        expires: datetime,
        by: int | None,
    ) -> None:
        earlier = [{"b_person": who, "b_platform": where, "b_at": at} for who, where, _ in issued]
        await self._sql.count(_VOID_EARLIER, earlier)
        times = {"issued_at": at, "expires_at": expires, "used_at": None, "voided_at": None}
        codes = [
            {"digest": digest, "platform": where, "person_id": who, "issued_by": by} | times
            for who, where, digest in issued
        ]
        await self._sql.count(_ISSUE, codes)

    async def bound(self) -> Mapping[int, frozenset[Platform]]:
        found = dict[int, frozenset[Platform]]()
        for who, where in await self._sql.rows(_BOUND):
            found[who] = found.get(who, frozenset()) | {where}
        return found

    async def redeem(self, account: Account, *, digest: str, at: datetime) -> Person | None:
        """The code stays unused when the account belongs to somebody else, who must unbind."""
        used = await self._sql.rows(
            _REDEEM, account_condition(account) | {"b_digest": digest, "b_at": at}
        )
        if not used:
            return None
        [(id,)] = used
        crash_point(Point.IN_REDEEM)
        await self.bind(id, account, at=at)
        return await self.person(id)

    async def void(self, digest: str, *, at: datetime) -> bool:
        return await self._sql.count(_VOID, {"b_digest": digest, "b_at": at}) == 1

    async def failed_tries(self, account: Account, *, since: datetime) -> int:
        [(tries,)] = await self._sql.rows(_TRIES, account_condition(account) | {"since": since})
        return int(tries)

    async def note_failed_try(self, account: Account, *, at: datetime) -> None:
        await self._sql.count(_NOTE_TRY, account_values(account) | {"at": at})

    async def suspend(self, account: Account, *, suspended: bool) -> None:
        await self._sql.count(_SUSPEND, account_condition(account) | {"b_suspended": suspended})

    async def departments(self) -> Sequence[Department]:
        return [Department(*row) for row in await self._sql.rows(_DEPARTMENTS)]

    async def department(self, name: str) -> Sequence[Department]:
        """A department's own short name beats the aliases of others; the case does not matter."""
        found: dict[int, Department] = {}
        own: list[Department] = []
        for *facts, is_own in await self._sql.rows(_NAMED, {"key": folded(name)}):
            body = Department(*facts)
            found[body.id] = body
            if is_own:
                own.append(body)
        return own or list(found.values())
