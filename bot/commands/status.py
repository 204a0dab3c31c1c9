"""运行状态: whether all runs as promised, in numbers, each with what to do next; for the office."""

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from bot.access import Ruling, Verdict
from bot.bundles import keys_for, next_day
from bot.cards import status as cards
from bot.commands import grouped
from bot.commands.base import Call
from bot.commands.here import when
from bot.findings import Limits, findings
from bot.grammar.intent import Intent
from bot.ladder import climbs
from bot.messages import Reply
from bot.workdays import Calendar

_MOST = 5  # numbers that a button holds


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """A constant number of statements; the numbers of what failed come from what failed only."""
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    unit = call.unit
    vitals = await unit.health.vitals(now=call.now)
    dead = await unit.outbox.listing(every=False) if vitals.dead else ()
    parked = await unit.inbox.listing(every=False) if vitals.parked else ()
    return Reply(
        cards.card(
            call.say,
            cards.Status(
                now=call.now,
                version=_version(),
                vitals=vitals,
                findings=findings(vitals, call.now, Limits(), call.pulses()),
                glance=await unit.health.glance(),
                connected=call.pulses(),
                dead=[row.id for row in dead[:_MOST]],
                parked=[row.id for row in parked[:_MOST]],
                whole=await unit.audit.is_whole(),
                next_bundle=await _next_bundle(call),
                next_digest=await _next_digest(call),
                known_until=known_until(call.calendar, call.today.year),
            ),
        ),
        replaces=True,
    )


async def _next_bundle(call: Call) -> datetime | None:
    """The next step of any open period, and what the office tells, which the next look plans.

    What is planned already is the store's to say.
    """
    if call.plan is None:
        return None
    told = await _next_told(call)
    periods = await call.unit.periods.all(call.plan.id)
    coming = [
        rung.at
        for climb in climbs(periods, call.table).values()
        for rung in climb.coming(call.table, call.now)
    ]
    return min([*coming, *told], default=None)


async def _next_told(call: Call) -> Sequence[datetime]:
    """When whoever has something to be told gets the bundle that tells it."""
    waiting = await call.unit.bulletins.waiting()
    readers = [one.person for one in waiting if one.to is not None]
    keys = keys_for(readers, call.table, call.now)
    stages = await call.unit.occurrences.stages(keys)
    return [next_day(person, call.table, call.now, stages)[1] for person in readers]


async def _next_digest(call: Call) -> datetime | None:
    """To any group that is not paused; None where none is registered."""
    groups = await call.unit.groups.standing()
    slots: Sequence[datetime] = [
        when(call).next_slot(group).due for group in groups if not group.paused
    ]
    return min(slots, default=None)


def known_until(calendar: Calendar, year: int) -> int | None:
    """The last of the years from this one on whose arrangement is known; None if not even this."""
    last = None
    while calendar.known(year):
        last, year = year, year + 1
    return last


def _version() -> str:
    try:
        return version("liaison")
    except PackageNotFoundError:
        return "?"
