"""Whom a line of the office means: a person by number, by department and name, or by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.base import Call
from bot.model.person import Person
from bot.model.task import Department

_OFFICE = ("办公室", "联席办", "office")


@dataclass(frozen=True, slots=True)
class Found:
    """``people`` that may be meant.  ``bodies``: the departments that the first word names."""

    people: Sequence[Person]
    bodies: Sequence[Department] = ()


async def whom(call: Call, who: str, name: str | None) -> Found:
    """Active people, stand-ins apart, in three statements at most."""
    everybody = [one for one in await call.unit.people.people() if not one.standin]
    number = who.removeprefix("#")
    if name is None and number.isascii() and number.isdigit():
        return Found([one for one in everybody if str(one.id) == number])
    bodies = await call.unit.people.department(who) or await _office(call, who)
    if bodies:
        ids = {body.id for body in bodies}
        team = [one for one in everybody if one.department.id in ids]
        return Found(team if name is None else named(team, name), bodies)
    return Found(named(everybody, who if name is None else f"{who} {name}"))


async def _office(call: Call, who: str) -> Sequence[Department]:
    """As every text calls it."""
    if who.casefold() not in _OFFICE:
        return ()
    return [body for body in await call.unit.people.departments() if body.kind == "office"]


def named(people: Sequence[Person], name: str) -> list[Person]:
    """By number within these people, or by name."""
    number = [one for one in people if str(one.id) == name.removeprefix("#")]
    return number or [one for one in people if one.name.casefold() == name.casefold()]
