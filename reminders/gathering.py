"""What a bundle has to say now: looked at again when it is about to leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.cards.bundle import Own, Reader
from bot.cards.bundle_items import Entry
from bot.cards.escalation import Overdue
from bot.cards.next_steps import Ahead
from bot.cards.urge_words import Asked
from bot.ladder import Climb, Rung, climb_to, climbs, is_limit
from bot.model.desk import Bulletin
from bot.model.light import Light, light_of, light_of_report, worst
from bot.model.nudge import Owed, Snooze
from bot.model.period import Audience, Period, Tone
from bot.model.report import ReportState
from bot.model.task import FINISHED, Share, Task
from bot.model.urge import Urge
from bot.ports import Unit
from reminders.looking import View, ahead_of, overdue_now, own_date, part_of


@dataclass(frozen=True, slots=True)
class Gathered:
    """``waits``: not before this, today's last call; ``fresh``: a step of today is in it.

    ``bulletins``: what the office tells, beside what it asks for.
    """

    reader: Reader
    own: Own
    office: Overdue
    waits: datetime | None
    fresh: bool
    bulletins: Sequence[Bulletin] = ()

    @property
    def empty(self) -> bool:
        """There is nothing to say."""
        return self.own.empty and self.office.empty and not self.bulletins


async def gather(unit: Unit, view: View) -> Gathered:
    """A constant number of statements for each person."""
    periods = await unit.periods.all(view.plan.id)
    leaning = climbs(periods, view.table)
    by_id = {period.id: period for period in periods}
    liaison = view.departments(Audience.LIAISON)
    deputy = view.departments(Audience.DEPUTY) - liaison
    collector = _Collector(view, by_id, leaning, liaison)
    if departments := liaison | deputy:
        collector.snoozes = {one.task: one for one in await unit.reminders.snoozes(view.person.id)}
        collector.urges = await unit.urges.open_to(departments)
        behind = {one.person for one in view.around}  # telling them is telling the reader
        collector.deputies = bool(
            liaison and await unit.nudges.with_deputies(liaison, besides=behind)
        )
        tasks = dict[int, Task]()
        for department in sorted(departments):
            assigned = await unit.tasks.assigned_to(view.plan.id, department)
            tasks |= {task.id: task for task in assigned}
        owed = await unit.nudges.owed(leaning, departments) if leaning else ()
        collector.reports(tasks, owed)
        collector.dates(tasks, departments)
        collector.urged(tasks)
    office = Overdue()
    if _oversees(view):
        owed = await unit.nudges.owed(leaning) if leaning else ()
        office = overdue_now(view, by_id, leaning, await unit.tasks.every(view.plan.id), owed)
    reader = Reader(
        person=view.person,
        stands_for=[one.name for one in view.around if not view.is_own(one)],
        helps=bool(deputy) and not liaison,
    )
    return Gathered(reader, collector.own(), office, collector.waits, collector.fresh)


def _oversees(view: View) -> bool:
    office = bool(view.departments(Audience.OFFICE))
    return office or (view.observers and bool(view.departments(Audience.OBSERVER)))


@dataclass(slots=True)
class _Collector:
    """What one person's departments owe.  ``liaison``: those for which it is liaison.

    ``deputies``: one of these can be told by a deputy.
    """

    view: View
    periods: Mapping[int, Period]
    leaning: Mapping[int, Climb]
    liaison: set[int]
    snoozes: Mapping[int, Snooze] = field(default_factory=dict)
    urges: Sequence[Urge] = ()
    deputies: bool = False
    waits: datetime | None = None
    fresh: bool = False
    _reports: dict[int, list[Entry]] = field(default_factory=dict)
    _tones: dict[int, Tone] = field(default_factory=dict)
    _quiet: dict[int, list[int]] = field(default_factory=dict)
    _dates: list[Entry] = field(default_factory=list)
    _urged: list[Entry] = field(default_factory=list)
    _asked: dict[tuple[date, str], set[int]] = field(default_factory=dict)
    _rungs: dict[tuple[Climb, Audience], Rung | None] = field(default_factory=dict)

    def reports(self, tasks: Mapping[int, Task], owed: Sequence[Owed]) -> None:
        for one in owed:
            task = tasks.get(one.task)
            share = None if task is None else task.share_of(one.department)
            if task is None or share is None or task.is_closed_for(share):
                continue
            climb = self.leaning[one.period]
            if not self._speaks(climb, task, share):
                if self._hears(climb, share):
                    self._quiet.setdefault(one.period, []).append(task.ref)
                continue
            due = self.periods[one.period].due
            light = light_of_report(due, self.view.today, self.view.table.calendar)
            via = task.leads[0].department if one.to_lead and task.leads else None
            entry = self._entry(task, share, worst(light, self._light(task)))
            entry = replace(entry, via=via, returned=one.state is ReportState.RETURNED)
            self._reports.setdefault(one.period, []).append(entry)
            reached = self._reached(climb, self._audience(share))
            self._tones[one.period] = Tone.STILL if reached is None else reached.step.tone

    def dates(self, tasks: Mapping[int, Task], departments: set[int]) -> None:
        for task in tasks.values():
            if (climb := own_date(task, self.view)) is None:
                continue
            for share in task.deciding:
                if share.department.id not in departments or share.status in FINISHED:
                    continue
                if self._speaks(climb, task, share):
                    self._dates.append(self._entry(task, share, self._light(task), dated=True))

    def urged(self, tasks: Mapping[int, Task]) -> None:
        """A deputy reads what the liaison was asked, of what both hear of."""
        listed = {part_of(entry) for entry in self._all()}
        for urge in self.urges:
            task = tasks.get(urge.task)
            share = None if task is None else task.share_of(urge.department.id)
            if task is None or share is None or task.is_closed_for(share):
                continue
            part = task.id, urge.department.id
            if part not in listed:
                if urge.department.id not in self.liaison:
                    continue
                listed.add(part)
                self._urged.append(self._entry(task, share, self._light(task)))
            if urge.words:
                asked = self.view.table.day(urge.at), urge.words
                self._asked.setdefault(asked, set()).add(task.ref)

    def own(self) -> Own:
        """The period that is due last has a line for each report, those before it one line."""
        order = sorted(self._reports, key=lambda id: self.periods[id].due, reverse=True)
        main = order[0] if order else None
        shown = self._reports[main] if main is not None else []
        dates = [entry for entry in self._dates if part_of(entry) not in set(map(part_of, shown))]
        both = set(map(part_of, self._dates))
        return Own(
            period=None if main is None else self.periods[main],
            tone=Tone.STILL if main is None else self._tones[main],
            reports=[replace(entry, dated=part_of(entry) in both) for entry in shown],
            quiet=[] if main is None else self._quiet.get(main, []),
            earlier=[
                (self.periods[id], [entry.task.ref for entry in self._reports[id]])
                for id in order[1:]
            ],
            dates=dates,
            urged=self._urged,
            asked=[Asked(day, said, sorted(on)) for (day, said), on in self._asked.items()],
            ahead=self._ahead(main, dates),
        )

    def _ahead(self, main: int | None, dates: Sequence[Entry]) -> Ahead:
        if main is not None:
            tone = self._tones[main]
            return ahead_of(self.leaning[main], self.view, tone, deputies=self.deputies)
        days = sorted(entry.task.deadline.day for entry in dates if entry.task.deadline.day)
        if not days:
            return Ahead()
        last, view = climb_to(days[-1]), self.view
        return ahead_of(last, view, Tone.STILL, deputies=self.deputies, dates=True)

    def _speaks(self, climb: Climb, task: Task, share: Share) -> bool:
        """Whether it is said to this person now; at the limit nothing is put off."""
        if not self._hears(climb, share):
            return False
        audience = self._audience(share)
        reached = self._reached(climb, audience)
        limit = is_limit(self._reached(climb, Audience.LIAISON))
        waits = self._is_snoozed(task) or self._is_silenced(share, reached)
        if waits and not limit and not self._is_urged(task, share):
            return False
        self._note(climb, audience, reached)
        return True

    def _hears(self, climb: Climb, share: Share) -> bool:
        """Whether its ladder has begun and is this person's to climb: a deputy's comes later.

        What the ladder has not come to is no reason yet, though something else makes a bundle.
        """
        return self._reached(climb, self._audience(share)) is not None

    def _note(self, climb: Climb, audience: Audience, reached: Rung | None) -> None:
        view = self.view
        if reached is not None and view.table.day(reached.at) == view.today:
            self.fresh = True
        for rung in climb.sharp_on(view.today, view.table, view.now):
            if audience in rung.step.audience:
                self.waits = max(rung.at, self.waits or rung.at)

    def _is_snoozed(self, task: Task) -> bool:
        snooze = self.snoozes.get(task.id)
        return snooze is not None and self.view.now < snooze.until

    def _is_silenced(self, share: Share, reached: Rung | None) -> bool:
        """Any update silences the running step."""
        if reached is None or share.changed_at is None:
            return False
        table = self.view.table
        return table.day(share.changed_at) >= table.day(reached.at)

    def _is_urged(self, task: Task, share: Share) -> bool:
        """By hand, after the person put it off."""
        snooze = self.snoozes.get(task.id)
        return any(
            urge.task == task.id
            and urge.department.id == share.department.id
            and (snooze is None or urge.at > snooze.at)
            for urge in self.urges
        )

    def _audience(self, share: Share) -> Audience:
        own = share.department.id in self.liaison
        return Audience.LIAISON if own else Audience.DEPUTY

    def _reached(self, climb: Climb, audience: Audience) -> Rung | None:
        at = (climb, audience)
        if at not in self._rungs:
            self._rungs[at] = climb.reached(self.view.table, self.view.now, audience)
        return self._rungs[at]

    def _light(self, task: Task) -> Light:
        return light_of(task, self.view.today, self.view.table.calendar)

    def _entry(self, task: Task, share: Share, light: Light, *, dated: bool = False) -> Entry:
        urged = any(
            urge.task == task.id and urge.department.id == share.department.id
            for urge in self.urges
        )
        return Entry(task=task, share=share, light=light, dated=dated, urged=urged)

    def _all(self) -> list[Entry]:
        return [*(entry for entries in self._reports.values() for entry in entries), *self._dates]
