"""记一条 TEXT: a note without an item; asks for which of the own ones it is."""

from bot import forwards
from bot.access import Ruling
from bot.cards import unnamed
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Nothing is stored."""
    if not intent.words:
        return Reply(unnamed.what_to_note(call.say))
    return await forwards.own_item(call, intent.words)
