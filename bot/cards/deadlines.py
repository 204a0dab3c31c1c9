"""Cards about dates that the office sets: what changes, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import phrases
from bot.cards.confirming import confirming
from bot.cards.no_extension import next_year
from bot.locale import Words, later
from bot.messages import Action, Card, Item, Line
from bot.model.task import HARD, Deadline, DeadlineKind, Task
from bot.workdays import Calendar

_MOST = 20  # items that are listed
_BY_A_PERSON = (DeadlineKind.OFFICE_SET, DeadlineKind.EXTENDED)
_LINES = {
    False: later("deadline {items} {day}"),
    True: later("deadline {items} clear"),
}


@dataclass(frozen=True, slots=True)
class Redated:
    """A task and its date as it will be, or is now."""

    task: Task
    after: Deadline


def line(say: Words, refs: Sequence[int], day: date | None) -> str:
    """The line that sets this date, None: the document's."""
    items = "、".join(map(str, refs)) if say.language == "zh" else ",".join(map(str, refs))
    return say(_LINES[day is None], items=items, day="" if day is None else day.isoformat())


def how(say: Words, tasks: Sequence[Task]) -> Card:
    """What the items' dates are, and how to set one."""
    items: list[Line] = [_item(say, task, phrases.deadline(say, task.deadline)) for task in tasks]
    number = tasks[0].ref if tasks else 24
    return Card(
        say("Which date? Nothing changed."),
        (
            *_capped(say, items),
            say("Send: deadline {number} 30 Nov, or: deadline {number} clear", number=number),
        ),
    )


def preview(
    say: Words,
    changes: Sequence[Redated],
    left_alone: Sequence[str],
    confirm: str,
    *,
    today: date,
    calendar: Calendar,
) -> Card:
    """Before → after of each item."""
    if len(changes) == 1:
        title = say(
            "Change the date of item {number}? Nothing is saved yet.", number=changes[0].task.ref
        )
    else:
        title = say("Change the dates of {count} items? Nothing is saved yet.", count=len(changes))
    body: list[Line] = _capped(say, [_change(say, one, today) for one in changes])
    body += [*left_alone, *_about_day(say, changes, today, calendar)]
    body += ["", say("Confirm within 30 minutes.")]
    actions = confirming(say, say("Change {count} dates", count=len(changes)), confirm)
    return Card(title, tuple(body), actions)


def changed(
    say: Words,
    changes: Sequence[Redated],
    left_alone: Sequence[str],
    *,
    today: date,
    calendar: Calendar,
) -> Card:
    """What was stored; the opposite takes it back."""
    body: list[Line] = []
    if len(changes) == 1:
        [one] = changes
        cleared = one.after.day is None
        key = (
            later("Date cleared · item {number}") if cleared else later("Date set · item {number}")
        )
        title = say(key, number=one.task.ref)
        body.append(phrases.deadline(say, one.after))
        body.append(say("Before: {date}", date=brief(say, one.task.deadline, today)))
    else:
        title = say("Dates set: {count} items", count=len(changes))
        body += _capped(say, [_change(say, one, today) for one in changes])
    body += [*left_alone, *_about_day(say, changes, today, calendar)]
    dated = any(one.task.deadline.day is not None for one in changes)
    key = later("Lists and reminders count with it from now on; the earlier date is kept.")
    body.append(say(key if dated else later("Lists and reminders count with it from now on.")))
    body.append(say("No department gets a message about it."))
    looks = (_look(say, changes[0].task),) if len(changes) == 1 else ()
    return Card(title, tuple(body), (*_opposites(say, changes), *looks))


def unchanged(say: Words, left_alone: Sequence[str]) -> Card:
    return Card(say("No date changed."), tuple(left_alone[:_MOST]))


def closed(say: Words, task: Task) -> str:
    return say("Item {number} is closed: its date stays.", number=task.ref)


def same(say: Words, task: Task, today: date) -> str:
    return say(
        "Item {number} has that date already: {date}",
        number=task.ref,
        date=brief(say, task.deadline, today),
    )


def brief(say: Words, value: Deadline, today: date) -> str:
    """The day, or that there is none."""
    if value.kind is DeadlineKind.ONGOING:
        return say("ongoing")
    if value.day is None:
        return say("no date")
    return phrases.full_day(say, value.day, today)


def _change(say: Words, one: Redated, today: date) -> Item:
    before, after = (brief(say, d, today) for d in (one.task.deadline, one.after))
    return _item(say, one.task, f"{before} → {after}")


def _item(say: Words, task: Task, words: str) -> Item:
    return Item(str(task.ref), f"{phrases.title(say, task)} · {words}")


def _about_day(
    say: Words, changes: Sequence[Redated], today: date, calendar: Calendar
) -> list[Line]:
    """What is unusual about the dates: past, off, or in a year without an arrangement."""
    days = {one.after.day for one in changes if one.after.kind in HARD and one.after.day}
    if len(days) != 1:
        return []
    [day] = days
    notes: list[Line] = []
    if day < today:
        notes.append(say("{day} is past: red at once.", day=phrases.full_day(say, day, today)))
        notes += next_year(say, day, today)
    elif not calendar.is_workday(day):
        notes.append(say("{day} is a day off.", day=say.weekday(day)))
    return [*notes, *phrases.provisional(say, calendar, today, day)]


def _opposites(say: Words, changes: Sequence[Redated]) -> tuple[Action, ...]:
    """A line for each date that there was before: the document's is cleared to."""
    by_day: dict[date | None, list[int]] = {}
    for one in changes:
        before = one.task.deadline
        day = before.day if before.kind in _BY_A_PERSON else None
        by_day.setdefault(day, []).append(one.task.ref)
    return tuple(
        Action(say("Take back"), line(say, refs, day), back=True) for day, refs in by_day.items()
    )


def _capped(say: Words, items: Sequence[Line]) -> list[Line]:
    left = len(items) - _MOST
    more = [say("… and {count} more", count=left)] if left > 0 else []
    return [*items[:_MOST], *more]


def _look(say: Words, task: Task) -> Action:
    return Action(say("Show item {number}", number=task.ref), str(task.ref))
