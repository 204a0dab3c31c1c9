"""Command lines that wait for 确认."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Text, bindparam, delete, insert

from bot.ports import Actions
from store.sql import Sql
from store.tables import stored_action as a

_PURGE = delete(a).where(
    a.c.person_id == bindparam("b_person"), a.c.expires_at <= bindparam("b_at")
)
_KEEP = insert(a)
_TAKE = (
    delete(a)
    .where(
        a.c.code == bindparam("b_code"),
        a.c.person_id == bindparam("b_person"),
        a.c.expires_at > bindparam("b_at"),
    )
    .returning(a.c.line, a.c.kept_at)
)
_DROP_ALL = delete(a).where(a.c.person_id == bindparam("b_person"))
_DROP = _DROP_ALL.where(a.c.code.in_(bindparam("codes", expanding=True)))
_DROP_LINES = _DROP_ALL.where(a.c.line.startswith(bindparam("start", type_=Text())))


class SqlActions(Actions):
    """A line is deleted when it is taken, and the expired ones with the person's next."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    async def keep(
        self, code: str, person: int, line: str, *, at: datetime, expires: datetime
    ) -> None:
        await self._sql.count(_PURGE, {"b_person": person, "b_at": at})
        kept = {"code": code, "person_id": person, "line": line}
        await self._sql.count(_KEEP, kept | {"kept_at": at, "expires_at": expires})

    async def take(self, code: str, person: int, *, at: datetime) -> tuple[str, datetime] | None:
        rows = await self._sql.rows(_TAKE, {"b_code": code, "b_person": person, "b_at": at})
        return (rows[0].line, rows[0].kept_at) if rows else None

    async def drop(self, person: int, codes: Sequence[str] | None = None) -> None:
        if codes is None:
            await self._sql.count(_DROP_ALL, {"b_person": person})
        elif codes:
            await self._sql.count(_DROP, {"b_person": person, "codes": list(codes)})

    async def drop_lines(self, person: int, start: str) -> None:
        await self._sql.count(_DROP_LINES, {"b_person": person, "start": f"{start} "})
