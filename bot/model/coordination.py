"""Requests for coordination: what a department cannot settle alone, and what was done about it."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.model.desk import CoordinationState, CoordinationStep
from bot.model.task import Department

OVER = (CoordinationState.SETTLED, CoordinationState.WITHDRAWN)
"""Nothing is expected of anybody any more."""

OFFICE, ASKER, PARTY = "office", "asker", "party"
"""As what somebody is told of a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was done about a request.

    ``department``: of an answer that of whoever gave it, None for the office; of a forward the one
    that it went to.
    """

    id: int
    kind: CoordinationStep
    by: str
    department: Department | None
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination:
    """A request of a department about a task.

    ``ref`` is the number of the task, ``task`` its id.  ``parties``: the other departments that it
    concerns.  ``meeting``: the day of the talks.
    """

    id: int
    task: int
    ref: int
    department: Department
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    question: str
    state: CoordinationState = CoordinationState.OPEN
    meeting: date | None = None
    parties: tuple[Department, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def over(self) -> bool:
        return self.state in OVER
