"""What the office has asked for by hand is answered by an update or a report; who asked is told."""

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.commands.base import Call
from bot.model.task import Share, Task


async def open_urges_again(
    call: Call, parts: Collection[tuple[int, int]], at: datetime
) -> set[int]:
    """What answered them at ``at`` is taken back; the ids of the tasks that wait for news again."""
    return set(await call.unit.urges.unanswered(parts, by=call.person.id, at=at))


async def answer_urges(call: Call, parts: Iterable[tuple[Task, Share]]) -> None:
    """These parts have been spoken of; one statement a department."""
    by_department: dict[int, list[int]] = {}
    for task, share in parts:
        by_department.setdefault(share.department.id, []).append(task.id)
    for department, tasks in by_department.items():
        await call.unit.urges.answered(tasks, department, by=call.person.id, at=call.now)
