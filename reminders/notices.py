"""Tells the office what could not be delivered: a failure nobody hears of is a lost message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.cards import undelivered
from bot.locale import words
from bot.messages import Account, Address, Card
from bot.model.person import PersonRole
from bot.ports import DeliveryState, Occurrence, Unit
from reminders.composing import Drawing
from reminders.planner import Rule

PATIENCE = timedelta(minutes=15)  # so long a message may be tried in vain before somebody is told
_MOST = 20  # failures on one card; the command line lists them all


@dataclass(frozen=True, slots=True)
class NoticeRule(Rule):
    """One card for each coordinator about all that failed or was parked since the last one."""

    async def due(self, unit: Unit, *, since: datetime, now: datetime) -> Sequence[Occurrence]:
        office = await unit.people.reachable(PersonRole.COORDINATOR)
        if not any(account for _, account in office):
            return ()  # what has failed stays untold until there is somebody to tell
        failed = await unit.occurrences.unnoticed(before=now - PATIENCE)
        parked = await unit.occurrences.unnoticed_events()
        if not failed and not parked:
            return ()
        id, fence = (failed or parked)[-1]  # the fence: what is sent once more may fail once more
        batch = f"{id}-{fence}" if failed else f"event-{id}-{fence}"
        data = {"failed": [id for id, _ in failed], "parked": [id for id, _ in parked]}
        return [
            Occurrence(
                key=f"notice:{batch}:{person.id}",
                person=person.id,
                to=None if account is None else _private(account),
                due=now,
                title=undelivered.title(words(person.language), len(failed), len(parked)),
                why=", ".join(
                    map(str, [*data["failed"], *(f"event {id}" for id in data["parked"])])
                ),
                data=data,
            )
            for person, account in office
        ]


@dataclass(frozen=True, slots=True)
class NoticeDrawing(Drawing):
    """``zone`` is the plan's."""

    zone: tzinfo

    async def draw(self, unit: Unit, what: Occurrence, *, now: datetime) -> Card | str:
        rows = await unit.outbox.some(what.data["failed"])
        rows = [row for row in rows if row.state not in ("sent", "dropped", "superseded")]
        events = [
            row for row in await unit.inbox.some(what.data["parked"]) if row.state == "parked"
        ]
        if not rows and not events:
            return "all of it has been settled meanwhile"
        person = None if what.person is None else await unit.people.person(what.person)
        if person is None or not person.active:
            return "the person is gone"
        lines = [(row, await _addressee(unit, row)) for row in rows[:_MOST]]
        say = words(person.language, self.zone, now)
        return undelivered.card(say, lines, events[:_MOST], failed=len(rows), parked=len(events))


async def _addressee(unit: Unit, row: DeliveryState) -> str | None:
    """Name and department; None for a group and for somebody unbound."""
    to = row.delivery.to
    person = (await unit.people.who(Account(to.platform, to.tenant, to.chat))).person
    return None if person is None else f"{person.name}（{person.department.short}）"


def _private(account: Account) -> Address:
    """Where only this person reads: on every platform the chat with them has their own id."""
    return Address(account.platform, account.tenant, account.user)
