"""The trail of one task, newest first."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.cards.lists import page_foot, page_turns
from bot.locale import Words
from bot.messages import Action, Card, Fact, Heading, Line
from bot.model.task import Status, Task
from bot.model.update import Update, UpdateKind


def history(say: Words, task: Task, records: Sequence[Update], page: int, of: int) -> Card:
    """One page of records, of as many as there are."""
    title = say("Item {number} · history", number=task.ref)
    look = Action(say("Show item {number}", number=task.ref), str(task.ref))
    if not records:
        return Card(title, (say("Nothing has been recorded yet."),), (look,))
    body: list[Line] = [phrases.title(say, task)]
    for record in records:
        body += _record(say, task, record)
    body += page_foot(say, page, of)

    def command(number: int) -> str:
        return say("history {number} page {page}", number=task.ref, page=number)

    return Card(title, tuple(body), (*page_turns(say, page, command, more=page < of), look))


def _record(say: Words, task: Task, record: Update) -> list[Line]:
    who, texts = _who(say, task, record), not task.restricted
    body: list[Line] = [Heading(f"{say.day(record.at)} {say.time(record.at)} {who}")]
    body.append(_what(say, record))
    change = record.change
    if texts and record.kind is UpdateKind.CORRECTION:
        body.append(Fact(say("Correction: "), change.progress or ""))
    if texts and record.kind is UpdateKind.UPDATE:
        if change.progress:
            body.append(Fact(say("Progress note: "), change.progress))
        if change.problems:
            body.append(Fact(say("Problems: "), change.problems))
        if change.next_steps:
            body.append(Fact(say("Next steps: "), change.next_steps))
    return [line for line in body if line]


def _who(say: Words, task: Task, record: Update) -> str:
    share = task.share_of(record.department)
    short = record.department_short  # of a department that has left the item
    body = short if share is None else phrases.department(say, share.department)
    if Status.CLOSED in (record.change.status, record.before_status):
        return say("{person} (the office)", person=record.person_name)
    if record.on_behalf:
        return say(
            "{person} on behalf of {department}",
            person=record.person_name,
            department=body,
        )
    return say("{person} ({department})", person=record.person_name, department=body)


def _what(say: Words, record: Update) -> str:
    change = record.change
    words = []
    if change.status is not None:
        words.append(f"→ {phrases.status(say, change.status)}")
    if change.percent is not None:
        words.append(f"{change.percent}%")
    what = " ".join(words)
    if record.kind is UpdateKind.UNDO:
        return say("Undone {what}", what=what).rstrip()
    if record.undone:
        return say("{what} (undone)", what=what).lstrip()
    return what
