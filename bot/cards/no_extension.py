"""Why more time cannot be asked for, or what is missing of the request."""

from datetime import date

from bot.cards import lines, phrases
from bot.locale import Words
from bot.messages import Action, Card, Line
from bot.model.task import Status, Task


def how(say: Words, task: Task | None, *, reason: bool = False, asked: date | None = None) -> Card:
    """What is missing of a request; ``reason``: everything but that is there.

    ``asked``: until when the department has asked already, and waits for the answer.
    """
    number = 24 if task is None else task.ref
    title = (
        say("Why? A request needs a reason; nothing saved.")
        if reason
        else say("Until when, and why? Nothing saved.")
    )
    body: list[Line] = [] if task is None else [phrases.deadline(say, task.deadline)]
    if asked is not None:
        body.append(
            say(
                "Already asked for: {day} (not answered yet); a new request replaces it.",
                day=say.day(asked),
            )
        )
    body.append(say("For example: extend {number} 20 Dec comments still coming in", number=number))
    return Card(title, tuple(body))


def impossible(say: Words, task: Task, due: str | None) -> Card:
    """There is no date that could be moved; ``due``: when the next reports are."""
    return Card(
        say(
            "Item {number} has no date of its own; nothing to extend, nothing saved.",
            number=task.ref,
        ),
        (
            *(() if due is None else (due,)),
            say(
                "The day by which reports are due is the office's. Report what there is, or choose:"
            ),
        ),
        (
            *(
                Action(say(phrases.BUTTON[status]), lines.status(say, task.ref, status))
                for status in (Status.BEHIND, Status.BLOCKED)
            ),
            _look(say, task),
        ),
    )


def too_late(say: Words, task: Task, today: date) -> Card:
    """After the limit there is only a note or a request for coordination."""
    over = "" if task.deadline.day is None else phrases.full_day(say, task.deadline.day, today)
    return Card(
        say(
            "Item {number} was due on {day}: an extension is asked for before that day,"
            " nothing saved.",
            number=task.ref,
            day=over,
        ),
        (
            say("Say why in a note: note {number} reason", number=task.ref),
            say("If others are needed: {number} blocked", number=task.ref),
        ),
        (
            Action(say(phrases.BUTTON[Status.BLOCKED]), say("{number} blocked", number=task.ref)),
            _look(say, task),
        ),
    )


def not_later(say: Words, task: Task, day: date, today: date) -> Card:
    """The day that was named gives no more time."""
    return Card(
        say(
            "{day} is not later than the present date; nothing saved.",
            day=phrases.full_day(say, day, today),
        ),
        (phrases.deadline(say, task.deadline), *next_year(say, day, today)),
        (_look(say, task),),
    )


def next_year(say: Words, day: date, today: date) -> tuple[str, ...]:
    """A day without a year is one of this year: 20 January, said in October, is over."""
    if day >= today or (day.month, day.day) == (2, 29):
        return ()
    later_on = day.replace(year=today.year + 1).isoformat()
    return (say("If the next year is meant, write: {day}", day=later_on),)


def not_the_lead(say: Words, task: Task) -> Card:
    """A participant asks the lead."""
    leads = say.listed(phrases.department(say, share.department) for share in task.leads)
    return Card(
        say(
            "The date of item {number} is the lead's: {department} asks for the extension;"
            " nothing saved.",
            number=task.ref,
            department=leads,
        ),
        (),
        (_look(say, task),),
    )


def finished(say: Words, task: Task) -> Card:
    return Card(
        say("Item {number} is done already; nothing to extend, nothing saved.", number=task.ref),
        (),
        (_look(say, task),),
    )


def for_the_office(say: Words, task: Task) -> Card:
    """Who decides does not ask."""
    return Card(
        say("The office sets dates itself; nothing saved."),
        (say("Send: deadline {number} 30 Nov, or: deadline {number} clear", number=task.ref),),
        (Action(say("Open requests"), say("extend")), _look(say, task)),
    )


def _look(say: Words, task: Task) -> Action:
    return Action(say("Show item {number}", number=task.ref), str(task.ref))
