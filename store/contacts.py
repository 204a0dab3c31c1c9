"""People as nudges need them: the columns that statements share, and their reader."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_

from bot.messages import COMMAND_LINE, Address
from bot.model.nudge import Contact
from store.tables import account, person

OF_CONTACT = (
    person.c.id,
    person.c.role,
    person.c.language,
    person.c.department_id,
    account.c.platform,
    account.c.tenant,
    account.c.user,
)
"""What ``read_contact`` reads, in this order, from a person joined by ``with_account``."""

FIRST_BOUND = (account.c.bound_at, account.c.platform, account.c.tenant, account.c.user)
"""The account bound first is where messages go: rows in this order, the first one counts."""

MAY_BE_NUDGED: ColumnElement[bool] = and_(person.c.active, person.c.standin.is_(False))


def with_account(people: FromClause) -> FromClause:
    """One row an account that can be reached; one without for somebody who has none."""
    return people.outerjoin(
        account,
        and_(
            account.c.person_id == person.c.id,
            account.c.suspended.is_(False),
            account.c.tenant != COMMAND_LINE,
        ),
    )


def read_contact(row: Sequence[Any]) -> Contact:
    id, role, language, department, platform, tenant, user = row
    to = None if platform is None else Address(platform, tenant, user)
    return Contact(person=id, role=role, language=language, department=department, to=to)


def read_first(rows: Iterable[Sequence[Any]], before: int) -> Iterator[tuple[Any, ...]]:
    """``before`` columns and the contact after them, once for each person with these columns.

    Rows are in the order of ``FIRST_BOUND``.  Each person is one value, however often named.
    """
    people: dict[int, Contact] = {}
    seen = set[tuple[Any, ...]]()
    for row in rows:
        head, id = tuple(row[:before]), row[before]
        if (*head, id) in seen:
            continue
        seen.add((*head, id))
        if id is not None and id not in people:
            people[id] = read_contact(row[before:])
        yield (*head, people.get(id))
