"""帮助: six lines for the role, one topic, or what the card before it is about."""

from bot.access import Ruling
from bot.cards import help as cards
from bot.cards.named import spoken_to
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Card, Channel, Reply

_EXAMPLE = 24


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if call.request.channel is not Channel.PRIVATE and not ruling.private:
        return Reply(cards.in_group(call.say, spoken_to(call.request)))
    highest = _EXAMPLE if call.plan is None else call.plan.highest
    number, role = min(_EXAMPLE, highest), call.person.role
    name = spoken_to(call.request)
    if intent.words:
        return Reply(cards.topic(call.say, intent.words, role, number, name))
    before = await _before(call)
    shown = None if before is None else cards.of_card(call.say, before, role, number, name)
    return Reply(shown or cards.overview(call.say, role, number))


async def _before(call: Call) -> Card | None:
    """The card that was replied to, or the last one if it was an error: it says what to read."""
    request = call.request
    if request.reply_to is not None and not request.pressed:
        found = await call.unit.outbox.shown(request.origin, request.reply_to)
        return None if found is None else found[0]
    if request.channel is not Channel.PRIVATE or request.pressed:
        return None
    last = await call.last_card()
    if last is None:
        return None
    helps = call.say("help {topic}", topic="").rstrip()
    said = any(action.command.startswith(f"{helps} ") for action in last.actions)
    return last if said else None
