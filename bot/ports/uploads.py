"""What the office has sent in: kept by its digest, waiting for a word, and taken over."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.desk import UploadKind
from bot.model.person import Person
from bot.model.task import Share, Task
from bot.model.update import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file or pasted text as it came; its bytes are kept nowhere."""

    sha256: str
    name: str
    size: int
    kind: UploadKind


@dataclass(frozen=True, slots=True)
class Written:
    """A change of one part of the plan; ``on_behalf``: of a department not one's own."""

    task: Task
    share: Share
    change: Change
    on_behalf: bool


class Uploads(Protocol):
    """Uploads, and the changes that come with a ledger."""

    @abstractmethod
    async def keep(
        self,
        upload: Upload,
        *,
        person: int | None,
        at: datetime,
        draft: int | None = None,
        body: str | None = None,
    ) -> int:
        """Remember it; what waited of the same person waits no more.  Two statements."""

    @abstractmethod
    async def waiting(self, id: int, person: int | None) -> str | None:
        """The ``body`` that waits for this person's word; None when none does.  One statement."""

    @abstractmethod
    async def change(self, id: int, body: str) -> None:
        """What waits is something else now.  One statement."""

    @abstractmethod
    async def settle(self, id: int, *, at: datetime) -> bool:
        """It is taken over, and its body goes; False when nothing waited.  One statement."""

    @abstractmethod
    async def last_draft(self, person: int) -> tuple[int, str] | None:
        """The plan that the person sent in last: its draft's id, and what ``answered`` has kept.

        One statement.
        """

    @abstractmethod
    async def answered(self, draft: int, person: int, said: str) -> None:
        """What the person has answered about a plan that was sent in.  One statement."""

    @abstractmethod
    async def record(
        self, changes: Sequence[Written], *, person: Person, at: datetime, channel: str, batch: str
    ) -> None:
        """Append a record for each part and move its share on; four statements however many.

        At most one change a part.  Open urges of these parts are answered.  Raises ``Conflict``
        when a share is no longer at the version it was read at.
        """
