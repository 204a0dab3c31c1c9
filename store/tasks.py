"""The tasks of the plan in force."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, literal_column

from bot.model.task import Task
from bot.ports import Tasks
from store.reading import read_tasks, select_tasks
from store.searching import SqlSearch
from store.tables import share, task
from store.undoing import SqlUndoing

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


class SqlTasks(SqlUndoing, SqlSearch, Tasks):
    """Values are built from rows without an ORM: a list of tasks is what is asked most."""

    async def numbered(self, plan: int, refs: Sequence[int]) -> Mapping[int, Task]:
        rows = await self._sql.rows(_NUMBERED, {"plan": plan, "refs": list(refs)})
        return {task.ref: task for task in read_tasks(rows)}

    async def assigned_to(self, plan: int, department: int) -> Sequence[Task]:
        values = {"plan": plan, "department": department}
        return read_tasks(await self._sql.rows(_ASSIGNED, values))

    async def every(self, plan: int) -> Sequence[Task]:
        return read_tasks(await self._sql.rows(_EVERY, {"plan": plan}))

    async def dated(self, plan: int, *, until: date) -> Sequence[Task]:
        return read_tasks(await self._sql.rows(_DATED, {"plan": plan, "until": until}))
