"""The audit as the bot writes, reads and verifies it."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.audit import AuditCheck, AuditEntry, AuditHead, AuditRecord, Witness


class Audit(Protocol):
    """Append-only and chained: each entry's hash covers the one before."""

    @property
    @abstractmethod
    def changes(self) -> int:
        """How many of the unit's statements have changed anything that lasts.

        What the conversation keeps for itself (a preview, which report is being filled in) is not
        counted, nor is a statement that found nothing to change.
        """

    @abstractmethod
    def note(self, entry: AuditEntry, *, at: datetime) -> None:
        """Written when the unit ends, in its transaction; all of a unit take two statements."""

    @abstractmethod
    async def head(self) -> AuditHead:
        """The last entry that is written; what this unit has noted is not."""

    @abstractmethod
    async def is_whole(self) -> bool:
        """Whether the head's row is that of the last entry: cheap, and no proof of the rest."""

    @abstractmethod
    async def entries(
        self, *, of: Sequence[str] = (), limit: int, offset: int = 0
    ) -> Sequence[AuditRecord]:
        """Newest first; ``of``: only those with one of these as actor or object."""

    @abstractmethod
    async def verify(self, witnesses: Sequence[Witness] = ()) -> AuditCheck:
        """Read everything, in pieces, and compare it with the head, the digests, ``witnesses``."""
