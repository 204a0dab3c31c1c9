"""Whatever somebody does to the tables of the audit, reading the chain finds it and says where."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, text, update

from bot.model.audit import SYSTEM, AuditCheck, AuditEntry, Witness
from store import SqlStore
from store.audit_chain import COVERED, chained
from store.audit_tables import START, audit_entry, audit_head
from store.audit_verify import verified
from store.sql import Sql
from tests.store.world import NOW

_ENTRIES = 30
_CASES = 500  # on each database
_UNGUARD = {
    "sqlite": (
        "DROP TRIGGER audit_entry_next",
        "DROP TRIGGER audit_entry_head",
        "DROP TRIGGER audit_entry_update",
        "DROP TRIGGER audit_entry_delete",
        "DROP TRIGGER audit_head_delete",
    ),
    "postgresql": ("DROP FUNCTION audit_next() CASCADE", "DROP FUNCTION audit_kept() CASCADE"),
}
Rows = list[dict[str, Any]]
Attack = Callable[[random.Random, Rows], tuple[Rows, int]]
"""Changes the rows; the number of the first that is not as it was written."""


class _Undone(Exception):
    """Rolls an attack back."""


async def _written(store: SqlStore) -> Rows:
    async with store.unit() as unit:
        for n in range(_ENTRIES):
            entry = AuditEntry(actor=f"person:{n % 5}", channel="c", act="update", text=f"第{n}")
            unit.audit.note(entry, at=NOW)
    async with store.database.reading() as sql:
        return [row._asdict() for row in await sql.rows(audit_entry.select().order_by("number"))]


def _execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))


async def _unguard(store: SqlStore, kind: str) -> None:
    for statement in _UNGUARD[kind]:
        await store.database.run(partial(_execute, statement=statement), write=True)


def edit(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    """One column of one entry, the hash too."""
    row = chance.choice(rows)
    name = chance.choice([*COVERED[1:], "hash"])
    row[name] = row[name][:-1] + ("x" if row[name][-1:] != "x" else "y")
    return rows, row["number"]


def remove(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    n = chance.randrange(len(rows) - 1)
    return rows[:n] + rows[n + 1 :], rows[n]["number"]


def close_up(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    """Removed, and the numbers behind it moved up."""
    n = chance.randrange(len(rows) - 1)
    bad = rows[n]["number"]
    for row in rows[n + 1 :]:
        row["number"] -= 1
    return rows[:n] + rows[n + 1 :], bad


def swap(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    """Two entries change places."""
    a, b = sorted(chance.sample(range(len(rows)), 2))
    rows[a]["number"], rows[b]["number"] = rows[b]["number"], rows[a]["number"]
    return rows, min(rows[a]["number"], rows[b]["number"])


def put_in(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    """Those behind it make room.  One that fits by itself is found by the next one."""
    n, fits = chance.randrange(len(rows)), chance.random() < 0.5
    new = dict(rows[n], actor="person:666", number=n + 1)
    if fits:
        new["hash"] = chained(rows[n - 1]["hash"] if n else START, new)
    for row in rows[n:]:
        row["number"] += 1
    return [*rows[:n], new, *rows[n:]], n + 1 + fits


def put_before(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    number = chance.choice([0, -1, -(2**63)])
    return [dict(rows[0], number=number), *rows], number


def append(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    """Behind the head, with a hash that fits."""
    new = dict(rows[-1], number=len(rows) + 1)
    new["hash"] = chained(rows[-1]["hash"], new)
    return [*rows, new], len(rows) + 1


def cut(chance: random.Random, rows: Rows) -> tuple[Rows, int]:
    n = chance.randrange(len(rows))
    return rows[:n], n + 1


ATTACKS: Sequence[Attack] = (edit, remove, close_up, swap, put_in, put_before, append, cut)


async def _look(store: SqlStore, attack: Callable[[Sql], Any], *given: Witness) -> AuditCheck:
    """What is found after an attack that is then taken back."""
    found: list[AuditCheck] = []
    try:
        async with store.database.writing() as sql:
            await attack(sql)
            found.append(await verified(sql, given))
            raise _Undone
    except _Undone:
        return found[0]


async def _replace(sql: Sql, before: Rows, after: Rows) -> None:
    """Only what differs, so that a thousand attacks cost little."""
    same = [row for row in after if row in before]
    gone = [row["number"] for row in before if row not in same]
    new = [row for row in after if row not in before]
    if gone:
        await sql.count(delete(audit_entry).where(audit_entry.c.number.in_(gone)))
    if new:
        await sql.count(insert(audit_entry), new)


async def test_a_thousand_attacks_are_all_found(store: SqlStore, kind: str) -> None:
    rows = await _written(store)
    await _unguard(store, kind)
    chance, wrong = random.Random(7), []  # noqa: S311 - not a secret
    tried: dict[str, int] = {}
    for n in range(_CASES):
        attack = ATTACKS[n % len(ATTACKS)]
        after, bad = attack(chance, [dict(row) for row in rows])
        found = await _look(store, partial(_replace, before=rows, after=after))
        tried[attack.__name__] = tried.get(attack.__name__, 0) + 1
        if found.first_bad != bad:
            wrong.append((attack.__name__, bad, found.first_bad, found.reason))
    assert sum(tried.values()) == _CASES
    assert min(tried.values()) > _CASES // 10
    assert wrong == []
    async with store.view() as unit:
        assert (await unit.audit.verify()).ok


def _rewritten(rows: Rows, at: int, **change: object) -> Rows:
    """Everything from an entry on is made to fit again."""
    after = [dict(row) for row in rows]
    after[at] |= change
    hash = after[at - 1]["hash"] if at else START
    for row in after[at:]:
        hash = row["hash"] = chained(hash, row)
    return after


async def test_who_makes_all_of_it_fit_again_is_found_by_a_witness(
    store: SqlStore, kind: str
) -> None:
    rows = await _written(store)
    await _unguard(store, kind)
    given = Witness(number=20, hash=rows[19]["hash"][:12], source="witness 20")
    last = Witness(number=_ENTRIES, hash=rows[-1]["hash"][:12], source="digest 1")

    async def rewrite(sql: Sql, at: int, upto: int) -> None:
        after = _rewritten(rows, at, actor="person:666")[:upto]
        await _replace(sql, rows, after)
        head = {"number": after[-1]["number"], "hash": after[-1]["hash"]}
        await sql.count(update(audit_head).values(**head))

    unseen = await _look(store, lambda sql: rewrite(sql, 9, _ENTRIES))
    assert unseen.ok  # nobody else holds anything
    found = await _look(store, lambda sql: rewrite(sql, 9, _ENTRIES), last, given)
    assert (found.first_bad, found.reason, found.entries) == (20, "witness 20", 20)
    later = await _look(store, lambda sql: rewrite(sql, 25, _ENTRIES), given, last)
    assert (later.first_bad, later.reason) == (_ENTRIES, "digest 1")
    short = await _look(store, lambda sql: rewrite(sql, 22, 23), given, last)
    assert (short.first_bad, short.reason, short.entries) == (24, "digest 1", 23)


@pytest.mark.parametrize(
    ("change", "first_bad"),
    [
        ({"number": 12}, 13),
        ({"number": 99}, 31),
        ({"hash": "0" * 64}, 30),
    ],
)
async def test_a_wrong_head_is_found(
    store: SqlStore, change: Mapping[str, Any], first_bad: int, kind: str
) -> None:
    await _written(store)

    async def move(sql: Sql) -> None:
        await sql.count(update(audit_head).values(**change))

    found = await _look(store, move)
    assert (found.first_bad, found.reason) == (first_bad, "head")


async def test_the_head_is_compared_with_the_last_entry_cheaply(store: SqlStore) -> None:
    async with store.view() as unit:
        assert await unit.audit.is_whole()
        assert (await unit.audit.verify()).ok
    await _written(store)
    async with store.view() as unit:
        assert await unit.audit.is_whole()
    moved = "UPDATE audit_head SET number = 12"
    await store.database.run(partial(_execute, statement=moved), write=True)
    async with store.view() as unit:
        assert not await unit.audit.is_whole()


async def test_writers_at_once_make_one_chain(store: SqlStore) -> None:
    """Each reads the head after it has waited for the one before."""

    async def write(n: int) -> None:
        async with store.unit() as unit:
            await unit.tasks.numbered(1, [n])
            for _ in range(1 + n % 3):
                entry = AuditEntry(actor=SYSTEM, channel="", act="update", object=f"task:{n}")
                unit.audit.note(entry, at=NOW)

    await asyncio.gather(*(write(n) for n in range(40)))
    async with store.view() as unit:
        found = await unit.audit.verify()
    assert found.ok
    assert found.entries == sum(1 + n % 3 for n in range(40))


async def test_it_can_be_verified_while_others_write(store: SqlStore) -> None:
    async def write() -> None:
        for _ in range(30):
            async with store.unit() as unit:
                unit.audit.note(AuditEntry(actor=SYSTEM, channel="", act="update"), at=NOW)

    writing = asyncio.create_task(write())
    while not writing.done():
        async with store.view() as unit:
            assert (await unit.audit.verify()).ok
        await asyncio.sleep(0)
    await writing


async def test_bytes_that_are_no_text_are_found(store: SqlStore, kind: str) -> None:
    """SQLite keeps anything in a column, PostgreSQL nothing that is not UTF-8."""
    if kind != "sqlite":
        return
    await _written(store)
    await _unguard(store, kind)

    async def spoil(sql: Sql, how: str) -> None:
        await sql.count(update(audit_entry).where(audit_entry.c.number == 17).values(act=text(how)))

    for how in ("x'ff'", "CAST(x'ff' AS TEXT)", "7"):
        found = await _look(store, partial(spoil, how=how))
        assert (found.first_bad, found.reason) == (17, "hash"), how
