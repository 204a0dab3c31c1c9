"""How a reporting period is called, and until when it is reported on."""

import re
from datetime import date

from bot.cards import phrases
from bot.locale import Words, later
from bot.messages import Action, Card, Language
from bot.model.period import Period, Span
from bot.workdays import Calendar

_RHYTHM = re.compile("[0-9]{4}-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2]))")
_NUMBERS = "一二三四"


def name(say: Words, span: Span) -> str:
    """``第三季度``, ``上半年``, ``9月``; ``Q3 2019``; a period of the office's own is its word."""
    found = _RHYTHM.fullmatch(span.code)
    if found is None:
        return span.code
    quarter, half, month = found.groups()
    if say.language is Language.EN:
        part = f"Q{quarter}" if quarter else f"H{half}" if half else say.month(span.ends)
        return f"{part} {span.ends.year}"
    if quarter:
        return f"第{_NUMBERS[int(quarter) - 1]}季度"
    return ("上半年" if half == "1" else "下半年") if half else f"{int(month)}月"


def is_quarter(span: Span) -> bool:
    found = _RHYTHM.fullmatch(span.code)
    return found is not None and found[1] is not None


def report_of(say: Words, span: Span) -> str:
    """``第三季度报送``."""
    return say("{period} report", period=name(say, span))


def before(say: Words, span: Span) -> str:
    """``上季度``, ``last quarter``: the period before this one."""
    found = _RHYTHM.fullmatch(span.code)
    quarter, half, month = found.groups() if found else (None, None, None)
    if quarter:
        return say("last quarter")
    if month:
        return say("last month")
    return say("last half-year") if half else say("last time")


def until(say: Words, period: Period, today: date, calendar: Calendar) -> str:
    """``第三季度报送：10月15日（周二）截止，还有 3 个工作日（含 10月12日周六调休）``.

    From the day after the due day on it says for how many working days it has been over.
    """
    due, called = period.due, name(say, period.span)
    day, weekday = say.day(due), say.day_of_week(due)
    if period.sealed_at is not None:
        shut = say.day(period.sealed_at)
        return say("{period} reports: closed on {day}", period=called, day=shut)
    if today > due:
        late = calendar.workdays_left(due, today)
        return say(
            "{period} reports: were due {weekday} {day}, {days} working days ago",
            period=called,
            day=day,
            weekday=weekday,
            days=late,
        )
    if today == due:
        return say(
            "{period} reports: due today, {weekday} {day}", period=called, day=day, weekday=weekday
        )
    return say(
        "{period} reports: due {weekday} {day}, {left}",
        period=called,
        day=day,
        weekday=weekday,
        left=left(say, due, today, calendar),
    )


def left(say: Words, due: date, today: date, calendar: Calendar) -> str:
    """``还有 3 个工作日（含 10月12日周六调休）``; says what was counted without an arrangement."""
    words = say("{days} working days left", days=calendar.workdays_left(today, due))
    if worked := calendar.worked(today, due):
        days = say.listed(
            say("{weekday} {day}", weekday=say.day_of_week(day), day=say.day(day)) for day in worked
        )
        more = len(worked) > 1
        words += (
            say(" (with the adjusted working days {days})", days=days)
            if more
            else say(" (with the adjusted working day {days})", days=days)
        )
    return words


def counted(say: Words, period: Period, today: date, calendar: Calendar) -> tuple[str, ...]:
    """What must be said with ``until`` where the count is not certain."""
    if period.sealed_at is not None or period.due <= today:
        return ()
    return phrases.provisional(say, calendar, today, period.due)


def sealed(say: Words, period: Period, way_on: Action) -> Card:
    """Nothing of a sealed period changes any more."""
    shut = "" if period.sealed_at is None else say.day(period.sealed_at)
    key = later("{period} was sealed on {day}; nothing changed.")
    return Card(say(key, period=name(say, period.span), day=shut), (), (way_on,))
