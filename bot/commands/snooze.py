"""稍后: not reminded of an item for a while, never past its limit; 今天稍后: once more today."""

import re
from datetime import datetime, timedelta

from bot.access import Ruling, Verdict
from bot.cards import notes
from bot.cards import reminders as cards
from bot.commands.base import Call
from bot.commands.refusing import forbidden
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.ladder import climb_to, climbs
from bot.messages import Reply
from bot.model.task import HARD, Task

_DURATION = re.compile("P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?)?")
_LATER = timedelta(hours=2)
_BEFORE_CLOSING = timedelta(minutes=30)
_SOONEST = timedelta(minutes=15)


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    task = await call.task(intent.tasks[0])
    if task.share_of(call.person.department.id) is None:
        raise forbidden(call, task)
    until = _until(call, intent.duration or "")
    limit = await _limit(call, task)
    if limit is not None and limit <= call.now:
        return Reply(cards.at_the_limit(call.say, task))
    capped = limit is not None and limit < until
    until = limit if capped and limit is not None else until
    await call.unit.reminders.snooze(call.person.id, task.id, until=until, at=call.now)
    when = cards.moment(call.say, until, call.today, call.calendar)
    return Reply(cards.put_off(call.say, task, when, capped=capped))


def _until(call: Call, duration: str) -> datetime:
    """Days count from today: at the beginning of that day's office hours."""
    found = _DURATION.fullmatch(duration)
    if found is None:
        raise UserError(Code.BAD_DATE, text=duration)
    days, hours, minutes = (int(part or 0) for part in found.groups())
    if days:
        return call.table.opens(call.today + timedelta(days))
    return call.now + timedelta(hours=hours, minutes=minutes)


async def _limit(call: Call, task: Task) -> datetime | None:
    """The first last call among the reports that are owed and the task's own date."""
    table, department = call.table, call.person.department.id
    periods = await call.unit.periods.all(call.facts.id)
    leaning = climbs(periods, table)
    owed = await call.unit.nudges.owed(leaning, [department]) if leaning else ()
    limits = [leaning[one.period].limit(table) for one in owed if one.task == task.id]
    if task.deadline.kind in HARD and task.deadline.day is not None:
        limits.append(climb_to(task.deadline.day).limit(table))
    return min((limit for limit in limits if limit is not None), default=None)


async def later(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """In two hours, or half an hour before office hours end."""
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.say("later today"), call.seen))
    table, now = call.table, call.now
    at = now + _LATER
    if table.day(at) != call.today or not table.is_open(at):
        at = table.closes(call.today) - _BEFORE_CLOSING
        if at < now + _SOONEST or not table.is_open(at):
            return Reply(cards.not_today(call.say, table, now))
    await call.unit.reminders.ask(call.person.id, None, when=at, at=now)
    return Reply(cards.once_more(call.say, at))
