"""定时限: the office's own date for a task; what the document says stays beside it."""

from collections.abc import Sequence

from bot.access import Ruling, Verdict
from bot.cards import deadlines as cards
from bot.cards.deadlines import Redated
from bot.commands import grouped
from bot.commands.base import Call
from bot.grammar.days import CLEAR
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.audit import task_object
from bot.model.task import Deadline, DeadlineKind, Status, Task

_AT_ONCE = 5  # items; more are shown first, and so is a date that is over


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    await call.load(intent.tasks)
    tasks = [await call.task(ref) for ref in dict.fromkeys(intent.tasks)]
    if not tasks or (intent.day is None and intent.verb != CLEAR):
        return Reply(cards.how(call.say, tasks))
    changes, left_alone = await _changes(call, intent, tasks)
    if not changes:
        return Reply(cards.unchanged(call.say, left_alone))
    past = intent.day is not None and intent.day < call.today
    if (len(changes) > _AT_ONCE or past) and not call.confirmed:
        refs = [one.task.ref for one in changes]
        confirm = await call.keep(cards.line(call.say, refs, intent.day))
        card = cards.preview(
            call.say, changes, left_alone, confirm, today=call.today, calendar=call.calendar
        )
        return Reply(card)
    await _store(call, intent, changes)
    card = cards.changed(call.say, changes, left_alone, today=call.today, calendar=call.calendar)
    return Reply(card, replaces=call.request.pressed)


async def _changes(
    call: Call, intent: Intent, tasks: Sequence[Task]
) -> tuple[list[Redated], list[str]]:
    """What will be different, and a sentence for each task that stays as it is."""
    documents = {} if intent.day else await call.unit.deadlines.documents(call.facts.id)
    changes, left_alone = list[Redated](), list[str]()
    for task in tasks:
        now = task.deadline
        after = Deadline(
            kind=DeadlineKind.OFFICE_SET, day=intent.day, raw=now.raw, set_on=call.today
        )
        if intent.day is None:
            kind, day = documents.get(task.id, (now.kind, now.day))
            after = Deadline(kind=DeadlineKind(kind), day=day, raw=now.raw)
        if task.status is Status.CLOSED:
            left_alone.append(cards.closed(call.say, task))
        elif (after.kind, after.day) == (now.kind, now.day):
            left_alone.append(cards.same(call.say, task, call.today))
        else:
            changes.append(Redated(task, after))
    return changes, left_alone


async def _store(call: Call, intent: Intent, changes: Sequence[Redated]) -> None:
    ids = [one.task.id for one in changes]
    call.touch(*map(task_object, ids))
    if intent.day is None:
        await call.unit.deadlines.clear(ids, by=call.person.id, at=call.now)
        return
    await call.unit.deadlines.set(ids, intent.day, by=call.person.id, at=call.now, on=call.today)
