"""The office's board: which part of the plan is looked at, and what is counted of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.model.digest import ChapterCount
from bot.model.light import Light
from bot.model.report import ReportState
from bot.model.task import Status, Task

PAGE = 100
"""Lines of a table on one page."""


class Wish(StrEnum):
    """Which reports to the office a list of tasks is narrowed to."""

    OWED = "owed"  # not handed in, in whatever state
    OPEN = ReportState.OPEN.value
    DRAFT = ReportState.DRAFT.value
    SIGNED_OFF = ReportState.SIGNED_OFF.value
    SUBMITTED = ReportState.SUBMITTED.value
    RETURNED = ReportState.RETURNED.value
    ACCEPTED = ReportState.ACCEPTED.value
    SEALED = ReportState.SEALED.value
    NONE = "none"  # no report is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list of tasks is narrowed to; ``page`` counts from 1.

    ``chapter`` is its place in the plan, from 1; ``department`` its short name.
    """

    chapter: int | None = None
    department: str | None = None
    status: Status | None = None
    light: Light | None = None
    report: Wish | None = None
    words: str = ""
    page: int = 1

    @property
    def asks_facts(self) -> bool:
        """Whether it asks for more than a place in the plan.

        What is reported offline is not listed then: that it is there would answer the question.
        """
        wishes = (self.department, self.status, self.light, self.report, self.words or None)
        return any(wish is not None for wish in wishes)

    @property
    def narrows(self) -> bool:
        return self.chapter is not None or self.asks_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What lights depend on: ``near`` is the last day that is yellow.

    ``period`` is the plan's current one by its id, and ``due`` when its reports are; None without.
    """

    today: date
    near: date
    period: int | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """So many tasks of a chapter (None: before the first) have this status and this light."""

    chapter: str | None
    status: Status
    light: Light
    count: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Every task of the plan, chapter by chapter in the plan's order."""

    cells: Sequence[Cell] = ()

    @property
    def total(self) -> int:
        return _sum(self.cells)

    @property
    def chapters(self) -> tuple[ChapterCount, ...]:
        found: dict[str | None, dict[Status, int]] = {}
        for cell in self.cells:
            count = found.setdefault(cell.chapter, {})
            count[cell.status] = count.get(cell.status, 0) + cell.count
        return tuple(ChapterCount(name=name, count=count) for name, count in found.items())

    def of_status(self, status: Status) -> int:
        return _sum(cell for cell in self.cells if cell.status is status)

    def of_light(self, light: Light) -> int:
        return _sum(cell for cell in self.cells if cell.light is light)

    def of_chapter(self, chapter: str | None, light: Light) -> int:
        """Those with this light in one chapter."""
        return _sum(c for c in self.cells if c.light is light and c.chapter == chapter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that ends somewhere, by number.

    ``restricted``: how many of ``total`` are reported offline, which are counted and not listed.
    """

    total: int = 0
    restricted: int = 0
    tasks: Sequence[Task] = ()

    @property
    def more(self) -> int:
        """How many that could be listed are not."""
        return self.total - self.restricted - len(self.tasks)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list: the numbers of its tasks, and how many the whole list has."""

    total: int = 0
    refs: Sequence[int] = field(default=())


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell.count for cell in cells)
