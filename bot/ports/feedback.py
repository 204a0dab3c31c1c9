"""What people think of the work and of the bot, until the office has read it."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.feedback import Feedback


class Feedbacks(Protocol):
    """Kept until it was read and the days of ``LIAISON_KEEP_RAW`` are over; erased with 注销."""

    @abstractmethod
    async def add(self, person: int, words: str, *, at: datetime) -> None: ...

    @abstractmethod
    async def unread(self, *, limit: int, offset: int = 0) -> tuple[Sequence[Feedback], int]:
        """Oldest first, and how many there are; one statement."""

    @abstractmethod
    async def read(self, ids: Collection[int], *, by: int, at: datetime) -> int:
        """The office has seen these; how many of them were unread."""

    @abstractmethod
    async def waiting(self, *, since: datetime) -> tuple[int, int]:
        """How many are unread, and how many of them came since ``since``; one statement."""

    @abstractmethod
    async def purge(self, *, before: datetime) -> None:
        """What was read before then goes."""
