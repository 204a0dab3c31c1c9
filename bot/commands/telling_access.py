"""What the office hears about access: a code was used or shown, somebody left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.cards import told as cards
from bot.commands.base import Call
from bot.locale import words
from bot.messages import Account, Address
from bot.model.person import Person, PersonRole
from bot.model.staff import Issued
from bot.ports import Occurrence, Unit

KIND = "access"


async def redeemed(
    unit: Unit, digest: str, person: Person, account: Account, *, now: datetime
) -> None:
    """By whom it was issued, for whom, and where: once a code."""
    issued = await unit.staff.issued(digest)
    by = None if issued is None else issued.by
    data = {"what": "redeemed", "person": person.id, "platform": account.platform, "by": by}
    key = f"redeemed-{digest[:32]}"
    await tell(unit, key, data, now=now, by=by, besides=person.id)


async def shown(
    unit: Unit, digest: str, issued: Issued, by: Person | None, *, now: datetime
) -> None:
    """Where others read it, so that it is void."""
    data = {"what": "shown", "person": issued.person, "platform": issued.platform}
    data |= {"by": issued.by, "shown_by": None if by is None else by.id}
    await tell(unit, f"shown-{digest[:32]}", data, now=now, by=issued.by)


async def left(call: Call, person: Person, rest: Sequence[Person]) -> None:
    """The other coordinators hear it too."""
    data = {"what": "left", "person": person.id, "by": call.person.id}
    data |= {"rest": [one.id for one in rest]}
    besides = call.person.id
    await tell(call.unit, f"left-{person.id}", data, now=call.now, by=None, besides=besides)


async def tell(
    unit: Unit,
    key: str,
    data: Mapping[str, Any],
    *,
    now: datetime,
    by: int | None,
    besides: int | None = None,
) -> None:
    """Plan it for every coordinator, and for who issued the code if that is somebody else."""
    found = await occurrences(unit, key, data, now=now, by=by, besides=besides)
    await unit.occurrences.plan(found, at=now)


async def occurrences(
    unit: Unit,
    key: str,
    data: Mapping[str, Any],
    *,
    now: datetime,
    by: int | None = None,
    besides: int | None = None,
) -> Sequence[Occurrence]:
    """``besides``: who knows it already."""
    told = list(await unit.people.reachable(PersonRole.COORDINATOR))
    if by is not None and by not in {one.id for one, _ in told}:
        issuer = await unit.people.person(by)
        accounts = await unit.people.accounts(by) if issuer is not None and issuer.active else ()
        if issuer is not None and accounts:
            told.append((issuer, accounts[0]))
    return [
        Occurrence(
            key=f"{KIND}:{key}:{person.id}",
            person=person.id,
            to=None if at is None else Address(at.platform, at.tenant, at.user),
            due=now,
            title=cards.title(words(person.language), str(data["what"])),
            why=key,
            data=data,
        )
        for person, at in told
        if person.id != besides
    ]
