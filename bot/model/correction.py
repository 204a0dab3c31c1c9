"""Corrections of what was reported for a sealed period, which the office has to agree to."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.desk import CorrectionState
from bot.model.period import Period
from bot.model.task import Department


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """``words``: what the text should have been; ``answer``: the office's words, if any.

    ``ref`` is the number of the task, ``task`` its id.
    """

    id: int
    task: int
    ref: int
    department: Department
    period: Period
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    words: str
    state: CorrectionState = CorrectionState.ASKED
    answer: str | None = None
