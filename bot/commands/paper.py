"""One's report on an item, found, ruled on and read: what 报送 and 已线下报送 begin with."""

from bot import secrecy
from bot.access import Act, Verdict, part_to_write
from bot.cards import corrections, lines, periods, phrases
from bot.cards.report import Paper
from bot.commands.base import Call
from bot.commands.refusing import forbidden
from bot.commands.which_period import which
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.grammar.periods import token
from bot.messages import Action
from bot.model.report import Report
from bot.model.task import Task
from bot.model.update import Change
from bot.reporting import SHUT


async def find(call: Call, intent: Intent) -> Paper:
    """Refuses who may not report on it, text that may not be stored, and what owes no report."""
    task = await call.task(intent.tasks[0])
    ruled = call.allowed(Act.DONE if task.restricted else Act.REPORT, task)
    part = part_to_write(call.person, task)
    if ruled is Verdict.REFUSE or part is None:
        raise forbidden(call, task, exposed=(_text(intent) and task.restricted) or None)
    _gates(call, intent, task)
    period = await which(call, intent.period)
    share = part[0]
    sheet = await call.unit.reports.sheet(
        period.id, task.id, share.department.id, zone=call.say.zone
    )
    if sheet is None:
        called = periods.name(call.say, period.span)
        raise UserError(Code.NO_REPORT, number=task.ref, period=called)
    current = call.facts.period is not None and call.facts.period.id == period.id
    return Paper(task=task, share=share, sheet=sheet, current=current)


def _gates(call: Call, intent: Intent, task: Task) -> None:
    """No secrecy mark in any field, and no text at all about a restricted task."""
    change = intent.change
    for text in filter(None, (change.progress, change.problems, change.next_steps, intent.who)):
        if found := secrecy.mark(text):
            raise UserError(Code.SECRECY, mark=found)
    if task.restricted and _text(intent):
        say, number = call.say, task.ref
        line = say("offline {number}", number=number)
        way = Action(say("Reported offline"), line)
        raise UserError(Code.RESTRICTED, number=number, reported=True, ways=(way,))


def is_open(call: Call, paper: Paper, change: Change | None = None) -> None:
    """Refuses what is accepted, or shut with its period; ``change``: what was to be written."""
    report, say, number = paper.report, call.say, paper.task.ref
    called = periods.name(say, report.period.span)
    ways: tuple[Action, ...] = ()
    if change is not None and change.has_text:
        line = lines.update(say, (number,), change)
        ways = (Action(say("Record it for the next period"), line),)
        ways += _to_correct(call, report, number, change)
    if report.period.sealed_at is not None:
        day = say.day(report.period.sealed_at)
        raise UserError(Code.SEALED, number=number, period=called, day=day, ways=ways)
    if report.state in SHUT:
        raise UserError(Code.SEALED, number=number, period=called, accepted=True, ways=ways)


def _to_correct(call: Call, report: Report, number: int, change: Change) -> tuple[Action, ...]:
    """The same words as a correction of what was sent."""
    say, period = call.say, report.period
    words = next(filter(None, (change.progress, change.problems, change.next_steps)), "")
    if report.submitted_at is None or not words:
        return ()
    line = f"{corrections.line(say, number)} {token(period)} {words}"
    return (Action(say("Correct the report") if period.is_open else say("Ask to correct"), line),)


def is_as_seen(call: Call, paper: Paper) -> None:
    """Refuses to approve on an old card what it did not show.

    That is what somebody else has updated since, and texts that anybody has changed.
    """
    share, say, number = paper.share, call.say, paper.task.ref
    part = (number, share.department.id)
    shown = next((one for one in call.seen if (one.ref, one.department) == part), None)
    if shown is None:
        return
    look = Action(say("Show the newest"), paper.line(say))
    if shown.version >= share.version or share.changed_by == call.person.id:
        if shown.sheet in (None, paper.sheet.fingerprint):
            return
        raise UserError(Code.STALE, number=number, report=True, ways=(look,))
    raise UserError(
        Code.STALE,
        number=number,
        person=share.changed_by_name or "",
        time=say.time(share.changed_at or call.now),
        status=phrases.status(say, share.status),
        ways=(look,),
    )


def _text(intent: Intent) -> bool:
    return intent.change.has_text or intent.who is not None
