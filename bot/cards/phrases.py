"""The phrases that cards share: names of departments, statuses, lights, dates, short titles."""

import re
from collections.abc import Sequence
from datetime import date

from bot.locale import Words, later
from bot.messages import Language
from bot.model.light import Light, first_day, is_of_report, light_of, own_light
from bot.model.task import Deadline, DeadlineKind, Department, Mode, Share, Status, Task, TaskRole
from bot.workdays import Calendar

STATUS = {
    Status.NOT_STARTED: later("Not started"),
    Status.IN_PROGRESS: later("In progress"),
    Status.BEHIND: later("Behind"),
    Status.BLOCKED: later("Blocked"),
    Status.DONE: later("Done (to be checked)"),
    Status.CLOSED: later("Closed"),
}
BUTTON = {**STATUS, Status.DONE: later("Done")}
_LIGHT = {
    Light.GREEN: later("green, on track"),
    Light.YELLOW: later("yellow, due soon"),
    Light.RED: later("red, overdue"),
}
_YEARS = 3  # named one by one
_WIDTH = 24  # Han characters of a short title
_BREAKS = "，,。；;、："
_OPENING, _CLOSING = "《“（(", "》”）)"
_DAYS_ONLY = re.compile("[0-9〇一二三四五六七八九十 年季度月日末底初上中下旬半前后至到、；;.—–~-]+")


def department(say: Words, body: Department) -> str:
    """The plan's spelling; in English the acronym, the English name or, without one, the same."""
    return called(say, body.short, body.acronym or body.english)


def typed(say: Words, body: Department) -> str:
    """As one would type it: one word, which the commands know in every language."""
    name = department(say, body)
    return body.short if " " in name else name


def called(say: Words, short: str, english: str | None) -> str:
    """The same of a department that is only known by its names."""
    return english if say.language is Language.EN and english else short


def typed_department(say: Words, body: Department) -> str:
    """The same as one word of a line."""
    name = department(say, body)
    return body.short if " " in name else name


def status(say: Words, value: Status) -> str:
    return say(STATUS[value])


def light(
    say: Words, task: Task, today: date, calendar: Calendar, report: str | None = None
) -> str:
    """``黄灯 临近时限，还有 3 个工作日``; the count stands only where working days lie ahead.

    ``report``: what the open report is called, where a date of the task's own stands beside the
    light; if the light is the report's it says so: ``黄灯 临近时限：第三季度报送，还有 …``.
    """
    colour = light_of(task, today, calendar)
    words = say(_LIGHT[colour])
    dated = task.deadline.day is not None and colour is not Light.GREEN
    if report is not None and dated and is_of_report(task):
        words = say("{light}: {report}", light=words, report=report)
    first = first_day(task)
    if colour is not Light.YELLOW or first is None:
        return words
    if first == today:
        return say("{light}, due today", light=words)
    left = calendar.workdays_left(today, first)
    if not left:
        return say("{light}, due {day}", light=words, day=say.weekday(first))
    return say("{light}, {days} working days left", light=words, days=left)


def light_word(say: Words, colour: Light) -> str:
    """``黄灯 临近时限``."""
    return say(_LIGHT[colour])


def alarm(
    say: Words,
    task: Task,
    today: date,
    calendar: Calendar,
    part: Share | None = None,
    *,
    report: str | None = None,
) -> str | None:
    """The light where it is not green: what a list has room for.

    ``report``: what the open report is called, where the list shows the task's own date; a light
    that this date alone would not give is the report's, and says so.
    """
    colour = light_of(task, today, calendar, part)
    if colour is Light.GREEN:
        return None
    words = say(_LIGHT[colour])
    dated = task.deadline.day is not None
    if report is None or not dated or own_light(task, today, calendar) is colour:
        return words
    return say("{light}: {report}", light=words, report=report)


def provisional(say: Words, calendar: Calendar, today: date, until: date) -> tuple[str, ...]:
    """What must be said where a count up to ``until`` reaches into a year without arrangement."""
    return uncertain(say, calendar.provisional(today, until))


def uncertain(say: Words, years: Sequence[int]) -> tuple[str, ...]:
    """The same of years that are known to be without one."""
    if not years:
        return ()
    shown = say.listed(map(str, years[:_YEARS])) + ("…" if len(years) > _YEARS else "")
    key = later(
        "No holidays are known for {years}: working days are counted Monday to Friday there."
    )
    return (say(key, years=shown),)


def responsibility(say: Words, task: Task) -> str:
    """``科技部（牵头）、司法部，按职责分别负责``."""
    if not task.shares:
        return say("not assigned")
    alone = task.mode is Mode.SOLE
    names = say.listed([_named(say, share, alone=alone) for share in task.shares])
    if task.mode is Mode.EACH_OWN:
        return say("{departments}, each responsible for its own part", departments=names)
    return names


def responsible(say: Words, task: Task) -> str:
    return say.listed([department(say, share.department) for share in task.shares])


def _named(say: Words, share: Share, *, alone: bool) -> str:
    name = department(say, share.department)
    if share.role is TaskRole.LEAD and not alone:
        return say("{department} (lead)", department=name)
    return name


def deadline(say: Words, value: Deadline) -> str:
    """The wording of each kind of date, with the document's own words where it has some."""
    day = say.day(value.day) if value.day else ""
    match value.kind:
        case DeadlineKind.EXPLICIT if value.raw:
            return say("Due: {day} (document: “{raw}”)", day=day, raw=value.raw)
        case DeadlineKind.MILESTONE:
            return _milestone(say, day, value.raw or "")
        case DeadlineKind.OFFICE_SET if value.set_on is not None:
            on = say.day(value.set_on)
            return say("Due: {day} (set by the office on {on})", day=day, on=on)
        case DeadlineKind.OFFICE_SET:
            return say("Due: {day} (set by the office)", day=day)
        case DeadlineKind.EXTENDED if value.original is not None and value.day is not None:
            first = say.day(value.original)
            day = full_day(say, value.day, value.original)
            return say("Due: originally {original}, extended to {day}", original=first, day=day)
        case DeadlineKind.EXTENDED:
            return say("Due: extended to {day}", day=day)
        case DeadlineKind.PLAN_END_DEFAULT:
            return say("The plan period ends on {day} (default: end of the plan)", day=day)
        case DeadlineKind.ONGOING:
            return say("Due: ongoing, no date of its own")
    if value.day is None:
        return say("Due: no date of its own")
    return say("Due: {day}", day=day)


def _milestone(say: Words, day: str, raw: str) -> str:
    """With what is to be done by then; the document's own date is quoted as one."""
    if _DAYS_ONLY.fullmatch(raw):
        return say("Milestone: {day} (document: “{raw}”)", day=day, raw=raw)
    return say("Milestone: {day} {raw}", day=day, raw=raw).rstrip()


def full_day(say: Words, day: date, near: date) -> str:
    """The day, with its year where that is not the year of ``near``."""
    return say.in_year(near.year).day(day)


def title(say: Words, task: Task) -> str:
    """The short title of a task in a list; a restricted one has only its neutral title."""
    if task.text_missing:
        return say("(text missing)")
    return say("reported offline") if task.restricted else short(task.text)


def short(text: str, width: int = _WIDTH) -> str:
    """The text up to its last natural break within ``width`` Han characters, … where it goes on.

    A break outside brackets and title marks is better than a cut in the middle.
    """
    depth, used, natural, cut = 0, 0.0, 0, len(text)
    for place, character in enumerate(text):
        used += 1 if ord(character) > 0x2E7F else 0.5  # noqa: PLR2004 - from here on Han width
        if used > width:
            cut = place
            break
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth <= 0 and character in _BREAKS and place:
            natural = place
    if cut == len(text):
        return text.rstrip("。；;")
    return text[: natural or cut] + "…"
