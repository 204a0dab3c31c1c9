"""记录 N: who reported what, newest first."""

from bot.access import Ruling, Verdict
from bot.cards import history as cards
from bot.cards import task as task_cards
from bot.cards.lists import PAGE, pages
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    task = await call.task(intent.tasks[0])
    if ruling.verdict is Verdict.STUB:
        return Reply(task_cards.stub(call.say, task))
    of = pages(await call.unit.tasks.recorded(task.id))
    page = min(max(intent.page, 1), of)
    records = await call.unit.tasks.history(task.id, limit=PAGE, offset=(page - 1) * PAGE)
    return Reply(cards.history(call.say, task, records, page, of), replaces=True)
