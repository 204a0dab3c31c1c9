"""Whose bundle is looked at and when, and what can be said without asking anything more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.bundles import AUDIENCES
from bot.cards.bundle_items import Entry
from bot.cards.escalation import Missing, Overdue
from bot.cards.next_steps import Ahead
from bot.ladder import Climb, climb_to
from bot.model.nudge import Away, Owed
from bot.model.period import Audience, Period, Tone
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanFacts
from bot.model.task import FINISHED, HARD, Share, Task, TaskRole
from bot.timetable import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Whose bundle it is, and when.  ``around``: those on leave for whom the person stands in."""

    person: Person
    plan: PlanFacts
    table: Timetable
    now: datetime
    around: Sequence[Away] = ()
    observers: bool = False

    @property
    def today(self) -> date:
        return self.table.day(self.now)

    def departments(self, audience: Audience) -> set[int]:
        """For which the person is spoken to like that, on their own account or for others."""
        found = {one.department for one in self.around if AUDIENCES[one.role] is audience}
        if AUDIENCES[self.person.role] is audience:
            found.add(self.person.department.id)
        return found

    def is_own(self, away: Away) -> bool:
        """Whether what would go to them is the reader's anyway: a liaison's, of the deputy."""
        audience = AUDIENCES[self.person.role]
        liaison = audience is Audience.LIAISON and away.role is PersonRole.DEPUTY
        return liaison and away.department == self.person.department.id


def part_of(entry: Entry) -> tuple[int, int]:
    """Task and department."""
    return entry.task.id, 0 if entry.share is None else entry.share.department.id


def own_date(task: Task, view: View) -> Climb | None:
    """The ladder of the task's own date; None without one, or if it was over at the import."""
    day = task.deadline.day
    if day is None or task.deadline.kind not in HARD or day < view.plan.applied_on <= view.today:
        return None
    return climb_to(day)


def ahead_of(climb: Climb, view: View, tone: Tone, *, deputies: bool, dates: bool = False) -> Ahead:
    """Who is told next; near the limit the next reminder goes without saying.

    ``deputies``: whether there is one who could be told.
    """
    coming = climb.coming(view.table, view.now)

    def first(audience: Audience, *, ever: bool) -> date | None:
        """The next one, or with ``ever`` only the first of all."""
        if ever and climb.reached(view.table, view.now, audience) is not None:
            return None
        found = (rung for rung in coming if audience in rung.step.audience)
        return next((view.table.day(rung.at) for rung in found), None)

    deputy = first(Audience.DEPUTY, ever=True) if deputies else None
    office = first(Audience.OFFICE, ever=True)
    again = None if tone in (Tone.NEAR, Tone.LAST) else first(Audience.LIAISON, ever=False)
    return Ahead(
        again=None if again in (deputy, office) else again,
        deputy=deputy,
        office=office,
        leaders=view.observers,
        dates=dates,
    )


def overdue_now(
    view: View,
    periods: Mapping[int, Period],
    leaning: Mapping[int, Climb],
    tasks: Sequence[Task],
    owed: Sequence[Owed],
) -> Overdue:
    """What the office is told of: what is still missing when its step has been reached.

    Reports that go to a lead are not owed to the office: the lead's own is.
    """
    told = [id for id, climb in leaning.items() if _is_told(climb, view)]
    told.sort(key=lambda id: periods[id].due)
    by_id = {task.id: task for task in tasks}
    reports = list[tuple[Period, Sequence[Missing]]]()
    for id in told:
        owing = {(o.task, o.department) for o in owed if o.period == id and not o.to_lead}
        if missing := _missing(by_id, owing):
            reports.append((periods[id], missing))
    climb = leaning[told[0]] if reports else None
    return Overdue(
        reports=reports,
        dates=_missed(view, tasks),
        again=None if climb is None else ahead_of(climb, view, Tone.LATE, deputies=True).again,
    )


def _missing(tasks: Mapping[int, Task], owing: set[tuple[int, int]]) -> list[Missing]:
    """By number; the departments of each in the plan's order, its lead first."""
    found = list[Missing]()
    for task in sorted((tasks[id] for id in {id for id, _ in owing}), key=lambda task: task.ref):
        shares = [
            share
            for share in task.shares
            if (task.id, share.department.id) in owing and not task.is_closed_for(share)
        ]
        if shares:
            found.append(Missing(task, [share.department for share in lead_first(shares)]))
    return found


def lead_first(shares: Sequence[Share]) -> list[Share]:
    return sorted(shares, key=lambda share: share.role is not TaskRole.LEAD)


def _missed(view: View, tasks: Sequence[Task]) -> list[Missing]:
    found = list[Missing]()
    for task in sorted(tasks, key=lambda task: task.ref):
        climb = own_date(task, view)
        if climb is None or not _is_told(climb, view):
            continue
        if late := [share for share in task.deciding if share.status not in FINISHED]:
            found.append(Missing(task, [share.department for share in lead_first(late)]))
    return found


def _is_told(climb: Climb, view: View) -> bool:
    return climb.reached(view.table, view.now, Audience.OFFICE) is not None
