"""Cards about closing items and opening them again."""

from collections.abc import Sequence

from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.cards.task import seen
from bot.locale import Words
from bot.messages import Action, Card, Item, Line, Seen
from bot.model.task import Department, Status, Task

_MOST = 20  # items that are listed


def line(say: Words, tasks: Sequence[Task], *, closing: bool) -> str:
    """As it can be typed."""
    items = _numbers(say, tasks)
    if closing:
        return say("close {items}", items=items)
    return say("reopen {items}", items=items)


def waiting(say: Words, tasks: Sequence[Task]) -> Card:
    """What departments have reported as done and nobody has checked yet."""
    if not tasks:
        how = say("To close an item: close {number}", number=24)
        return Card(say("No item waits to be closed."), (how,))
    title = say("Reported as done, to be checked by you: {count}", count=len(tasks))
    body = _capped(say, [_item(say, task, phrases.responsible(say, task)) for task in tasks])
    body.append(say("Look at one: {number}; close it: close {number}", number=tasks[0].ref))
    if len(tasks) == 1:
        all_of_them = say("Close item {number}", number=tasks[0].ref)
    else:
        all_of_them = say("Close all {count}", count=len(tasks))
    look = Action(say("Show item {number}", number=tasks[0].ref), str(tasks[0].ref))
    about = _about(tasks)
    return Card(
        title, tuple(body), (Action(all_of_them, line(say, tasks, closing=True)), look), about
    )


def all_closed(say: Words, tasks: Sequence[Task]) -> Card:
    if not tasks:
        return Card(say("No item is closed."))
    title = say("Closed items: {count}", count=len(tasks))
    body = _capped(say, [_item(say, task, phrases.responsible(say, task)) for task in tasks])
    body.append(say("To open one again: reopen {number}", number=tasks[0].ref))
    return Card(title, tuple(body))


def preview(say: Words, tasks: Sequence[Task], left_alone: Sequence[str], confirm: str) -> Card:
    """Before → after; an item that nobody has reported as done stands out in the title."""
    if len(tasks) == 1:
        title = say(
            "Item {number} is still “{status}”. Close it? Nothing is saved yet.",
            number=tasks[0].ref,
            status=phrases.status(say, tasks[0].status),
        )
    else:
        title = say("Close {count} items? Nothing is saved yet.", count=len(tasks))
    body = _capped(say, [_change(say, task, Status.CLOSED) for task in tasks])
    unfinished = [task for task in tasks if task.status is not Status.DONE]
    if unfinished and len(tasks) > 1:
        numbers = say.listed(str(task.ref) for task in unfinished)
        body.append(say("Not reported as done: {numbers}", numbers=numbers))
    act = say("Close {count} items", count=len(tasks))
    if len(tasks) == 1:
        act = say("Confirm: close item {number}", number=tasks[0].ref)
    ways = confirming(say, act, confirm)
    return _shown(say, tasks, title, [*body, *left_alone[:_MOST]], ways)


def preview_reopening(
    say: Words, tasks: Sequence[Task], left_alone: Sequence[str], confirm: str
) -> Card:
    title = say("Open {count} items again? Nothing is saved yet.", count=len(tasks))
    body = _capped(say, [_item(say, task, "") for task in tasks])
    act = say("Open {count} items again", count=len(tasks))
    if len(tasks) == 1:
        act = say("Confirm: open item {number} again", number=tasks[0].ref)
    ways = confirming(say, act, confirm)
    return _shown(say, tasks, title, [*body, *left_alone[:_MOST]], ways)


def closed(
    say: Words, tasks: Sequence[Task], left_alone: Sequence[str], told: Sequence[Department]
) -> Card:
    """What was closed, and what follows from it."""
    if len(tasks) == 1:
        title = say("Closed · item {number}", number=tasks[0].ref)
    else:
        title = say("Closed: {count} items", count=len(tasks))
    body = _capped(say, [_change(say, task, Status.CLOSED) for task in tasks])
    body += left_alone
    body.append(say("No more reminders, urges and updates about them."))
    body += _told(say, told)
    return Card(title, tuple(body), (Action(say("Undo"), say("undo"), back=True),))


def reopened(
    say: Words, tasks: Sequence[Task], left_alone: Sequence[str], told: Sequence[Department]
) -> Card:
    if len(tasks) == 1:
        title = say("Open again · item {number}", number=tasks[0].ref)
    else:
        title = say("Open again: {count} items", count=len(tasks))
    body = _capped(say, [_item(say, task, phrases.status(say, task.status)) for task in tasks])
    body += [*left_alone, *_told(say, told)]
    return Card(title, tuple(body), (Action(say("Undo"), say("undo"), back=True),))


def left_alone(say: Words, task: Task) -> str:
    if task.status is Status.CLOSED:
        return say("Item {number} is closed already.", number=task.ref)
    return say("Item {number} is not closed.", number=task.ref)


def nothing(say: Words, left_alone: Sequence[str]) -> Card:
    ways = (Action(say("Overview"), say("overview")),)
    return Card(say("Nothing changed."), tuple(left_alone[:_MOST]), ways)


def planned(say: Words, count: int, *, closing: bool) -> str:
    """What the message to a department is called until it is drawn."""
    if closing:
        return say("The office has closed items: {count}", count=count)
    return say("The office has opened items again: {count}", count=count)


def notice(say: Words, tasks: Sequence[Task], *, closing: bool) -> Card:
    """For a department, once."""
    body = _capped(say, [_item(say, task, phrases.status(say, task.status)) for task in tasks])
    if closing:
        body.append(say("Nothing is asked about them any more. If there is more, ask the office."))
    else:
        body.append(say("Reports and reminders go on from this status."))
    look = Action(say("Show item {number}", number=tasks[0].ref), str(tasks[0].ref))
    return Card(planned(say, len(tasks), closing=closing), tuple(body), (look,), _about(tasks))


def _shown(
    say: Words, tasks: Sequence[Task], title: str, body: Sequence[Line], ways: tuple[Action, ...]
) -> Card:
    body = [*body, "", say("Confirm within 30 minutes.")]
    return Card(title, tuple(body), ways, _about(tasks))


def _told(say: Words, told: Sequence[Department]) -> list[Line]:
    if not told:
        return [say("No department can be told: none of them has a bound liaison.")]
    names = say.listed(phrases.department(say, body) for body in told)
    return [say("Will be told in office hours: {departments}", departments=names)]


def _change(say: Words, task: Task, after: Status) -> Item:
    words = f"{phrases.status(say, task.status)} → {phrases.status(say, after)}"
    return _item(say, task, words)


def _item(say: Words, task: Task, words: str) -> Item:
    title = phrases.title(say, task)
    return Item(str(task.ref), f"{title} · {words}" if words else title)


def _about(tasks: Sequence[Task]) -> tuple[Seen, ...]:
    return tuple(s for task in tasks for share in task.deciding for s in seen(task, share))


def _numbers(say: Words, tasks: Sequence[Task]) -> str:
    return ("、" if say.language == "zh" else ",").join(str(task.ref) for task in tasks)


def _capped(say: Words, items: Sequence[Line]) -> list[Line]:
    left = len(items) - _MOST
    more = [say("… and {count} more", count=left)] if left > 0 else []
    return [*items[:_MOST], *more]
