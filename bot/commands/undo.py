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
    for _, update in reversed(taken):
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
    """Which records can be taken back, oldest first, and why the others cannot."""
    await call.load(update.task_ref for update in batch)
    followers = await call.unit.tasks.followers(batch)
    taken: list[tuple[Task, Update]] = []
    failed: list[Failed] = []
    for update in sorted(batch, key=lambda update: update.id):
        try:
            task = await call.task(update.task_ref)
            _check(call, task, followers.get(update.id))
        except UserError as error:
            failed.append(Failed(error, shows(call, error)))
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
