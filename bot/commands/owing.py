"""What departments still owe, counted by one rule: to the office, and to leads apart."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from bot.commands.base import Call
from bot.model.staff import Owing


async def owing(
    call: Call, departments: Collection[int], periods: Collection[int]
) -> Mapping[int, Owing]:
    """Of these departments together for each of the periods (ids); one statement."""
    found: dict[int, Owing] = defaultdict(Owing)
    if departments and periods:
        for one in await call.unit.nudges.owed(sorted(periods), sorted(departments)):
            found[one.period] += Owing(leads=1) if one.to_lead else Owing(office=1)
    return found


async def owing_now(call: Call, department: int) -> Owing:
    """What one department owes for all open periods; two statements."""
    if call.plan is None:
        return Owing()
    periods = await call.unit.periods.all(call.plan.id)
    owed = await owing(call, [department], [one.id for one in periods if one.is_open])
    return sum(owed.values(), Owing())
