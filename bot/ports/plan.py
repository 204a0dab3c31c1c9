"""The plan: its tasks, what departments report on them, and how a document becomes one."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.model.period import Cadence
from bot.model.person import Person
from bot.model.plan import PlanDraft, PlanFacts
from bot.model.search import Found
from bot.model.task import Share, Task
from bot.model.update import Change, Update


class Tasks(Protocol):
    """The tasks of the plan in force, and what departments report on them."""

    @abstractmethod
    async def numbered(self, plan: int, refs: Sequence[int]) -> Mapping[int, Task]:
        """Those that exist, by ``ref``, whole; one statement however many."""

    @abstractmethod
    async def assigned_to(self, plan: int, department: int) -> Sequence[Task]:
        """All tasks in which the department has a share, by ``ref``; one statement."""

    @abstractmethod
    async def every(self, plan: int) -> Sequence[Task]:
        """The whole plan in document order; one statement."""

    @abstractmethod
    async def search(self, plan: int, query: str, *, page: int, size: int) -> Found:
        """One page of the unrestricted tasks that have all the words of the query.

        A word counts as found, literally, in the text, in the title of its chapter or section, as
        the task's number, as a name of a department with a share.  Three statements at most.
        """

    @abstractmethod
    async def found_by(self, plan: int, words: Sequence[str]) -> Mapping[str, int]:
        """How many tasks a search would find by each of the words alone; one statement."""

    @abstractmethod
    async def vocabulary(self, plan: int) -> Sequence[str]:
        """What the words of a search can stand in, folded: unrestricted texts, titles, names."""

    @abstractmethod
    async def dated(self, plan: int, *, until: date) -> Sequence[Task]:
        """Tasks with a date up to and including ``until``, by date; one statement."""

    @abstractmethod
    async def record(
        self,
        task: Task,
        share: Share,
        change: Change,
        *,
        person: Person,
        at: datetime,
        channel: str,
        batch: str,
        on_behalf: bool = False,
    ) -> Update:
        """Append the update and move the share from the seen version to the next: 2 statements.

        Raises ``Conflict`` when the share is no longer at the version of ``share``.
        """

    @abstractmethod
    async def last_batch(self, person: int) -> Sequence[Update]:
        """The records of the person's latest message that wrote and was not undone, if any."""

    @abstractmethod
    async def written(self, person: int, batch: str) -> Sequence[Update]:
        """What the person wrote with message ``batch``, newest first, undone or not.

        One statement.
        """

    @abstractmethod
    async def recent(self, person: int, since: datetime) -> Sequence[Update]:
        """What the person has recorded since then and stands, oldest first; one statement."""

    @abstractmethod
    async def take_back(
        self, update: Update, *, person: Person, at: datetime, channel: str, batch: str
    ) -> None:
        """Append an ``undo`` record and put the share back to what, and whose, it was before.

        Raises ``Conflict`` when a later change of the share stands.
        """

    @abstractmethod
    async def followers(self, updates: Sequence[Update]) -> Mapping[int, Update]:
        """By id, the last change of the same share by a later message that still stands.

        Only for those that have one: nothing stands in the way of undoing the others.  One
        statement.
        """

    @abstractmethod
    async def history(self, task: int, *, limit: int, offset: int = 0) -> Sequence[Update]:
        """The records of one task (by id), newest first."""

    @abstractmethod
    async def recorded(self, task: int) -> int:
        """How many ``history`` has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPeriod:
    """What the office says about a plan where the document is silent."""

    title: str
    starts: date
    ends: date
    issued_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """The plan in force, for ``liaison plan show``."""

    facts: PlanFacts
    period: PlanPeriod
    issuer: str | None
    rules: tuple[str, ...]
    sha256: str


class Plans(Protocol):
    """Drafts and the plan in force."""

    @abstractmethod
    async def current(self) -> PlanRecord | None: ...

    @abstractmethod
    async def keep(self, draft: PlanDraft, *, at: datetime) -> int:
        """Store the draft; the same bytes again give the same id."""

    @abstractmethod
    async def apply(self, draft: int, period: PlanPeriod, *, at: datetime) -> PlanFacts:
        """Make a kept draft the plan in force.

        Departments the register does not know are added as printed.  Raises ``Conflict`` when
        there is a plan already.
        """

    @abstractmethod
    async def set_cadence(self, plan: int, cadence: Cadence) -> None:
        """How often the plan's departments report from now on; what is open stays open."""
