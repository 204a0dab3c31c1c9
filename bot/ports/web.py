"""Links that open a page in the browser once, and the sessions that they begin."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.model.person import Person

LINK_FOR = timedelta(minutes=10)
"""How long a link works, once."""


class Page(StrEnum):
    """What a link opens."""

    BOARD = "board"  # the office's, read-only
    CHAT = "chat"  # the simulator


class KeyKind(StrEnum):
    """A link works once; the session that it begins, until it expires."""

    LINK = "link"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks: ``person`` is None for whoever started the program and has its link."""

    page: Page
    person: Person | None


class WebKeys(Protocol):
    """Of a token only its SHA-256 (``bot.codes.token_digest``) is kept."""

    @abstractmethod
    async def issue(
        self, digest: str, page: Page, person: int | None, *, at: datetime, expires: datetime
    ) -> None:
        """A link for somebody, who has no other unused one for the page from then on."""

    @abstractmethod
    async def enter(
        self, digest: str, session: str, *, at: datetime, expires: datetime
    ) -> Visitor | None:
        """Use a link up and begin ``session`` (a digest too); None for one that does not work."""

    @abstractmethod
    async def visitor(self, session: str, *, at: datetime) -> Visitor | None:
        """Who is behind a session; None when it is over, or the person was revoked."""
