"""任务 N, or just N: one task."""

from bot.access import Act, Ruling, Verdict, part_to_write
from bot.cards import task as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Card, Channel, Reply
from bot.model.person import PersonRole
from bot.model.task import Task

_RECENT = 5  # records in which the latest progress and problem are looked for


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    task = await call.task(intent.tasks[0])
    if call.request.channel is not Channel.PRIVATE and not ruling.private:
        return Reply(cards.in_group(call.say, task, today=call.today, calendar=call.calendar))
    if ruling.verdict is Verdict.STUB:
        return Reply(cards.stub(call.say, task))
    return Reply(await _whole(call, task))


async def _whole(call: Call, task: Task) -> Card:
    reads = call.allowed(Act.HISTORY, task) is Verdict.DO
    recent = await call.unit.tasks.history(task.id, limit=_RECENT) if reads else ()
    part = part_to_write(call.person, task)
    own = part[0] if part else None
    writes = (
        own is not None
        and call.person.role is not PersonRole.COORDINATOR
        and call.allowed(Act.DONE, task) is not Verdict.REFUSE
    )
    return cards.whole(
        call.say,
        task,
        own,
        recent,
        today=call.today,
        calendar=call.calendar,
        writes=writes,
        reads=reads,
    )
