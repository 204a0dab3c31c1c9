"""What the office is told about access, and what is not kept for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.cards import told
from bot.commands import telling_access
from bot.locale import Words
from bot.messages import Card, Platform
from bot.model.person import Person
from bot.ports import Occurrence, Unit
from reminders.composing import Drawing
from reminders.office import GONE, speaks
from reminders.planner import Rule

MANY = 100
"""So many wrong codes in an hour, of all accounts together, are an alarm."""
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_CHUNK = 500  # rows of each kind that one tick blanks
_ALARM, _PURGE = "wrong codes", "purge"  # names of ticks


@dataclass(frozen=True, slots=True)
class AccessDrawing(Drawing):
    """A code was used or shown, somebody's access has ended, many guesses; ``zone``: the plan's.

    People are looked up when it is sent: who was erased meanwhile has no name here either.
    """

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        if say is None:
            return GONE
        data = what.data
        if data["what"] == "alarm":
            return told.alarm(say, data["count"])
        person = await unit.people.person(data["person"])
        if person is None:
            return GONE
        return await _about(unit, say, what, person)


async def _about(unit: Unit, say: Words, what: Occurrence, person: Person) -> Card:
    data = what.data
    by = await _named(unit, data.get("by"))
    if data["what"] == "left":
        rest = [await _named(unit, id) for id in data["rest"]]
        return told.left(say, person, by, [one for one in rest if one is not None and one.active])
    platform = Platform(data["platform"])
    if data["what"] == "shown":
        return told.shown(say, person, platform, by, await _named(unit, data.get("shown_by")))
    return told.redeemed(say, person, platform, by)


async def _named(unit: Unit, id: int | None) -> Person | None:
    return None if id is None else await unit.people.person(id)


@dataclass(frozen=True, slots=True)
class GuessRule(Rule):
    """Every coordinator hears of many wrong codes, once an hour at most; nobody is locked out."""

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        last = await unit.ticks.last(_ALARM)
        if last is not None and timedelta() <= now - last < _HOUR:
            return ()
        count = await unit.staff.wrong_codes(since=now - _HOUR)
        if count < MANY:
            return ()
        await unit.ticks.note(_ALARM, now)
        key = f"alarm-{now:%Y%m%dT%H%M%S}"
        data = {"what": "alarm", "count": count}
        return await telling_access.occurrences(unit, key, data, now=now)


@dataclass(frozen=True, slots=True)
class RetentionRule(Rule):
    """Once a day, in chunks: raw events and sends of more than ``days`` ago; 0 keeps them."""

    days: int

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        last = await unit.ticks.last(_PURGE)
        if not self.days or (last is not None and timedelta() <= now - last < _DAY):
            return ()
        before = now - timedelta(days=self.days)
        await unit.feedback.purge(before=before)
        if await unit.retention.purge(before=before, limit=_CHUNK):
            await unit.ticks.note(_PURGE, now)
        return ()
