"""What the office asks for by hand, and what it hears back."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.task import Department


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge:
    """The office asks a department for news of a task.

    ``words`` are the office's own, None for the usual ones.  ``answered_at``: when the department
    updated or reported on the task afterwards, ``answered_by`` the name of who did.
    ``progress`` is what was said then, None without a text.
    """

    id: int
    task: int
    ref: int
    text: str
    restricted: bool
    department: Department
    person: int
    at: datetime
    words: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    progress: str | None = None
