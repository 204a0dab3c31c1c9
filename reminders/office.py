"""What passes between departments and the office: requests for more time, reports sent back."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.cards import extensions, reviews
from bot.locale import Words, words
from bot.messages import Card
from bot.model.asked import Asked
from bot.model.extension import ExtensionState
from bot.model.report import ReportState
from bot.model.task import Task
from bot.ports import Occurrence, Unit
from reminders.composing import Drawing

GONE = "the person is gone"


@dataclass(frozen=True, slots=True)
class ExtensionDrawing(Drawing):
    """A request, for a coordinator; ``zone`` is the plan's."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        asked = await unit.deadlines.request(what.data["extension"])
        if asked is None or asked.state is not ExtensionState.ASKED:
            return "it has been decided or withdrawn meanwhile"
        task = await task_of(unit, asked)
        if say is None or task is None:
            return GONE
        today = now.astimezone(self.zone).date()
        share = task.share_of(asked.department.id)
        return extensions.request(say, task, asked, today=today, share=share)


@dataclass(frozen=True, slots=True)
class ExtendedDrawing(Drawing):
    """The office's answer, for who asked; ``zone`` is the plan's."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        asked = await unit.deadlines.request(what.data["extension"])
        task = None if asked is None else await task_of(unit, asked)
        if say is None or asked is None or task is None:
            return GONE
        return extensions.result(say, task, asked, now.astimezone(self.zone).date())


async def speaks(unit: Unit, what: Occurrence, zone: tzinfo, now: datetime) -> Words | None:
    """The sentences of whom the message is for; None if that person is gone."""
    person = None if what.person is None else await unit.people.person(what.person)
    return None if person is None or not person.active else words(person.language, zone, now)


async def task_of(unit: Unit, asked: Asked) -> Task | None:
    """The item that it was asked about; None where the plan has it no more."""
    record = await unit.plans.current()
    if record is None:
        return None
    task = (await unit.tasks.numbered(record.facts.id, [asked.ref])).get(asked.ref)
    return task if task is not None and task.id == asked.task else None


@dataclass(frozen=True, slots=True)
class ReturnedDrawing(Drawing):
    """A report that was sent back, for who submitted it; ``zone`` is the plan's."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        record = await unit.plans.current()
        if say is None or record is None:
            return GONE
        data = what.data
        periods = await unit.periods.all(record.facts.id)
        period = next((one for one in periods if one.id == data["period"]), None)
        reports = await unit.reviews.on_tasks(data["period"], [data["task"]])
        one = next((one for one in reports if one.department.id == data["department"]), None)
        if period is None or one is None or one.state is not ReportState.RETURNED:
            return "it has been written anew meanwhile"
        return reviews.sent_back(say, period, one, now.astimezone(self.zone).date())
