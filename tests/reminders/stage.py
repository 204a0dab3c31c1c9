"""The real plan of 2019, sixty people on three platforms, and a seed: a rehearsal of a period."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.app import Parts, assemble
from bot.clocks import midnight
from bot.ladder import Climb
from bot.messages import Account, Address, Card, Later, Outcome, Part, Platform, Sent
from bot.model.period import LADDER
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanFacts
from bot.model.report import ReportState
from bot.model.task import Task
from bot.model.update import Change
from bot.official import official
from bot.ports import PlanPeriod
from bot.settings import Settings
from bot.timetable import OFFICE_HOURS, Timetable
from store import SqlStore
from store.period_tables import report
from store.plan import Register, read_plan, shipped_plan
from tests.world import FakeClock, FakePlatform

ZONE = ZoneInfo("Asia/Shanghai")
TABLE = Timetable(official(), OFFICE_HOURS, ZONE)
CLIMB = Climb(LADDER, date(2019, 10, 15), date(2019, 12, 31))
FIRST, LAST = date(2019, 9, 20), date(2019, 11, 8)
PLATFORMS = (Platform.WECOM, Platform.TELEGRAM, Platform.SLACK)
OUTAGES = (
    (datetime(2019, 10, 10, 15, tzinfo=ZONE), datetime(2019, 10, 12, 10, 40, tzinfo=ZONE)),
    (datetime(2019, 10, 22, 8, tzinfo=ZONE), datetime(2019, 10, 23, 20, tzinfo=ZONE)),
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a platform accepted: when, for whom, and as what card."""

    at: datetime
    chat: str
    card: Card
    digest: str


class Phone(FakePlatform):
    """Accepts most things at once; now and then it is away for a moment."""

    def __init__(self, platform: Platform, clock: FakeClock, dice: Random) -> None:
        super().__init__()
        self.platform, self.clock, self.dice = platform, clock, dice
        self.given: list[Given] = []

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        if self.dice.random() < 0.05:
            return Later(None, "away")
        self.given.append(Given(self.clock.now(), to.chat, part.shows, key))
        return Sent(f"{self.platform}-{len(self.given)}")


@dataclass(slots=True)
class Stage:
    """The people, what they have reported so far (task and department), and how time passes."""

    store: SqlStore
    clock: FakeClock
    phones: Sequence[Phone]
    parts: Parts
    dice: Random
    plan: PlanFacts
    tasks: Sequence[Task]
    people: list[Person] = field(default_factory=list)
    reported: dict[tuple[int, int], datetime] = field(default_factory=dict)
    away: dict[int, tuple[int, date]] = field(default_factory=dict)
    looks: int = 0

    @property
    def given(self) -> list[tuple[Platform, Given]]:
        return [(phone.platform, given) for phone in self.phones for given in phone.given]

    async def play(self, *, every: int = 20) -> None:
        """From the first day to the last, with both outages."""
        day = FIRST
        while day <= LAST:
            for clock in _clocks(every):
                moment = TABLE.at(day, clock)
                if any(begin <= moment < end for begin, end in OUTAGES):
                    continue
                self.clock.at = max(self.clock.at, moment)
                await self._live()
                now = self.clock.now()
                await self.parts.planner.look(now=now, midnight=midnight(now, ZONE))
                await self.parts.postman.drain()
                self.looks += 1
            day += timedelta(1)

    async def _live(self) -> None:
        """Now and then somebody reports, writes, puts off or leaves."""
        now = self.clock.now()
        if not TABLE.is_open(now):
            return
        talkers = [p for p in self.people if p.role is PersonRole.LIAISON]
        person = self.dice.choice(talkers)
        mine = [task for task in self.tasks if task.share_of(person.department.id)]
        task = self.dice.choice(mine)
        what = self.dice.random()
        if what < 0.25 and TABLE.day(now) >= date(2019, 9, 26):
            await self._report(person, task, now)
        elif what < 0.35:
            await self._write(person, task, now)
        elif what < 0.38:
            async with self.store.unit() as unit:
                until = now + timedelta(days=self.dice.randrange(1, 6))
                await unit.reminders.snooze(person.id, task.id, until=until, at=now)
        elif what < 0.39:
            await self._leave(person, now)

    async def _report(self, person: Person, task: Task, now: datetime) -> None:
        part = (task.id, person.department.id)
        if part in self.reported:
            return
        async with self.store.database.writing() as sql:
            await sql.count(
                update(report)
                .where(report.c.task_id == task.id, report.c.department_id == part[1])
                .values(state=ReportState.SUBMITTED, submitted_at=now)
            )
        self.reported[part] = now

    async def _write(self, person: Person, task: Task, now: datetime) -> None:
        async with self.store.unit() as unit:
            fresh = (await unit.tasks.numbered(self.plan.id, [task.ref]))[task.ref]
            share = fresh.share_of(person.department.id)
            assert share is not None
            await unit.tasks.record(
                fresh,
                share,
                Change(progress="已印发"),
                person=person,
                at=now,
                channel="wecom",
                batch=f"m:{now.isoformat()}",
            )

    async def _leave(self, person: Person, now: datetime) -> None:
        others = [
            p.id
            for p in self.people
            if p.department.id == person.department.id and p.id != person.id
        ]
        if not others or any(id in self.away for id in (person.id, *others)):
            return
        until = TABLE.day(now) + timedelta(days=self.dice.randrange(1, 5))
        async with self.store.unit() as unit:
            await unit.absences.leave(person.id, others[0], until=until, at=now)
        self.away[person.id] = (others[0], until)

    async def keys(self) -> dict[str, str]:
        """The key of everything that was given to a platform, by its digest on the wire."""
        async with self.store.view() as unit:
            rows: list[Any] = []
            start = 1
            while some := await unit.outbox.some(list(range(start, start + 500))):
                rows += some
                start += 500
        return {row.delivery.digest: row.delivery.key for row in rows}


def _clocks(every: int) -> list[time]:
    """The morning closely, the day every so many minutes, the night twice."""
    minutes = [2 * 60, *range(8 * 60, 9 * 60, every), *range(9 * 60, 9 * 60 + 30, 2)]
    minutes += [*range(9 * 60 + 40, 19 * 60, every), 22 * 60]
    return [time(*divmod(minute, 60)) for minute in minutes]


async def set_up(store: SqlStore, seed: int) -> Stage:
    """Sixty people: liaisons of 38 departments, 18 deputies, two coordinators, two observers."""
    dice = Random(seed)  # noqa: S311 - it shall be foreseen
    begins = TABLE.at(FIRST, time(8))
    clock = FakeClock(begins)
    await store.enlist(at=begins)
    name, data = shipped_plan()
    draft = read_plan(data, name=name, register=Register.shipped())
    year = PlanPeriod(
        title="2019年推进计划", starts=date(2019, 1, 1), ends=date(2019, 12, 31), issued_on=None
    )
    async with store.unit() as unit:
        plan = await unit.plans.apply(await unit.plans.keep(draft, at=begins), year, at=begins)
        tasks = await unit.tasks.every(plan.id)
    phones = [Phone(platform, clock, dice) for platform in PLATFORMS]
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    parts = assemble(store, clock, phones, settings)
    stage = Stage(store, clock, phones, parts, dice, plan, tasks)
    await _hire(stage, begins)
    return stage


async def _hire(stage: Stage, at: datetime) -> None:
    pairs: dict[int, int] = defaultdict(int)
    for task in stage.tasks:
        for share in task.shares:
            if share.department.kind != "collective":
                pairs[share.department.id] += 1
    busiest = sorted(pairs, key=lambda id: (-pairs[id], id))[:38]
    wanted = [(id, PersonRole.LIAISON) for id in busiest]
    wanted += [(id, PersonRole.DEPUTY) for id in busiest[:18]]
    async with stage.store.unit() as unit:
        [office] = await unit.people.department("联席会议办公室")
        wanted += [(office.id, PersonRole.COORDINATOR)] * 2
        wanted += [(office.id, PersonRole.OBSERVER)] * 2
        for number, (department, role) in enumerate(wanted, start=1):
            person = await unit.people.add(f"人{number}", department, role, at=at)
            stage.people.append(person)
            if number % 20:  # three of them have no account
                platform = PLATFORMS[number % 3]
                account = Account(platform, "1", f"u{number}")
                assert await unit.people.bind(person.id, account, at=at)
    assert len(stage.people) == 60


def local(moment: datetime) -> datetime:
    return moment.astimezone(UTC).astimezone(ZONE)
