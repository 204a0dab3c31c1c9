"""What departments report between periods: append-only records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.task import Status


class UpdateKind(StrEnum):
    """Why a record was written."""

    UPDATE = "update"
    UNDO = "undo"
    CORRECTION = "correction"  # says what a text should have been; changes nothing else


CORRECTED = "更正："
"""How a correction begins wherever it stands among other texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one line asks to write on one department's part; None leaves a value as it is."""

    status: Status | None = None
    percent: int | None = None
    progress: str | None = None
    problems: str | None = None
    next_steps: str | None = None

    @classmethod
    def of_texts(cls, texts: Mapping[str, str | None]) -> "Change":
        """One that only writes these fields."""
        return cls(
            progress=texts.get("progress"),
            problems=texts.get("problems"),
            next_steps=texts.get("next_steps"),
        )

    @property
    def is_note(self) -> bool:
        """Whether it writes progress and nothing else."""
        return self == Change(progress=self.progress)

    @property
    def has_text(self) -> bool:
        return any((self.progress, self.problems, self.next_steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One stored record.  ``batch`` is the key of the message that wrote it: one undo a batch.

    ``before_*`` and ``version`` are the share before the write and after it.
    ``undone`` says that a later record took it back.
    """

    id: int
    task_ref: int
    department: int
    department_short: str
    person: int
    person_name: str
    at: datetime
    channel: str
    kind: UpdateKind
    batch: str
    change: Change
    before_status: Status
    before_percent: int | None
    version: int
    on_behalf: bool = False
    undone: bool = False
