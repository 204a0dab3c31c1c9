"""What the office tells many: whoever has something to be told gets a bundle for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.bundles import bundle, keys_for, next_day, receiver
from bot.cards import bulletins
from bot.cards import bundle as cards
from bot.locale import words
from bot.model.nudge import Contact
from bot.ports import Occurrence, Unit
from bot.timetable import Hours, Timetable
from reminders.planner import Rule


@dataclass(frozen=True, slots=True)
class StandInRule(Rule):
    """What people on leave have not been told goes to who stands in as well; plans nothing."""

    zone: tzinfo

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        away = {
            one.person: one for one in await unit.absences.away(now.astimezone(self.zone).date())
        }
        deputies = {id: receiver(one.deputy, away).person for id, one in away.items()}
        reached = {id: deputy for id, deputy in deputies.items() if deputy not in away}
        await unit.bulletins.stand_in(reached, at=now)
        return ()


@dataclass(frozen=True, slots=True)
class BulletinRule(Rule):
    """Reads only: a bundle for each reader who waits and has none waiting.

    It is today's, or the next working day's if today's has left.
    """

    zone: tzinfo
    hours: Hours

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        readers = [one for one in await unit.bulletins.waiting() if one.to is not None]
        if not readers:
            return ()
        table = Timetable(await unit.workdays.calendar(), self.hours, self.zone)
        day = table.day(table.next_open(now))
        away = {one.person for one in await unit.absences.away(day)}
        readers = [one for one in readers if one.person not in away]
        keys = keys_for([one.person for one in readers], table, now)
        stages = await unit.occurrences.stages(keys) if keys else {}
        found = [self._bundle(reader, table, now, stages) for reader in readers]
        planned = await unit.occurrences.known([one.key for one in found])
        return [one for one in found if one.key not in planned]

    def _bundle(
        self, reader: Contact, table: Timetable, now: datetime, stages: Mapping[str, str | None]
    ) -> Occurrence:
        day, due = next_day(reader.person, table, now, stages)
        say, reason = words(reader.language, self.zone), f"bulletin:{reader.person}:{day}"
        return bundle(
            reader,
            day,
            due=due,
            title=cards.planned(say, day, late=False),
            reasons=[reason],
            why=bulletins.reason(say, reason),
        )
