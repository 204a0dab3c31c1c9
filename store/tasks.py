"""The tasks of the plan in force."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, bindparam, exists, literal_column, or_, select

from bot.model.task import Task
from bot.ports import Tasks
from store.reading import read_tasks, select_tasks
from store.tables import department_name, share, task
from store.updates import SqlUpdates
from store.words import containing, folded

MOST_WORDS = 40
"""More words than this are not looked for: nobody types them."""

_BY_REF = (task.c.ref, share.c.position)
_OF_PLAN = task.c.plan_id == bindparam("plan")

_NUMBERED = (
    select_tasks().where(_OF_PLAN, task.c.ref.in_(bindparam("refs", expanding=True)))
).order_by(*_BY_REF)
_mine = share.alias("mine")
_ASSIGNED = (
    select_tasks(_mine.join(task, task.c.id == _mine.c.task_id))
    .where(
        _mine.c.department_id == bindparam("department"),
        task.c.plan_id + literal_column("0") == bindparam("plan"),  # SQLite would walk the plan
    )
    .order_by(*_BY_REF)
)
_EVERY = select_tasks().where(_OF_PLAN).order_by(task.c.place, task.c.id, share.c.position)
_DATED = (
    select_tasks()
    .where(_OF_PLAN, task.c.deadline_day <= bindparam("until"))
    .order_by(task.c.deadline_day, *_BY_REF)
)


@lru_cache(maxsize=MOST_WORDS)
def _search(words: int) -> Executable:
    """Tasks that have all of so many words: ``like0``, ``key0``, ``ref0``, ``like1``, …"""
    found = (
        select(task.c.id)
        .where(_OF_PLAN, ~task.c.restricted, *(has_word(n) for n in range(words)))
        .order_by(task.c.ref)
        .limit(bindparam("limit"))
        .subquery("found")
    )
    return select_tasks(task.join(found, found.c.id == task.c.id)).order_by(*_BY_REF)


def has_word(n: int) -> ColumnElement[bool]:
    """In the text, or the whole number, or a whole name of a department with a share."""
    part = share.alias(f"part{n}")
    named = exists().where(
        part.c.task_id == task.c.id,
        department_name.c.department_id == part.c.department_id,
        department_name.c.key == bindparam(f"key{n}"),
    )
    return or_(
        task.c.folded.like(bindparam(f"like{n}"), escape="/"),
        task.c.ref == bindparam(f"ref{n}"),
        task.c.number == bindparam(f"key{n}"),
        named,
    )


def distinct(words: str) -> list[str]:
    """The words that are looked for."""
    return list(dict.fromkeys(words.split()))[:MOST_WORDS]


def values_of(words: Sequence[str]) -> dict[str, Any]:
    """What ``has_word`` binds for each of them."""
    values: dict[str, Any] = {}
    for n, word in enumerate(words):
        key = folded(word)
        values[f"like{n}"], values[f"key{n}"] = containing(word), key
        values[f"ref{n}"] = int(key) if key.isascii() and key.isdigit() else None
    return values


class SqlTasks(SqlUpdates, Tasks):
    """Values are built from rows without an ORM: a list of tasks is what is asked most."""

    async def numbered(self, plan: int, refs: Sequence[int]) -> Mapping[int, Task]:
        rows = await self._sql.rows(_NUMBERED, {"plan": plan, "refs": list(refs)})
        return {task.ref: task for task in read_tasks(rows)}

    async def assigned_to(self, plan: int, department: int) -> Sequence[Task]:
        values = {"plan": plan, "department": department}
        return read_tasks(await self._sql.rows(_ASSIGNED, values))

    async def every(self, plan: int) -> Sequence[Task]:
        return read_tasks(await self._sql.rows(_EVERY, {"plan": plan}))

    async def search(self, plan: int, words: str, *, limit: int) -> Sequence[Task]:
        """A word counts as found in the text, as the task's number or as a department's name."""
        wanted = distinct(words)
        if not wanted:
            return ()
        values = {"plan": plan, "limit": limit} | values_of(wanted)
        return read_tasks(await self._sql.rows(_search(len(wanted)), values))

    async def dated(self, plan: int, *, until: date) -> Sequence[Task]:
        return read_tasks(await self._sql.rows(_DATED, {"plan": plan, "until": until}))
