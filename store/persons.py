"""People as rows: columns that several statements share, and their reader."""

from collections.abc import Sequence
from typing import Any

from bot.model.person import Person
from bot.model.task import Department
from store.tables import department, person

DEPARTMENT = (
    department.c.id,
    department.c.short,
    department.c.english,
    department.c.acronym,
    department.c.kind,
)
PERSON = (
    person.c.id,
    person.c.name,
    person.c.role,
    person.c.language,
    person.c.active,
    person.c.standin,
    *DEPARTMENT,
)
"""What ``read_person`` reads, in this order."""


def read_person(row: Sequence[Any]) -> Person:
    id, name, role, language, active, standin, *body = row
    return Person(
        id=id,
        name=name,
        department=Department(*body),
        role=role,
        language=language,
        active=active,
        standin=standin,
    )
