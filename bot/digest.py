"""Makes the weekly digest of a plan, a chapter or a department, and keeps it as it was seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from bot.cards import phrases
from bot.model.digest import (
    ChapterCount,
    Digest,
    Entry,
    Group,
    Named,
    Reports,
    Scope,
    Section,
    Week,
)
from bot.model.period import Period
from bot.model.plan import PlanFacts
from bot.model.task import Department, Task
from bot.ports import Listed, Unit
from bot.slots import Days, Slot, last_slot, next_slot, slot_of_week
from bot.workdays import Calendar

LISTED = 150
"""Items of a section that are kept, for 完整清单; the digest itself shows the first ones."""

SOON = 10  # working days, as 临期 has it
_WEEKS = 6
_LATE = timedelta(hours=1)
_WEEK = timedelta(7)
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class About:
    """What a digest is about, and whether a group gets it."""

    scope: Scope = Scope.PLAN
    of: str = ""
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The moment at which a digest is made, and what its days are counted with."""

    now: datetime
    zone: tzinfo
    calendar: Calendar

    @property
    def today(self) -> date:
        """In the plan's zone."""
        return self.now.astimezone(self.zone).date()

    def last_slot(self, group: Group | None = None) -> Slot:
        if group is None:
            return last_slot(self.now, self.zone, self.calendar)
        return last_slot(self.now, self.zone, self.calendar, group.weekday, group.hour)

    def before(self, slot: Slot) -> datetime:
        """The moment of the slot a week before this one."""
        earlier, hour = slot.day - _WEEK, slot.due.timetz().replace(tzinfo=None)
        return slot_of_week(earlier, self.zone, self.calendar, slot.day.weekday(), hour).due

    def next_slot(self, group: Group | None = None) -> Slot:
        if group is None:
            return next_slot(self.now, self.zone, self.calendar)
        return next_slot(self.now, self.zone, self.calendar, group.weekday, group.hour)


def about(group: Group) -> About:
    return About(group.scope, group.of, in_group=True)


def stands(group: Group, plan: PlanFacts, today: date, zone: tzinfo) -> bool:
    """A group ends with the plan that it was registered for."""
    began = min(plan.starts, plan.applied_on)
    return began <= group.since.astimezone(zone).date() and today <= plan.ends


async def make(
    unit: Unit, plan: PlanFacts, what: About, slot: Slot, when: When, *, last: datetime | None
) -> Digest:
    """What is true now: eight or nine statements whatever the size of the plan; writes nothing.

    ``last``: when the one before it was made; without one it counts from the slot before.
    """
    since = when.before(slot) if last is None else last
    scope, of, today, digests = what.scope, what.of, when.today, unit.digests
    period = plan.period
    late = period is not None and period.is_open and today > period.due
    until = when.calendar.workdays_ahead(today, SOON)
    yesterday = today - _DAY
    closed = await digests.closed(plan.id, scope, of, since=since, limit=LISTED)
    overdue = await digests.due(plan.id, scope, of, after=None, until=yesterday, limit=LISTED)
    due = await digests.due(plan.id, scope, of, after=yesterday, until=until, limit=LISTED)
    blocked = await digests.blocked(plan.id, scope, of, since=since, limit=LISTED)
    missing, whose = Listed(), list[str]()
    if late and period is not None:
        missing, found = await digests.missing(period.id, scope, of, limit=LISTED)
        whose = list(found)
    reports = None
    if period is not None:
        reports = await reported(unit, period, what, when, days=slot.days, since=since)
    refs = {*overdue.refs, *due.refs, *blocked.refs, *missing.refs}
    tasks = await unit.tasks.numbered(plan.id, sorted(refs)) if refs else {}
    return Digest(
        scope=scope,
        of=of,
        in_group=what.in_group,
        week=slot.week,
        first=slot.first,
        last=slot.last,
        since=since,
        at=when.now,
        planned=slot.due if when.now - slot.due > _LATE else None,
        until=until,
        provisional=when.calendar.provisional(today, until),
        updates=await digests.updated(plan.id, scope, of, since=since),
        closed=_section(closed, (Entry(number=ref, title="") for ref in closed.refs)),
        overdue=_section(overdue, _entries(overdue, tasks)),
        missing=_section(missing, _reports(missing, whose, tasks)),
        due=_section(due, _entries(due, tasks)),
        blocked=_section(blocked, map(_undated, _entries(blocked, tasks))),
        reports=reports,
        chapters=tuple(
            ChapterCount(name=chapter.name, count=chapter.count)
            for chapter in await digests.chapters(plan.id, scope, of)
        ),
    )


async def reported(
    unit: Unit, period: Period, what: About, when: When, *, days: Days, since: datetime
) -> Reports:
    """Week by week, the last of them ``days``, the same days of each; one statement.

    What comes in between two of them counts in the later one.
    """
    opened = period.opened_at.astimezone(when.zone).date()
    before = max(0, -((opened - days.first).days // 7))
    back = [n * _WEEK for n in reversed(range(min(_WEEKS, before + 1)))]
    weeks = [Days(days.first - n, days.last - n) for n in back]
    ends = [datetime.combine(week.last + _DAY, time(0), when.zone) for week in weeks]
    ends[-1] = max(ends[-1], when.now + _DAY)  # until now, however late that is
    ends.append(since)
    found = await unit.digests.reported(period.id, what.scope, what.of, ends=ends)
    *done, then = found.before
    return Reports(
        span=period.span,
        due=period.due,
        owed=found.owed,
        done=found.done,
        fresh=found.done - then,
        weeks=tuple(
            Week(first=week.first, last=week.last, done=count)
            for week, count in zip(weeks, done, strict=True)
        ),
    )


def _section(listed: Listed, entries: Iterable[Entry]) -> Section:
    return Section(
        total=listed.total,
        restricted=listed.restricted,
        fresh=listed.fresh,
        entries=tuple(entries),
    )


def _entries(listed: Listed, tasks: Mapping[int, Task]) -> Sequence[Entry]:
    """A task that was made restricted between two statements is not named."""
    return [
        Entry(
            number=task.ref,
            title=phrases.short(task.text),
            departments=tuple(_named(share.department) for share in task.deciding),
            day=task.deadline.day,
        )
        for ref in listed.refs
        if (task := tasks.get(ref)) is not None and not task.restricted
    ]


def _undated(entry: Entry) -> Entry:
    return replace(entry, day=None)


def _reports(listed: Listed, whose: Sequence[str], tasks: Mapping[int, Task]) -> Sequence[Entry]:
    """One for each report, with the department that owes it."""
    found = []
    for ref, short in zip(listed.refs, whose, strict=True):
        task = tasks.get(ref)
        if task is None or task.restricted:
            continue
        bodies = [share.department for share in task.shares if share.department.short == short]
        names = tuple(map(_named, bodies))
        found.append(Entry(number=ref, title=phrases.short(task.text), departments=names))
    return found


def _named(body: Department) -> Named:
    return Named(body.short, body.acronym or body.english or body.short)
