"""取消: leave a question or a preview unanswered."""

from datetime import timedelta

from bot.access import Ruling
from bot.cards import notes
from bot.commands.base import PATIENCE, Call
from bot.grammar.intent import Intent
from bot.messages import Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Also stops filling in a report; a button only stops the one of its card."""
    step = call.step
    if step is None or not (timedelta(0) <= call.now - step.at < PATIENCE):
        return Reply(notes.cancelled(call.say), replaces=True)
    if call.request.pressed and step.item not in {seen.ref for seen in call.seen}:
        return Reply(notes.cancelled(call.say), replaces=True)
    await call.unit.reports.leave(call.person.id)
    return Reply(notes.stopped_filling(call.say, step.item), replaces=True)
