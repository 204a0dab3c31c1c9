"""部门: who speaks for a department of the plan, where, and what it still owes."""

from bot.access import Ruling
from bot.cards import coverage as coverage_cards
from bot.cards import overview as cards
from bot.cards import reviews
from bot.commands import coverage
from bot.commands.base import Call
from bot.commands.owing import owing
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.ports import Tally


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """``who`` may also name why departments cannot be reached: 部门 未绑定."""
    if intent.who is not None and coverage_cards.filter_of(intent.who) is not None:
        return await coverage.run(call, intent, ruling)
    covered = await call.unit.reviews.coverage(call.facts.id)
    period = call.facts.period
    standings = [] if period is None else await call.unit.reviews.standings(period.id)
    owed = dict[int, Tally]()
    for one in standings:
        owed[one.department.id] = owed.get(one.department.id, Tally()) + one.tally
    if intent.who is None:
        return Reply(cards.dept_list(call.say, covered, owed, intent.page), replaces=True)
    ids = {body.id for body in await call.unit.people.department(intent.who)}
    chosen = next((one for one in covered if one.department.id in ids), None)
    if chosen is None:
        return Reply(reviews.unknown(call.say, intent.who))
    body = chosen.department.id
    every = await call.unit.periods.all(call.facts.id)
    owes = await owing(call, [body], [one.id for one in every if one.is_open])
    asked = [
        (one, owes[one.id], owed.get(body) if period is not None and one.id == period.id else None)
        for one in every
    ]
    return Reply(cards.dept(call.say, chosen, asked))
