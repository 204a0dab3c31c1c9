"""解绑: forget this account at once, or that on another platform; a new code leads back."""

from bot.access import Ruling
from bot.cards import people as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Card, Platform, Reply
from bot.model.audit import person_object


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    sender = call.request.sender
    if intent.platform is not None and intent.platform is not sender.platform:
        return Reply(await _elsewhere(call, intent.platform))
    call.touch(person_object(call.person.id))
    await call.unit.people.unbind(sender)
    return Reply(cards.unbound_now(call.say, sender.platform), hint=True)


async def _elsewhere(call: Call, platform: Platform) -> Card:
    """Somebody has lost the phone with the other one; this account stays."""
    accounts = await call.unit.people.accounts(call.person.id)
    lost = [one for one in accounts if one.platform is platform]
    if not lost:
        return cards.not_bound_there(call.say, platform, accounts)
    call.touch(person_object(call.person.id))
    for account in lost:
        await call.unit.people.unbind(account)
    return cards.unbound_elsewhere(call.say, platform, call.request.sender.platform)
