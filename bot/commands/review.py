"""通过, 退回: the office accepts reports or sends them back, one by one or a department's all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.access import Ruling, Verdict
from bot.cards import reviewing
from bot.cards import reviews as cards
from bot.cards.periods import name
from bot.cards.reviews import Choice
from bot.commands import grouped, telling
from bot.commands.base import Call
from bot.commands.which import Periods, among
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.grammar.periods import span_at
from bot.messages import Card, Reply
from bot.model.audit import task_object
from bot.model.period import Period
from bot.model.report import ReportState
from bot.model.task import Department, Task
from bot.ports import Owed

_AT_ONCE = 5  # reports; more are shown first
_LONGEST = 2000  # characters of a reason
_States = tuple[ReportState, ...]
_TO_ACCEPT: _States = (ReportState.SUBMITTED,)
_TO_SEND_BACK: _States = (ReportState.SUBMITTED, ReportState.ACCEPTED)
_BREAK = re.compile("[ :：,，;；。]+")


@dataclass(frozen=True, slots=True)
class _Meant:
    """Period, department if one is named, and the words that are left."""

    period: Period
    reports: Sequence[Owed]
    department: int | None = None
    words: str = ""


async def approve(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    group = ruling.verdict is Verdict.BUTTON
    await _gate(call, intent, words=group and intent.who is not None)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if not intent.tasks and intent.who is None and intent.period is None:
        return await _waiting(call)
    meant = await _meant(call, intent, intent.who or "", _TO_ACCEPT)
    if isinstance(meant, Card):
        return Reply(meant)
    if meant.words:
        await _gate(call, intent, words=True)
        return Reply(cards.unknown(call.say, meant.words))
    what = _choice(call, intent, meant, _TO_ACCEPT)
    if not what.chosen:
        return Reply(cards.nothing(call.say, what))
    if len(what.chosen) > _AT_ONCE and not call.confirmed:
        confirm = await call.keep(_line(call, intent, what))
        return Reply(cards.accept_preview(call.say, what, confirm))
    what = await _decided(call, what, ReportState.ACCEPTED, None)
    return Reply(cards.accepted(call.say, what), replaces=call.request.pressed)


async def _waiting(call: Call) -> Reply:
    """Of the period that is current."""
    period = (await Periods.of(call)).current
    if period is None:
        return Reply(cards.no_period(call.say))
    reports = await call.unit.reviews.submitted(period.id)
    return Reply(reviewing.waiting(call.say, period, reports))


async def send_back(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """With a reason, which whoever submitted gets at once; the report is owed again."""
    await _gate(call, intent, words=True)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    meant = await _meant(call, intent, intent.words or "", _TO_SEND_BACK)
    if isinstance(meant, Card):
        return Reply(meant)
    if len(meant.words) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    what = _choice(call, intent, meant, _TO_SEND_BACK)
    if what.unclear:
        return Reply(cards.whose(call.say, what, accepting=False))
    if not what.chosen:
        return Reply(cards.nothing(call.say, what))
    if not meant.words:
        bare = not intent.words and intent.period is None
        return Reply(cards.why(call.say, what, bare=bare))
    what = await _decided(call, what, ReportState.RETURNED, meant.words)
    told = await _tell(call, what)
    return Reply(cards.returned(call.say, what, meant.words, told), replaces=call.request.pressed)


async def _gate(call: Call, intent: Intent, *, words: bool) -> None:
    """Nothing is written about a restricted item, not even on a button that offers to."""
    await call.load(intent.tasks)
    for ref in intent.tasks:
        if (await call.task(ref)).restricted and words:
            raise UserError(Code.RESTRICTED, number=ref)


async def _meant(call: Call, intent: Intent, text: str, states: _States) -> _Meant | Card:
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
    return _Meant(period, await _reports(call, period, tasks, department), department, text)


async def _reports(
    call: Call, period: Period, tasks: Sequence[Task], department: int | None
) -> Sequence[Owed]:
    if tasks:
        return await call.unit.reviews.on_tasks(period.id, [task.id for task in tasks])
    return await call.unit.reviews.of_department(period.id, department or 0)


async def _waits(
    call: Call, period: Period, tasks: Sequence[Task], department: int | None, states: _States
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


def _choice(call: Call, intent: Intent, meant: _Meant, states: _States) -> Choice:
    """The reports that can be decided; several of one item are nobody's guess."""
    left_alone = list[str]()
    chosen, unclear, already = list[Owed](), list[Owed](), list[Owed]()
    ids = dict.fromkeys(one.task for one in meant.reports)
    by_task = {id: [one for one in meant.reports if one.task == id] for id in ids}
    for reports in by_task.values():
        of_body = [r for r in reports if meant.department in (None, r.department.id)]
        ready = [one for one in of_body if one.state in states]
        if len(ready) > 1:
            unclear += ready
        elif ready:
            chosen += ready
        else:
            already += [one for one in of_body if one.state is ReportState.ACCEPTED]
            left_alone += [cards.standing(call.say, one) for one in of_body if intent.tasks]
    owed = {one.ref for one in meant.reports}
    left_alone += [cards.none_owed(call.say, ref) for ref in intent.tasks if ref not in owed]
    return Choice(
        period=meant.period,
        chosen=chosen,
        left_alone=left_alone,
        unclear=unclear,
        already=already,
    )


def _line(call: Call, intent: Intent, what: Choice) -> str:
    """As it can be typed: the items, or the department whose reports they all are."""
    bodies = {one.department.short for one in what.chosen}
    words = ["、".join(str(one.ref) for one in what.chosen)] if intent.tasks else []
    if len(bodies) == 1:
        words += bodies
    return cards.line(call.say, " ".join(words), what.period, accepting=True)


async def _decided(call: Call, what: Choice, state: ReportState, reason: str | None) -> Choice:
    """What it was done with, at its new version; what was decided meanwhile is left alone."""
    done = await call.unit.reviews.decide(
        what.period.id,
        [(one.task, one.department.id) for one in what.chosen],
        state,
        reason=reason,
        by=call.person.id,
        at=call.now,
        batch=call.batch,
    )
    chosen, left_alone = list[Owed](), list(what.left_alone)
    for one in what.chosen:
        version = done.get((one.task, one.department.id))
        if version is None:
            left_alone.append(cards.standing(call.say, one))
        else:
            call.touch(task_object(one.task))
            chosen.append(replace(one, state=state, version=version, reason=reason))
    return replace(what, chosen=chosen, left_alone=left_alone)


async def _tell(call: Call, what: Choice) -> list[str]:
    """Whoever submitted, or speaks for the department now; the names of those who are told."""
    found = await telling.speakers(call)
    planned, names = [], list[str]()
    for one in what.chosen:
        to = telling.speaker(found, one.submitted_by, one.department.id)
        if to is None:
            continue
        title = telling.words_of(call, to)(
            "Sent back: the report for {period} · item {number}",
            period=name(telling.words_of(call, to), what.period.span),
            number=one.ref,
        )
        key = f"returned:{what.period.id}:{one.task}:{one.department.id}:{one.version}"
        data = {"period": what.period.id, "task": one.task, "version": one.version}
        data["department"] = one.department.id
        planned.append(telling.occurrence(call, key, to, title, data))
        names.append(to[0].name)
    await call.unit.occurrences.plan(planned, at=call.now)
    return list(dict.fromkeys(names))
