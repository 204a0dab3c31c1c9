"""The audit chain: entries are collected, and written last in their unit's transaction."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, true

from bot.model.audit import AuditCheck, AuditEntry, AuditHead, AuditRecord, Witness
from bot.ports import Audit
from store.audit_chain import chained
from store.audit_tables import START, audit_entry, audit_head
from store.audit_trail import read_trail
from store.audit_verify import verified
from store.noticing import Noticing

_HEAD = select(audit_head.c.number, audit_head.c.hash)
_HOLD = _HEAD.with_for_update()
_ADD = insert(audit_entry)
_NEWEST = select(audit_entry.c.number, audit_entry.c.hash).order_by(audit_entry.c.number.desc())
_LAST = _NEWEST.limit(1).subquery("last")
_ENDS = select(audit_head.c.number, audit_head.c.hash, _LAST.c.number, _LAST.c.hash).select_from(
    audit_head.outerjoin(_LAST, true())
)
_SALT = 16  # bytes


def commitment(salt: str, text: str) -> str:
    """What is kept of a text: SHA-256 of the salt and it."""
    return hashlib.sha256(f"{salt}:{text}".encode("utf-8", "surrogatepass")).hexdigest()


class SqlAudit(Audit):
    """The head's row is held only from the flush to the commit.

    So whoever holds it waits for nothing else, and two writers cannot wait for each other.
    """

    def __init__(self, sql: Noticing) -> None:
        self._sql = sql
        self._noted: list[tuple[AuditEntry, datetime]] = []

    @property
    def changes(self) -> int:
        return self._sql.changes

    def note(self, entry: AuditEntry, *, at: datetime) -> None:
        self._noted.append((entry, at))

    async def head(self) -> AuditHead:
        [(number, hash)] = await self._sql.rows(_HEAD)
        return AuditHead(number, hash)

    async def is_whole(self) -> bool:
        """Before the first entry there is only the head."""
        found = await self._sql.rows(_ENDS)
        if len(found) != 1:
            return False
        number, hash, last, its_hash = found[0]
        return (number, hash) == ((0, START) if last is None else (last, its_hash))

    async def entries(
        self, *, of: Sequence[str] = (), limit: int, offset: int = 0
    ) -> Sequence[AuditRecord]:
        return await read_trail(self._sql, of, limit=limit, offset=offset)

    async def verify(self, witnesses: Sequence[Witness] = ()) -> AuditCheck:
        return await verified(self._sql, witnesses)

    async def flush(self) -> None:
        """Write what was noted; nothing else may follow in the transaction."""
        if not self._noted:
            return
        [(number, hash)] = await self._sql.rows(_HOLD)
        rows: list[Mapping[str, Any]] = []
        for entry, at in self._noted:
            number += 1
            row = _row(number, entry, at)
            hash = chained(hash, row)
            rows.append(row | {"hash": hash})
        self._noted.clear()
        await self._add(rows)

    async def _add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """In order: the database checks that each follows the one before."""
        await self._sql.count(_ADD, list(rows))


def _row(number: int, entry: AuditEntry, at: datetime) -> dict[str, Any]:
    salt = "" if entry.text is None else secrets.token_hex(_SALT)
    return {
        "number": number,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "channel": entry.channel,
        "act": entry.act,
        "object": entry.object,
        "outcome": entry.outcome,
        "salt": salt,
        "commitment": "" if entry.text is None else commitment(salt, entry.text),
    }
