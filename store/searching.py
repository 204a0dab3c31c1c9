"""Search: a word stands in the text, in a title, is a number, or names a department."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from bot.model.search import Found
from bot.words import MOST, terms
from store.reading import read_tasks, select_tasks
from store.sql import Sql
from store.tables import department_name, share, task
from store.words import containing, folded, part_of_name

_OPEN_TASKS = and_(task.c.plan_id == bindparam("plan"), ~task.c.restricted)
_NUMBERED = (
    select_tasks()
    .where(task.c.plan_id == bindparam("plan"), task.c.ref.in_(bindparam("refs", expanding=True)))
    .order_by(task.c.ref, share.c.position)
)
_SHORT = department_name.c.kind == "short"
_NAMES = select(department_name.c.department_id, department_name.c.key, _SHORT).where(
    or_(department_name.c.key.in_(bindparam("keys", expanding=True)), _SHORT)
)
_VOCABULARY = union_all(
    select(task.c.folded).where(_OPEN_TASKS),
    select(department_name.c.key).where(
        department_name.c.department_id.in_(select(share.c.department_id))
    ),
)


def has_word(n: int) -> ColumnElement[bool]:
    """In the text or a title, or the whole number, or the name of a department with a share.

    A department's every spelling counts when it is written whole, its short name in parts, too.
    """
    bodies = select(department_name.c.department_id).where(
        or_(
            department_name.c.key == bindparam(f"key{n}"),
            and_(_SHORT, department_name.c.key.like(bindparam(f"part{n}"), escape="/")),
        )
    )
    return or_(
        task.c.folded.like(bindparam(f"like{n}"), escape="/"),
        task.c.ref == bindparam(f"ref{n}"),
        task.c.number == bindparam(f"key{n}"),
        task.c.id.in_(select(share.c.task_id).where(share.c.department_id.in_(bodies))),
    )


def values_of(words: Sequence[str]) -> dict[str, Any]:
    """What ``has_word`` binds for each of them."""
    values: dict[str, Any] = {}
    for n, word in enumerate(words):
        key = folded(word)
        values[f"like{n}"], values[f"key{n}"] = containing(word), key
        values[f"part{n}"] = part_of_name(word)
        values[f"ref{n}"] = int(key) if key.isascii() and key.isdigit() else None
    return values


@lru_cache(maxsize=MOST)
def _refs(words: int) -> Executable:
    """The numbers of the tasks that have all of so many words."""
    return (select(task.c.ref).where(_OPEN_TASKS, *(has_word(n) for n in range(words)))).order_by(
        task.c.ref
    )


@lru_cache(maxsize=MOST)
def _each(words: int) -> Executable:
    """How many tasks have each of so many words."""
    found = [func.sum(case((has_word(n), 1), else_=0)) for n in range(words)]
    return select(*found).where(_OPEN_TASKS)


class SqlSearch:
    """The reading part of ``bot.ports.Tasks`` that looks for words."""

    _sql: Sql

    async def search(self, plan: int, query: str, *, page: int, size: int) -> Found:
        wanted = terms(query)
        if not wanted:
            return Found(words=(), tasks=(), total=0, page=1)
        values = {"plan": plan} | values_of(wanted)
        refs = [ref for (ref,) in await self._sql.rows(_refs(len(wanted)), values)]
        page = min(max(page, 1), max(1, -(-len(refs) // size)))
        shown = refs[(page - 1) * size : page * size]
        if not shown:
            return Found(words=wanted, tasks=(), total=0, page=1)
        rows = await self._sql.rows(_NUMBERED, {"plan": plan, "refs": shown})
        named = await self._named(wanted)
        return Found(words=wanted, tasks=read_tasks(rows), total=len(refs), page=page, named=named)

    async def _named(self, words: Sequence[str]) -> frozenset[int]:
        keys = [folded(word) for word in words]
        parts = [key for key, word in zip(keys, words, strict=True) if part_of_name(word)]
        rows = await self._sql.rows(_NAMES, {"keys": keys})
        return frozenset(
            body
            for body, key, short in rows
            if key in keys or (short and any(part in key for part in parts))
        )

    async def found_by(self, plan: int, words: Sequence[str]) -> Mapping[str, int]:
        wanted = list(words)[:MOST]
        if not wanted:
            return {}
        values = {"plan": plan} | values_of(wanted)
        [counts] = await self._sql.rows(_each(len(wanted)), values)
        return {word: int(count or 0) for word, count in zip(wanted, counts, strict=True)}

    async def vocabulary(self, plan: int) -> Sequence[str]:
        return [text for (text,) in await self._sql.rows(_VOCABULARY, {"plan": plan}) if text]
