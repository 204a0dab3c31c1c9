"""Leave and quiet hours: when somebody is not to be reminded, and who is instead."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.model.nudge import Away, Colleague, Quiet


class Absences(Protocol):
    """Nobody is away whose deputy has left: then they get their nudges themselves."""

    @abstractmethod
    async def away(self, day: date) -> Sequence[Away]:
        """Everybody who is on leave that day; one statement."""

    @abstractmethod
    async def around(self, person: int, day: date) -> Sequence[Away]:
        """The person's own leave, and those for whom the person stands in that day.

        Also for those for whom one of these would stand in.  One statement.
        """

    @abstractmethod
    async def colleagues(self, person: int, day: date) -> Sequence[Colleague]:
        """Who is active in the person's department besides, by name; one statement."""

    @abstractmethod
    async def leave(self, person: int, deputy: int, *, until: date, at: datetime) -> None:
        """From now on; a leave that was there is replaced."""

    @abstractmethod
    async def come_back(self, person: int) -> bool:
        """False: there was no leave."""

    @abstractmethod
    async def quiet(self, person: int) -> Quiet | None: ...

    @abstractmethod
    async def keep_quiet(self, person: int, quiet: Quiet | None) -> None:
        """None: no quiet hours any more."""
