"""搜索 词: numbers and the text around the words; restricted tasks are never found."""

from bot import words
from bot.access import Ruling
from bot.cards import searching
from bot.cards.lists import PAGE
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.searching import slip_in


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    query = intent.words or ""
    if not words.terms(query):
        raise UserError(Code.MISSING_QUERY)
    tasks, plan = call.unit.tasks, call.facts.id
    found = await tasks.search(plan, query, page=intent.page, size=PAGE)
    if found.total:
        return Reply(searching.found(call.say, query, found), replaces=True)
    slip = await slip_in(tasks, plan, query)
    if slip.meant is not None:
        found = await tasks.search(plan, slip.meant, page=intent.page, size=PAGE)
    if slip.meant is not None and found.total:
        card = searching.found(call.say, slip.meant, found, typed=query)
        return Reply(card, replaces=True)
    return Reply(searching.nothing(call.say, query, slip.alone), replaces=True)
