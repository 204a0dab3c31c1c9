"""未报: whose reports are still owed, by department, in plan order."""

from bot import access
from bot.access import Ruling
from bot.cards import missing
from bot.cards import reviews as cards
from bot.chapters import is_in
from bot.commands.base import Call
from bot.commands.narrowing import part
from bot.commands.owing import owing
from bot.grammar.intent import Intent
from bot.messages import Card, Reply
from bot.model.staff import Owing


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """``who`` is a department, a period of the office's own, or words of a chapter's title."""
    named = await part(call, intent)
    if isinstance(named, Card):
        return Reply(named)
    period, bodies = named.period, named.bodies
    if period is None:
        return Reply(cards.no_period(call.say))
    owed, owes = await call.unit.reviews.missing(period.id), Owing()
    if bodies:
        owed = [one for one in owed if one.department.id in named.ids]
        owes = (await owing(call, named.ids, [period.id]))[period.id]
    elif named.said is not None:
        owed = [one for one in owed if is_in(one.chapter, one.section, named.title)]
        if not owed:
            return Reply(cards.unknown(call.say, named.said))
    card = missing.card(
        call.say,
        period,
        owed,
        intent.page,
        named.said,
        of_whom=bodies[0] if len(bodies) == 1 else None,
        owing=owes,
        urges=access.ever(call.person, access.Act.URGE),
    )
    return Reply(card, replaces=True)
