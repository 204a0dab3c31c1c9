"""Tokens of the browser's pages, as digests."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update

from bot.ports import KeyKind, Page, Visitor, WebKeys
from store.persons import PERSON, read_person
from store.sql import Sql
from store.tables import department, person, web_key

_k = web_key.c
_ADD = insert(web_key)
_CLEAR = delete(web_key).where(
    or_(
        _k.expires_at <= bindparam("b_at"),
        and_(
            _k.kind == KeyKind.LINK,
            _k.page == bindparam("b_page"),
            _k.person_id.is_not_distinct_from(bindparam("b_person", type_=_k.person_id.type)),
        ),
    )
)
_USE = (
    update(web_key)
    .where(
        _k.digest == bindparam("b_digest"),
        _k.kind == KeyKind.LINK,
        _k.used_at.is_(None),
        _k.expires_at > bindparam("b_at"),
    )
    .values(used_at=bindparam("b_at"))
    .returning(_k.page, _k.person_id)
)
_VISITOR = (
    select(_k.page, _k.person_id, *PERSON)
    .select_from(
        web_key.outerjoin(person, and_(person.c.id == _k.person_id, person.c.active)).outerjoin(
            department, department.c.id == person.c.department_id
        )
    )
    .where(
        _k.digest == bindparam("digest"),
        _k.kind == KeyKind.SESSION,
        _k.expires_at > bindparam("at"),
    )
)


class SqlWebKeys(WebKeys):
    """What has expired goes when the next link is made."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def issue(
        self, digest: str, page: Page, person: int | None, *, at: datetime, expires: datetime
    ) -> None:
        await self._sql.count(_CLEAR, {"b_at": at, "b_page": page, "b_person": person})
        await self._add(digest, KeyKind.LINK, page, person, at=at, expires=expires)

    async def enter(
        self, digest: str, session: str, *, at: datetime, expires: datetime
    ) -> Visitor | None:
        used = await self._sql.rows(_USE, {"b_digest": digest, "b_at": at})
        if not used:
            return None
        [(page, person)] = used
        await self._add(session, KeyKind.SESSION, page, person, at=at, expires=expires)
        return await self.visitor(session, at=at)

    async def visitor(self, session: str, *, at: datetime) -> Visitor | None:
        rows: Sequence[Any] = await self._sql.rows(_VISITOR, {"digest": session, "at": at})
        if not rows:
            return None
        page, person, *facts = rows[0]
        if person is not None and facts[0] is None:
            return None
        return Visitor(Page(page), None if person is None else read_person(facts))

    async def _add(
        self,
        digest: str,
        kind: KeyKind,
        page: Page,
        person: int | None,
        *,
        at: datetime,
        expires: datetime,
    ) -> None:
        facts = {"digest": digest, "kind": kind, "page": page, "person_id": person}
        times = {"made_at": at, "expires_at": expires, "used_at": None}
        await self._sql.count(_ADD, facts | times)
