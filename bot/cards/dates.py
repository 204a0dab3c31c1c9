"""Cards about dates: what is due soon, what is overdue."""

from collections.abc import Sequence
from datetime import date

from bot.cards import phrases
from bot.cards.lists import PAGE
from bot.locale import Words
from bot.messages import Action, Card, Heading, Item, Line
from bot.model.plan import PlanFacts
from bot.model.task import Task
from bot.workdays import Calendar


def due(
    say: Words,
    own: Sequence[Task],
    others: Sequence[Task],
    *,
    days: int | None,
    until: date,
    today: date,
    calendar: Calendar,
) -> Card:
    """What falls due until a day: first the department's ``own``, then the ``others``.

    ``days``: the span that was asked for in days; None for the usual ten working days.
    """
    span = (
        say("within {days} working days", days=calendar.workdays_left(today, until))
        if days is None
        else say("within {days} days", days=days)
    )
    title = say(
        "Due {span} (until {day}): {count}",
        span=span,
        day=say.weekday(until),
        count=len(own) + len(others),
    )
    body: list[Line] = []
    if own:
        body += [Heading(say("Your department {count}", count=len(own)))]
        body += _items(say, own, today, calendar)
    if others:
        body += [Heading(say("Other departments {count}", count=len(others)))]
        body += _items(say, others, today, calendar)
    if notes := _counting(say, calendar, today, until):
        body += ["", *notes]
    return Card(title, tuple(body), (Action(say("Overdue"), say("overdue")),))


def overdue(say: Words, tasks: Sequence[Task], *, today: date, calendar: Calendar) -> Card:
    """By number, no ranking."""
    title = say("Overdue: {count} ({day})", count=len(tasks), day=say.weekday(today))
    ordered = sorted(tasks, key=lambda task: task.ref)
    items = _items(say, ordered, today, calendar)
    return Card(title, tuple(items), (Action(say("Due soon"), say("due")),))


def nothing_due(
    say: Words,
    plan: PlanFacts,
    coming: Task | None,
    *,
    until: date,
    today: date,
    calendar: Calendar,
) -> Card:
    """Why the list is empty, and what there is instead; ``coming`` is the next task with a date."""
    return Card(
        say("Nothing is due until {day}.", day=say.weekday(until)),
        (*_silence(say, plan, coming), *_counting(say, calendar, today, until)),
        _instead(say),
    )


def nothing_overdue(say: Words, plan: PlanFacts, coming: Task | None) -> Card:
    return Card(say("Nothing is overdue."), _silence(say, plan, coming), _instead(say))


def _silence(say: Words, plan: PlanFacts, coming: Task | None) -> tuple[Line, ...]:
    if coming is None or coming.deadline.day is None:
        undated = say(
            "None of the {count} items of this plan has a date of its own.", count=plan.tasks
        )
        return (undated, say("They are reported as they progress, for example: 24 in progress."))
    next_one = say(
        "The next date: item {number}, {day}.",
        number=coming.ref,
        day=say.weekday(coming.deadline.day),
    )
    return (next_one,)


def _instead(say: Words) -> tuple[Action, ...]:
    return (Action(say("My tasks"), say("mytasks")),)


def _counting(say: Words, calendar: Calendar, today: date, until: date) -> tuple[str, ...]:
    """What is unusual about the working days of the span."""
    notes = phrases.provisional(say, calendar, today, until)
    if worked := calendar.worked(today, until):
        days = say.listed(map(say.weekday, worked))
        return (*notes, say("Adjusted working days included: {days}", days=days))
    return notes


def _items(say: Words, tasks: Sequence[Task], today: date, calendar: Calendar) -> list[Line]:
    items: list[Line] = [_item(say, task, today, calendar) for task in tasks[: 2 * PAGE]]
    if left := len(tasks) - len(items):
        items.append(say("… and {count} more", count=left))
    return items


def _item(say: Words, task: Task, today: date, calendar: Calendar) -> Item:
    words = [phrases.title(say, task)]
    if task.deadline.day is not None:
        words.append(say.day(task.deadline.day))
    if not task.restricted and task.leads:
        words.append(phrases.department(say, task.leads[0].department))
    if warning := phrases.alarm(say, task, today, calendar):
        words.append(warning)
    return Item(str(task.ref), " · ".join(words))
