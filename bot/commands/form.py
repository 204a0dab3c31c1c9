"""Forms where a window waits for one: the same update, asked for in fields."""

from collections.abc import Sequence

from bot import access
from bot.cards import form as cards
from bot.cards.task import seen
from bot.commands.base import Call
from bot.forms import Form
from bot.messages import Seen
from bot.model.task import FINISHED, Task

_MOST = 100  # what a list of choices holds on every platform


async def of_item(call: Call, ref: int) -> tuple[Form | None, tuple[Seen, ...]]:
    """With what it shows.  None where nobody waits for a form, or this person may not write."""
    if call.request.window is None:
        return None, ()
    task = await call.task(ref)
    part = access.part_to_write(call.person, task)
    if part is None or call.allowed(access.Act.DONE, task) is access.Verdict.REFUSE:
        return None, ()
    return cards.update(call.say, task, part[0]), seen(task, part[0])


async def of_own_items(call: Call) -> Form | None:
    """With a choice of the department's unfinished items; None where there are none."""
    if call.request.window is None or call.plan is None:
        return None
    tasks = await call.unit.tasks.assigned_to(call.plan.id, call.person.department.id)
    return choosing(call, unfinished(tasks))


def choosing(call: Call, tasks: Sequence[Task], progress: str = "") -> Form | None:
    """The same for a selection, likeliest first."""
    if call.request.window is None or not tasks:
        return None
    writable = [t for t in tasks if call.allowed(access.Act.UPDATE, t) is not access.Verdict.REFUSE]
    return cards.choosing(call.say, writable[:_MOST], progress) if writable else None


def unfinished(tasks: Sequence[Task]) -> list[Task]:
    """Items on which text may still be reported."""
    return [task for task in tasks if not task.restricted and task.status not in FINISHED]
