"""撤销: take back what one's last message wrote, within 24 hours."""

from collections.abc import Sequence
from datetime import timedelta

from bot.access import Act, Ruling, Verdict
from bot.cards import corrections, notes, periods, saved
from bot.cards.report import open_line
from bot.cards.saved import Failed, Left
from bot.commands import acts_since, coord_ask, last_write
from bot.commands.base import Call
from bot.commands.last_write import Write
from bot.commands.taking_back import check, check_digest, check_report, sent_since, ways_on
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
    write = await last_write.find(call)
    batch = write.updates
    if ruling.verdict is Verdict.BUTTON:
        await _may_any(call, batch)
        return Reply(notes.said_in_group(call.say, call.say("undo"), ()))
    await _nothing_corrected(call, write)
    if not write.named:
        await _is_the_last(call, batch)
        await acts_since.none_since(call, write)
    if not batch:
        raise UserError(Code.NOTHING_TO_UNDO)
    if call.now - max(update.at for update in batch) > _WINDOW:
        raise UserError(Code.NOTHING_TO_UNDO, late=True, ways=await _correct(call, batch))
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
    left = _drafts(call, taken)
    if taken:
        parts = [(task.id, update.department) for task, update in taken]
        await call.unit.reports.untouch(parts, batch=batch[0].batch)
        await coord_ask.undone(call, batch[0].batch)
    return Reply(saved.undone(call.say, taken, failed, left), replaces=bool(taken))


async def _correct(call: Call, batch: Sequence[Update]) -> tuple[Action, ...]:
    """To correct what is too old to be taken back; nothing of a restricted item."""
    await call.load(update.task_ref for update in batch)
    task = next(filter(None, (call.known(update.task_ref) for update in batch)), None)
    return () if task is None else ways_on(call, task)


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


async def _nothing_corrected(call: Call, write: Write) -> None:
    """A correction since then is not taken back, and nobody means the update before it.

    Unless the card names that one: then only a correction of the same item stands in the way.
    """
    found = await call.unit.corrections.last(call.person.id)
    if found is None:
        return
    id, number, at = found
    if call.now - at > _WINDOW or any(update.id > id for update in write.updates):
        return
    if write.named and number not in write.refs:
        return
    say = call.say
    again = Action(say("Correct item {number}", number=number), corrections.line(say, number))
    look = Action(say("Show item {number}", number=number), str(number))
    raise UserError(Code.NOTHING_TO_UNDO, number=number, corrected=True, ways=(again, look))


def _drafts(call: Call, taken: Sequence[tuple[Task, Update]]) -> Left | None:
    """The drafts of the open period that lose a text again."""
    period = call.facts.period
    if period is None or not period.is_open:
        return None
    refs = [
        task.ref
        for task, update in taken
        for share in task.shares
        if share.department.id == update.department
        and share.report is ReportState.DRAFT
        and update.change.has_text
        and not task.restricted
    ]
    if not refs:
        return None
    on_behalf = any(update.on_behalf for _, update in taken)
    return Left(tuple(dict.fromkeys(refs)), period.span, on_behalf)


async def _taken(
    call: Call, batch: Sequence[Update]
) -> tuple[list[tuple[Task, Update]], list[Failed]]:
    """Which records can be taken back, oldest first, and why the others cannot."""
    await call.load(update.task_ref for update in batch)
    followers = await call.unit.tasks.followers(batch)
    sent = await _submitted(call, batch)
    digests = await sent_since(call, min(update.at for update in batch)) if batch else ()
    taken: list[tuple[Task, Update]] = []
    failed: list[Failed] = []
    for update in sorted(batch, key=lambda update: update.id):
        try:
            task = await call.task(update.task_ref)
            check(call, task, followers.get(update.id))
            check_report(call, task, update, sent)
            check_digest(call, task, update, digests)
        except UserError as error:
            failed.append(Failed(error, error.facts.get("ways") or shows(call, error)))
            continue
        taken.append((task, update))
    return taken, failed


async def _submitted(call: Call, batch: Sequence[Update]) -> Sequence[Report]:
    """What has been reported already on the parts that the batch changed."""
    known = [(call.known(update.task_ref), update.department) for update in batch]
    parts = [(task.id, department) for task, department in known if task is not None]
    return await call.unit.reports.submitted(parts)
