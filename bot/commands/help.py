"""帮助: six lines for the role, or one topic."""

from bot.access import Ruling
from bot.cards import help as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Channel, Reply

_EXAMPLE = 24


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if call.request.channel is not Channel.PRIVATE and not ruling.private:
        return Reply(cards.in_group(call.say))
    highest = _EXAMPLE if call.plan is None else call.plan.highest
    number = min(_EXAMPLE, highest)
    topic = cards.topic(call.say, intent.words, number) if intent.words else None
    return Reply(topic or cards.overview(call.say, call.person.role, number))
