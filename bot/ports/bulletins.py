"""Bulletins: what the office tells many, each reader once, in that reader's next bundle."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.desk import Announced, Bulletin, BulletinKind
from bot.model.nudge import Contact


class Bulletins(Protocol):
    """A bulletin waits until a bundle that shows it is about to be sent."""

    @abstractmethod
    async def put(
        self,
        kind: BulletinKind,
        batch: str,
        words: Mapping[int, str],
        *,
        by: int | None,
        at: datetime,
    ) -> None:
        """``words`` by reader (id of a person).  Once for each reader of a batch; one statement.

        Whoever plans bundles finds it at the next look: nothing else is to be done.
        """

    @abstractmethod
    async def open_to(self, reader: int, bundle: str) -> Sequence[Bulletin]:
        """Oldest first: what the reader has not been told, and what this bundle (a key) shows."""

    @abstractmethod
    async def shown_in(self, reader: int, bundle: str) -> Sequence[Bulletin]:
        """What the reader was told in this bundle."""

    @abstractmethod
    async def told(self, ids: Sequence[int], bundle: str, at: datetime) -> None:
        """They stand in this bundle, which is drawn in this transaction to be sent.

        Drawn once more, it shows them again; if it ends without being sent, they wait anew
        (``Occurrences.end`` sees to that).
        """

    @abstractmethod
    async def waiting(self) -> Sequence[Contact]:
        """Readers who have something to be told, each once, with the account it would go to."""

    @abstractmethod
    async def stand_in(self, deputies: Mapping[int, int], *, at: datetime) -> None:
        """What people on leave have not been told is told to who stands in, too, marked so.

        ``deputies`` by who is on leave (ids of people).  An announcement that the deputy reads
        anyway is not told twice.  Safe to repeat.
        """

    @abstractmethod
    async def announced(self, *, limit: int) -> Sequence[Announced]:
        """The last announcements, newest first; one statement."""

    @abstractmethod
    async def announcement(self, id: int) -> Announced | None: ...

    @abstractmethod
    async def withdraw(self, batch: str) -> int:
        """Who has not been told is not told any more; how many of them there were."""
