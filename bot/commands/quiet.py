"""免打扰: hours in which one is not reminded; two of each day's office hours have to remain."""

from datetime import time

from bot.access import Ruling, Verdict
from bot.cards import notes, own
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.nudge import Quiet
from bot.timetable import Hours, minute_of

_LEAST = 120  # minutes


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    if intent.verb == "off":
        await call.unit.absences.keep_quiet(call.person.id, None)
        return Reply(own.quiet_set(call.say, None))
    if intent.span is None:
        quiet = await call.unit.absences.quiet(call.person.id)
        return Reply(own.quiet_now(call.say, quiet, call.hours))
    starts, ends = intent.span
    if starts >= ends or _left(call.hours, starts, ends) < _LEAST:
        return Reply(own.too_quiet(call.say, call.hours))
    quiet = Quiet(starts, ends, frozenset(intent.weekdays))
    before = await call.unit.absences.quiet(call.person.id)
    await call.unit.absences.keep_quiet(call.person.id, quiet)
    return Reply(own.quiet_set(call.say, quiet, before))


def _left(hours: Hours, starts: time, ends: time) -> int:
    """Minutes of the office hours outside of the quiet ones."""
    first = max(minute_of(starts), minute_of(hours.starts))
    last = min(minute_of(ends), minute_of(hours.ends))
    return hours.minutes - max(0, last - first)
