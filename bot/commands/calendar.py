"""工作日: which days are worked; the office adds and takes away single ones."""

from datetime import date

from bot.access import Ruling, Verdict
from bot.cards import calendar as cards
from bot.cards import notes
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.workdays import DayKind


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    if intent.day is None or intent.kind is None:
        return await _show(call, intent.year or call.today.year)
    return await _decide(call, intent.day, intent.kind)


async def _show(call: Call, year: int) -> Reply:
    decisions = await call.unit.workdays.decisions(date(year, 1, 1), date(year, 12, 31))
    return Reply(cards.year(call.say, call.calendar, year, decisions), replaces=True)


async def _decide(call: Call, day: date, kind: DayKind) -> Reply:
    """What only says again what was published needs no decision: so the opposite is the undo."""
    if call.calendar.kind(day) is kind:
        return Reply(cards.unchanged(call.say, call.calendar, day, kind))
    decided, lifted = call.calendar.deciding({day: kind})
    call.touch(f"day:{day.isoformat()}")
    await call.unit.workdays.decide(decided, by=call.person.id, at=call.now)
    await call.unit.workdays.lift(lifted)
    return Reply(cards.decided(call.say, call.calendar, day, kind, lifted=bool(lifted)))
