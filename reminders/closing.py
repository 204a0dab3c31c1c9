"""Tells departments what the office has closed, or opened again."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.cards import closing as cards
from bot.messages import Card
from bot.model.task import Status
from bot.ports import Occurrence, Unit
from reminders.composing import Drawing
from reminders.office import GONE, speaks


@dataclass(frozen=True, slots=True)
class ClosingDrawing(Drawing):
    """Only what is still so when it leaves; ``closing``: False for what was opened again."""

    zone: tzinfo
    closing: bool

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        record = await unit.plans.current()
        if say is None or record is None or record.facts.id != what.data["plan"]:
            return GONE
        tasks = await unit.tasks.numbered(record.facts.id, what.data["refs"])
        still = [task for task in tasks.values() if self.closing is (task.status is Status.CLOSED)]
        if not still:
            return "it has been taken back meanwhile"
        return cards.notice(say, sorted(still, key=lambda task: task.ref), closing=self.closing)
