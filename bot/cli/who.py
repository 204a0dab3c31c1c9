"""Who speaks: a person, a department, the office, or somebody unbound."""

from collections.abc import Sequence
from datetime import datetime

from adapters.console.adapter import TENANT
from bot.auditing import note_operator
from bot.cli.common import Refusal
from bot.messages import Account, Platform
from bot.model.audit import person_object
from bot.model.person import Person, PersonRole
from bot.model.task import Department
from bot.ports import Unit

_OFFICE = ("office", "办公室")
_NOBODY = "unbound"
_STANDS_IN = "代办人"  # beside it every card names the department


def is_reserved(name: str) -> bool:
    """Whether ``who`` would never find somebody of this name, or find him in another's place."""
    return name.isdigit() or name.casefold() in (*_OFFICE, _NOBODY)


async def account_of(
    unit: Unit,
    who: str,
    platform: Platform,
    *,
    at: datetime,
    tenant: str = TENANT,
    standin: bool = True,
) -> Account:
    """The command line's account of ``who`` on a platform, bound if it is not yet.

    ``who`` is, in this order: a person's id, a person's exact name, a department, ``office``
    (办公室), ``unbound``.  Raises ``Refusal`` for nobody and for several.
    """
    if who == _NOBODY:
        return Account(platform, tenant, _NOBODY)
    person = await person_of(unit, who, at=at, standin=standin)
    account = Account(platform, tenant, str(person.id))
    await unit.people.bind(person.id, account, at=at)
    return account


async def person_of(unit: Unit, who: str, *, at: datetime, standin: bool = True) -> Person:
    """As ``account_of``; a department without anybody speaks through somebody kept from now.

    By ``standin`` that is nobody real, whom nothing reminds.
    """
    everybody = await unit.people.people()
    named = [person for person in everybody if str(person.id) == who]
    named = named or [person for person in everybody if person.name == who]
    if len(named) == 1:
        return named[0]
    if named:
        raise Refusal("ambiguous", f"{len(named)} people are called “{who}”: use an id.")
    department = await department_of(unit, who)
    return await _speaker(unit, everybody, department, at=at, standin=standin)


async def department_of(unit: Unit, name: str) -> Department:
    """The one department with this name, alias or acronym, or the office.  Raises ``Refusal``."""
    if name in _OFFICE:
        return await _office(unit)
    found = await unit.people.department(name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal("unknown_who", f"Nobody and no department is called “{name}”.")
    names = "、".join(department.short for department in found)
    raise Refusal("ambiguous", f"“{name}” may be {names}: use the full name.")


async def _office(unit: Unit) -> Department:
    for department in await unit.people.departments():
        if department.kind == "office":
            return department
    raise Refusal("unknown_who", "The register has no department of kind office.")


async def _speaker(
    unit: Unit,
    everybody: Sequence[Person],
    department: Department,
    *,
    at: datetime,
    standin: bool,
) -> Person:
    office = department.kind == "office"
    wanted = (PersonRole.COORDINATOR,) if office else (PersonRole.LIAISON, PersonRole.DEPUTY)
    for role in wanted:
        for person in everybody:
            theirs = office or person.department.id == department.id
            if person.role is role and theirs:
                return person
    made = await unit.people.add(_STANDS_IN, department.id, wanted[0], at=at, standin=standin)
    note_operator(unit, "add", person_object(made.id), at=at)
    return made
