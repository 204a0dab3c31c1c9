"""Who leads, who takes part, and how a task is shared."""

from dataclasses import dataclass

from bot.model.task import LeadBasis, Mode
from store.plan.labels import Role
from store.plan.names import is_collective
from store.plan.register import Register
from store.plan.responsibility import Responsibility
from store.plan.text import fold


@dataclass(frozen=True, slots=True)
class Customs:
    """What the document says about all tasks.

    ``first_leads``: its closing rule; ``no_order``: 排名不分先后, the order means nothing.
    ``marked``: 标*的为牵头单位, a mark beside a name makes it a lead.
    """

    first_leads: bool = False
    no_order: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """Names in printed order; ``twice``: bodies printed more than once."""

    departments: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    basis: LeadBasis | None = None
    mode: Mode | None = None
    collectives: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


def assign(clause: Responsibility, register: Register, customs: Customs) -> Assignment:
    """Reads leads, basis and mode off a clause.  Pure."""
    names = [name for name, _ in clause.parties]
    departments = tuple(dict.fromkeys(names))
    if not departments:
        return Assignment()
    collectives = tuple(name for name in departments if is_collective(fold(name), register))
    stated = tuple(dict.fromkeys(name for name, role in clause.parties if role is Role.LEAD))
    if customs.marked:
        stated += tuple(n for n in departments if n in clause.marked and n not in stated)
    bodies = [name for name in departments if name not in collectives]
    alone = len(departments) == 1 and not clause.open_list
    leads: tuple[str, ...]
    basis: LeadBasis | None
    if stated:
        leads, basis = stated, LeadBasis.STATED
    elif departments[0] in collectives:  # a collective leads only where that is printed
        leads, basis = (), None
    else:
        leads, basis = _first_lead(clause, departments, customs, alone=alone)
    return Assignment(
        departments=departments,
        leads=leads,
        basis=basis,
        mode=_mode(clause, alone=alone and bool(bodies)),
        collectives=collectives,
        twice=tuple(dict.fromkeys(name for name in departments if names.count(name) > 1)),
    )


def _first_lead(
    clause: Responsibility, departments: tuple[str, ...], customs: Customs, *, alone: bool
) -> tuple[tuple[str, ...], LeadBasis | None]:
    """The lead where the clause does not say 牵头 and a body stands first."""
    first = departments[:1]
    duty = tuple(dict.fromkeys(name for name, role in clause.parties if role is Role.DUTY))
    if not duty:  # only supporters
        return (), None
    if alone:
        return first, LeadBasis.ONLY
    if len(duty) == 1 and len(departments) > 1:  # 甲局负责，乙局配合
        return duty, LeadBasis.STATED
    if customs.first_leads:
        return first, LeadBasis.CLOSING_RULE
    return ((), None) if customs.no_order else (first, LeadBasis.CONVENTION)


def _mode(clause: Responsibility, *, alone: bool) -> Mode:
    if alone and (not clause.lead_word or clause.no_support):
        return Mode.SOLE
    if clause.own_duty and not clause.lead_word:
        return Mode.EACH_OWN
    return Mode.LEAD_PARTICIPANTS
