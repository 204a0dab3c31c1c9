"""The weekly digest, to groups and to those who asked for it: one a week, as of when it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from bot.cards import digest as cards
from bot.digest import About, When, about, make, stands
from bot.digest_data import check, digest_of, from_json, to_json
from bot.locale import words
from bot.messages import COMMAND_LINE, Account, Address, Card, Language
from bot.model.digest import WHOLE_PLAN, Group
from bot.model.person import Person
from bot.model.plan import PlanFacts
from bot.ports import Occurrence, StoredDigest, Unit
from bot.slots import Slot, slot_of_week
from reminders.composing import Drawing
from reminders.planner import Rule


@dataclass(frozen=True, slots=True)
class DigestRule(Rule):
    """Of several slots that were missed only the last one is made up for.  It only reads."""

    zone: tzinfo
    language: Language = Language.ZH

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        groups = [group for group in await unit.groups.standing() if not group.paused]
        people = await unit.subscriptions.reachable()
        record = await unit.plans.current() if groups or people else None
        if record is None:
            return ()
        when = When(now, self.zone, await unit.workdays.calendar())
        found = list[Occurrence]()
        for group in groups:
            slot = when.last_slot(group)
            came = max(since, group.since) < slot.due <= now
            if came and stands(group, record.facts, when.today, self.zone):
                found.append(self._to_group(group, slot))
        slot = when.last_slot()
        if when.today <= record.facts.ends:
            found += [
                self._to_person(person, account, slot)
                for person, subscribed, account in people
                if max(since, subscribed) < slot.due <= now
            ]
        return found

    def _to_group(self, group: Group, slot: Slot) -> Occurrence:
        """Nobody delivers to a group of the command line."""
        return Occurrence(
            key=f"digest:{group.id}:{slot.week}",
            person=None,
            to=None if group.address.tenant == COMMAND_LINE else group.address,
            due=slot.due,
            title=cards.planned(words(self.language), slot.week),
            why=f"group {group.id}",
            data={"group": group.id},
        )

    def _to_person(self, person: Person, account: Account | None, slot: Slot) -> Occurrence:
        to = None if account is None else Address(account.platform, account.tenant, account.user)
        return Occurrence(
            key=f"digest:p{person.id}:{slot.week}",
            person=person.id,
            to=to,
            due=slot.due,
            title=cards.planned(words(person.language), slot.week),
            why="subscribed",
        )


@dataclass(frozen=True, slots=True)
class DigestDrawing(Drawing):
    """Made and kept once for each group and week, and for the whole plan; then only said again.

    ``language`` is that of groups.
    """

    zone: tzinfo
    language: Language = Language.ZH

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        record = await unit.plans.current()
        if record is None:
            return "there is no plan"
        when = When(now, self.zone, await unit.workdays.calendar())
        week = what.key.rpartition(":")[2]
        if what.person is None:
            return await self._for_group(unit, record.facts, what, week, when)
        person = await unit.people.person(what.person)
        if person is None or not person.active:
            return "the person is gone"
        if not await unit.subscriptions.holds(person.id):
            return "unsubscribed meanwhile"
        if _monday(when.last_slot().week) > _monday(week):
            return "a newer one has come"
        slot = slot_of_week(_monday(week), self.zone, when.calendar)
        place = WHOLE_PLAN, About()
        kept = await self._kept(unit, record.facts, place, slot, when)
        return "nothing to say" if kept is None else _card(kept, person.language, self.zone)

    async def _for_group(
        self, unit: Unit, plan: PlanFacts, what: Occurrence, week: str, when: When
    ) -> Card | str:
        group, asked = await unit.groups.numbered(what.data["group"]), "asked" in what.data
        if group is None or not stands(group, plan, when.today, self.zone):
            return "the group has ended"
        if group.paused:
            return "paused meanwhile"
        if _monday(when.last_slot(group).week) > _monday(week):
            return "a newer one has come"
        day = _monday(week)
        slot = slot_of_week(day, self.zone, when.calendar, group.weekday, group.hour)
        place = str(group.id), about(group)
        kept = await self._kept(unit, plan, place, slot, when, asked=asked)
        return "nothing to say" if kept is None else _card(kept, self.language, self.zone)

    async def _kept(
        self,
        unit: Unit,
        plan: PlanFacts,
        where: tuple[str, About],
        slot: Slot,
        when: When,
        *,
        asked: bool = False,
    ) -> StoredDigest | None:
        """This week's of the place, made if it is not there yet; None when it would say nothing.

        Who was asked to send it now sends it whatever it says, and never late.
        """
        place, what = where
        found = await unit.digests.of_week(plan.id, place=place, week=slot.week)
        if found is not None:
            return found
        before = await unit.digests.latest(plan.id, places=[place])
        last = None if before is None else before.at
        made = await make(unit, plan, what, slot, when, last=last)
        if not made.says_something and not asked:
            return None
        data = to_json(replace(made, planned=None) if asked else made)
        await unit.digests.keep(
            plan.id, place=place, week=slot.week, at=when.now, data=data, digest=digest_of(data)
        )
        return await unit.digests.of_week(plan.id, place=place, week=slot.week)


def _card(kept: StoredDigest, language: Language, zone: tzinfo) -> Card:
    return cards.card(words(language, zone), from_json(kept.data), kept.id, check(kept.digest))


def _monday(week: str) -> date:
    """Of an ISO week, ``2019-W42``."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)
