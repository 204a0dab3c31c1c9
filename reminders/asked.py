"""What people asked for: their own reminders, and the answers to what the office urged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.bundles import key_of
from bot.cards import reminders as cards
from bot.cards import urging
from bot.locale import words
from bot.messages import Account, Address, Card
from bot.model.nudge import Reminder
from bot.model.person import Person
from bot.ports import Occurrence, Unit
from bot.timetable import Hours, Timetable
from reminders.composing import Drawing
from reminders.nudging import NOTHING, Known, known, look, whole
from reminders.planner import Rule

_GONE = "the person is gone, or the account is somebody else's"
_LATE = timedelta(hours=1)  # so much after its time a reminder says that it is late
_APART = timedelta(minutes=10)  # between two cards with answers to the same person


@dataclass(frozen=True, slots=True)
class RemindRule(Rule):
    """Each own reminder once, at whatever hour it was asked for."""

    zone: tzinfo

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        found = await unit.reminders.due(now=now)
        return [
            Occurrence(
                key=f"remind:{reminder.id}",
                person=contact.person,
                to=contact.to,
                due=reminder.at,
                title=cards.title(words(contact.language, self.zone), reminder),
                why=cards.asked(words(contact.language, self.zone), reminder),
                data={"late": now - reminder.at > _LATE},
            )
            for reminder, contact in found
            if contact is not None
        ]


@dataclass(frozen=True, slots=True)
class RemindDrawing(Drawing):
    """The task as it is now, or today's bundle once more."""

    zone: tzinfo
    hours: Hours
    observers: bool = False

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        sender = await known(unit, what)
        reminder = await unit.reminders.some(int(what.key.partition(":")[2]))
        if sender is None or reminder is None:
            return _GONE
        if reminder.task is None:
            return await self._bundle(unit, sender, reminder, now)
        if sender.plan is None or reminder.ref is None:
            return _GONE
        tasks = await unit.tasks.numbered(sender.plan.id, [reminder.ref])
        task = tasks.get(reminder.ref)
        if task is None or task.id != reminder.task:
            return "the task is no longer in the plan"
        say = words(sender.person.language, self.zone, now)
        today = now.astimezone(self.zone).date()
        late = reminder.at if what.data.get("late") else None
        period = sender.plan.period
        return cards.card(
            say,
            task,
            sender.person,
            today=today,
            calendar=sender.calendar,
            period=period if period is not None and period.is_open else None,
            late=late,
        )

    async def _bundle(
        self, unit: Unit, sender: Known, reminder: Reminder, now: datetime
    ) -> Card | str:
        table = Timetable(sender.calendar, self.hours, self.zone)
        if table.day(now) != table.day(reminder.at) or not table.is_open(now):
            return "it was for that day's office hours"
        key = key_of(sender.person.id, table.day(now))
        found = await look(unit, sender, table, now, key=key, observers=self.observers, again=True)
        if found is None or found.empty:
            return NOTHING
        say = words(sender.person.language, self.zone, now)
        return whole(say, found, sender, table, now, late=False)


@dataclass(frozen=True, slots=True)
class AnswerRule(Rule):
    """All answers to a person's urges since the last card, at most one card in ten minutes."""

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        found = list[Occurrence]()
        for person in await unit.urges.heard():
            last = await unit.ticks.last(f"answers:{person}")
            if last is not None and timedelta() <= now - last < _APART:
                continue
            await unit.ticks.note(f"answers:{person}", now)
            ids = await unit.urges.tell(person)
            asker = await unit.people.person(person)
            if ids and asker is not None and asker.active:
                found.append(await self._card(unit, asker, ids, now))
        return found

    async def _card(
        self, unit: Unit, asker: Person, ids: Sequence[int], now: datetime
    ) -> Occurrence:
        reachable = await unit.people.reachable(asker.role)
        account = next((account for one, account in reachable if one.id == asker.id), None)
        return Occurrence(
            key=f"answer:{asker.id}:{ids[-1]}:{now:%y%m%d%H%M}",  # may be answered anew
            person=asker.id,
            to=None if account is None else _private(account),
            due=now,
            title=urging.answers_title(words(asker.language), len(ids)),
            why=", ".join(map(str, ids)),
            data={"urges": list(ids)},
        )


@dataclass(frozen=True, slots=True)
class AnswerDrawing(Drawing):
    """In plan order, with what was said."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        sender = await known(unit, what)
        if sender is None:
            return _GONE
        found = await unit.urges.some(what.data["urges"])
        urges = [urge for urge in found if urge.answered_at is not None]
        if not urges:
            return "the answers were taken back"
        return urging.answers(words(sender.person.language, self.zone, now), urges)


def _private(account: Account) -> Address:
    return Address(account.platform, account.tenant, account.user)
