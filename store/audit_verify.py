"""Reads the audit's chain from its first entry to its head, a thousand entries at a time."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError

from bot.digest_data import from_json
from bot.model.audit import AuditCheck, AuditHead, Witness
from store.audit_chain import COVERED, chained_values
from store.audit_tables import START, audit_entry, audit_head
from store.period_tables import digest
from store.sql import AnyRow, Sql

_CHUNK = 1000  # entries
_DIGESTS = 50  # digests: each may be some ten kilobytes
_BEFORE_ALL = -(2**63)  # a number that somebody has put in may be anything
_FROM = (
    select(*(audit_entry.c[name] for name in COVERED), audit_entry.c.hash)
    .where(audit_entry.c.number >= bindparam("first"))
    .order_by(audit_entry.c.number)
    .limit(bindparam("limit"))
)
_HEADS = select(audit_head.c.number, audit_head.c.hash).limit(2)
_KEPT = (
    select(digest.c.id, digest.c.data)
    .where(digest.c.id > bindparam("after"))
    .order_by(digest.c.id)
    .limit(bindparam("limit"))
)


@dataclass(slots=True)
class _Walk:
    """How far the chain was followed.  ``found``: what ends it, a number and a reason."""

    witnesses: dict[int, list[Witness]]
    number: int = 0
    hash: str = START
    found: tuple[int, str] | None = None

    def check(self) -> AuditCheck:
        bad, reason = self.found or (None, None)
        head = AuditHead(self.number, self.hash)
        return AuditCheck(entries=self.number, head=head, first_bad=bad, reason=reason)

    def follow(self, rows: Sequence[AnyRow]) -> None:
        """Step by step, until one is wrong."""
        for *values, hash in rows:
            number = self.number + 1
            if values[0] != number:
                # One in front of the first is itself what does not belong there.
                there = values[0] if isinstance(values[0], int) else number
                self.found = (min(number, there), "number")
            elif _hash(self.hash, values) != hash:
                self.found = (number, "hash")
            else:
                self.number, self.hash = number, hash
                self.compare()
            if self.found:
                return

    def compare(self) -> None:
        for one in self.witnesses.get(self.number, ()):
            if not self.hash.startswith(one.hash):
                self.found = (self.number, one.source)


async def verified(sql: Sql, witnesses: Sequence[Witness]) -> AuditCheck:
    """What is written meanwhile is read too: a head that is ahead of us is followed."""
    known: dict[int, list[Witness]] = {}
    for one in witnesses:
        known.setdefault(one.number, []).append(one)
    async for one in _of_digests(sql):
        known.setdefault(one.number, []).append(one)
    walk = _Walk(known)
    walk.compare()
    first = _BEFORE_ALL
    while walk.found is None:
        rows = await _rows(sql, first)
        if rows is None:  # bytes that are no text
            walk.found = (walk.number + 1, "hash")
        elif rows:
            walk.follow(rows)
        elif await _is_the_end(sql, walk):
            break
        first = walk.number + 1
    return walk.check()


async def _rows(sql: Sql, first: int) -> Sequence[AnyRow] | None:
    """The next entries; only one where something behind it cannot be read, None for itself."""
    for limit in (_CHUNK, 1):
        try:
            return await sql.rows(_FROM, {"first": first, "limit": limit})
        except (DBAPIError, UnicodeDecodeError):
            continue
    return None


async def _is_the_end(sql: Sql, walk: _Walk) -> bool:
    """No entry is left: the head says whether one should be, and so do the witnesses."""
    heads = [tuple(row) for row in await sql.rows(_HEADS)]
    if heads != [(walk.number, walk.hash)]:
        if await sql.rows(_FROM, {"first": walk.number + 1, "limit": 1}):
            return False  # written since we looked
        walk.found = (_behind(heads, walk.number), "head")
        return True
    for number in sorted(walk.witnesses):
        if number > walk.number:
            walk.found = (walk.number + 1, walk.witnesses[number][0].source)
            break
    return True


def _behind(heads: Sequence[tuple[Any, ...]], last: int) -> int:
    """The first entry that the head does not know, or knows and is not there."""
    number = heads[0][0] if len(heads) == 1 else None
    if not isinstance(number, int):
        return last + 1
    return last if number == last else min(max(number, 0), last) + 1


async def _of_digests(sql: Sql) -> AsyncIterator[Witness]:
    """The heads that digests were kept with; older ones have none."""
    after = 0
    while rows := await sql.rows(_KEPT, {"after": after, "limit": _DIGESTS}):
        for id, data in rows:
            after = id
            number, _, hash = from_json(data).audit.partition(":")
            if hash:
                yield Witness(number=int(number), hash=hash, source=f"digest {id}")


def _hash(previous: str, values: Sequence[object]) -> str | None:
    """None for what no entry of ours can hold."""
    try:
        return chained_values(previous, values)
    except (TypeError, UnicodeEncodeError):
        return None
