"""Cards about the calendar: a year with its holidays, and what the office decided about a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.cards import phrases
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Heading, Line
from bot.ports import Decision
from bot.workdays import Calendar, DayKind

_MOST = 20  # decisions that are listed
_OPPOSITE = {
    DayKind.WORKDAY: later("calendar remove {day}"),
    DayKind.HOLIDAY: later("calendar add {day}"),
}
_KINDS = {DayKind.WORKDAY: later("working day"), DayKind.HOLIDAY: later("day off")}


def year(say: Words, calendar: Calendar, year: int, decisions: Sequence[Decision]) -> Card:
    """Holidays, worked weekends, decisions of the office, and which years are known at all."""
    say, before, last = say.in_year(year), date(year - 1, 12, 31), date(year, 12, 31)
    body: list[Line] = [*phrases.provisional(say, calendar, last, last)]
    if breaks := calendar.breaks(year):
        body.append(Fact(say("Off: "), say.listed(_span(say, *run) for run in breaks)))
    if worked := calendar.worked(before, last):
        body.append(Fact(say("Worked weekends: "), say.listed(map(say.weekday, worked))))
    body.append(Fact(say("Working days: "), str(calendar.workdays_left(before, last))))
    body += _decisions(say, decisions)
    body.append("")
    body.append(
        say(
            "Holidays are known for {years}; every other year is counted Monday to Friday.",
            years=say.listed(_ranges(calendar.years)),
        )
    )
    body.append(_how(say, calendar, year))
    actions = (_year(say, year + 1), _year(say, year - 1))
    return Card(say("Working days in {year}", year=year), tuple(body), actions)


def _how(say: Words, calendar: Calendar, year: int) -> str:
    """With a day off and a working day of the year that is shown: what each becomes."""
    days = [date(year, 10, day) for day in range(10, 32)]
    worked = [day for day in days if calendar.is_workday(day)]
    off = [day for day in days if day not in worked]
    key = later(
        "To change a day: calendar add {off} makes it a working day, calendar remove {worked} a"
        " day off"
    )
    return say(key, off=off[0].isoformat(), worked=worked[0].isoformat())


def decided(say: Words, calendar: Calendar, day: date, kind: DayKind, *, lifted: bool) -> Card:
    """``lifted``: the day is again what it would be without the office."""
    effect = (
        say("That is what holds without the office; nothing is decided about the day any more.")
        if lifted
        else say("Dates, lists and reminders count with it from now on.")
    )
    undo = Action(say("Undo"), say(_OPPOSITE[kind], day=day.isoformat()), back=True)
    return Card(
        say("Saved: {day} is a {kind}", day=say.weekday(day), kind=say(_KINDS[kind])),
        (effect, *phrases.provisional(say, calendar, day, day)),
        (undo, _year(say, day.year)),
    )


def unchanged(say: Words, calendar: Calendar, day: date, kind: DayKind) -> Card:
    return Card(
        say("{day} is a {kind} already.", day=say.weekday(day), kind=say(_KINDS[kind])),
        phrases.provisional(say, calendar, day, day),
        (_year(say, day.year),),
    )


def _year(say: Words, year: int) -> Action:
    return Action(say("Calendar {year}", year=year), say("calendar {year}", year=year))


def _decisions(say: Words, decisions: Sequence[Decision]) -> list[Line]:
    """Single ones; of a whole year that was entered only how many."""
    single = [decision for decision in decisions if not decision.whole]
    body: list[Line] = []
    if entered := len(decisions) - len(single):
        body.append(say("Entered by the office with the whole year: {count}", count=entered))
    if single:
        body.append(Heading(say("Decided by the office: {count}", count=len(single))))
    body += [_decision(say, decision) for decision in single[:_MOST]]
    if left := len(single) - _MOST:
        body += [say("… and {count} more", count=left)] if left > 0 else []
    return body


def _decision(say: Words, decision: Decision) -> str:
    """``10月10日 周六 工作日 · 赵敏 10月9日``."""
    words = f"{say.weekday(decision.day)} {say(_KINDS[decision.kind])}"
    who = [word for word in (decision.by, say.day(decision.at)) if word]
    return f"{words} · {' '.join(who)}"


def _span(say: Words, first: date, last: date) -> str:
    if first == last:
        return say.day(first)
    return say("{first} to {last}", first=say.day(first), last=say.day(last))


def _ranges(years: Iterable[int]) -> list[str]:
    """``2006–2026``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
