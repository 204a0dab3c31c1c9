"""报送: what is still owed for a period, and one report from pre-written to sent."""

from dataclasses import replace

from bot import reporting
from bot.access import Ruling
from bot.cards import coordination_errors, notes, owed, report_form, report_parts, reported
from bot.cards import report as cards
from bot.cards.report import Paper
from bot.cards.report_parts import Left
from bot.commands import coord_ask
from bot.commands.answering import answer_urges, open_urges_again
from bot.commands.base import Call
from bot.commands.near_form import is_near
from bot.commands.paper import find, is_as_seen, is_open
from bot.commands.sending import says_something
from bot.commands.which_period import others, which
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.grammar.periods import is_called
from bot.grammar.reporting import Reporting, in_progress
from bot.messages import Action, Channel, Reply
from bot.model.report import Report, ReportState, Sheet
from bot.model.task import Status
from bot.model.update import Change

_READS = (None, Reporting.ASK)
_SIGNING = (Reporting.SIGN_SUBMIT, Reporting.SIGN_COORDINATE)
_APPROVING = (*_SIGNING, Reporting.SIGN, Reporting.SUBMIT)
_SENDING = (Reporting.SIGN, Reporting.SIGN_SUBMIT, Reporting.SUBMIT)
_COORDINATING = (Reporting.SIGN_COORDINATE, Reporting.COORDINATE)


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if not intent.tasks:
        return await _owed(call, intent)
    if intent.verb is Reporting.UNSURE:
        intent = await _by_its_word(call, intent)
    paper = await find(call, intent)
    if intent.verb in _READS:
        return await _show(call, paper, intent)
    if call.request.channel is not Channel.PRIVATE:
        line = call.request.text.strip()
        return Reply(notes.said_in_group(call.say, line, call.seen, stores=True), private=True)
    is_open(call, paper, intent.change)
    if intent.verb in _APPROVING:
        await is_near(call, paper.task.ref)
        is_as_seen(call, paper)
    if paper.task.restricted and intent.verb is not Reporting.WITHDRAW:
        return Reply(cards.sheet(call.say, paper), private=True)
    return await _write(call, paper, intent)


async def _by_its_word(call: Call, intent: Intent) -> Intent:
    """The report for a period of the office's own; any other word is unclear."""
    word, number = intent.period or "", intent.tasks[0]
    if any(is_called(one, word) for one in await call.unit.periods.all(call.facts.id)):
        return replace(intent, verb=None, words=None)
    if (await call.task(number)).restricted:
        raise UserError(Code.RESTRICTED, number=number)
    text = Action(report_parts.field(call.say, "progress"), in_progress(number, word))
    cancel = Action(call.say("Cancel"), call.say("cancel"))
    raise UserError(Code.AMBIGUOUS, text=intent.words, number=number, ways=(text, cancel))


async def _owed(call: Call, intent: Intent) -> Reply:
    """For the current period the tasks know their reports; another has to be looked up."""
    period = await which(call, intent.period)
    own = call.person.department
    tasks = await call.unit.tasks.assigned_to(call.facts.id, own.id)
    current = call.facts.period is not None and period.id == call.facts.period.id
    if not current:
        reports = await call.unit.reports.of_department(period.id, own.id)
        tasks = [owed.with_report(task, own, reports.get(task.id)) for task in tasks]
    day = owed.Day(period, call.today, call.calendar, current, await others(call, period))
    card = owed.card(call.say, call.person, tasks, day)
    return Reply(card, private=True, replaces=True)


async def _show(call: Call, paper: Paper, intent: Intent) -> Reply:
    """Line by line, which is remembered, and where a window waits in fields too."""
    can_be_changed = paper.report.period.is_open and paper.report.state not in reporting.SHUT
    card = cards.sheet(call.say, paper, asked=intent.words if can_be_changed else None)
    if can_be_changed:  # of a restricted item too: 1 … must not be taken for item 1
        await call.unit.reports.begin(call.person.id, paper.report, at=call.now)
        if call.request.window is not None:
            card = replace(card, form=report_form.fill_in(call.say, paper))
    return Reply(card, private=True)


async def _write(call: Call, paper: Paper, intent: Intent) -> Reply:
    report = paper.report
    sent = report.state is ReportState.SUBMITTED and report.signed_at is not None
    if sent and intent.verb in _SENDING and intent.who is None:
        return Reply(reported.sent_already(call.say, paper))
    match intent.verb:
        case Reporting.FILL | Reporting.NO_NEWS:
            return await _fill(call, paper, intent)
        case Reporting.KEEP:
            draft = reporting.kept(paper.sheet)
            shown = paper if draft is paper.report else await saved(call, paper, draft)
            await _leave(call)
            return Reply(cards.saved(call.say, shown), replaces=True)
        case Reporting.WITHDRAW:
            return await _withdraw(call, paper)
        case Reporting.SIGN:
            return Reply(cards.sheet(call.say, await _signed(call, paper, intent)))
    return await _submit(call, paper, intent)


async def _fill(call: Call, paper: Paper, intent: Intent) -> Reply:
    """What was typed is kept; 无新进展 is meant to be sent, for which an approval is asked."""
    texts = {name: getattr(intent.change, name) for name in reporting.TEXTS}
    written = reporting.written(paper.sheet, texts)
    edited = reporting.edited(paper.sheet, texts, call.person, at=call.now)
    reports = call.unit.reports
    await reports.keep(paper.report, by=call.person.id, at=call.now, batch=call.batch)
    shown = await saved(call, paper, edited, replace(paper.sheet, writer=call.person.name))
    await reports.begin(call.person.id, shown.report, at=call.now)
    if intent.verb is Reporting.NO_NEWS and shown.report.is_owed:
        return Reply(cards.to_approve(call.say, shown, written))
    return Reply(cards.sheet(call.say, shown, written=written))


async def _submit(call: Call, paper: Paper, intent: Intent) -> Reply:
    """Nothing is sent that nobody approved: a chat update is not the report."""
    now, sheet, blocked = call.now, paper.sheet, intent.verb in _COORDINATING
    if intent.verb in _SIGNING and (intent.who or sheet.report.signed_at is None):
        signed = reporting.signed(sheet, call.person, intent.who, at=now)
        sheet = replace(sheet, report=signed, registrar=call.person.name)
    elif sheet.report.signed_at is None:
        raise _unsigned(call, paper, blocked=blocked)
    if blocked and not sheet.problems:
        return Reply(coordination_errors.no_problems(call.say, paper.line(call.say)))
    await says_something(call, paper, intent)
    sent = await saved(call, paper, reporting.submitted(sheet, call.person, at=now), sheet)
    await answer_urges(call, [(paper.task, paper.share)])
    if blocked:
        await _block(call, paper)
        body = paper.share.department
        await coord_ask.with_report(call, paper.task, body, sheet.problems)
    await _leave(call)
    left = await left_to_report(call, paper)
    card = reported.sent(call.say, sent, call.person, now, left=left, blocked=blocked)
    return Reply(card, replaces=True)


async def _signed(call: Call, paper: Paper, intent: Intent) -> Paper:
    signed = reporting.signed(paper.sheet, call.person, intent.who, at=call.now)
    sheet = replace(paper.sheet, registrar=call.person.name)
    await _leave(call)
    return await saved(call, paper, signed, sheet)


async def _withdraw(call: Call, paper: Paper) -> Reply:
    """Back to a draft; what is a draft already is only shown."""
    taken_back = paper.report.state in (ReportState.SUBMITTED, ReportState.SIGNED_OFF)
    if taken_back:
        sheet = replace(paper.sheet, registrar=None)
        sent, part = paper.report, (paper.task.id, paper.share.department.id)
        if sent.submitted_at is not None and sent.submitted_by == call.person.id:
            await open_urges_again(call, [part], sent.submitted_at)
        paper = await saved(call, paper, reporting.withdrawn(paper.sheet), sheet)
        if not paper.task.restricted:
            await call.unit.reports.begin(call.person.id, paper.report, at=call.now)
    return Reply(cards.sheet(call.say, paper, taken_back=taken_back))


async def _block(call: Call, paper: Paper) -> None:
    """The part is blocked: one record, with the report."""
    if paper.share.status is Status.BLOCKED:
        return
    await call.unit.tasks.record(
        paper.task,
        paper.share,
        Change(status=Status.BLOCKED),
        person=call.person,
        at=call.now,
        channel=call.request.sender.platform,
        batch=call.batch,
        on_behalf=paper.share.department.id != call.person.department.id,
    )


async def saved(call: Call, paper: Paper, report: Report, sheet: Sheet | None = None) -> Paper:
    """The paper with its report as it is stored now."""
    stored = await call.unit.reports.save(report, by=call.person.id, batch=call.batch)
    told = replace(paper.share, report=stored.state, reported_at=stored.submitted_at)
    shares = tuple(told if share is paper.share else share for share in paper.task.shares)
    task = replace(paper.task, shares=shares) if paper.current else paper.task
    share = told if paper.current else paper.share
    return replace(
        paper, task=task, share=share, sheet=replace(sheet or paper.sheet, report=stored)
    )


async def _leave(call: Call) -> None:
    if call.step is not None:
        await call.unit.reports.leave(call.person.id)


async def left_to_report(call: Call, paper: Paper) -> Left:
    """What the department still owes for the current period."""
    if not paper.current:
        return Left()
    own = call.person.department
    tasks = await call.unit.tasks.assigned_to(call.facts.id, own.id)
    groups = owed.Groups(tasks, own)
    refs = sorted(task.ref for task in (*groups.to_report, *groups.drafts))
    return Left(refs, len(groups.drafts), len(groups.offline))


def _unsigned(call: Call, paper: Paper, *, blocked: bool) -> UserError:
    ways = cards.approving(call.say, paper, blocked=blocked)
    return UserError(Code.UNSIGNED, number=paper.task.ref, ways=ways)
