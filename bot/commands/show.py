"""任务 N, or just N: one task."""

from collections.abc import Sequence

from bot.access import Act, Ruling, Verdict, part_to_write
from bot.cards import task as cards
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Card, Channel, Reply
from bot.model.period import Period
from bot.model.person import PersonRole
from bot.model.task import Share, Task
from bot.model.update import Update

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
        and not task.is_closed_for(own)
        and call.person.role is not PersonRole.COORDINATOR
        and call.allowed(Act.DONE, task) is not Verdict.REFUSE
    )
    period = call.facts.period
    period = period if period is not None and period.is_open else None
    planned = None
    if writes and own is not None and period is not None and not task.restricted:
        planned = await _planned(call, task, own, period, recent)
    return cards.whole(
        call.say,
        task,
        own,
        recent,
        today=call.today,
        calendar=call.calendar,
        writes=writes,
        reads=reads,
        period=period,
        planned=planned,
    )


async def _planned(
    call: Call, task: Task, own: Share, period: Period, recent: Sequence[Update]
) -> str | None:
    """What the department said it would do next: in its last report, or before this period."""
    if own.report is None:
        return None
    before = await call.unit.reports.before(period.id, task.id, own.department.id)
    if before is not None:
        return before.next_steps
    zone, starts = call.say.zone, period.span.starts
    old = (
        update.change.next_steps
        for update in recent
        if update.department == own.department.id
        and not update.undone
        and update.at.astimezone(zone).date() < starts
    )
    return next(filter(None, old), None)
