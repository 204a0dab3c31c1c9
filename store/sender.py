"""Who sent a message, with all that every message needs to know, in one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, literal_column, select

from bot.model.person import Sender
from bot.model.report import OpenStep
from store.accounts import is_account
from store.calendar import MARKS, calendar_of
from store.facts import CURRENT, OF_PLAN, read_facts
from store.period_tables import open_step, period
from store.persons import PERSON, read_person
from store.tables import account, department, person, plan, task

_one = select(literal_column("1").label("one")).subquery("one")
_STEP = (open_step.c.period_id, task.c.ref, open_step.c.department_id, open_step.c.at)
WHO = select(MARKS, *OF_PLAN, *_STEP, *PERSON).select_from(
    _one.outerjoin(plan, plan.c.in_force)
    .outerjoin(period, CURRENT)
    .outerjoin(account, and_(is_account(account), account.c.suspended.is_(False)))
    .outerjoin(person, and_(person.c.id == account.c.person_id, person.c.active))
    .outerjoin(department, department.c.id == person.c.department_id)
    .outerjoin(open_step, open_step.c.person_id == person.c.id)
    .outerjoin(task, task.c.id == open_step.c.task_id)
)
"""One row whoever asks, so that plan, period and calendar are known to strangers too."""


def read_sender(row: Sequence[Any]) -> Sender:
    """What ``WHO`` found."""
    marks, *rest = row
    facts, rest = rest[: len(OF_PLAN)], rest[len(OF_PLAN) :]
    step, person = rest[: len(_STEP)], rest[len(_STEP) :]
    return Sender(
        person=None if person[0] is None else read_person(person),
        plan=None if facts[0] is None else read_facts(facts),
        calendar=calendar_of(marks),
        step=None if step[0] is None else OpenStep(*step),
    )
