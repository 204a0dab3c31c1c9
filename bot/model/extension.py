"""Requests for more time: asked before the limit, decided by the office."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.task import Department


class ExtensionState(StrEnum):
    """What became of a request; ``WITHDRAWN``: the department asked for another day later."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """``day`` is what was asked for, ``granted`` what was given; ``answer`` the office's words.

    ``ref`` is the number of the task, ``task`` its id.
    """

    id: int
    task: int
    ref: int
    department: Department
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    day: date
    reason: str
    state: ExtensionState = ExtensionState.ASKED
    granted: date | None = None
    answer: str | None = None
