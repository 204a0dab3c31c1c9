"""What a message means: the values between reading and doing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from bot.errors import Code
from bot.messages import Language, Platform
from bot.model.update import Change
from bot.workdays import MONDAY_TO_FRIDAY, Calendar, DayKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One thing to do.  ``name`` is the command's English name.

    Names: help mytasks show update done history search due overdue whoami undo bind unbind lang
    confirm cancel report offline digest subscribe unsubscribe; the office's resend giveup redrive
    calendar here digest_send; and those that a later release answers: remind snooze and others.
    Fields that do not apply are empty.
    """

    name: str
    tasks: tuple[int, ...] = ()
    change: Change = field(default_factory=Change)
    words: str | None = None  # search: what is looked for; help: the topic
    code: str | None = None  # bind: XXXX-XXXX-XXXX(-XXXX); confirm: the action's code
    days: int | None = None  # due
    language: Language | None = None
    when: datetime | None = None  # remind; aware
    duration: str | None = None  # snooze; ISO 8601
    day: date | None = None  # calendar: what ``kind`` is said of; offline: when it was reported
    kind: DayKind | None = None
    year: int | None = None  # calendar: the one to show
    verb: str | None = None  # what of a command's several things is to be done
    weekday: int | None = None  # here: the digest's day, from 0, Monday
    hour: time | None = None  # here: the digest's time of that day
    period: str | None = None  # its code, or as typed where it is none of a plan's rhythm
    who: str | None = None  # a department, a chapter or a person, as typed
    stretch: tuple[date, date] | None = None  # period: first and last day of one of the office's
    span: tuple[time, time] | None = None  # quiet: from and until
    weekdays: tuple[int, ...] = ()  # quiet: from 0, Monday; empty for each day
    page: int = 1  # mytasks, overdue, due, search, history
    filters: tuple[str, ...] = ()  # mytasks, overdue, due: "lead", "participant", names, chapters
    no_news: bool = False  # the change says 无新进展 and no more
    platform: Platform | None = None  # code, assign: where the code is good; unbind: where from
    copies: int = 0  # code: on how many platforms
    replaces: str | None = None  # assign: who leaves, as typed
    suggested: str | None = None  # a read run in spite of a typo: what was understood


@dataclass(frozen=True, slots=True)
class Act:
    """Exactly one reading."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Ask:
    """Two readings, a part missing, a probable typo.  ``offers``: complete command lines."""

    code: Code
    facts: Mapping[str, Any] = field(default_factory=dict)
    offers: tuple[str, ...] = ()
    suggest: str | None = None  # the command that was probably meant


@dataclass(frozen=True, slots=True)
class Confirm:
    """Clear, but bulk: shown first, done after 确认."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Refuse:
    """Clear, but impossible."""

    code: Code
    facts: Mapping[str, Any] = field(default_factory=dict)
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """谢谢, 收到, 👍: one short line back."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Not meant for the bot."""


Verdict = Act | Ask | Confirm | Refuse | Acknowledge | Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a reading depends on besides the text.

    ``now`` is aware and in the plan's zone.  Items are 1..``highest``.  ``item`` is the task of
    the card that was replied to, if it showed exactly one.  ``addressed`` is False for a group
    message that did not name the bot; ``bots`` are the bot's own names, lower case.  ``calendar``
    counts working days.  ``step`` is the task whose report is being filled in: a line that starts
    with 1, 2 or 3 is about a field of it.  ``step_period`` names its period, None for the current.
    """

    now: datetime
    highest: int
    item: int | None = None
    group: bool = False
    addressed: bool = True
    bots: tuple[str, ...] = ()
    calendar: Calendar = MONDAY_TO_FRIDAY
    step: int | None = None
    step_period: str | None = None
