"""Draws a bundle when it is about to leave; it waits, or its day is over, or nothing is left."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.bundles import bundle, day_of
from bot.cards import bulletins, escalation
from bot.cards import bundle as cards
from bot.locale import Words, words
from bot.messages import Account, Address, Card
from bot.model.nudge import Contact, Quiet
from bot.model.person import Person, PersonRole, Sender
from bot.ports import Occurrence, Unit
from bot.timetable import Hours, Timetable
from reminders.composing import Drawing
from reminders.desk import unread_words
from reminders.gathering import Gathered, gather
from reminders.looking import View

NOTHING = "nothing is owed any more"
_MOST = 14  # days in a row that quiet hours are tried on: then they cover all there is


@dataclass(frozen=True, slots=True)
class BundleDrawing(Drawing):
    """Everything is looked at again: what is owed, leave, quiet hours, office hours, the day."""

    zone: tzinfo
    hours: Hours
    observers: bool = False
    again: bool = True

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str | datetime:
        sender = await known(unit, what)
        if sender is None:
            return await forwarded(unit, what, now)
        person, table = sender.person, Timetable(sender.calendar, self.hours, self.zone)
        quiet = await unit.absences.quiet(person.id)
        moment = allowed(table, quiet, now)
        if (day := day_of(what.key)) != table.day(moment):
            return await self._moved(unit, what, sender, moment, now)
        found = await look(unit, sender, table, now, key=what.key, observers=self.observers)
        if found is None:
            return await self._to_deputy(unit, what, person, table, now)
        say = words(person.language, self.zone, now)
        unread = await unread_words(unit, say, person, day, now)
        if found.empty:
            return NOTHING if unread is None else unread
        if found.waits is not None:
            moment = max(moment, allowed(table, quiet, found.waits))
        if moment > now and table.day(moment) == day:
            return moment
        if found.bulletins:
            await unit.bulletins.told([one.id for one in found.bulletins], what.key, now)
        late = bool(what.data.get("late")) and not found.fresh
        card = whole(say, found, sender, table, now, late=late)
        if unread is None:
            return card
        return replace(
            card, body=(*card.body, "", *unread.body), actions=card.actions + unread.actions
        )

    async def _to_deputy(
        self, unit: Unit, what: Occurrence, person: Person, table: Timetable, now: datetime
    ) -> str:
        """Who went on leave after it was planned: whoever stands in gets it the same day."""
        day = table.day(now)
        around = await unit.absences.around(person.id, day)
        away = next((one for one in around if one.person == person.id), None)
        if away is not None:
            anew = bundle(
                away.deputy,
                day,
                due=now,
                title=cards.planned(words(away.deputy.language, self.zone), day, late=False),
                reasons=what.data.get("reasons", ()),
                why=what.why,
            )
            await unit.occurrences.plan([anew], at=now)
        return "the person is on leave"

    async def _moved(
        self,
        unit: Unit,
        what: Occurrence,
        sender: "Known",
        moment: datetime,
        now: datetime,
    ) -> str | datetime:
        """Its day is over, or nothing may be said on it any more: there is one for each day."""
        person, table = sender.person, Timetable(sender.calendar, self.hours, self.zone)
        day = table.day(moment)
        if day < day_of(what.key):  # a clock that went back
            return table.opens(day_of(what.key))
        contact = Contact(
            person=person.id,
            role=person.role,
            language=person.language,
            department=person.department.id,
            to=what.to,
        )
        anew = bundle(
            contact,
            day,
            due=moment if day == table.day(now) else table.bundle_at(day, person.id),
            title=cards.planned(words(person.language, self.zone), day, late=True),
            reasons=what.data.get("reasons", ()),
            why=what.why,
            late=True,
        )
        planned = await unit.occurrences.plan([anew], at=now)
        return f"planned anew as {anew.key}" if planned else f"there is {anew.key} already"


@dataclass(frozen=True, slots=True)
class Known(Sender):
    """A sender who is somebody, while there is a plan."""

    person: Person


async def known(unit: Unit, what: Occurrence) -> Known | None:
    """Whoever has the account that the message goes to; None if it is not who was meant."""
    if what.to is None:
        return None
    sender = await unit.people.who(Account(what.to.platform, what.to.tenant, what.to.chat))
    if sender.person is None or sender.plan is None or sender.person.id != what.person:
        return None
    return Known(sender.person, sender.plan, sender.calendar)


async def forwarded(unit: Unit, what: Occurrence, now: datetime) -> str:
    """Whoever has another account meanwhile gets it there; why it does not go where it was to."""
    person = None if what.person is None else await unit.people.person(what.person)
    if person is not None and person.active:
        reachable = await unit.people.reachable(person.role)
        account = next((account for one, account in reachable if one.id == person.id), None)
        if account is not None:
            to = Address(account.platform, account.tenant, account.user)
            if to != what.to and await unit.occurrences.forward(replace(what, to=to), at=now):
                return "the person has another account now"
    return "the person is gone, or the account is somebody else's"


def allowed(table: Timetable, quiet: Quiet | None, moment: datetime) -> datetime:
    """The moment, or the next at which this person may be reminded."""
    found = table.next_open(moment)
    for _ in range(_MOST):
        local = found.astimezone(table.zone)
        if quiet is None or not quiet.covers(local):
            return found
        found = table.next_open(table.at(local.date(), quiet.ends))
    return table.next_open(moment)


async def look(
    unit: Unit,
    sender: Known,
    table: Timetable,
    now: datetime,
    *,
    key: str,
    observers: bool,
    again: bool = False,
) -> Gathered | None:
    """What the person's bundle would say now; None on leave, when the deputy gets it.

    ``key`` is the bundle's; ``again``: it was said, and what it told is told once more.
    """
    around = await unit.absences.around(sender.person.id, table.day(now))
    if sender.plan is None or any(one.person == sender.person.id for one in around):
        return None
    view = View(
        person=sender.person,
        plan=sender.plan,
        table=table,
        now=now,
        around=around,
        observers=observers,
    )
    found = await gather(unit, view)
    about = unit.bulletins.shown_in if again else unit.bulletins.open_to
    return replace(found, bulletins=await about(sender.person.id, key))


def whole(
    say: Words, found: Gathered, sender: Known, table: Timetable, now: datetime, *, late: bool
) -> Card:
    """One message; what the office is told comes after what is one's own."""
    may_urge = sender.person.role is PersonRole.COORDINATOR
    if found.bulletins:
        return _with_bulletins(say, found, sender, table, now, late=late)
    if found.own.empty:
        return escalation.card(say, found.office, may_urge=may_urge, late=late)
    today, calendar = table.day(now), sender.calendar
    own = cards.card(say, found.reader, found.own, today=today, calendar=calendar, late=late)
    if found.office.empty:
        return own
    office = escalation.card(say, found.office, may_urge=may_urge, late=False)
    body = (*own.body, "", office.title, *office.body)
    return replace(own, body=body, actions=own.actions + office.actions)


def _with_bulletins(
    say: Words, found: Gathered, sender: Known, table: Timetable, now: datetime, *, late: bool
) -> Card:
    """What the office tells stands before what is owed."""
    rest = replace(found, bulletins=())
    if rest.empty:
        return bulletins.card(say, found.reader, found.bulletins, late=late)
    card = whole(say, rest, sender, table, now, late=late)
    return replace(card, body=(*bulletins.section(say, found.bulletins), "", *card.body))
