"""临期: what falls due within some days, ten working days if none are named."""

from datetime import timedelta

from bot.access import Ruling
from bot.cards import dates
from bot.commands.base import Call
from bot.commands.overdue import dated, next_dated
from bot.commands.part import part_of
from bot.grammar.intent import Intent
from bot.messages import Reply

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
    if part.of > part.hidden:
        card = dates.due(
            call.say, part, days=intent.days, until=until, today=today, calendar=call.calendar
        )
    else:
        card = dates.nothing_due(
            call.say,
            call.facts,
            await next_dated(call),
            until=until,
            today=today,
            calendar=call.calendar,
            hidden=part.hidden,
        )
    return Reply(card, replaces=True)
