"""撤销: take back what one's last message wrote, within 24 hours."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.access import Act, Ruling, Verdict
from bot.cards import corrections, notes, periods, undone
from bot.cards.report import open_line
from bot.cards.saved import Failed
from bot.cards.undone import Left
from bot.commands import acts_since, coord_ask, last_write, unwriting
from bot.commands.answering import open_urges_again
from bot.commands.base import Call
from bot.commands.last_write import Write
from bot.commands.refusing import forbidden, shows
from bot.commands.taking_back import check, check_digest, check_report, sent_since, ways_on
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Action, Reply
from bot.model.audit import task_object
from bot.model.report import Edit, Report, ReportState
from bot.model.task import Task
from bot.model.update import Update

_WINDOW = timedelta(hours=24)


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """What somebody changed in between is left alone and named; a clock set back counts as 0."""
    write = await last_write.find(call)
    if ruling.verdict is Verdict.BUTTON:
        await _may_any(call, write)
        return Reply(notes.said_in_group(call.say, call.say("undo"), ()))
    await _nothing_corrected(call, write)
    if not write.named:
        await _is_the_last(call, write)
        await acts_since.none_since(call, write)
    if write.at is None:
        raise UserError(Code.NOTHING_TO_UNDO)
    if call.now - write.at > _WINDOW:
        raise UserError(Code.NOTHING_TO_UNDO, late=True, ways=await _correct(call, write))
    emptied, failed = await unwriting.take_back(call, write.edits)
    taken, others = await _taken(call, write.updates)
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
    told: Collection[tuple[int, int]] = ()
    asked: Collection[int] = ()
    if taken:
        parts = [(task.id, update.department) for task, update in taken]
        batch = taken[0][1].batch
        told = await call.unit.reports.untouch(parts, batch=batch)
        await coord_ask.undone(call, batch)
        asked = await open_urges_again(call, parts, taken[0][1].at)
    card = undone.card(
        call.say, taken, [*failed, *others], left, emptied=emptied, told=told, asked=asked
    )
    return Reply(card, replaces=bool(taken or emptied))


async def _correct(call: Call, write: Write) -> tuple[Action, ...]:
    """To correct what is too old to be taken back; nothing of a restricted item."""
    await call.load(write.refs)
    task = next(filter(None, map(call.known, write.refs)), None)
    return () if task is None else ways_on(call, task)


async def _may_any(call: Call, write: Write) -> None:
    """A button would promise what is refused when it is pressed."""
    await call.load(write.refs)
    tasks = [task for task in map(call.known, write.refs) if task is not None]
    refused = [task for task in tasks if call.allowed(Act.UNDO, task) is Verdict.REFUSE]
    if refused and len(refused) == len(tasks):
        raise forbidden(call, refused[0])


async def _is_the_last(call: Call, write: Write) -> None:
    """Who has sent a report since means that, and does not expect an older update to go."""
    sent = await call.unit.reports.last_sent(call.person.id)
    if sent is None or (at := sent[0].submitted_at) is None:
        return
    report, number = sent
    after = [update for update in write.updates if update.at >= at]
    after_it = [edit for edit in write.edits if edit.at >= at and not _sent(report, number, edit)]
    if call.now - at > _WINDOW or after or after_it:
        return
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
    if call.now - at > _WINDOW or write.is_after(id):
        return
    if write.named and number not in write.refs:
        return
    say = call.say
    again = Action(say("Correct item {number}", number=number), corrections.line(say, number))
    look = Action(say("Show item {number}", number=number), str(number))
    raise UserError(Code.NOTHING_TO_UNDO, number=number, corrected=True, ways=(again, look))


def _sent(report: Report, number: int, edit: Edit) -> bool:
    """Whether it is in the report that was sent, and was not written afterwards."""
    of_it = (edit.period, edit.task_ref, edit.department)
    same = of_it == (report.period.id, number, report.department)
    return same and edit.version < report.version


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
        and not task.restricted
        and _changed(update)
    ]
    if not refs:
        return None
    on_behalf = any(update.on_behalf for _, update in taken)
    return Left(tuple(dict.fromkeys(refs)), period.span, on_behalf)


def _changed(update: Update) -> bool:
    """Not so for a status that was declared once more."""
    change = update.change
    again = change.status in (None, update.before_status)
    return change.has_text or change.percent is not None or not again


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
