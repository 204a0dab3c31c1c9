"""总览: the plan in counts, the same for everybody; the office also sees what waits for it."""

from collections.abc import Sequence

from bot.access import Ruling
from bot.cards import coverage as coverage_cards
from bot.cards import overview as cards
from bot.cards import reviews
from bot.cards.overview import Queue
from bot.commands import coverage
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Channel, Reply
from bot.model.person import PersonRole
from bot.model.task import Status, Task
from bot.ports import Tally


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
    card = cards.overview(
        call.say,
        period,
        standings,
        tasks,
        now=call.now,
        today=call.today,
        calendar=call.calendar,
        queue=await _queue(call, waiting, tasks) if _is_for_the_office(call, ruling) else None,
    )
    return Reply(card, replaces=True)


def _is_for_the_office(call: Call, ruling: Ruling) -> bool:
    private = call.request.channel is Channel.PRIVATE or ruling.private
    return private and call.person.role is PersonRole.COORDINATOR


async def _queue(call: Call, reviews: int, tasks: Sequence[Task]) -> Queue:
    requests = await call.unit.deadlines.requests(call.facts.id)
    unreached, limited = coverage_cards.unreached(await coverage.reaches(call), call.hours)
    coordinations = await call.unit.coordinations.pending(call.facts.id)
    return Queue(
        extensions=len(requests),
        coordinations=len(coordinations),
        reviews=reviews,
        unreached=unreached,
        limited=limited,
        closings=sum(task.status is Status.DONE for task in tasks),
        unconfirmed=sum(task.restricted and not task.restriction_confirmed for task in tasks),
    )
