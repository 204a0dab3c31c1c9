"""Who is nudged, who stands in for whom, and what a nudge is about."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.messages import Address, Language
from bot.model.person import PersonRole
from bot.model.report import ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody who may be nudged; ``to`` is None without an account that is reachable."""

    person: int
    role: PersonRole
    language: Language
    department: int
    to: Address | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody on leave until the end of a day; ``deputy`` gets everything meanwhile."""

    person: int
    name: str
    role: PersonRole
    department: int
    until: date
    deputy: Contact
    deputy_name: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the same department; ``away``: on leave themselves."""

    person: int
    name: str
    role: PersonRole
    away: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    """When somebody does not want to be reminded; ``days`` from 0, Monday, empty for each day."""

    starts: time
    ends: time
    days: frozenset[int] = frozenset()

    def covers(self, local: datetime) -> bool:
        """Of a moment on the clock of the plan's zone."""
        on = not self.days or local.weekday() in self.days
        return on and self.starts <= local.time() < self.ends


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that a department still has to send, of the period with this id."""

    period: int
    task: int
    department: int
    to_lead: bool
    state: ReportState


@dataclass(frozen=True, slots=True)
class Snooze:
    """Nothing about the task before ``until``; asked for ``at``."""

    task: int
    until: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class PutOff:
    """Somebody does not want to hear of a task for a while: the office may know."""

    ref: int
    person: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What somebody asked to be reminded of; without a task it is today's bundle once more."""

    id: int
    person: int
    at: datetime
    task: int | None = None
    ref: int | None = None
    text: str = ""
    restricted: bool = False
