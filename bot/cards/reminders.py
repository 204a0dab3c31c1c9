"""Cards of what people asked for: own reminders, and nudges put off."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.cards import phrases
from bot.cards.task import dues, seen
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Item, Line
from bot.model.nudge import Reminder
from bot.model.period import Period
from bot.model.person import Person
from bot.model.task import Task
from bot.timetable import Timetable
from bot.workdays import Calendar

_MOST = 20  # reminders that are listed


def moment(say: Words, at: datetime, today: date, calendar: Calendar) -> str:
    """``10月18日 周五 9:00（工作日）``, with the year if it is another one."""
    day = at.astimezone(say.zone).date()
    shown = say.in_year(today.year).weekday(day)
    kind = say("working day") if calendar.is_workday(day) else say("day off")
    return say("{day} {time} ({kind})", day=shown, time=say.time(at), kind=kind)


def title(say: Words, reminder: Reminder) -> str:
    """What it is called until it is drawn."""
    if reminder.ref is None:
        return say("Once more today")
    return say("Reminder · item {number}", number=reminder.ref)


def asked(say: Words, reminder: Reminder) -> str:
    """Why it is sent."""
    return say("asked for, for {day} {time}", day=say.day(reminder.at), time=say.time(reminder.at))


def card(
    say: Words,
    task: Task,
    person: Person,
    *,
    today: date,
    calendar: Calendar,
    period: Period | None,
    late: datetime | None,
) -> Card:
    """The task as it is now; ``period``: the one that is open.

    ``late``: when it was to be said, if that is long ago.
    """
    share = task.share_of(person.department.id)
    state = task.status if share is None else share.status
    body: list[Line] = [
        phrases.title(say, task),
        Fact(say("Status: "), phrases.status(say, state)),
        Fact(say("Light: "), phrases.light(say, task, today, calendar, say("the open report"))),
        *dues(say, task, period, today, calendar),
    ]
    heading = say("Reminder · item {number}", number=task.ref)
    if late is not None:
        heading = say("{title} (late)", title=heading)
        body.append(say("It was for {day} {time}.", day=say.weekday(late), time=say.time(late)))
    look = Action(say("Show item {number}", number=task.ref), str(task.ref))
    return Card(heading, tuple(body), (look, Action(say("Noted"), say("noted"))), seen(task, share))


def kept(say: Words, task: Task, id: int, when: str) -> Card:
    """Echoes what was understood; ``when`` as ``moment`` says it."""
    return Card(
        say("Reminder set · item {number}", number=task.ref),
        (when, phrases.title(say, task)),
        (_cancel(say, id), _mine(say)),
        seen(task, None),
    )


def waits_already(say: Words, task: Task, id: int, when: str) -> Card:
    """The same item at the same minute: one reminder is enough."""
    return Card(
        say("Item {number}: this reminder waits already; none added.", number=task.ref),
        (when, phrases.title(say, task)),
        (_cancel(say, id), _mine(say)),
        seen(task, None),
    )


def listed(say: Words, waiting: Sequence[Reminder], today: date, calendar: Calendar) -> Card:
    """Own reminders by time."""
    if not waiting:
        return Card(
            say("No reminders of your own."),
            (say("To set one: remind 24 next Friday 9am"),),
            (Action(say("My tasks"), say("mytasks")),),
        )
    body: list[Line] = []
    for reminder in waiting[:_MOST]:
        when = moment(say, reminder.at, today, calendar)
        body.append(Item(str(reminder.ref or "·"), f"{when} {_about(say, reminder)}".rstrip()))
    if (left := len(waiting) - _MOST) > 0:
        body.append(say("… and {count} more", count=left))
    actions = tuple(
        _cancel(say, reminder.id, reminder if len(waiting) > 1 else None)
        for reminder in waiting[:_MOST]
    )
    return Card(say("Your reminders: {count}", count=len(waiting)), tuple(body), actions)


def cancelled(say: Words, reminder: Reminder, today: date, calendar: Calendar) -> Card:
    return Card(
        say("Cancelled: {what}", what=title(say, reminder)),
        (moment(say, reminder.at, today, calendar),),
        (_mine(say),),
    )


def no_such(say: Words) -> Card:
    return Card(say("No such reminder waits; nothing changed."), actions=(_mine(say),))


def too_many(say: Words, most: int) -> Card:
    return Card(
        say("You have {count} reminders already; none set. Cancel one first.", count=most),
        actions=(_mine(say),),
    )


def put_off(say: Words, task: Task, until: str, *, capped: bool) -> Card:
    """``until`` as ``moment`` says it; ``capped``: it was to be longer than the limit allows."""
    body: list[Line] = [phrases.title(say, task)]
    if capped:
        body.append(say("No longer than that: then the limit has come."))
    body.append(say("The office can see it. An update of the item is welcome at any time."))
    look = Action(say("Show item {number}", number=task.ref), str(task.ref))
    heading = say("Item {number} · put off until {until}", number=task.ref, until=until)
    return Card(heading, tuple(body), (look,), seen(task, None))


def at_the_limit(say: Words, task: Task) -> Card:
    return Card(
        say("Item {number} has reached its limit; it cannot be put off.", number=task.ref),
        (say("Nothing saved. Send an update, or what is in the way."),),
        (Action(say("Show item {number}", number=task.ref), str(task.ref)),),
        seen(task, None),
    )


def once_more(say: Words, at: datetime) -> Card:
    return Card(
        say("Once more today at {time}", time=say.time(at)),
        (say("Asked for, so it does not count as today's reminder."),),
        (_mine(say),),
    )


def not_today(say: Words, table: Timetable, now: datetime) -> Card:
    """There are no office hours left."""
    day = table.calendar.workdays_ahead(table.day(now), 1)
    return Card(
        say("No office hours are left today; nothing set."),
        (
            say(
                "What is still open then comes with the next reminder. At an hour of your own: "
                "remind 24 {day} 9am",
                day=day.isoformat(),
            ),
        ),
        (Action(say("My tasks"), say("mytasks")),),
    )


def _about(say: Words, reminder: Reminder) -> str:
    if reminder.ref is None:
        return say("Once more today")
    return say("reported offline") if reminder.restricted else phrases.short(reminder.text)


def _cancel(say: Words, id: int, among: Reminder | None = None) -> Action:
    """``among`` others it is told by its item, day and time."""
    label = say("Cancel the reminder")
    if among is not None:
        day, time = say.day(among.at), say.time(among.at)
        key = later("Cancel {number}, {day} {time}") if among.ref else later("Cancel {day} {time}")
        label = say(key, number=among.ref, day=day, time=time)
    return Action(label, say("remind cancel {id}", id=id))


def _mine(say: Words) -> Action:
    return Action(say("My reminders"), say("remind"))
