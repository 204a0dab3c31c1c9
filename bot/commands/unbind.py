"""解绑: forget this account at once; a new code leads back."""

from bot.access import Ruling
from bot.cards import people as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.audit import person_object


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    sender = call.request.sender
    call.touch(person_object(call.person.id))
    await call.unit.people.unbind(sender)
    return Reply(cards.unbound_now(call.say, sender.platform))
