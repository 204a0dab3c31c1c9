"""记录 N: who reported what, newest first."""

from bot.access import Ruling, Verdict
from bot.cards import history as cards
from bot.cards import task as task_cards
from bot.cards.lists import PAGE
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply

_LAST = 1000  # no trail is longer


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    task = await call.task(intent.tasks[0])
    if ruling.verdict is Verdict.STUB:
        return Reply(task_cards.stub(call.say, task))
    page = min(max(intent.page, 1), _LAST)
    records = await call.unit.tasks.history(task.id, limit=PAGE + 1, offset=(page - 1) * PAGE)
    more = len(records) > PAGE
    return Reply(cards.history(call.say, task, records[:PAGE], page, more=more), replaces=True)
