"""搜索 词: numbers and the text around the words; restricted tasks are never found."""

from bot.access import Ruling
from bot.cards import lists
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Reply

_MOST = 200


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if not intent.words:
        raise UserError(Code.MISSING_QUERY)
    found = await call.unit.tasks.search(call.facts.id, intent.words, limit=_MOST)
    return Reply(lists.found(call.say, intent.words, found, intent.page), replaces=True)
