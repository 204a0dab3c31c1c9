"""The real plan of 2019, sixty people on three platforms, and a seed: a rehearsal of a period."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import Parts, assemble
from bot.cards.plain import plain_text
from bot.clocks import midnight
from bot.dispatch import Bot
from bot.ladder import Climb
from bot.messages import Account, Address, Card, Channel, Part, Platform, Request
from bot.model.period import LADDER
from bot.model.person import Person, PersonRole
from bot.model.plan import PlanFacts
from bot.model.task import Task
from bot.official import official
from bot.outcomes import Later, Outcome, Sent
from bot.ports import PlanPeriod
from bot.settings import Settings
from bot.timetable import OFFICE_HOURS, Timetable
from store import SqlStore, open_store
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
    """The people, their accounts, what they have reported (task and department), the time."""

    url: str
    store: SqlStore
    clock: FakeClock
    phones: Sequence[Phone]
    parts: Parts
    dice: Random
    plan: PlanFacts
    tasks: Sequence[Task]
    people: list[Person] = field(default_factory=list)
    accounts: dict[int, Account] = field(default_factory=dict)
    bot: Bot = field(default_factory=lambda: Bot(ZONE))
    said: int = 0
    reported: dict[tuple[int, int], datetime] = field(default_factory=dict)
    away: dict[int, tuple[int, date]] = field(default_factory=dict)
    looks: int = 0

    @property
    def given(self) -> list[tuple[Platform, Given]]:
        return [(phone.platform, given) for phone in self.phones for given in phone.given]

    async def play(self, *, every: int = 20, restart: datetime) -> None:
        """From the first day to the last, with both outages; ``restart``: when the process ends and
        another one goes on."""
        day = FIRST
        while day <= LAST:
            for clock in _clocks(every):
                moment = TABLE.at(day, clock)
                if any(begin <= moment < end for begin, end in OUTAGES):
                    continue
                if self.clock.at < restart <= moment:
                    await self._restart()
                self.clock.at = max(self.clock.at, moment)
                await self._live()
                now = self.clock.now()
                await self.parts.planner.look(now=now, midnight=midnight(now, ZONE))
                await self.parts.postman.drain()
                self.looks += 1
            day += timedelta(1)

    async def _restart(self) -> None:
        await self.store.close()
        self.store = await open_store(self.url)
        await self.store.enlist(at=self.clock.now())
        self.parts = assembled(self.store, self.clock, self.phones)

    async def say(self, person: Person, text: str) -> str:
        """A private message through the real bot; its answer as one text."""
        account = self.accounts[person.id]
        private = Address(account.platform, account.tenant, account.user)
        request = Request(
            sender=account, origin=private, private=private, channel=Channel.PRIVATE, text=text
        )
        self.said += 1
        async with self.store.unit() as unit:
            answer = await self.bot.handle(
                request, unit, now=self.clock.now(), batch=f"m:{self.said}"
            )
        return "\n".join(plain_text(reply.card) for reply in answer.replies)

    async def _live(self) -> None:
        """Now and then somebody reports, writes, puts off or leaves, in their own words."""
        now = self.clock.now()
        if not TABLE.is_open(now):
            return
        talkers = [p for p in self.people if p.role is PersonRole.LIAISON and p.id in self.accounts]
        person = self.dice.choice(talkers)
        mine = [task for task in self.tasks if task.share_of(person.department.id)]
        task = self.dice.choice(mine)
        what = self.dice.random()
        if what < 0.25 and TABLE.day(now) >= date(2019, 9, 26):
            await self._report(person, task, now)
        elif what < 0.35 and not task.restricted:
            assert "已记录" in await self.say(
                person, f"{task.ref} 推进中 已印发第{self.said}号通知"
            )
        elif what < 0.38:
            said = await self.say(person, f"稍后 {task.ref} {self.dice.randrange(1, 6)}d")
            assert "提醒推迟至" in said or "不能再推迟" in said, said
        elif what < 0.39:
            await self._leave(person, now)

    async def _report(self, person: Person, task: Task, now: datetime) -> None:
        part = (task.id, person.department.id)
        if part in self.reported:
            return
        line = f"已线下报送 {task.ref}" if task.restricted else f"报送 {task.ref} 已审签"
        if not task.restricted:
            await self.say(person, f"报送 {task.ref} 进展：已开展")
        said = await self.say(person, line)
        assert said.startswith(("已报送", "已报牵头单位", "已登记线下报送")), (line, said)
        self.reported[part] = now

    async def _leave(self, person: Person, now: datetime) -> None:
        others = [
            p for p in self.people if p.department.id == person.department.id and p.id != person.id
        ]
        if not others or any(p.id in self.away for p in (person, *others)):
            return
        until = TABLE.day(now) + timedelta(days=self.dice.randrange(1, 5))
        said = await self.say(person, f"代管 {others[0].name} 到 {until.isoformat()}")
        assert f"由{others[0].name}代管到" in said
        self.away[person.id] = (others[0].id, until)

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


async def set_up(url: str, seed: int) -> Stage:
    """Sixty people: liaisons of 38 departments, 18 deputies, two coordinators, two observers."""
    dice = Random(seed)  # noqa: S311 - it shall be foreseen
    begins = TABLE.at(FIRST, time(8))
    clock = FakeClock(begins)
    store = await open_store(url)
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
    stage = Stage(url, store, clock, phones, assembled(store, clock, phones), dice, plan, tasks)
    await _hire(stage, begins)
    return stage


def assembled(store: SqlStore, clock: FakeClock, phones: Sequence[Phone]) -> Parts:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    return assemble(store, clock, phones, settings)


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
                stage.accounts[person.id] = account
    assert len(stage.people) == 60


def local(moment: datetime) -> datetime:
    return moment.astimezone(UTC).astimezone(ZONE)
