"""Who is nudged today: the steps of all ladders that a look has passed, as one bundle a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from bot.bundles import AUDIENCES, bundle, key_of, receiver
from bot.cards import bundle as cards
from bot.ladder import Climb, Rung, climb_to, climbs
from bot.locale import words
from bot.messages import Language
from bot.model.nudge import Away, Contact
from bot.model.period import LADDER, Audience, Period
from bot.model.person import PersonRole
from bot.model.plan import PlanFacts
from bot.ports import Occurrence, Unit
from bot.timetable import Hours, Timetable
from reminders.planner import Rule


@dataclass(frozen=True, slots=True)
class _Subject:
    """A period or a task with its own date: ``code`` in keys, ``label`` what ``why`` calls it.

    ``passed`` are the rungs of this look; ``waits``: until when everybody waits whom a step of
    the same day with a time of its own concerns; ``opened``: since the last look, by the office.
    """

    code: str
    label: Period | int
    passed: Sequence[Rung]
    waits: Mapping[Audience, datetime]
    opened: bool = False

    def last(self, audience: Audience) -> Rung | None:
        found = [rung for rung in self.passed if audience in rung.step.audience]
        return found[-1] if found else None


@dataclass(slots=True)
class _Pile:
    """What one person is nudged for."""

    contact: Contact
    reasons: dict[str, tuple[_Subject, Rung]] = field(default_factory=dict)
    waits: datetime | None = None

    def add(self, subject: _Subject, audience: Audience) -> None:
        if (until := subject.waits.get(audience)) is not None:
            self.waits = max(until, self.waits or until)
        if (rung := subject.last(audience)) is not None:
            self.reasons[subject.code] = (subject, rung)


@dataclass(frozen=True, slots=True)
class BundleRule(Rule):
    """Reads only.  ``observers``: the leadership is told of what the office is told of.

    All that a look has passed goes to each person's bundle of one day: of today until office hours
    end, else of the next working day.
    """

    zone: tzinfo
    hours: Hours
    observers: bool = False

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        record = await unit.plans.current()
        if record is None:
            return ()
        table = Timetable(await unit.workdays.calendar(), self.hours, self.zone)
        plan = record.facts
        periods = await unit.periods.all(plan.id)
        clocks = {step.at for period in periods for step in period.ladder if step.at}
        clocks |= {step.at for step in LADDER if step.at}
        opened = any(p.opened_by is not None and since < p.opened_at <= now for p in periods)
        if not opened and not table.strikes(clocks, since, now):
            return ()
        look = _Look(unit, table, since, now, self.observers)
        await look.at_periods(periods)
        await look.at_dates(plan)
        await look.drop_what_was_said()
        return look.bundles()


@dataclass(slots=True)
class _Look:
    """One look: collects the piles of all people."""

    unit: Unit
    table: Timetable
    since: datetime
    now: datetime
    observers: bool
    day: date = field(init=False)
    piles: dict[int, _Pile] = field(default_factory=dict)
    _away: Mapping[int, Away] | None = None
    _office: Sequence[Contact] | None = None

    def __post_init__(self) -> None:
        self.day = self.table.day(self.table.next_open(self.now))

    def _subject(self, code: str, label: Period | int, climb: Climb) -> _Subject | None:
        """None where nothing has been passed and nothing waits."""
        passed = climb.passed(self.table, self.since, self.now)
        opened = isinstance(label, Period) and self._is_opened(label)
        if isinstance(label, Period) and opened:
            passed = _told_at_opening(climb, label, self.table) + passed
        waits = dict[Audience, datetime]()
        for rung in climb.sharp_on(self.day, self.table, self.now):
            waits |= dict.fromkeys(rung.step.audience, rung.at)
        return _Subject(code, label, passed, waits, opened) if passed or waits else None

    def _is_opened(self, period: Period) -> bool:
        return period.opened_by is not None and self.since < period.opened_at <= self.now

    async def at_periods(self, periods: Sequence[Period]) -> None:
        leaning = climbs(periods, self.table)
        found = dict[int, _Subject]()
        for period in periods:
            if (climb := leaning.get(period.id)) is None:
                continue
            if (subject := self._subject(period.span.code, period, climb)) is not None:
                found[period.id] = subject
        if not any(subject.passed for subject in found.values()):
            return
        for id, contact in await self.unit.nudges.owing(found):
            await self._add(contact, found[id])
        for id in sorted(await self.unit.nudges.unsettled(found)):
            await self._oversee(found[id])

    async def at_dates(self, plan: PlanFacts) -> None:
        """Dates that were over when the plan was imported ask nothing of anybody."""
        today = self.table.day(self.now)
        days = dict[date, _Subject]()
        for day in await self.unit.nudges.days(plan.id):
            if day < plan.applied_on <= today:
                continue
            if (subject := self._subject("", 0, climb_to(day))) is not None:
                days[day] = subject
        if not any(subject.passed for subject in days.values()):
            return
        tasks = dict[int, _Subject]()
        for ref, day, contact in await self.unit.nudges.unfinished(plan.id, days):
            found = days[day]
            own = tasks.setdefault(ref, _Subject(str(ref), ref, found.passed, found.waits))
            if contact is not None:
                await self._add(contact, own)
        for _, subject in sorted(tasks.items()):
            await self._oversee(subject)

    async def _add(self, contact: Contact, subject: _Subject) -> None:
        """To whoever gets what is meant for ``contact``, in the role of ``contact``."""
        if self._away is None:
            away = await self.unit.absences.away(self.day)
            self._away = {one.person: one for one in away}
        audience = AUDIENCES[contact.role]
        if subject.last(audience) is None and audience not in subject.waits:
            return
        to = receiver(contact, self._away)
        self.piles.setdefault(to.person, _Pile(to)).add(subject, audience)

    async def _oversee(self, subject: _Subject) -> None:
        roles = [PersonRole.COORDINATOR, *[PersonRole.OBSERVER] * self.observers]
        if all(subject.last(AUDIENCES[role]) is None for role in roles):
            return
        if self._office is None:
            self._office = await self.unit.nudges.with_roles(roles)
        for contact in self._office:
            await self._add(contact, subject)

    async def drop_what_was_said(self) -> None:
        """A day that is over is made up for unless the person had a bundle on it: if that could not
        leave, it goes on by itself."""
        missed = [
            (pile, code, key_of(pile.contact.person, day))
            for pile in self.piles.values()
            for code, (subject, rung) in pile.reasons.items()
            if (day := self.table.day(rung.at)) < self.day and not subject.opened
        ]
        if missed:
            stages = await self.unit.occurrences.stages({key for _, _, key in missed})
            for pile, code, key in missed:
                if stages.get(key) is not None:
                    pile.reasons.pop(code)

    def bundles(self) -> list[Occurrence]:
        piles = sorted(self.piles.values(), key=lambda pile: pile.contact.person)
        return [self._bundle(pile) for pile in piles if pile.reasons]

    def _bundle(self, pile: _Pile) -> Occurrence:
        person = pile.contact.person
        rungs = [rung for _, rung in pile.reasons.values()]
        sharp = [rung.at for rung in rungs if rung.sharp and self.table.day(rung.at) == self.day]
        due = pile.waits or max(sharp, default=self.table.bundle_at(self.day, person))
        late = pile.waits is None and all(self.table.day(rung.at) < self.day for rung in rungs)
        keys = [
            f"nudge:{code}:{rung.name}:{person}:{self.day}"
            for code, (_, rung) in pile.reasons.items()
        ]
        say = words(pile.contact.language, self.table.zone)
        return bundle(
            pile.contact,
            self.day,
            due=due,
            title=cards.planned(say, self.day, late=late),
            reasons=keys,
            why=_why(pile.contact.language, pile.reasons.values(), keys),
            late=late,
        )


def _told_at_opening(climb: Climb, period: Period, table: Timetable) -> list[Rung]:
    """A period that the office opened late begins with the rung that its opening has passed."""
    before = climb.reached(table, period.opened_at, Audience.LIAISON)
    return [] if before is None else [before]


def _why(language: Language, reasons: Iterable[tuple[_Subject, Rung]], keys: Sequence[str]) -> str:
    """``第三季度 T-3（nudge:2019-Q3:T-3:17:2019-10-11）``."""
    say = words(language)
    named = [
        cards.reason(say, subject.label, rung.name, key)
        for (subject, rung), key in zip(reasons, keys, strict=True)
    ]
    return say.listed(named)
