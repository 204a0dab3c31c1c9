"""逾期: what has missed a hard date or a report, by number; the same for everybody."""

from collections.abc import Sequence
from datetime import date

from bot.access import Ruling
from bot.cards import dates
from bot.commands.base import Call
from bot.commands.part import part_of
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.light import Light, light_of
from bot.model.task import FINISHED, Task

_FAR = date(9999, 12, 31)


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    today = call.today
    every = await call.unit.tasks.every(call.facts.id)
    tasks = [task for task in every if light_of(task, today, call.calendar) is Light.RED]
    part = await part_of(call, intent, ruling, sorted(tasks, key=lambda task: task.ref))
    if part.of > part.hidden:
        period = call.facts.period
        card = dates.overdue(call.say, part, today=today, calendar=call.calendar, period=period)
    else:
        coming = await next_dated(call)
        card = dates.nothing_overdue(call.say, call.facts, coming, hidden=part.hidden)
    return Reply(card, replaces=True)


async def dated(call: Call, until: date) -> Sequence[Task]:
    """Unfinished tasks with a date up to ``until``, by date."""
    tasks = await call.unit.tasks.dated(call.facts.id, until=until)
    return [task for task in tasks if task.status not in FINISHED]


async def next_dated(call: Call) -> Task | None:
    """The next unrestricted task with a date from today on."""
    tasks = [task for task in await dated(call, _FAR) if not task.restricted]
    return next((t for t in tasks if t.deadline.day and t.deadline.day >= call.today), None)
