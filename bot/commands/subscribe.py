"""订阅, 退订: the weekly digest in private; nudges stay."""

from bot.access import Ruling
from bot.cards import groups as cards
from bot.commands.base import Call
from bot.commands.here import coming
from bot.grammar.intent import Intent
from bot.messages import Reply


async def subscribe(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    new = await call.unit.subscriptions.add(call.person.id, at=call.now)
    return Reply(cards.subscribed(call.say, coming(call), before=not new))


async def unsubscribe(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    before = await call.unit.subscriptions.remove(call.person.id)
    return Reply(cards.unsubscribed(call.say, before=before))
