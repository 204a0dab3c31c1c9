"""People: who they speak for and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from bot.messages import Language
from bot.model.plan import PlanFacts
from bot.model.report import OpenStep
from bot.model.task import Department
from bot.workdays import Calendar

ERASED = "已注销"
"""The name of whoever wished to be forgotten, wherever one stands."""


class PersonRole(StrEnum):
    """What somebody is in the plan's organisation."""

    LIAISON = "liaison"
    DEPUTY = "deputy"
    COORDINATOR = "coordinator"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody bound to a department.  ``standin``: made by the command line, nobody real."""

    id: int
    name: str
    department: Department
    role: PersonRole
    language: Language = Language.ZH
    active: bool = True
    standin: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """Who is behind an account, the plan and the calendar: what every message needs to know.

    ``person`` is None for somebody unbound or revoked, ``plan`` before the first import.  ``step``
    is the report that the person opened last, however long ago.
    """

    person: Person | None
    plan: PlanFacts | None
    calendar: Calendar
    step: OpenStep | None = None
