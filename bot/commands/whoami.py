"""我是谁: who the bot takes me for, and where it reaches me."""

from bot.access import Ruling
from bot.cards import people as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    accounts = await call.unit.people.accounts(call.person.id)
    return Reply(cards.who_am_i(call.say, call.person, accounts))
