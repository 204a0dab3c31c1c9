"""临期: what falls due within some days, ten working days if none are named."""

from datetime import timedelta

from bot.access import Ruling
from bot.cards import dates, owed
from bot.commands.base import Call
from bot.commands.overdue import dated, next_dated
from bot.commands.part import part_of
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.task import Department

_WORKDAYS = 10
_MOST = 366  # days: beyond that nothing is "soon"


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    today = call.today
    if intent.days is None:
        until = call.calendar.workdays_ahead(today, _WORKDAYS)
    else:
        until = today + timedelta(days=min(intent.days, _MOST))
    tasks = await dated(call, until)
    soon = [
        task
        for task in tasks
        if task.deadline.day is not None and today <= task.deadline.day <= until
    ]
    part = await part_of(call, intent, ruling, soon)
    period = call.facts.period
    ahead = dates.Ahead(
        until=until,
        today=today,
        calendar=call.calendar,
        days=intent.days,
        period=period if period is not None and period.is_open else None,
        owed=await _owed(call, part.own),
    )
    if part.of > part.hidden:
        return Reply(dates.due(call.say, part, ahead), replaces=True)
    coming = await next_dated(call)
    card = dates.nothing_due(call.say, call.facts, coming, ahead, hidden=part.hidden)
    return Reply(card, replaces=True)


async def _owed(call: Call, own: Department | None) -> int | None:
    """What the reader has still to send here; None in a group, and for whom nothing is asked."""
    if own is None or not owed.writes(call.person):
        return None
    groups = owed.Groups(await call.unit.tasks.assigned_to(call.facts.id, own.id), own)
    count = len(groups.to_report) + len(groups.drafts)
    return count if count or (groups.reported and not groups.offline) else None
