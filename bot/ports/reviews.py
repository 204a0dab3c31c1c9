"""How far the reports of a period are, and what the office makes of them."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Platform
from bot.model.reach import Gap
from bot.model.report import ReportState
from bot.model.task import Department, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many reports are owed to the office, participants' to their leads apart.

    ``handed_in``: submitted, accepted, or so when the period was sealed.  ``submitted``: those of
    them that wait for the office.  ``drafts`` and ``returned`` are still owed.
    """

    owed: int = 0
    handed_in: int = 0
    submitted: int = 0
    drafts: int = 0
    returned: int = 0

    @property
    def missing(self) -> int:
        return self.owed - self.handed_in

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            owed=self.owed + other.owed,
            handed_in=self.handed_in + other.handed_in,
            submitted=self.submitted + other.submitted,
            drafts=self.drafts + other.drafts,
            returned=self.returned + other.returned,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A department's reports; on restricted tasks in a standing of their own."""

    department: Department
    restricted: bool
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A report to the office, with what there is to say about its task.

    ``task`` is the task's id, ``ref`` its number.  ``handed_in``: it is no longer owed.
    ``reason``: why it was sent back.  ``decided_by``: the name of whoever accepted it or sent it
    back last, empty while nobody has.  ``outgrown``: its texts are not those that were approved;
    ``written_by`` (a name, empty if it is not known) changed them last, at ``written_at``.
    """

    task: int
    ref: int
    text: str
    chapter: str | None
    section: str | None
    restricted: bool
    department: Department
    state: ReportState
    handed_in: bool
    version: int
    submitted_by: int | None
    reason: str | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    outgrown: bool = False
    written_by: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who speaks for a department of the plan, and of how many tasks.

    Names of active people, those who can be reached first; ``platforms``: where a liaison or a
    deputy can be.  ``gap``: why no liaison can be reached, None where one can, or need not be.
    """

    department: Department
    lead: int
    participant: int
    liaisons: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    platforms: tuple[Platform, ...] = ()
    gap: Gap | None = None


class Reviews(Protocol):
    """Counts by the database, reports one by one, and decisions about them."""

    @abstractmethod
    async def tallies(self, plan: int) -> Mapping[int, Tally]:
        """Of each period, by its id; one statement."""

    @abstractmethod
    async def standings(self, period: int) -> Sequence[Standing]:
        """Of each department that owes something, in plan order; one statement."""

    @abstractmethod
    async def missing(self, period: int) -> Sequence[Owed]:
        """What is still owed to the office, or was when the period was sealed, by number."""

    @abstractmethod
    async def submitted(self, period: int) -> Sequence[Owed]:
        """What waits for the office's word, by number."""

    @abstractmethod
    async def on_tasks(self, period: int, tasks: Collection[int]) -> Sequence[Owed]:
        """All reports to the office on the tasks of these ids, by number."""

    @abstractmethod
    async def of_department(self, period: int, department: int) -> Sequence[Owed]:
        """All reports of the department to the office, by number."""

    @abstractmethod
    async def owing(self, plan: int) -> Sequence[tuple[Mode | None, int, int]]:
        """What a new period would ask: mode of the tasks, department's id, number of reports."""

    @abstractmethod
    async def coverage(self, plan: int) -> Sequence[Coverage]:
        """Departments of the plan, collectives apart, in plan order; two statements."""

    @abstractmethod
    async def decide(
        self,
        period: int,
        reports: Collection[tuple[int, int]],
        state: ReportState,
        *,
        reason: str | None,
        by: int,
        at: datetime,
        batch: str,
    ) -> Mapping[tuple[int, int], int]:
        """Accept what is submitted, or return that or what was accepted.

        ``reports``: task's and department's ids.  Gives the new version of each that it was done
        with; what has been decided or shut meanwhile is left alone.
        """

    @abstractmethod
    async def seal(self, period: int, *, by: int, at: datetime) -> bool:
        """Shut the period and all its reports; False when it is shut already."""
