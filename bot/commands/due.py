"""临期: what falls due within some days, ten working days if none are named."""

from datetime import timedelta

from bot.access import Ruling
from bot.cards import dates
from bot.commands.base import Call
from bot.commands.overdue import dated, next_dated
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
    if not soon:
        coming = await next_dated(call)
        card = dates.nothing_due(
            call.say, call.facts, coming, until=until, today=today, calendar=call.calendar
        )
        return Reply(card)
    own = [task for task in soon if task.share_of(call.person.department.id)]
    others = [task for task in soon if task not in own]
    card = dates.due(
        call.say,
        own,
        others,
        days=intent.days,
        until=until,
        today=today,
        calendar=call.calendar,
    )
    return Reply(card)
