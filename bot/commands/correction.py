"""更正, 同意更正, 不同意更正: what a text that was used already should have said."""

from collections.abc import Sequence
from dataclasses import replace

from bot.access import Ruling, Verdict, part_to_write
from bot.cards import corrections as cards
from bot.commands import asking, grouped, telling
from bot.commands.base import Call
from bot.commands.refusing import forbidden
from bot.errors import Code, UserError
from bot.grammar.correcting import WITHDRAW
from bot.grammar.intent import Intent
from bot.grammar.periods import is_called
from bot.locale import later
from bot.messages import Reply
from bot.model.correction import Correction
from bot.model.desk import CorrectionState
from bot.model.person import PersonRole
from bot.model.report import Report
from bot.model.task import Share, Task

_LONGEST = 2000  # characters


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """A record beside the old one; of a sealed period a request, which the office agrees to."""
    task = await call.task(intent.tasks[0]) if intent.tasks else None
    if task is not None:
        asking.gate(call, task)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if task is None:
        return await _list(call)
    part = part_to_write(call.person, task)
    if part is None:
        raise forbidden(call, task)
    if intent.verb == WITHDRAW:
        whose = part[0].department.id
        done = await call.unit.corrections.withdraw(task.id, whose, at=call.now)
        return Reply(cards.withdrawn(call.say, task, done=done))
    if not intent.words:
        return Reply(cards.how(call.say, task, intent.period))
    if len(intent.words) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    return await _correct(call, task, part, intent)


async def _list(call: Call) -> Reply:
    """For the office all requests, for a department its own."""
    office = call.person.role is PersonRole.COORDINATOR
    whose = None if office else call.person.department.id
    asked = await call.unit.corrections.requests(call.facts.id, whose)
    await call.load(one.ref for one in asked)
    shown = [(one, call.known(one.ref)) for one in asked]
    return Reply(cards.listed(call.say, shown) if office else cards.own(call.say, shown))


async def _correct(call: Call, task: Task, part: tuple[Share, bool], intent: Intent) -> Reply:
    share, on_behalf = part
    words, body = intent.words or "", share.department.id
    sent = await call.unit.reports.submitted([(task.id, body)])
    said = await call.unit.corrections.said(task.id, body)
    report = _meant(sent, intent.period) if intent.period else next(reversed(sent), None)
    if report is None and said is None:
        return Reply(cards.nothing(call.say, task))
    newer = said is not None and (report is None or said > (report.submitted_at or said))
    if report is not None and not report.period.is_open and not (newer and not intent.period):
        return await _ask(call, task, part, report, words)
    current = call.facts.period
    period = report.period if report is not None and report.period.is_open else current
    inside = await call.unit.corrections.add(
        task,
        share,
        words,
        period=None if period is None else period.id,
        person=call.person,
        at=call.now,
        channel=call.request.sender.platform,
        batch=call.batch,
        on_behalf=on_behalf,
    )
    where = period if inside else None
    return Reply(cards.done(call.say, task, call.person, words, at=call.now, inside=where))


def _meant(sent: Sequence[Report], code: str) -> Report:
    """The report of a period that was named."""
    found = next((one for one in sent if is_called(one.period, code)), None)
    if found is None:
        raise UserError(Code.NO_REPORT, text=code)
    return found


async def _ask(
    call: Call, task: Task, part: tuple[Share, bool], report: Report, words: str
) -> Reply:
    """Stored, and the office is told in the same transaction; the office asks nobody."""
    share, period = part[0], report.period
    id, replaced = await call.unit.corrections.ask(
        task.id, share.department.id, period.id, words, by=call.person.id, at=call.now
    )
    if call.person.role is PersonRole.COORDINATOR:
        asked = await call.unit.corrections.request(id)
        if asked is not None:
            await _decided(call, asked, CorrectionState.AGREED, share, None)
        card = cards.done(call.say, task, call.person, words, at=call.now, inside=period)
        return Reply(card)
    reached = await asking.tell_office(
        call, "correction", id, task, later("Request to correct · item {number}")
    )
    card = cards.asked(
        call.say,
        task,
        call.person,
        period,
        words,
        at=call.now,
        replaced=replaced,
        reached=reached,
    )
    return Reply(card)


async def decide(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """The office's answer; who declines says why."""
    agreeing = intent.name == "correct_ok"
    task = await call.task(intent.tasks[0])
    if task.restricted:
        raise UserError(Code.RESTRICTED, number=task.ref)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    asked = await call.unit.corrections.requests(call.facts.id)
    asked = [one for one in asked if one.ref == task.ref]
    if not asked:
        return Reply(cards.none_open(call.say, task))
    chosen, text = asking.chosen(asked, intent.words or "")
    if len(chosen) > 1:
        return Reply(cards.whose(call.say, task, chosen, agreeing=agreeing))
    if len(text) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    if not agreeing and not text:
        return Reply(cards.why_not(call.say, task, chosen[0], several=len(asked) > 1))
    state = CorrectionState.AGREED if agreeing else CorrectionState.DECLINED
    share = task.share_of(chosen[0].department.id)
    if not await _decided(call, chosen[0], state, share, text or None):
        return Reply(cards.settled(call.say, task))
    told = await _tell(call, task, chosen[0], agreeing=agreeing)
    decided = replace(chosen[0], state=state, answer=text or None)
    return Reply(cards.decided(call.say, task, decided, told=told), replaces=call.request.pressed)


async def _decided(
    call: Call, one: Correction, state: CorrectionState, share: Share | None, answer: str | None
) -> bool:
    return await call.unit.corrections.decide(
        one,
        state,
        share=share,
        answer=answer,
        by=call.person.id,
        at=call.now,
        channel=call.request.sender.platform,
    )


async def _tell(call: Call, task: Task, one: Correction, *, agreeing: bool) -> str | None:
    """Who asked, or speaks for the department now, gets a message: the name; None for nobody."""
    to = telling.speaker(await telling.speakers(call), one.asked_by, one.department.id)
    if to is None:
        return None
    title = cards.result_title(telling.words_of(call, to), task.ref, agreed=agreeing)
    what = telling.occurrence(call, f"corrected:{one.id}", to, title, {"correction": one.id})
    await call.unit.occurrences.plan([what], at=call.now)
    return to[0].name
