"""取消: leave a question or a preview unanswered."""

from datetime import timedelta

from bot.access import Ruling
from bot.cards import notes
from bot.commands.base import PATIENCE, Call
from bot.grammar.intent import Intent
from bot.messages import Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Also stops filling in a report; a button only stops what its card asked about."""
    await _drop(call)
    step = call.step
    if step is None or not (timedelta(0) <= call.now - step.at < PATIENCE):
        return Reply(notes.cancelled(call.say), replaces=True)
    if call.request.pressed and step.item not in {seen.ref for seen in call.seen}:
        return Reply(notes.cancelled(call.say), replaces=True)
    await call.unit.reports.leave(call.person.id)
    return Reply(notes.stopped_filling(call.say, step.item), replaces=True)


async def _drop(call: Call) -> None:
    """What was shown does nothing any more, even where its 确认 is still to be seen."""
    request, codes = call.request, None
    if request.pressed:
        found = request.reply_to and await call.unit.outbox.shown(request.origin, request.reply_to)
        actions = found[0].actions if found else ()
        codes = [action.command.rpartition(" ")[2] for action in actions]
    await call.unit.actions.drop(call.person.id, codes)
