"""提醒: one's own reminders, at whatever hour; what waits, and taking one back."""

from bot.access import Ruling, Verdict
from bot.cards import notes
from bot.cards import reminders as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply

_MOST = 50  # reminders of one person
_LARGEST = 2**63 - 1


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    if intent.verb == "cancel":
        return await _cancel(call, int(intent.words or 0))
    waiting = await call.unit.reminders.waiting(call.person.id)
    if not intent.tasks or intent.when is None:
        return Reply(cards.listed(call.say, waiting, call.today, call.calendar))
    if len(waiting) >= _MOST:
        return Reply(cards.too_many(call.say, _MOST))
    task = await call.task(intent.tasks[0])
    same = [one for one in waiting if (one.task, one.at) == (task.id, intent.when)]
    if same:
        when = cards.moment(call.say, intent.when, call.today, call.calendar)
        return Reply(cards.waits_already(call.say, task, same[0].id, when))
    id = await call.unit.reminders.ask(call.person.id, task.id, when=intent.when, at=call.now)
    when = cards.moment(call.say, intent.when, call.today, call.calendar)
    return Reply(cards.kept(call.say, task, id, when))


async def _cancel(call: Call, id: int) -> Reply:
    found = None
    if id <= _LARGEST:
        found = await call.unit.reminders.cancel(call.person.id, id)
    if found is None:
        return Reply(cards.no_such(call.say))
    return Reply(cards.cancelled(call.say, found, call.today, call.calendar))
