"""Messages to others that a command causes: to the office, to whoever asked or reported."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.commands.base import Call
from bot.locale import Words
from bot.messages import Account, Address
from bot.model.person import Person, PersonRole
from bot.ports import Occurrence

Reached = tuple[Person, Account | None]


async def office(call: Call) -> Sequence[Reached]:
    """Every coordinator, with the account that messages go to."""
    return await call.unit.people.reachable(PersonRole.COORDINATOR)


async def speakers(call: Call) -> Sequence[Reached]:
    """Liaisons first, then their deputies: two statements."""
    liaisons = await call.unit.people.reachable(PersonRole.LIAISON)
    return [*liaisons, *await call.unit.people.reachable(PersonRole.DEPUTY)]


def speaker(found: Sequence[Reached], person: int | None, department: int) -> Reached | None:
    """This person, if there is a way to them; else whoever speaks for the department."""
    reached = [one for one in found if one[1] is not None and one[0].department.id == department]
    own = [one for one in reached if one[0].id == person]
    return next(iter(own or reached), None)


def occurrence(
    call: Call, key: str, to: Reached, title: str, data: Mapping[str, Any]
) -> Occurrence:
    """``key`` is the message, its kind first; it is drawn when it is sent."""
    person, account = to
    at = None if account is None else Address(account.platform, account.tenant, account.user)
    return Occurrence(
        key=key,
        person=person.id,
        to=at,
        due=call.now,
        title=title,
        why=key,
        data=data,
    )


def words_of(call: Call, to: Reached) -> Words:
    """The sentences of whom it is for."""
    return call.say.to(to[0].language)
