"""The office's board: what a page needs, read with a constant number of statements.

Everything only reads.  Who may see which part of it is ruled by ``bot.access``, by the caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from bot.board_filters import read_filters
from bot.digest import SOON, When, reported
from bot.digest import About as Everything
from bot.model.audit import AuditHead
from bot.model.board import PAGE, Counted, Filters, Found, Listing, Sight
from bot.model.digest import Reports, Scope
from bot.model.light import last_near
from bot.model.period import Period
from bot.model.plan import PlanFacts
from bot.model.task import Department, Task
from bot.ports import (
    Coverage,
    EventState,
    Listed,
    Owed,
    Standing,
    Tally,
    Undelivered,
    Unit,
    Vitals,
)
from bot.searching import slip_in
from bot.slots import Days
from bot.workdays import Calendar

_SHORT_LIST = 50  # lines of a list beside others
_WEEK = timedelta(7)
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every page is read with: a view, the plan in force, the calendar, the moment."""

    unit: Unit
    plan: PlanFacts
    calendar: Calendar
    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """In the plan's zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def period(self) -> Period | None:
        """The one that is reported on."""
        return self.plan.period

    @property
    def sight(self) -> Sight:
        near = last_near(self.today, self.calendar)
        if self.period is None:
            return Sight(today=self.today, near=near)
        return Sight(today=self.today, near=near, period=self.period.id, due=self.period.due)


async def desk(unit: Unit, *, now: datetime, zone: tzinfo) -> Desk | None:
    """Two statements; None before there is a plan."""
    record = await unit.plans.current()
    if record is None:
        return None
    calendar = await unit.workdays.calendar()
    return Desk(unit=unit, plan=record.facts, calendar=calendar, now=now, zone=zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole plan at a glance.

    ``until`` is the last day of what is due soon.  ``requests``, for more time, and
    ``tally.submitted``, reports to review, wait for the office.
    """

    counted: Counted
    tally: Tally
    until: date
    due: Listing
    blocked: Listing
    covered: int
    unreached: int
    requests: int
    vitals: Vitals
    head: AuditHead


async def overview(desk: Desk) -> Overview:
    """Twelve statements."""
    unit, plan, today = desk.unit, desk.plan.id, desk.today
    until = desk.calendar.workdays_ahead(today, SOON)
    due = await unit.digests.due(
        plan, Scope.PLAN, "", after=today - _DAY, until=until, limit=_SHORT_LIST
    )
    blocked = await unit.digests.blocked(
        plan, Scope.PLAN, "", since=desk.now - _WEEK, limit=_SHORT_LIST
    )
    tasks = await unit.tasks.numbered(plan, sorted({*due.refs, *blocked.refs}))
    covered = await unit.reviews.coverage(plan)
    return Overview(
        counted=Counted(await unit.board.counts(plan, desk.sight)),
        tally=Tally() if desk.period is None else await unit.board.tally(desk.period.id),
        until=until,
        due=_listing(due, tasks),
        blocked=_listing(blocked, tasks),
        covered=len(covered),
        unreached=sum(one.gap is not None for one in covered),
        requests=len(await unit.deadlines.requests(plan)),
        vitals=await unit.health.vitals(now=desk.now),
        head=await unit.audit.head(),
    )


async def _standings(desk: Desk) -> Sequence[Standing]:
    return [] if desk.period is None else await desk.unit.reviews.standings(desk.period.id)


def _listing(listed: Listed, tasks: Mapping[int, Task]) -> Listing:
    """A task that was made restricted between two statements is not named."""
    found = [task for ref in listed.refs if (task := tasks.get(ref)) and not task.restricted]
    return Listing(total=listed.total, restricted=listed.restricted, tasks=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What the chart of the digests says, of now."""

    counted: Counted
    reports: Reports | None


async def drawing(desk: Desk) -> Drawing:
    """Two statements."""
    counted = Counted(await desk.unit.board.counts(desk.plan.id, desk.sight))
    if desk.period is None:
        return Drawing(counted=counted, reports=None)
    when = When(desk.now, desk.zone, desk.calendar)
    days = Days.around(when.today)
    found = await reported(desk.unit, desk.period, Everything(), when, days=days, since=desk.now)
    return Drawing(counted=counted, reports=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """A page of the tasks that fit; ``ignored`` are parts of the query that say nothing here.

    ``typed``: the words that are found nowhere, where ``filters`` has those that were meant.
    """

    filters: Filters
    ignored: tuple[str, ...]
    chapters: Sequence[str | None]
    departments: Sequence[Department]
    found: Found
    tasks: Sequence[Task]
    typed: str | None = None


async def task_list(desk: Desk, query: Iterable[tuple[str, str]]) -> TaskList:
    """Four statements; one more for a page behind the last, two to four for words found nowhere."""
    board, plan = desk.unit.board, desk.plan.id
    chapters = await board.chapters(plan)
    departments = await board.departments(plan)
    filters, ignored = read_filters(query, chapters, departments)
    chapter = None if filters.chapter is None else chapters[filters.chapter - 1]
    found = await board.find(plan, filters, chapter, desk.sight, limit=PAGE)
    if not found.total and filters.page > 1:
        ignored = (*ignored, str(filters.page))
        filters = replace(filters, page=1)
        found = await board.find(plan, filters, chapter, desk.sight, limit=PAGE)
    typed = None
    if not found.total and filters.words:
        slip = await slip_in(desk.unit.tasks, plan, filters.words)
        if slip.meant is not None:
            typed, filters = filters.words, replace(filters, words=slip.meant)
            found = await board.find(plan, filters, chapter, desk.sight, limit=PAGE)
    tasks = await desk.unit.tasks.numbered(plan, found.refs) if found.refs else {}
    return TaskList(
        typed=typed,
        filters=filters,
        ignored=ignored,
        chapters=chapters,
        departments=departments,
        found=found,
        tasks=[tasks[ref] for ref in found.refs if ref in tasks],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Departments:
    """Who speaks for each, and what it owes; ``total`` of them, this page's in ``covered``."""

    covered: Sequence[Coverage]
    owed: Mapping[int, Tally]  # by department's id
    page: int
    total: int
    reached: int
    with_deputy: int


async def departments(desk: Desk, page: int) -> Departments:
    """Three statements; in plan order."""
    covered = await desk.unit.reviews.coverage(desk.plan.id)
    owed = dict[int, Tally]()
    for one in await _standings(desk):
        owed[one.department.id] = owed.get(one.department.id, Tally()) + one.tally
    page = min(max(page, 1), pages(len(covered)))
    return Departments(
        covered=covered[(page - 1) * PAGE : page * PAGE],
        owed=owed,
        page=page,
        total=len(covered),
        reached=sum(one.gap is None for one in covered),
        with_deputy=sum(bool(one.deputies) for one in covered),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReports:
    """The period's reports to the office: what is missing, in plan order."""

    period: Period
    tally: Tally
    standings: Sequence[Standing]
    missing: Sequence[Owed]
    page: int


async def period_reports(desk: Desk, page: int) -> PeriodReports | None:
    """Two statements; None before a period was opened."""
    if desk.period is None:
        return None
    standings = await _standings(desk)
    tally = sum((one.tally for one in standings), Tally())
    page = min(max(page, 1), pages(tally.missing))
    missing = await desk.unit.board.missing(desk.period.id, limit=PAGE, offset=(page - 1) * PAGE)
    return PeriodReports(
        period=desk.period, tally=tally, standings=standings, missing=missing, page=page
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """What could not be delivered or worked; the lists are empty for who may only see counts."""

    vitals: Vitals
    undelivered: Sequence[Undelivered] = ()
    parked: Sequence[EventState] = ()
    listed: bool = False


async def deliveries(unit: Unit, *, now: datetime, listed: bool) -> Deliveries:
    """Three statements, two more with the lists."""
    vitals = await unit.health.vitals(now=now)
    if not listed:
        return Deliveries(vitals=vitals)
    return Deliveries(
        vitals=vitals,
        undelivered=await unit.board.undelivered(limit=PAGE),
        parked=await unit.board.parked(limit=PAGE),
        listed=True,
    )


def pages(count: int) -> int:
    """How many pages so many lines fill; at least one."""
    return max(1, -(-count // PAGE))
