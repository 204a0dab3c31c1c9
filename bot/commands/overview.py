"""总览: the plan in counts, the same for everybody; the office also sees what waits for it."""

from collections.abc import Sequence

from bot.access import Ruling
from bot.cards import overview as cards
from bot.cards import reviews
from bot.cards.overview import Queue
from bot.chapters import is_in
from bot.commands import coverage
from bot.commands.base import Call
from bot.commands.narrowing import Part, part
from bot.grammar.intent import Intent
from bot.messages import Card, Channel, Reply
from bot.model.period import Period
from bot.model.person import PersonRole
from bot.model.report import ReportState
from bot.model.task import Status, Task
from bot.ports import Owed, Standing, Tally


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """A constant number of statements: what is counted is counted by the database."""
    named = await part(call, intent)
    if isinstance(named, Card):
        return Reply(named)
    period, tasks = named.period, await call.unit.tasks.every(call.facts.id)
    private = call.request.channel is Channel.PRIVATE or ruling.private
    if named.said is not None:
        return Reply(await _of_part(call, named, tasks, private=private), replaces=True)
    standings = [] if period is None else await call.unit.reviews.standings(period.id)
    waiting = sum((s.tally for s in standings), Tally()).submitted
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


async def _of_part(call: Call, named: Part, tasks: Sequence[Task], *, private: bool) -> Card:
    """The same counts of a department or a chapter.

    Of a department what is reported offline is left out: nobody learns whose such items are.
    """
    if named.bodies:
        ids = named.ids
        tasks = [
            one
            for one in tasks
            if not one.restricted and any(share.department.id in ids for share in one.shares)
        ]
    else:
        tasks = [one for one in tasks if is_in(one.chapter, one.section, named.title)]
        if not tasks:
            return reviews.unknown(call.say, named.said or "")
    period = named.period
    return cards.overview(
        call.say,
        period,
        [] if period is None else await _standings(call, named, period, tasks),
        tasks,
        now=call.now,
        today=call.today,
        calendar=call.calendar,
        lists=private and call.person.role in (PersonRole.COORDINATOR, PersonRole.OBSERVER),
        part=named.said,
        of_department=bool(named.bodies),
    )


async def _standings(
    call: Call, named: Part, period: Period, tasks: Sequence[Task]
) -> Sequence[Standing]:
    if named.bodies:
        every = await call.unit.reviews.standings(period.id)
        return [one for one in every if one.department.id in named.ids and not one.restricted]
    found: dict[tuple[int, bool], Standing] = {}
    for one in await call.unit.reviews.on_tasks(period.id, [task.id for task in tasks]):
        key = (one.department.id, one.restricted)
        before = found[key].tally if key in found else Tally()
        found[key] = Standing(
            department=one.department, restricted=one.restricted, tally=before + _tally(one)
        )
    return list(found.values())


def _tally(one: Owed) -> Tally:
    return Tally(
        owed=1,
        handed_in=int(one.handed_in),
        submitted=int(one.state is ReportState.SUBMITTED),
        drafts=int(one.state in (ReportState.DRAFT, ReportState.SIGNED_OFF)),
        returned=int(one.state is ReportState.RETURNED),
    )


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
