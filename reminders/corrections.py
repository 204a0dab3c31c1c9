"""Corrections of sealed periods: the request, for the office; its answer, for who asked."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.cards import corrections
from bot.messages import Card
from bot.model.correction import Correction
from bot.model.desk import CorrectionState
from bot.model.task import Task
from bot.ports import Occurrence, Unit
from reminders.composing import Drawing
from reminders.office import GONE, speaks, task_of


@dataclass(frozen=True, slots=True)
class CorrectionDrawing(Drawing):
    """A request, for a coordinator; ``zone`` is the plan's."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        asked = await unit.corrections.request(what.data["correction"])
        if asked is None or asked.state is not CorrectionState.ASKED:
            return "it has been decided or withdrawn meanwhile"
        task = await _shown(unit, asked)
        if say is None or task is None:
            return GONE
        return corrections.request(say, task, asked)


@dataclass(frozen=True, slots=True)
class CorrectedDrawing(Drawing):
    """The office's answer, for who asked; ``zone`` is the plan's."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        asked = await unit.corrections.request(what.data["correction"])
        task = None if asked is None else await _shown(unit, asked)
        if say is None or asked is None or task is None:
            return GONE
        return corrections.result(say, task, asked)


async def _shown(unit: Unit, asked: Correction) -> Task | None:
    """The item, unless nothing about it may be shown any more."""
    task = await task_of(unit, asked)
    return None if task is None or task.restricted else task
