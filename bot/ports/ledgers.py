"""What a ledger needs: what is stored about every part of a plan, and somebody to write it down."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import tzinfo
from typing import Protocol

from bot.documents import Format
from bot.model.ledger import Entry, Table
from bot.model.paper import Paper, Slips
from bot.model.period import Period

Content = Table | Paper | Slips
"""What can be written down: a table as xlsx or csv, the others as docx."""


class Ledgers(Protocol):
    """Reads a whole plan at once; for a view."""

    @abstractmethod
    async def entries(
        self, plan: int, period: Period | None, *, zone: tzinfo
    ) -> Mapping[tuple[int, int], Entry]:
        """What was reported, by the ids of task and department, as ``Reports.sheet`` says it.

        Without a period the last word of each kind.  Parts about which nothing is known are left
        out.  Four statements, whatever the size of the plan.
        """

    @abstractmethod
    async def liaisons(self) -> Mapping[int, tuple[str, ...]]:
        """Names of the liaisons who are in office, by department.  One statement."""


class SheetWriter(Protocol):
    """Makes files of tables and texts."""

    @abstractmethod
    def write(self, content: Content, format: Format) -> bytes:
        """Takes up to a second or two: never in a transaction, and in a thread of its own."""


class NoSheetWriter(SheetWriter):
    """Where nobody asks for files."""

    def write(self, content: Content, format: Format) -> bytes:
        raise RuntimeError("nobody writes files here")
