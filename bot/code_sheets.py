"""Binding codes for many: who gets one, and the slips that are handed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import codes
from bot.messages import Platform
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanFacts
from bot.model.reach import Gap
from bot.model.task import Department
from bot.ports import Unit

VALID = timedelta(hours=24)
MOST = 400
"""Slips of one sheet."""

PLATFORMS = (Platform.WECOM, Platform.TELEGRAM, Platform.SLACK)
"""Those for which somebody gets several codes at once, in this order."""

_ROLES = (PersonRole.LIAISON, PersonRole.DEPUTY, PersonRole.OBSERVER)
"""The office's own codes are issued one by one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One code: for whom, where."""

    person: Person
    platform: Platform


@dataclass(frozen=True, slots=True)
class Chosen:
    """``without``: departments of the plan for which nobody is registered, in plan order."""

    wanted: Sequence[Wanted]
    without: Sequence[Department] = ()

    @property
    def people(self) -> Sequence[Person]:
        return list({one.person.id: one.person for one in self.wanted}.values())


@dataclass(frozen=True, slots=True)
class Issue:
    """A code that is issued; ``secret`` is kept nowhere but in the file."""

    wanted: Wanted
    secret: str


async def everybody(
    unit: Unit, plan: PlanFacts | None, platform: Platform, *, unbound: bool
) -> Chosen:
    """Who has no account on the platform; with ``unbound`` who has none anywhere.

    In plan order, liaisons before deputies; observers, and departments of no item, come last.
    Three statements at most.
    """
    covered = [] if plan is None else await unit.reviews.coverage(plan.id)
    order = {one.department.id: place for place, one in enumerate(covered)}
    bound = await unit.people.bound()
    people = [
        one
        for one in await unit.people.people()
        if one.role in _ROLES and not one.standin and _lacks(bound, one, platform, unbound=unbound)
    ]
    people.sort(key=lambda one: _place(order, one))
    without = [one.department for one in covered if one.gap is Gap.NOBODY and not one.deputies]
    return Chosen([Wanted(one, platform) for one in people], without)


def issues(chosen: Chosen, batch: str) -> Sequence[Issue]:
    """The same codes for the same message, as long as this process lives: see ``codes``."""
    return [
        Issue(one, codes.binding_code_of(batch, one.person.id, one.platform))
        for one in chosen.wanted
    ]


async def store(
    unit: Unit, issued: Sequence[Issue], *, at: datetime, expires: datetime, by: int | None
) -> None:
    """Two statements, however many there are; earlier codes for the same person and platform
    end."""
    await unit.people.issue_many(
        [
            (one.wanted.person.id, one.wanted.platform, codes.binding_digest(one.secret))
            for one in issued
        ],
        at=at,
        expires=expires,
        by=by,
    )


def _lacks(
    bound: Mapping[int, frozenset[Platform]], one: Person, platform: Platform, *, unbound: bool
) -> bool:
    where = bound.get(one.id, frozenset())
    return not where if unbound else platform not in where


def _place(order: Mapping[int, int], one: Person) -> tuple[bool, int, int, int]:
    last = len(order) + one.department.id
    place = order.get(one.department.id, last)
    return one.role is PersonRole.OBSERVER, place, _ROLES.index(one.role), one.id
