"""Complaints and suggestions of whoever takes part."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.person import Person


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody wrote, unread by the office."""

    id: int
    person: Person
    at: datetime
    words: str
