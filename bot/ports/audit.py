"""The audit as the bot writes it."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from bot.model.audit import AuditEntry, AuditHead


class Audit(Protocol):
    """Append-only and chained: each entry's hash covers the one before."""

    @abstractmethod
    def note(self, entry: AuditEntry, *, at: datetime) -> None:
        """Written when the unit ends, in its transaction; all of a unit take two statements."""

    @abstractmethod
    async def head(self) -> AuditHead:
        """The last entry that is written; what this unit has noted is not."""
