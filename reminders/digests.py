"""The weekly digest, to groups and to those who asked for it: one a week, as of when it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from bot.auditing import note_itself, witness
from bot.cards import digest as cards
from bot.digest import About, When, about, make, stands
from bot.digest_data import check, digest_of, from_json, to_json
from bot.locale import words
from bot.messages import COMMAND_LINE, Account, Address, Card, Language
from bot.model.digest import WHOLE_PLAN, Digest, Group
from bot.model.person import Person
from bot.model.plan import PlanFacts
from bot.ports import Occurrence, StoredDigest, Unit
from bot.slots import Slot, slot_of_week
from reminders.composing import Finish, SlowDrawing
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
class DigestDrawing(SlowDrawing):
    """Made and kept once for each group and week, and for the whole plan; then only said again.

    ``language`` is that of groups.
    """

    zone: tzinfo
    language: Language = Language.ZH

    async def look(self, unit: Unit, what: Occurrence, *, now: datetime) -> Finish | str:
        record = await unit.plans.current()
        if record is None:
            return "there is no plan"
        plan, when = record.facts, When(now, self.zone, await unit.workdays.calendar())
        target = await self._target(unit, plan, what, when)
        if isinstance(target, str):
            return target
        stored = await unit.digests.of_week(plan.id, place=target.place, week=target.slot.week)
        made = None if stored else await _made(unit, plan, target, when)
        if made is not None and not made.says_something and not target.asked:
            return "nothing to say"

        async def finish(unit: Unit) -> Card:
            kept = stored
            if made is not None:
                kept = await _kept(unit, plan.id, target, made)
            assert kept is not None
            say = words(target.language, self.zone)
            return cards.card(say, from_json(kept.data), kept.id, check(kept.digest))

        return finish

    async def _target(
        self, unit: Unit, plan: PlanFacts, what: Occurrence, when: When
    ) -> "_Target | str":
        """Whom it is for, if it still is for anybody."""
        week = what.key.rpartition(":")[2]
        if what.person is None:
            return await self._group(unit, plan, what, when, week=week)
        person = await unit.people.person(what.person)
        if person is None or not person.active:
            return "the person is gone"
        if not await unit.subscriptions.holds(person.id):
            return "unsubscribed meanwhile"
        if _monday(when.last_slot().week) > _monday(week):
            return "a newer one has come"
        slot = slot_of_week(_monday(week), self.zone, when.calendar)
        return _Target(WHOLE_PLAN, About(), slot, person.language)

    async def _group(
        self, unit: Unit, plan: PlanFacts, what: Occurrence, when: When, *, week: str
    ) -> "_Target | str":
        group = await unit.groups.numbered(what.data["group"])
        if group is None or not stands(group, plan, when.today, self.zone):
            return "the group has ended"
        if group.paused:
            return "paused meanwhile"
        if _monday(when.last_slot(group).week) > _monday(week):
            return "a newer one has come"
        day = _monday(week)
        slot = slot_of_week(day, self.zone, when.calendar, group.weekday, group.hour)
        asked = "asked" in what.data
        return _Target(str(group.id), about(group), slot, self.language, asked=asked)


@dataclass(frozen=True, slots=True)
class _Target:
    """``asked``: the office sends it now, whatever it says, and never late."""

    place: str
    about: About
    slot: Slot
    language: Language
    asked: bool = False


async def _made(unit: Unit, plan: PlanFacts, target: _Target, when: When) -> Digest:
    before = await unit.digests.latest(plan.id, places=[target.place])
    last = None if before is None else before.at
    made = await make(unit, plan, target.about, target.slot, when, last=last)
    return replace(made, planned=None) if target.asked else made


async def _kept(unit: Unit, plan: int, target: _Target, made: Digest) -> StoredDigest | None:
    """What is there stays: somebody may have seen it.  With it goes what the audit ends in now."""
    data, week = to_json(replace(made, audit=await witness(unit))), target.slot.week
    is_new = await unit.digests.keep(
        plan, place=target.place, week=week, at=made.at, data=data, digest=digest_of(data)
    )
    kept = await unit.digests.of_week(plan, place=target.place, week=week)
    if is_new and kept is not None:
        note_itself(unit, "digest", f"digest:{kept.id}", at=made.at)
    return kept


def _monday(week: str) -> date:
    """Of an ISO week, ``2019-W42``."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)
