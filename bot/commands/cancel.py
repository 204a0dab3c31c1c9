"""取消: leave a question or a preview unanswered."""

from bot.access import Ruling
from bot.cards import notes
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    return Reply(notes.cancelled(call.say), replaces=True)
