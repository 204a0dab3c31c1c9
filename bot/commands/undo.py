"""撤销: take back what one's last message wrote, within 24 hours."""

from collections.abc import Sequence
from datetime import timedelta

from bot.access import Act, Ruling, Verdict
from bot.cards import notes, periods, saved
from bot.cards.report import open_line
from bot.cards.saved import Failed
from bot.commands import coord_ask
from bot.commands.base import Call
from bot.commands.update import forbidden, shows
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Action, Reply
from bot.model.audit import task_object
from bot.model.report import Report, ReportState
from bot.model.task import Task
from bot.model.update import Update

_WINDOW = timedelta(hours=24)


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """What somebody changed in between is left alone and named; a clock set back counts as 0."""
    batch = await call.unit.tasks.last_batch(call.person.id)
    if ruling.verdict is Verdict.BUTTON:
        await _may_any(call, batch)
        return Reply(notes.said_in_group(call.say, call.say("undo"), ()))
    await _is_the_last(call, batch)
    if not batch:
        raise UserError(Code.NOTHING_TO_UNDO)
    if call.now - max(update.at for update in batch) > _WINDOW:
        raise UserError(Code.NOTHING_TO_UNDO, late=True)
    taken, failed = await _taken(call, batch)
    for task, update in reversed(taken):
        call.touch(task_object(task.id))
        await call.unit.tasks.take_back(
            update,
            person=call.person,
            at=call.now,
            channel=call.request.sender.platform,
            batch=call.batch,
        )
    if taken:
        parts = [(task.id, update.department) for task, update in taken]
        await call.unit.reports.untouch(parts, batch=batch[0].batch)
        await coord_ask.undone(call, batch[0].batch)
    return Reply(saved.undone(call.say, taken, failed), replaces=bool(taken))


async def _may_any(call: Call, batch: Sequence[Update]) -> None:
    """A button would promise what is refused when it is pressed."""
    await call.load(update.task_ref for update in batch)
    tasks = [task for update in batch if (task := call.known(update.task_ref)) is not None]
    refused = [task for task in tasks if call.allowed(Act.UNDO, task) is Verdict.REFUSE]
    if refused and len(refused) == len(tasks):
        raise forbidden(call, refused[0])


async def _is_the_last(call: Call, batch: Sequence[Update]) -> None:
    """Who has sent a report since means that, and does not expect an older update to go."""
    sent = await call.unit.reports.last_sent(call.person.id)
    if sent is None or (at := sent[0].submitted_at) is None:
        return
    if call.now - at > _WINDOW or any(update.at >= at for update in batch):
        return
    report, number = sent
    current = call.facts.period is not None and call.facts.period.id == report.period.id
    line = open_line(call.say, number, None if current else report.period)
    raise UserError(
        Code.NOTHING_TO_UNDO,
        number=number,
        sent=periods.name(call.say, report.period.span),
        ways=(Action(call.say("Take it back"), f"{line} {call.say('withdraw')}"),),
    )


async def _taken(
    call: Call, batch: Sequence[Update]
) -> tuple[list[tuple[Task, Update]], list[Failed]]:
    """Which records can be taken back, oldest first, and why the others cannot."""
    await call.load(update.task_ref for update in batch)
    followers = await call.unit.tasks.followers(batch)
    sent = await _submitted(call, batch)
    taken: list[tuple[Task, Update]] = []
    failed: list[Failed] = []
    for update in sorted(batch, key=lambda update: update.id):
        try:
            task = await call.task(update.task_ref)
            _check(call, task, followers.get(update.id))
            _check_report(call, task, update, sent)
        except UserError as error:
            failed.append(Failed(error, error.facts.get("ways") or shows(call, error)))
            continue
        taken.append((task, update))
    return taken, failed


def _check(call: Call, task: Task, follower: Update | None) -> None:
    if call.allowed(Act.UNDO, task) is Verdict.REFUSE:
        raise forbidden(call, task)
    if follower is not None:
        raise UserError(
            Code.NOTHING_TO_UNDO,
            offers=(str(task.ref),),
            number=task.ref,
            person=follower.person_name,
            time=call.say.time(follower.at),
        )


async def _submitted(call: Call, batch: Sequence[Update]) -> Sequence[Report]:
    """What has been reported already on the parts that the batch changed."""
    known = [(call.known(update.task_ref), update.department) for update in batch]
    parts = [(task.id, department) for task, department in known if task is not None]
    return await call.unit.reports.submitted(parts)


def _check_report(call: Call, task: Task, update: Update, sent: Sequence[Report]) -> None:
    """A record that a report has taken stays until the report is taken back."""
    for report in sent:
        if (report.task, report.department) != (task.id, update.department):
            continue
        day = update.at.astimezone(call.say.zone).date()
        if report.submitted_at is None or update.at > report.submitted_at:
            continue
        if day < report.period.span.starts:
            continue
        open_still = report.state is ReportState.SUBMITTED and report.period.is_open
        way = call.say("report {number}", number=task.ref) + " " + call.say("withdraw")
        raise UserError(
            Code.NOTHING_TO_UNDO,
            number=task.ref,
            period=periods.name(call.say, report.period.span),
            withdraw=open_still or None,
            ways=(Action(call.say("Take it back"), way),) if open_still else None,
        )
