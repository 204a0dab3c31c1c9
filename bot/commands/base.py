"""What a command is, and what it is given to run."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot import access, codes
from bot.code_sheets import VALID
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.locale import Words
from bot.messages import Card, Channel, Platform, Reply, Request, Seen
from bot.model.digest import Group
from bot.model.person import Person, PersonRole, Sender
from bot.model.plan import PlanFacts
from bot.model.report import OpenStep
from bot.model.task import Task
from bot.ports import Unit
from bot.timetable import OFFICE_HOURS, Hours, Timetable
from bot.workdays import Calendar

PATIENCE = timedelta(minutes=30)  # how long a preview or a long line waits for its 确认


@dataclass(slots=True)
class _Touched:
    """What a command has named, and how much the unit had changed before it."""

    objects: list[str] = field(default_factory=list)
    changes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One message of one person: inside which transaction, when, what is known about it.

    ``calendar`` counts working days.  ``seen`` is what the card showed that was replied to,
    ``listed`` the numbers of all items on it, ``answers`` the key of the message that it answers.
    ``batch`` is the message's own key.  ``confirmed``: the line was shown first, at ``shown_at``,
    and 确认 runs it.
    ``step`` is the report that the person is filling in.  ``group``: the registered group in which
    it was said.  Outside of ``hours`` nobody is reminded.  ``web``: how links to the board begin,
    empty while it is off.  ``sheet_valid``: how long the codes of a printed sheet are good.
    ``pulses``: when this process last heard each platform.
    """

    request: Request
    unit: Unit
    person: Person
    plan: PlanFacts | None
    say: Words
    now: datetime
    calendar: Calendar
    batch: str
    seen: tuple[Seen, ...] = ()
    listed: tuple[int, ...] = ()
    answers: str = ""
    step: OpenStep | None = None
    confirmed: bool = False
    shown_at: datetime | None = None
    group: Group | None = None
    hours: Hours = OFFICE_HOURS
    web: str = ""
    sheet_valid: timedelta = VALID
    pulses: Callable[[], Mapping[Platform, datetime]] = dict
    _tasks: dict[int, Task | None] = field(default_factory=dict)
    _touched: _Touched = field(default_factory=_Touched)
    _last: list[Card | None] = field(default_factory=list)

    def touch(self, *objects: str) -> None:
        """Name what a command changes, ``person:7``, where it is not its intent's tasks.

        The audit has one entry for each.
        """
        self._touched.objects += objects

    def take_touched(self) -> tuple[Sequence[str], bool]:
        """What was named since the last time, and whether anything was changed at all."""
        touched, changes = self._touched, self.unit.audit.changes
        found = list(touched.objects), changes > touched.changes
        touched.objects.clear()
        touched.changes = changes
        return found

    @property
    def today(self) -> date:
        """The day in the plan's zone."""
        return self.now.astimezone(self.say.zone).date()

    @property
    def table(self) -> Timetable:
        """When people may be reminded."""
        return Timetable(self.calendar, self.hours, self.say.zone)

    @property
    def sender(self) -> Sender:
        return Sender(self.person, self.plan, self.calendar)

    @property
    def facts(self) -> PlanFacts:
        """The plan in force; refuses where there is none yet."""
        if self.plan is None:
            office = self.person.role is PersonRole.COORDINATOR
            raise UserError(Code.NO_PLAN, office=True) if office else UserError(Code.NO_PLAN)
        return self.plan

    async def last_card(self) -> Card | None:
        """The last card of the private chat, if it is not older than half an hour.

        One statement for each message that needs it, however often.
        """
        if not self._last:
            found = await self.unit.outbox.last(self.request.private)
            near = found is not None and self.now - found[1] <= PATIENCE
            self._last.append(found[0] if found is not None and near else None)
        return self._last[0]

    async def load(self, refs: Iterable[int]) -> None:
        """Fetch tasks that will be asked for, in one statement; no plan has others than these."""
        missing = sorted(set(refs) - self._tasks.keys())
        possible = [ref for ref in missing if 1 <= ref <= self.facts.highest]
        found: Mapping[int, Task] = {}
        if possible:
            found = await self.unit.tasks.numbered(self.facts.id, possible)
        self._tasks.update({ref: found.get(ref) for ref in missing})

    async def renew(self) -> None:
        """Fetch again what was fetched: a command of the same message may have changed it."""
        refs = list(self._tasks)
        self._tasks.clear()
        await self.load(refs)

    async def task(self, ref: int) -> Task:
        await self.load([ref])
        task = self._tasks[ref]
        if task is None:
            raise UserError(Code.UNKNOWN_TASK, number=ref, total=self.facts.tasks)
        return task

    def known(self, ref: int) -> Task | None:
        """A task that was loaded, None when there is none of this number."""
        return self._tasks.get(ref)

    async def keep(self, line: str) -> str:
        """Store a command line that no button has room for; the short line that runs it once."""
        code = codes.new_action_code()
        expires = self.now + PATIENCE
        await self.unit.actions.keep(code, self.person.id, line, at=self.now, expires=expires)
        return self.say("confirm {code}", code=code)

    def rule(self, act: access.Act, task: Task | None = None) -> access.Ruling:
        role = access.role_of(self.person)
        relation = access.relation_of(self.person, task)
        return access.rule(role, act, relation, self.request.channel)

    def allowed(self, act: access.Act, task: Task) -> access.Verdict:
        """What the person may do in private, wherever this was said."""
        role = access.role_of(self.person)
        relation = access.relation_of(self.person, task)
        return access.rule(role, act, relation, Channel.PRIVATE).verdict


Run = Callable[[Call, Intent, access.Ruling], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """``act`` is what the one door is asked; ``about_task``: for the intent's one task."""

    act: access.Act
    run: Run
    about_task: bool = False
