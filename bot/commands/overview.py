"""总览: the plan in counts, the same for everybody; the office also sees what waits for it."""

from collections.abc import Sequence

from bot.access import Ruling
from bot.cards import overview as cards
from bot.cards import reviews
from bot.cards.overview import Queue
from bot.commands import coverage
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Channel, Reply
from bot.model.person import PersonRole
from bot.model.task import Status, Task
from bot.ports import Standing, Tally


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """A constant number of statements: what is counted is counted by the database."""
    plan, period = call.facts, call.facts.period
    if intent.period is not None:
        period = await call.unit.periods.find(plan.id, intent.period)
        if period is None:
            return Reply(reviews.unknown(call.say, intent.period))
    standings = [] if period is None else await call.unit.reviews.standings(period.id)
    waiting = sum((s.tally for s in standings), Tally()).submitted
    tasks = await call.unit.tasks.every(plan.id)
    private = call.request.channel is Channel.PRIVATE or ruling.private
    card = cards.overview(
        call.say,
        period,
        standings,
        tasks,
        now=call.now,
        today=call.today,
        calendar=call.calendar,
        queue=await _queue(call, waiting, tasks, standings)
        if private and call.person.role is PersonRole.COORDINATOR
        else None,
        lists=private and call.person.role is PersonRole.OBSERVER,
    )
    return Reply(card, replaces=True)


async def _queue(
    call: Call, reviews: int, tasks: Sequence[Task], standings: Sequence[Standing]
) -> Queue:
    requests = await call.unit.deadlines.requests(call.facts.id)
    every = await coverage.reaches(call)
    owing = {one.department.id for one in standings}
    idle = [one for one in every if standings and one.department.id not in owing]
    coordinations = await call.unit.coordinations.pending(call.facts.id)
    return Queue(
        extensions=len(requests),
        coordinations=len(coordinations),
        reviews=reviews,
        gaps=[one.gap(call.hours) for one in every],
        idle=[one.gap(call.hours) for one in idle],
        closings=sum(task.status is Status.DONE for task in tasks),
        unconfirmed=sum(task.restricted and not task.restriction_confirmed for task in tasks),
    )
