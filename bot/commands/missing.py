"""未报: whose reports are still owed, by department, in plan order."""

from collections.abc import Sequence

from bot import access
from bot.access import Ruling
from bot.cards import missing, phrases
from bot.cards import reviews as cards
from bot.chapters import NUMBERED, is_in, meant
from bot.commands.base import Call
from bot.commands.owing import owing
from bot.commands.which import Periods
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.staff import Owing
from bot.model.task import Department


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """``who`` is a department, a period of the office's own, or words of a chapter's title."""
    periods = await Periods.of(call)
    period = periods.current
    if intent.period is not None:
        period = periods.called(intent.period)
        if period is None:
            return Reply(cards.unknown(call.say, intent.period))
    who = intent.who
    for word in (who or "").split():
        if (named := periods.called(word)) is not None:
            period, who = named, " ".join(w for w in (who or "").split() if w != word) or None
    if period is None:
        return Reply(cards.no_period(call.say))
    owed = await call.unit.reviews.missing(period.id)
    narrowed, owes = None, Owing()
    bodies: Sequence[Department] = ()
    if who is not None:
        title = who
        if NUMBERED.fullmatch(who):
            title = meant(who, await call.unit.board.chapters(call.facts.id))
        bodies = await call.unit.people.department(who)
        if bodies:
            ids = {body.id for body in bodies}
            owed = [one for one in owed if one.department.id in ids]
            narrowed = phrases.department(call.say, bodies[0])
            owes = (await owing(call, ids, [period.id]))[period.id]
        elif chosen := [one for one in owed if is_in(one.chapter, one.section, title)]:
            owed, narrowed = chosen, who
        else:
            return Reply(cards.unknown(call.say, who))
    card = missing.card(
        call.say,
        period,
        owed,
        intent.page,
        narrowed,
        of_whom=bodies[0] if len(bodies) == 1 else None,
        owing=owes,
        urges=access.ever(call.person, access.Act.URGE),
    )
    return Reply(card, replaces=True)
