"""How an answer repeats a date that it has understood, so that the reader can check it."""

from datetime import date, datetime

from bot.locale import Words
from bot.workdays import Calendar, DayKind, plain


def echoed(say: Words, when: date | datetime, calendar: Calendar, *, today: date) -> str:
    """``10月11日 周五 9:00``, ``10月12日 周六（调休上班）``, ``Tue 1 Oct (day off)``.

    ``when``: a day, or an aware moment, which is shown with its time in the plan's zone.
    ``today``: the asker's day in that zone; another year than its own is named.  A day that is
    worked although it is a Saturday or Sunday is marked, and every day that is not worked is,
    by what is published and what the office decided.  In a year that ``calendar`` does not know
    the mark is Monday to Friday's: add ``phrases.provisional`` where that matters.
    """
    if isinstance(when, datetime):
        moment = when.astimezone(say.zone)
        day = moment.date()
        shown = _marked(say, day, calendar, today)
        return say("{day}, {time}", day=shown, time=f"{moment.hour}:{moment.minute:02}")
    return _marked(say, when, calendar, today)


def _marked(say: Words, day: date, calendar: Calendar, today: date) -> str:
    shown = say.in_year(today.year).weekday(day)
    kind = calendar.kind(day)
    if kind is DayKind.HOLIDAY:
        return say("{day} (day off)", day=shown)
    if kind is not plain(day):
        return say("{day} (adjusted working day)", day=shown)
    return shown
