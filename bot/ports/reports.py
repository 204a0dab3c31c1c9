"""Reports: what departments owe for each period, what pre-writes it, and how far it is."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from bot.model.report import Edit, Report, Sheet

Part = tuple[int, int]
"""A department's part in a task: the ids of task and department."""


class Reports(Protocol):
    """The reports of all periods, and who is filling one in."""

    @abstractmethod
    async def sheet(self, period: int, task: int, department: int, *, zone: tzinfo) -> Sheet | None:
        """The report with what pre-writes it; None if none is owed.  Two statements.

        ``zone`` is where the period begins.
        """

    @abstractmethod
    async def of_department(self, period: int, department: int) -> Mapping[int, Report]:
        """All that the department owes or has sent for a period, by task id.  One statement."""

    @abstractmethod
    async def before(self, period: int, task: int, department: int) -> Report | None:
        """The last one that was submitted for an earlier period.  One statement."""

    @abstractmethod
    async def save(self, report: Report, *, by: int, batch: str | None) -> Report:
        """Store the report as it is given, one version on.  One statement.

        ``by``: a person; ``batch``: the message that did it.  Raises ``Conflict`` when it has
        been changed since it was read.
        """

    @abstractmethod
    async def keep(self, report: Report, *, by: int, at: datetime, batch: str) -> None:
        """Before it is written into by hand: what it is now, to be put back.  One statement."""

    @abstractmethod
    async def last_edits(self, person: int) -> Sequence[Edit]:
        """What the person's latest message that wrote into reports by hand wrote, newest first.

        Without what was taken back.  One statement.
        """

    @abstractmethod
    async def edits(self, person: int, batch: str) -> Sequence[Edit]:
        """The same of message ``batch``, taken back or not.  One statement."""

    @abstractmethod
    async def undone(self, report: Report, edits: Sequence[Edit]) -> None:
        """``edits`` were taken back: ``report``, as it is stored now, is as before them.

        Two statements.
        """

    @abstractmethod
    async def touch(
        self,
        period: int,
        parts: Collection[Part],
        told: Collection[Part],
        *,
        by: int,
        at: datetime,
        batch: str,
    ) -> None:
        """Updates were written on ``parts``: what was open or returned is a draft.

        ``told``: those of them on which text was written; a participant has thereby told its
        lead.  Nothing else changes.  One statement.
        """

    @abstractmethod
    async def untouch(self, parts: Collection[Part], *, batch: str) -> Collection[Part]:
        """The updates of message ``batch`` were taken back: what it moved is as it was before.

        Unless something was written into the report since.  Of these parts the lead had been told.
        One statement.
        """

    @abstractmethod
    async def submitted(self, parts: Collection[Part]) -> Sequence[Report]:
        """Their reports that were submitted, earliest period first.  One statement.

        Without those that an update of a participant only told to its lead.
        """

    @abstractmethod
    async def last_sent(self, person: int) -> tuple[Report, int] | None:
        """The last report that the person sent and the office has not decided about, with the
        number of its task; None if there is none in an open period.  One statement.
        """

    @abstractmethod
    async def begin(self, person: int, report: Report, *, at: datetime) -> None:
        """The person fills in this report now, and no other.  One statement."""

    @abstractmethod
    async def leave(self, person: int) -> None:
        """The person fills in none any more.  One statement."""
