"""The reporting period that a line is about: the plan's current one, or the one it names."""

from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.periods import is_called
from bot.model.period import Period


async def which(call: Call, typed: str | None) -> Period:
    """Refuses where no period has been opened yet, or none is called so.

    The latest of those with the name; one statement, and none for the current period.
    """
    current = call.facts.period
    if typed is None:
        if current is None:
            raise UserError(Code.NO_REPORT)
        return current
    if current is not None and is_called(current, typed):
        return current
    for period in await call.unit.periods.all(call.facts.id):
        if is_called(period, typed):
            return period
    raise UserError(Code.NO_REPORT, text=typed)
