"""覆盖: which departments no reminder reaches, and why; for the office and observers."""

from collections.abc import Sequence
from datetime import datetime

from bot import access
from bot.access import Ruling
from bot.cards import coverage as cards
from bot.cards import reviews
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.reach import Reach
from bot.timetable import Timetable

LONG = 5
"""Working days: who puts an item off for so long is as good as not reminded."""


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """``who`` names one kind of gap."""
    only = None
    if intent.who is not None and (only := cards.filter_of(intent.who)) is None:
        return Reply(reviews.unknown(call.say, intent.who))
    issues = access.ever(call.person, access.Act.MANAGE)
    card = cards.card(call.say, await reaches(call), call.hours, only, issues=issues)
    return Reply(card, replaces=True)


async def reaches(call: Call) -> Sequence[Reach]:
    """Two statements."""
    long = long_after(call.table, call.now)
    return await call.unit.reach.of_plan(call.facts.id, day=call.today, long=long)


def long_after(table: Timetable, now: datetime) -> datetime:
    """Until when an item has to be put off to count."""
    return table.opens(table.calendar.workdays_ahead(table.day(now), LONG))
