"""What a digest counts, and the digests that were made, each kept as it was seen."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.model.digest import Scope
from bot.model.task import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list that ends somewhere, by number.

    ``total`` counts everything, ``restricted`` what of it is reported offline; ``refs`` are the
    first of the others.  ``fresh``: how many of all are new.
    """

    total: int = 0
    restricted: int = 0
    fresh: int = 0
    refs: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """Reports that are owed to the office, how many are handed in, and how many before each end."""

    owed: int = 0
    done: int = 0
    before: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as the plan prints it, None for items before the first, and its items by status."""

    name: str | None
    count: Mapping[Status, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDigest:
    """One that was made: ``data`` is its JSON, ``digest`` the SHA-256 of it, in hexadecimal.

    ``place``: the number of a group, or ``plan`` for what people get in private.
    """

    id: int
    place: str
    week: str
    at: datetime
    data: str
    digest: str


class Digests(Protocol):
    """Set-based: every method is one statement, whatever the size of the plan.

    ``of`` names the chapter or the department of a scope, and is empty for the whole plan.
    """

    @abstractmethod
    async def updated(self, plan: int, scope: Scope, of: str, *, since: datetime) -> int:
        """Items of which something was reported after ``since`` that still stands."""

    @abstractmethod
    async def closed(
        self, plan: int, scope: Scope, of: str, *, since: datetime, limit: int
    ) -> Listed:
        """Items that the office has closed after ``since``."""

    @abstractmethod
    async def due(
        self, plan: int, scope: Scope, of: str, *, after: date | None, until: date, limit: int
    ) -> Listed:
        """Unfinished items with a hard date after one day, up to and including another."""

    @abstractmethod
    async def blocked(
        self, plan: int, scope: Scope, of: str, *, since: datetime, limit: int
    ) -> Listed:
        """Items of which a deciding part is blocked; ``fresh``: blocked after ``since``."""

    @abstractmethod
    async def missing(
        self, period: int, scope: Scope, of: str, *, limit: int
    ) -> tuple[Listed, Sequence[str]]:
        """Reports owed to the office that are not handed in, and whose they are, as ``short``."""

    @abstractmethod
    async def reported(
        self, period: int, scope: Scope, of: str, *, ends: Sequence[datetime]
    ) -> Reported:
        """At most seven ``ends``."""

    @abstractmethod
    async def chapters(self, plan: int, scope: Scope, of: str) -> Sequence[Chapter]:
        """In the order of the plan; an item counts with its own status, not that of its parts."""

    @abstractmethod
    async def keep(
        self, plan: int, *, place: str, week: str, at: datetime, data: str, digest: str
    ) -> bool:
        """False when this week's of this place is there already; it stays as it is."""

    @abstractmethod
    async def of_week(self, plan: int, *, place: str, week: str) -> StoredDigest | None: ...

    @abstractmethod
    async def latest(self, plan: int, *, places: Sequence[str]) -> StoredDigest | None: ...

    @abstractmethod
    async def since(self, plan: int, at: datetime) -> Sequence[StoredDigest]:
        """The first of the plan's that were made at this moment or later.  One statement."""

    @abstractmethod
    async def numbered(self, id: int) -> StoredDigest | None:
        """Of whatever plan."""
