"""Cards about quiet hours and about who stands in for whom."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.locale import Words, clock
from bot.messages import Action, Card, Line
from bot.model.nudge import Away, Colleague, Quiet
from bot.timetable import Hours

_MOST = 8  # colleagues as buttons
_MONDAY = date(2019, 1, 7)


def quiet_hours(say: Words, quiet: Quiet | None) -> str:
    """``12:00–14:00（周五）``, ``无``."""
    if quiet is None:
        return say("no quiet hours")
    span = f"{clock(quiet.starts)}–{clock(quiet.ends)}"
    if not quiet.days:
        return span
    named = [say.day_of_week(_MONDAY + timedelta(day)) for day in sorted(quiet.days)]
    return say("{span} ({days})", span=span, days=say.listed(named))


def office_hours(hours: Hours) -> str:
    return f"{clock(hours.starts)}–{clock(hours.ends)}"


def quiet_now(say: Words, quiet: Quiet | None, hours: Hours) -> Card:
    """How it is."""
    body: list[Line] = [
        say("Reminders come on working days, {hours}.", hours=office_hours(hours)),
        say("To be left in peace: quiet 12:00-14:00, quiet 12:00-14:00 Friday"),
    ]
    actions = (_off(say),) if quiet else (_noon(say),)
    title = say("Quiet hours: {hours}", hours=quiet_hours(say, quiet))
    return Card(title, tuple(body), actions)


def quiet_set(say: Words, quiet: Quiet | None, before: Quiet | None = None) -> Card:
    """``before``: the hours that these replace."""
    if quiet is None:
        return Card(say("Saved: no quiet hours any more."), actions=(_look(say),))
    replaced: tuple[Line, ...] = ()
    if before is not None and before != quiet:
        replaced = (say("They replace: {hours}", hours=quiet_hours(say, before)),)
    return Card(
        say("Saved: quiet hours {hours}", hours=quiet_hours(say, quiet)),
        (
            *replaced,
            say("What falls into them comes afterwards, or with the next working day's reminder."),
            say("They hold until you end them."),
        ),
        (_off(say), _look(say)),
    )


def too_quiet(say: Words, hours: Hours) -> Card:
    return Card(
        say(
            "At least two of the office hours {hours} have to remain; nothing saved.",
            hours=office_hours(hours),
        ),
        (say("To be left in peace: quiet 12:00-14:00, quiet 12:00-14:00 Friday"),),
        (_noon(say),),
    )


def who_stands_in(say: Words, colleagues: Sequence[Colleague], own: Away | None) -> Card:
    """Who could."""
    there = [one for one in colleagues if not one.away]
    body: list[Line] = []
    if own is not None:
        body.append(say("Now: {deputy}", deputy=standing_in(say, own)))
    if not there:
        body.append(say("Nobody else of your department is there; the office registers a deputy."))
    actions = [
        Action(one.name, say("hand over {person}", person=one.name)) for one in there[:_MOST]
    ]
    if not there:
        asking = say("feedback please register a deputy for our department")
        actions.append(Action(say("Tell the office"), asking))
    if own is not None:
        actions.append(Action(say("I am back"), say("back")))
    title = say("Who shall stand in for you?") if there else say("Nobody can stand in for you.")
    return Card(title, tuple(body), tuple(actions))


def until_when(say: Words, name: str, days: Sequence[date]) -> Card:
    actions = tuple(
        Action(
            say("until {day}", day=say.weekday(day)),
            say("hand over {person} until {day}", person=name, day=day.isoformat()),
        )
        for day in days
    )
    return Card(
        say("Until when does {person} stand in for you? Nothing saved yet.", person=name),
        (say("For example: hand over {person} until 20 Oct", person=name),),
        actions,
    )


def handed_over(say: Words, name: str, until: date, *, workday: bool) -> Card:
    kind = say("working day") if workday else say("day off")
    return Card(
        say(
            "{person} stands in for you until {day} ({kind})",
            person=name,
            day=say.weekday(until),
            kind=kind,
        ),
        (
            say("Your reminders go to {person}, marked with your name.", person=name),
            say("Saved. It ends by itself after that day; to end it earlier: back"),
        ),
        (Action(say("I am back"), say("back")),),
    )


def not_possible(say: Words, name: str, *, away: bool) -> Card:
    """Nobody of that name in the department, or on leave too."""
    if away:
        title = say("{person} is on leave too; nothing saved.", person=name)
    else:
        title = say(
            "Nobody called {person} is active in your department; nothing saved.", person=name
        )
    return Card(title, actions=(Action(say("Who could?"), say("hand over")),))


def bad_day(say: Words, name: str) -> Card:
    return Card(
        say("That day is over, or more than a year away; nothing saved."),
        actions=(Action(name, say("hand over {person}", person=name)),),
    )


def back(say: Words, *, was_away: bool) -> Card:
    """Said to whoever ends a hand-over, or had none."""
    if was_away:
        return Card(say("Welcome back: your reminders come to you again."), actions=(_mine(say),))
    return Card(say("Nobody stands in for you; nothing changed."), actions=(_mine(say),))


def standing_in(say: Words, away: Away) -> str:
    """``李四（到 10月20日 周日）``."""
    day = say.weekday(away.until)
    return say("{person} (until {day})", person=away.deputy_name, day=day)


def stood_in_for(say: Words, away: Sequence[Away]) -> str:
    return say.listed(
        say("{person} (until {day})", person=one.name, day=say.weekday(one.until)) for one in away
    )


def _noon(say: Words) -> Action:
    return Action("12:00–14:00", say("quiet 12:00-14:00"))


def _off(say: Words) -> Action:
    return Action(say("No quiet hours"), say("quiet off"))


def _look(say: Words) -> Action:
    return Action(say("Quiet hours"), say("quiet"))


def _mine(say: Words) -> Action:
    return Action(say("My tasks"), say("mytasks"))
