"""What the simulator needs from whoever wires it: people to play, time to move, forms to read."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.forms import Filled
from bot.model.person import Person
from bot.model.task import Department

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Body:
    """A department with its people; it speaks through the first of them, or a stand-in."""

    department: Department
    people: Sequence[Person]


class Cast(Protocol):
    """Who can be played."""

    @abstractmethod
    async def find(self, words: str) -> Sequence[Body]:
        """Departments whose names, or whose people's names, have the words in them; or all."""

    @abstractmethod
    async def join(self, who: str) -> str:
        """The user that speaks for a person's id or a department, bound from now on.

        Raises LookupError, with a sentence, for nobody and for several.
        """

    @abstractmethod
    async def person(self, user: str) -> Person | None:
        """Whom the user was bound to when it joined; None for the unbound one."""


class Time(Protocol):
    """A clock that can be moved on: never that of a store in use."""

    @abstractmethod
    def now(self) -> datetime:
        """Aware, in UTC."""

    @abstractmethod
    async def forward(self, minutes: int) -> None: ...

    @abstractmethod
    async def to_morning(self) -> None:
        """9:00 of the next working day."""

    @abstractmethod
    async def to_day(self, day: str) -> None:
        """9:00 of an ISO day that is still to come.  Raises ValueError for any other."""

    @abstractmethod
    async def to_message(self, chat: str) -> bool:
        """Until something unasked is said in a chat; False when nothing comes for a long time."""


@dataclass(frozen=True, slots=True)
class Forms:
    """How Slack reads what comes back; ``loading``: the window that is seen until then."""

    loading: Callable[[str], Json]
    filled: Callable[[Json], Filled]
    missing: Callable[[Json], Mapping[str, str] | None]
