"""What the office has asked for by hand is answered by an update or a report; who asked is told."""

from collections.abc import Iterable

from bot.commands.base import Call
from bot.model.task import Share, Task


async def answer_urges(call: Call, parts: Iterable[tuple[Task, Share]]) -> None:
    """These parts have been spoken of; one statement a department."""
    by_department: dict[int, list[int]] = {}
    for task, share in parts:
        by_department.setdefault(share.department.id, []).append(task.id)
    for department, tasks in by_department.items():
        await call.unit.urges.answered(tasks, department, by=call.person.id, at=call.now)
