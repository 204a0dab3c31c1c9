"""撤销: take back what one's last message wrote, within 24 hours."""

from collections.abc import Sequence
from datetime import timedelta

from bot.access import Act, Ruling, Verdict
from bot.cards import notes, saved
from bot.cards.saved import Failed
from bot.commands.base import Call
from bot.commands.update import forbidden, shows
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.task import Task
from bot.model.update import Update

_WINDOW = timedelta(hours=24)


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """What somebody changed in between is left alone and named; a clock set back counts as 0."""
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.say("undo"), ()))
    batch = await call.unit.tasks.last_batch(call.person.id)
    if not batch:
        raise UserError(Code.NOTHING_TO_UNDO)
    if call.now - max(update.at for update in batch) > _WINDOW:
        raise UserError(Code.NOTHING_TO_UNDO, late=True)
    taken, failed = await _taken(call, batch)
    for _, update in taken:
        await call.unit.tasks.take_back(
            update,
            person=call.person,
            at=call.now,
            channel=call.request.sender.platform,
            batch=call.batch,
        )
    return Reply(saved.undone(call.say, taken, failed), replaces=bool(taken))


async def _taken(
    call: Call, batch: Sequence[Update]
) -> tuple[list[tuple[Task, Update]], list[Failed]]:
    """Which records can be taken back, newest first, and why the others cannot."""
    await call.load(update.task_ref for update in batch)
    taken: list[tuple[Task, Update]] = []
    failed: list[Failed] = []
    for update in sorted(batch, key=lambda update: update.id, reverse=True):
        try:
            task = await call.task(update.task_ref)
            _check(call, task, update)
        except UserError as error:
            failed.append(Failed(error, shows(call, error)))
            continue
        taken.append((task, update))
    return taken[::-1], failed


def _check(call: Call, task: Task, update: Update) -> None:
    if call.allowed(Act.UNDO, task) is Verdict.REFUSE:
        raise forbidden(call, task)
    share = task.share_of(update.department)
    if share is None or share.version != update.version:
        offers = (str(task.ref),)
        changed = share.changed_at if share else None
        raise UserError(
            Code.NOTHING_TO_UNDO,
            offers=offers,
            number=task.ref,
            person=(share.changed_by_name if share else None) or "?",
            time=call.say.time(changed or call.now),
        )
