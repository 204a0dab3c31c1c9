"""The one bundle that a person may get on a working day: its key, its day, and who gets it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from bot.model.nudge import Away, Contact
from bot.model.period import Audience
from bot.model.person import PersonRole
from bot.ports.occurrences import Occurrence
from bot.timetable import Timetable

KIND = "bundle"
AUDIENCES = {
    PersonRole.LIAISON: Audience.LIAISON,
    PersonRole.DEPUTY: Audience.DEPUTY,
    PersonRole.COORDINATOR: Audience.OFFICE,
    PersonRole.OBSERVER: Audience.OBSERVER,
}
"""Who hears of a step in which role."""
_SPENT = "pending"


def key_of(person: int, day: date) -> str:
    """``bundle:17:2019-10-11``; the day is the one on which it is sent, in the plan's zone."""
    return f"{KIND}:{person}:{day.isoformat()}"


def day_of(key: str) -> date:
    return date.fromisoformat(key.rpartition(":")[2])


def bundle(
    contact: Contact,
    day: date,
    *,
    due: datetime,
    title: str,
    reasons: Sequence[str],
    why: str,
    late: bool = False,
) -> Occurrence:
    """``reasons`` are keys: ``nudge:2019-Q3:T-3:17:2019-10-11``; ``late``: it makes up for one
    that was missed."""
    return Occurrence(
        key=key_of(contact.person, day),
        person=contact.person,
        to=contact.to,
        due=due,
        title=title,
        why=why,
        data={"reasons": list(reasons), "late": late},
    )


def receiver(contact: Contact, away: Mapping[int, Away]) -> Contact:
    """Whoever gets what is meant for ``contact``: the deputy of somebody on leave, and so on.

    ``away`` are those on leave, by person.  If all of them wait for each other, nobody is replaced.
    """
    found, seen = contact, {contact.person}
    while found.person in away:
        found = away[found.person].deputy
        if found.person in seen:
            return contact
        seen.add(found.person)
    return found


def next_day(
    person: int, table: Timetable, now: datetime, stages: Mapping[str, str | None]
) -> tuple[date, datetime]:
    """On which day a matter that has just come up reaches the person, and when that bundle is due.

    Today's if that has not left yet, otherwise that of the next working day.  ``stages`` as the
    store gives them, of the keys that ``keys_for`` names.
    """
    day = table.day(table.next_open(now))
    stage = stages.get(key_of(person, day), _SPENT)
    if stage != _SPENT:
        day = table.calendar.workdays_ahead(day, 1)
    due = table.bundle_at(day, person)
    return day, max(due, now) if day == table.day(now) else due


def keys_for(people: Collection[int], table: Timetable, now: datetime) -> list[str]:
    """Whose state ``next_day`` needs."""
    day = table.day(table.next_open(now))
    return [key_of(person, day) for person in people]
