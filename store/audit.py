"""The audit chain: entries are collected, and written last in their unit's transaction."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from bot.model.audit import AuditEntry, AuditHead
from bot.ports import Audit
from store.audit_tables import audit_entry, audit_head
from store.sql import Sql

COVERED = ("number", "at", "actor", "channel", "act", "object", "outcome", "salt", "commitment")
"""The columns that an entry's hash covers, in this order."""

_HEAD = select(audit_head.c.number, audit_head.c.hash)
_HOLD = _HEAD.with_for_update()
_ADD = insert(audit_entry)
_SALT = 16  # bytes


def chained(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of an entry: SHA-256 of the hash before it and its canonical JSON."""
    body = json.dumps([row[name] for name in COVERED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{body}".encode()).hexdigest()


def commitment(salt: str, text: str) -> str:
    """What is kept of a text: SHA-256 of the salt and it."""
    return hashlib.sha256(f"{salt}:{text}".encode("utf-8", "surrogatepass")).hexdigest()


class SqlAudit(Audit):
    """The head's row is held only from the flush to the commit."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        self._noted: list[tuple[AuditEntry, datetime]] = []

    def note(self, entry: AuditEntry, *, at: datetime) -> None:
        self._noted.append((entry, at))

    async def head(self) -> AuditHead:
        [(number, hash)] = await self._sql.rows(_HEAD)
        return AuditHead(number, hash)

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
