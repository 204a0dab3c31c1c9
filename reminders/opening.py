"""Opens the reporting period whose first day has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.periods import open_what_is_due
from bot.ports import Occurrence, Unit
from reminders.planner import Rule


@dataclass(frozen=True, slots=True)
class OpeningRule(Rule):
    """Finds nothing to say: what the open period asks for is for the rules after it."""

    zone: tzinfo

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        record = await unit.plans.current()
        if record is not None:
            calendar = await unit.workdays.calendar()
            await open_what_is_due(unit, record.facts, calendar, now=now, zone=self.zone)
        return ()
