"""The office's own message of a morning: who cannot be reached before a limit, unread words.

Whom no reminder reaches is an alarm, and comes for itself.  Unread words are none: they stand in
the day's bundle of whoever gets one, and make a message only where there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.bundles import key_of
from bot.cards import desk as cards
from bot.commands.coverage import long_after
from bot.ladder import climbs
from bot.locale import Words, words
from bot.messages import Address, Card
from bot.model.period import Period
from bot.model.person import Person, PersonRole
from bot.model.reach import Reach
from bot.ports import Occurrence, Unit
from bot.timetable import OFFICE_HOURS, Hours, Timetable
from reminders.composing import Drawing
from reminders.office import GONE, speaks
from reminders.planner import Rule

KIND = "desk"
_SENT, _NONE = "sent", "superseded"  # of a message: it has left; it never will
_DAY = timedelta(1)
_BEFORE = (-3, -1)
"""Steps, in working days to the limit, on which the office hears who cannot be reached."""


@dataclass(frozen=True, slots=True)
class DeskRule(Rule):
    """Once a working day at most, and only with something to say.  Reads only."""

    zone: tzinfo
    hours: Hours

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        record = await unit.plans.current()
        if record is None:
            return ()
        table = Timetable(await unit.workdays.calendar(), self.hours, self.zone)
        if not table.strikes((), since, now):
            return ()
        day = table.day(table.next_open(now))
        _, fresh = await unit.feedback.waiting(since=_last_told(table, day, since, now))
        near = await _near(unit, record.facts.id, table, day)
        gaps = False
        if near:
            every = await _reaches(unit, record.facts.id, table, now)
            gaps = any(one.gap(self.hours) is not None for one in every)
        if not fresh and not gaps:
            return ()
        office = await unit.people.reachable(PersonRole.COORDINATOR)
        return [
            Occurrence(
                key=desk_key(person.id, day),
                person=person.id,
                to=None if at is None else Address(at.platform, at.tenant, at.user),
                due=table.bundle_at(day, person.id),
                title=cards.planned(words(person.language, self.zone), day),
                why=KIND,
                data={"near": gaps},
            )
            for person, at in office
        ]


def desk_key(person: int, day: date) -> str:
    """``desk:17:2019-10-11``."""
    return f"{KIND}:{person}:{day.isoformat()}"


async def unread_words(
    unit: Unit, say: Words, person: Person, day: date, now: datetime
) -> Card | None:
    """What the day's bundle of a coordinator says besides, in place of a message of its own."""
    if person.role is not PersonRole.COORDINATOR:
        return None
    unread, _ = await unit.feedback.waiting(since=now)
    if not unread:
        return None
    key = desk_key(person.id, day)
    if (await unit.occurrences.stages([key])).get(key) == _SENT:
        return None
    return cards.card(say, day, None, (), OFFICE_HOURS, unread=unread)


@dataclass(frozen=True, slots=True)
class DeskDrawing(Drawing):
    """What is still so when it leaves: also with a later try, when words may have been read."""

    zone: tzinfo
    hours: Hours
    again: bool = True

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        say = await speaks(unit, what, self.zone, now)
        record = await unit.plans.current()
        if say is None or record is None:
            return GONE
        table = Timetable(await unit.workdays.calendar(), self.hours, self.zone)
        if not what.data["near"] and await _has_bundle(unit, what, table.day(now)):
            return "it stands in the day's bundle"
        unread, _ = await unit.feedback.waiting(since=now)
        period, every = None, list[Reach]()
        if what.data["near"]:
            near = await _near(unit, record.facts.id, table, table.day(now))
            period = near[0] if near else None
            if period is not None:
                every = list(await _reaches(unit, record.facts.id, table, now))
        card = cards.card(say, table.day(now), period, every, self.hours, unread=unread)
        return card if card is not None else "there is nothing to say any more"


async def _has_bundle(unit: Unit, what: Occurrence, day: date) -> bool:
    """Whether a bundle of the day is still to leave, or has left."""
    key = key_of(what.person or 0, day)
    return (await unit.occurrences.stages([key])).get(key) not in (None, _NONE)


def _last_told(table: Timetable, day: date, since: datetime, now: datetime) -> datetime:
    """What has come from then on was told by no message of a morning before ``day``'s."""
    before = table.opens(table.calendar.workdays_ahead(day, -1))
    if now - since < _DAY:
        return before
    return min(before, table.opens(table.calendar.workdays_ahead(table.day(since), -1)))


async def _near(unit: Unit, plan: int, table: Timetable, day: date) -> list[Period]:
    """Open periods of which one of these steps falls on the day, the first due first."""
    periods = {one.id: one for one in await unit.periods.all(plan)}
    found = [
        periods[id]
        for id, climb in climbs(list(periods.values()), table).items()
        if any(table.calendar.workdays_ahead(climb.due, step) == day for step in _BEFORE)
    ]
    return sorted(found, key=lambda one: one.due)


async def _reaches(unit: Unit, plan: int, table: Timetable, now: datetime) -> Sequence[Reach]:
    return await unit.reach.of_plan(plan, day=table.day(now), long=long_after(table, now))
