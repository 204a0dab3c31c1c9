"""What passes between departments and the office about coordination, step by step."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.cards import coordination_told as cards
from bot.messages import Card
from bot.ports import Occurrence, Unit
from reminders.composing import Drawing
from reminders.office import GONE, speaks


@dataclass(frozen=True, slots=True)
class CoordDrawing(Drawing):
    """A new request, or one step of it, for whom it concerns; ``zone`` is the plan's."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        one = await unit.coordinations.some(what.data["coordination"])
        record = await unit.plans.current()
        if say is None or one is None or record is None:
            return GONE
        task = (await unit.tasks.numbered(record.facts.id, [one.ref])).get(one.ref)
        if task is None or task.id != one.task or task.restricted:
            return "the item is no longer in the plan, or is reported offline"
        today, step = now.astimezone(self.zone).date(), what.data["step"]
        done = next((found for found in one.steps if found.id == step), None)
        if done is None:
            if step or one.over:
                return "it is over already"
            return cards.new(say, task, one, today=today)
        return cards.news(say, task, one, done, what.data["role"], today=today)
