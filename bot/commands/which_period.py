"""The reporting period that a line is about: the plan's current one, or the one it names."""

from collections.abc import Sequence

from bot.cards import periods
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.periods import is_called
from bot.model.period import Period
from bot.periods import span_of


async def which(call: Call, name: str | None) -> Period:
    """Refuses where no period has been opened yet, or none is called so.

    The latest of those with the name; one statement, and none for the current period.
    """
    current = call.facts.period
    if name is None:
        if current is None:
            raise UserError(Code.NO_REPORT)
        return current
    if current is not None and is_called(current, name):
        return current
    for period in await call.unit.periods.all(call.facts.id):
        if is_called(period, name):
            return period
    now = None if current is None else periods.name(call.say, current.span)
    raise UserError(Code.NO_REPORT, text=_spoken(call, name), current=now)


async def others(call: Call, period: Period) -> Sequence[Period]:
    """What is open besides; one statement."""
    every = await call.unit.periods.all(call.facts.id)
    return [one for one in every if one.is_open and one.id != period.id]


def _spoken(call: Call, name: str) -> str:
    """In words, where they do not leave open of which year."""
    span = span_of(name)
    if span is None or span.ends.year != call.today.year:
        return name
    return periods.name(call.say, span)
