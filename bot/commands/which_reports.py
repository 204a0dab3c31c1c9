"""Which reports a line of the office means: period and department may stand in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import reviews as cards
from bot.commands.base import Call
from bot.commands.which import Periods, among
from bot.grammar.intent import Intent
from bot.grammar.periods import span_at
from bot.messages import Card
from bot.model.period import Period
from bot.model.report import ReportState
from bot.model.task import Department, Task
from bot.ports import Owed

States = tuple[ReportState, ...]
_BREAK = re.compile("[ :：,，;；。]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """Period, department if one is named, and the words that are left."""

    period: Period
    reports: Sequence[Owed]
    department: int | None = None
    words: str = ""


async def meant(call: Call, intent: Intent, text: str, states: States) -> Meant | Card:
    """The period and the department that the words name, in any order, before anything else."""
    periods = await Periods.of(call)
    period = periods.current if intent.period is None else periods.called(intent.period)
    if period is None and intent.period is not None:
        return cards.unknown(call.say, intent.period)
    if period is None:
        return cards.no_period(call.say)
    await call.load(intent.tasks)
    tasks = [await call.task(ref) for ref in intent.tasks]
    named = await _named(call, periods, tasks, text)
    if isinstance(named, Card):
        return named
    department, text = named.department, named.words
    period = named.period or period
    unnamed = named.period is None and intent.period is None
    open_ones = [one for one in periods.every if one.is_open]
    if not period.is_open:
        return cards.sealed(call.say, period)
    if not tasks and department is None:
        return cards.unknown(call.say, text)
    if unnamed and len(open_ones) > 1:
        ready = [one for one in open_ones if await _waits(call, one, tasks, department, states)]
        if len(ready) > 1:
            return cards.which_period(call.say, ready, _said(intent, tasks, department, text))
        period = next(iter(ready), period)
    return Meant(period, await _reports(call, period, tasks, department), department, text)


async def _reports(
    call: Call, period: Period, tasks: Sequence[Task], department: int | None
) -> Sequence[Owed]:
    if tasks:
        return await call.unit.reviews.on_tasks(period.id, [task.id for task in tasks])
    return await call.unit.reviews.of_department(period.id, department or 0)


async def _waits(
    call: Call, period: Period, tasks: Sequence[Task], department: int | None, states: States
) -> bool:
    """Whether a report for this period could be meant at all."""
    reports = await _reports(call, period, tasks, department)
    return any(one.state in states and department in (None, one.department.id) for one in reports)


def _said(
    intent: Intent, tasks: Sequence[Task], department: int | None, text: str
) -> tuple[bool, str, str]:
    """The line again, for a period to be put into: whether it accepts, of what, with which words.

    A department without items keeps the name by which it was called.
    """
    if not tasks:
        return True, intent.who or "", ""
    what = "、".join(str(task.ref) for task in tasks)
    shares = (share.department for task in tasks for share in task.shares)
    body = next((body.short for body in shares if body.id == department), None)
    return intent.name == "approve", f"{what} {body}" if body else what, text


@dataclass(frozen=True, slots=True)
class _Named:
    """What the first words name, and those that follow them."""

    period: Period | None
    department: int | None
    words: str


async def _named(call: Call, periods: Periods, tasks: Sequence[Task], text: str) -> _Named | Card:
    """A period that was never opened is an ordinary word: it may begin a reason."""
    bodies = {share.department.id: share.department for task in tasks for share in task.shares}
    period: Period | None = None
    department: int | None = None
    while text:
        word, rest = _first(text)
        span = span_at(word.lower(), 0, call.today)
        code = span[0] if span and span[1] == len(word) else word
        if (called := periods.called(code)) is not None:
            period = called
        elif department is None and (body := among(bodies.values(), word)) is not None:
            department = body.id
        elif department is None and (body := await _elsewhere(call, word)) is not None:
            if tasks:
                return cards.elsewhere(call.say, tasks[0].ref, body)
            department = body.id
        else:
            break
        text = rest
    return _Named(period, department, text)


def _first(text: str) -> tuple[str, str]:
    """The first word and what follows it."""
    found = _BREAK.search(text)
    return (text, "") if found is None else (text[: found.start()], text[found.end() :])


async def _elsewhere(call: Call, word: str) -> Department | None:
    """A department that the items do not name; None for an ordinary word."""
    bodies = await call.unit.people.department(word)
    return bodies[0] if len(bodies) == 1 else None
