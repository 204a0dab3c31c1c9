"""The same words about the same item within minutes: a second tap, or a line sent anew."""

from collections.abc import Iterable
from datetime import timedelta

from bot.cards import lines
from bot.cards.saved import Failed
from bot.cards.task import seen
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.messages import Action
from bot.model.task import Share, Task
from bot.model.update import Change, Update

_WINDOW = timedelta(minutes=10)


async def repeated(call: Call, wishes: Iterable[tuple[Task, Share, Change]]) -> dict[int, Failed]:
    """By number, those whose words were the last thing that was recorded, by this person.

    Nothing is looked up where the person has just written on none of the items; a status or a
    percentage alone doubles nothing.
    """
    person, since = call.person.id, call.now - _WINDOW
    near = [
        (task, share, change)
        for task, share, change in wishes
        if change.has_text
        and share.changed_by == person
        and share.changed_at is not None
        and share.changed_at >= since
    ]
    if not near:
        return {}
    recent = await call.unit.tasks.recent(person, since)
    last = {(one.task_ref, one.department, one.version): one for one in recent}
    found: dict[int, Failed] = {}
    for task, share, change in near:
        before = last.get((task.ref, share.department.id, share.version))
        if before is not None and before.change == change:
            found[task.ref] = await _told(call, task, share, before)
    return found


async def _told(call: Call, task: Task, share: Share, before: Update) -> Failed:
    """With a button for who does mean it."""
    say, number = call.say, task.ref
    again = await call.keep(lines.update(say, (number,), before.change))
    ways = (
        Action(say("Show item {number}", number=number), str(number)),
        Action(say("Record it once more"), again),
    )
    error = UserError(Code.REPEATED, number=number, time=say.time(before.at))
    return Failed(error, ways, seen(task, share))
