"""延期, 同意延期, 不同意延期: a department asks for more time, the office answers."""

from dataclasses import replace
from datetime import date

from bot.access import Ruling, Verdict, part_to_write
from bot.cards import extensions as cards
from bot.cards import no_extension, periods
from bot.commands import asking, grouped, telling
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.deadlines import answer
from bot.grammar.intent import Ask, Context, Intent
from bot.locale import later
from bot.messages import Reply
from bot.model.extension import Extension, ExtensionState
from bot.model.person import PersonRole
from bot.model.task import FINISHED, HARD, Deadline, DeadlineKind, Task

_LONGEST = 2000  # characters of a reason


async def ask(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Before the limit, with a reason; without arguments the office sees what is open."""
    task = await call.task(intent.tasks[0]) if intent.tasks else None
    if task is not None:
        asking.gate(call, task)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    office = call.person.role is PersonRole.COORDINATOR
    if task is None:
        return await _list(call) if office else Reply(no_extension.how(call.say, None))
    if office:
        return Reply(no_extension.for_the_office(call.say, task))
    part = part_to_write(call.person, task)
    if part is None or part[0] not in task.deciding:
        return Reply(no_extension.not_the_lead(call.say, task))
    asked = None
    if intent.day is None or not intent.words:
        asked = await _asked_already(call, task)
    refused = _refusal(call, task, intent, asked)
    if refused is not None:
        return refused
    return await _keep(call, task, intent)


def _refusal(call: Call, task: Task, intent: Intent, asked: date | None) -> Reply | None:
    """Why it cannot be asked for now, or what is missing."""
    say, today, day = call.say, call.today, task.deadline.day
    if task.status in FINISHED:
        return Reply(no_extension.finished(say, task))
    if task.deadline.kind not in HARD or day is None:
        return Reply(no_extension.impossible(say, task, _next_report(call)))
    if day < today:
        return Reply(no_extension.too_late(say, task, today))
    if intent.day is None:
        return Reply(no_extension.how(say, task, asked=asked))
    if intent.day <= day:
        return Reply(no_extension.not_later(say, task, intent.day, today))
    if not intent.words:
        return Reply(no_extension.how(say, task, reason=True, asked=asked))
    if len(intent.words) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    return None


async def _asked_already(call: Call, task: Task) -> date | None:
    """Until when one's own department has asked and not been answered."""
    own = call.person.department.id
    found = await call.unit.deadlines.requests(call.facts.id)
    return next((o.day for o in found if (o.ref, o.department.id) == (task.ref, own)), None)


def _next_report(call: Call) -> str | None:
    period = call.facts.period
    if period is None or not period.is_open:
        return None
    return periods.until(call.say, period, call.today, call.calendar)


async def _keep(call: Call, task: Task, intent: Intent) -> Reply:
    """Stored, and the office is told in the same transaction."""
    day, reason = intent.day or date.max, intent.words or ""
    department = call.person.department
    id, replaced = await call.unit.deadlines.ask(
        task, department.id, day, reason, by=call.person.id, at=call.now
    )
    reached = await asking.tell_office(
        call, "extension", id, task, later("Request for more time · item {number}")
    )
    card = cards.asked(
        call.say,
        task,
        call.person,
        day,
        reason,
        today=call.today,
        replaced=replaced,
        reached=reached,
    )
    return Reply(card)


async def _list(call: Call) -> Reply:
    asked = await call.unit.deadlines.requests(call.facts.id)
    await call.load(one.ref for one in asked)
    return Reply(cards.listed(call.say, [(one, call.known(one.ref)) for one in asked], call.today))


async def decide(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """The office's answer: granted as asked or until another day, or refused with a reason."""
    granting = intent.name == "extend_ok"
    task = await call.task(intent.tasks[0])
    if task.restricted:
        raise UserError(Code.RESTRICTED, number=task.ref)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    asked = await call.unit.deadlines.requests(call.facts.id)
    asked = [one for one in asked if one.ref == task.ref]
    if not asked:
        return Reply(cards.none_open(call.say, task))
    chosen, text = asking.chosen(asked, intent.words or "")
    if len(chosen) > 1:
        return Reply(cards.whose(call.say, task, chosen, granting=granting))
    if len(text) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    if granting:
        return await _grant(call, task, chosen[0], text)
    if not text:
        line = cards.decision_line(call.say, task.ref, granting=False)
        tail = f" {chosen[0].department.short}" if len(asked) > 1 else ""
        return Reply(cards.why_not(call.say, task, line + tail))
    return await _settle(call, task, chosen[0], None, text)


async def _grant(call: Call, task: Task, one: Extension, text: str) -> Reply:
    context = Context(
        now=call.now.astimezone(call.say.zone),
        highest=call.facts.highest,
        calendar=call.calendar,
    )
    found = answer(text, context)
    if isinstance(found, Ask):
        raise UserError(found.code, **found.facts)
    day, words = found
    day = day or one.day
    if day <= max(task.deadline.day or date.min, call.today):
        return Reply(no_extension.not_later(call.say, task, day, call.today))
    return await _settle(call, task, one, day, words)


async def _settle(call: Call, task: Task, one: Extension, granted: date | None, text: str) -> Reply:
    """Decided once; who asked, or speaks for the department now, gets a message."""
    state = ExtensionState.REFUSED if granted is None else ExtensionState.GRANTED
    done = await call.unit.deadlines.decide(
        one,
        state,
        granted=granted,
        answer=text or None,
        by=call.person.id,
        at=call.now,
        on=call.today,
    )
    if not done:
        return Reply(cards.settled(call.say, task))
    to = telling.speaker(await telling.speakers(call), one.asked_by, one.department.id)
    if to is not None:
        say = telling.words_of(call, to)
        title = (
            say("Your extension is granted · item {number}", number=task.ref)
            if granted
            else say("Your extension is refused · item {number}", number=task.ref)
        )
        what = telling.occurrence(call, f"extended:{one.id}", to, title, {"extension": one.id})
        await call.unit.occurrences.plan([what], at=call.now)
    decided = replace(one, state=state, granted=granted, answer=text or None)
    card = cards.decided(
        call.say, task, decided, _after(task, granted), told=None if to is None else to[0]
    )
    return Reply(card, replaces=call.request.pressed)


def _after(task: Task, granted: date | None) -> Deadline:
    now = task.deadline
    if granted is None:
        return now
    first = now.original or now.day
    return Deadline(kind=DeadlineKind.EXTENDED, day=granted, raw=now.raw, original=first)
