"""Groups that get a weekly digest, what part of the plan theirs is about, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.messages import Address
from bot.model.period import Span
from bot.model.task import Status


class Scope(StrEnum):
    """Which tasks a digest is about."""

    PLAN = "plan"
    CHAPTER = "chapter"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group that the office has registered.

    ``of`` names the chapter or the department, ``english`` is the department's name in English,
    empty where it has none.  The digest goes out on ``weekday`` (0 is Monday)
    at ``hour`` in the plan's zone.  ``owner``: who registered it.
    """

    id: int
    address: Address
    scope: Scope = Scope.PLAN
    of: str = ""
    purpose: str = ""
    owner: int
    since: datetime
    weekday: int = 4
    hour: time = time(16)
    paused: bool = False
    english: str = ""


WHOLE_PLAN = "plan"
"""The place of digests that people get in private; that of a group is its number."""


@dataclass(frozen=True, slots=True)
class Named:
    """A department as it was called: its short name, and how English cards call it."""

    short: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a list as it stood; ``day``: the date of its own that it is listed for."""

    number: int
    title: str
    departments: tuple[Named, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``total`` counts everything, ``restricted`` what of it is never listed; ``fresh``: new."""

    total: int = 0
    restricted: int = 0
    fresh: int = 0
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """``done``: reports handed in by its end."""

    first: date
    last: date
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The period that is reported on: how many reports are owed and ``done``, week by week.

    ``fresh``: handed in since the last digest.
    """

    span: Span
    due: date
    owed: int
    done: int
    fresh: int = 0
    weeks: tuple[Week, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterCount:
    """``name`` as the plan prints it, None before the first chapter."""

    name: str | None
    count: Mapping[Status, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything that a digest says, without any language.

    ``week`` is the ISO week of its slot, ``2019-W42``, ``first`` and ``last`` the days it is about.
    It counts changes after ``since``, and was made ``at``.  ``planned``: when it should have gone
    out, if it is late.  ``until``: the last day of what is due soon.  ``overdue`` are items whose
    own date is missed, ``missing`` reports that are.  ``closed`` are numbers.  ``provisional``:
    years whose working days were counted without their arrangement.  ``removed``: items that stood
    in its lists and became restricted since; ``was``: its SHA-256 before that.  ``audit``: the
    audit's head when it was kept, as others keep it; empty for older ones.
    """

    scope: Scope = Scope.PLAN
    of: str = ""
    in_group: bool = False
    week: str
    first: date
    last: date
    since: datetime
    at: datetime
    planned: datetime | None = None
    until: date
    provisional: tuple[int, ...] = ()
    updates: int = 0
    closed: Section = field(default_factory=Section)
    overdue: Section = field(default_factory=Section)
    missing: Section = field(default_factory=Section)
    due: Section = field(default_factory=Section)
    blocked: Section = field(default_factory=Section)
    reports: Reports | None = None
    chapters: tuple[ChapterCount, ...] = ()
    removed: int = 0
    was: str = ""
    audit: str = ""

    @property
    def says_something(self) -> bool:
        """Whether anything happened, or is asked of anybody."""
        sections = (self.closed, self.overdue, self.missing, self.due, self.blocked)
        handed_in = 0 if self.reports is None else self.reports.fresh
        return bool(self.updates or handed_in or any(section.total for section in sections))
