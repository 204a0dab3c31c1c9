"""Cards about reporting periods, for the office: the list, one, opening, sealing, the rhythm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.cards import coverage, phrases, tally
from bot.cards.confirming import confirming
from bot.cards.period_lines import (
    CADENCES,
    coming_line,
    missing_action,
    open_line,
    seal_line,
)
from bot.cards.periods import name, sealed
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Heading, Line
from bot.model.period import LADDER, Period, Span, Step
from bot.model.plan import PlanFacts
from bot.model.reach import Gap
from bot.model.task import Department, Mode
from bot.ports import Coverage, Tally
from bot.workdays import Calendar

_MOST = 12  # periods that are listed
_NOTHING = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A period that may be opened: ``wanted`` is the due day before a day off moved it."""

    span: Span
    due: date
    wanted: date
    owing: Sequence[tuple[Mode | None, int, int]]
    coverage: Sequence[Coverage]


def listed(
    say: Words,
    plan: PlanFacts,
    periods: Sequence[Period],
    tallies: Mapping[int, Tally],
    coming: tuple[Span, date] | None,
) -> Card:
    """Every period with its due day and counts; ``coming``: what opens by itself, and when."""
    body: list[Line] = []
    for one in periods[:_MOST]:
        body.append(Heading(_headline(say, one)))
        body.append(tally.counts(say, tallies.get(one.id, _NOTHING)))
    if not periods:
        body.append(say("No period has been opened yet."))
    if coming is not None:
        body += ["", coming_line(say, coming)]
    body.append(say("Send: period open Q3 [15 Oct], period seal Q3, period monthly"))
    title = say("Reporting periods ({cadence})", cadence=say(CADENCES[plan.cadence]))
    return Card(title, tuple(body), _actions(say, [one for one in periods if one.is_open]))


def one(say: Words, period: Period, counts: Tally, calendar: Calendar) -> Card:
    """One period with the days on which people are reminded."""
    body: list[Line] = [
        _stretch(say, period.span),
        _due(say, period.due, period.span),
        tally.counts(say, counts),
        *_steps(say, period.ladder, period.due, calendar),
    ]
    return Card(_headline(say, period), tuple(body), _actions(say, [period] * period.is_open))


def unknown(say: Words, code: str, span: Span | None) -> Card:
    called = code if span is None else name(say, span)
    actions = () if span is None else (Action(say("Open it"), open_line(say, span, None)),)
    return Card(
        say("{period} has not been opened; nothing changed.", period=called),
        (),
        (*actions, Action(say("Periods"), say("period"))),
    )


def outside(say: Words, plan: PlanFacts, span: Span) -> Card:
    """It asks nothing of anybody."""
    since = plan.issued_on or plan.starts
    return Card(
        say("{period} is not in the plan's time; not opened.", period=name(say, span)),
        (
            say(
                "The plan asks for reports from {first} to {last}.",
                first=say.day(since),
                last=say.day(plan.ends),
            ),
        ),
    )


def no_day(say: Words, span: Span, due: date) -> Card:
    """The due day is over, or before the period begins."""
    called = name(say, span)
    return Card(
        say(
            "{period} cannot be due on {day}; not opened.",
            period=called,
            day=say.weekday(due),
        ),
        (say("Name the day: {line} 25 Oct", line=open_line(say, span, None)),),
    )


def already(say: Words, period: Period) -> Card:
    if period.is_open:
        return Card(
            say(
                "{period} is open already, due {weekday} {day}; nothing changed.",
                period=name(say, period.span),
                day=say.day(period.due),
                weekday=say.day_of_week(period.due),
            ),
            (),
            _actions(say, [period]),
        )
    return sealed_already(say, period)


def open_preview(
    say: Words, what: Opening, confirm: str, *, today: date, calendar: Calendar
) -> Card:
    """Who is asked for how much, and on which days they are reminded."""
    body: list[Line] = [_stretch(say, what.span), _due(say, what.due, what.span)]
    if what.due != what.wanted:
        moved = say.weekday(what.wanted)
        body.append(say("{day} is a day off: the next working day counts.", day=moved))
    body.append(tally.modes(say, what.owing))
    body += _steps(say, LADDER, what.due, calendar, today)
    asked = {body_ for _, body_, _ in what.owing}
    silent: dict[Gap, list[Department]] = {}
    for one in what.coverage:
        if one.gap is not None and one.department.id in asked:
            silent.setdefault(one.gap, []).append(one.department)
    body += coverage.named(say, silent)
    body += phrases.provisional(say, calendar, today, what.due)
    body += ["", say("Confirm within 30 minutes.")]
    title = say("Open {period} for reports? Nothing is opened yet.", period=name(say, what.span))
    return Card(title, tuple(body), confirming(say, say("Confirm and open"), confirm))


def opened(say: Words, period: Period, counts: Tally) -> Card:
    return Card(
        say("Opened: {period}", period=name(say, period.span)),
        (
            _due(say, period.due, period.span),
            tally.counts(say, counts),
            say("Liaisons find the reports pre-written; they are reminded on the days shown."),
        ),
        (missing_action(say), Action(say("Periods"), say("period"))),
    )


def remind(say: Words) -> Card:
    """After a period has been opened: the way to urge who has not reported."""
    line = say("nudge missing")
    return Card(say("To remind who has not reported: {line}", line=line), (), (Action(line, line),))


def _headline(say: Words, period: Period) -> str:
    due = {"day": say.day(period.due), "weekday": say.day_of_week(period.due)}
    called = name(say, period.span)
    if period.sealed_at is None:
        return say("{period}: due {weekday} {day} · open", period=called, **due)
    shut = say.day(period.sealed_at)
    return say("{period}: due {weekday} {day} · sealed on {shut}", period=called, shut=shut, **due)


def _stretch(say: Words, span: Span) -> str:
    first, last = say.day(span.starts), say.day(span.ends)
    return say("About {first} to {last}", first=first, last=last)


def _due(say: Words, due: date, span: Span) -> str:
    return say("Reports due: {day}", day=say.in_year(span.ends.year).weekday(due))


def _steps(
    say: Words,
    ladder: Sequence[Step],
    due: date,
    calendar: Calendar,
    today: date = date.min,
) -> list[Line]:
    """The days of the steps; those before ``today`` are no longer taken."""
    days = [(step.offset, calendar.workdays_ahead(due, step.offset)) for step in ladder]
    near = say.in_year(due.year)
    shown = say.clauses(_groups(near, [one for one in days if one[1] >= today]))
    lines: list[Line] = [Fact(say("Reminders: "), shown)] if shown else []
    if over := sum(day < today for _, day in days):
        lines.append(say("Steps whose day is over, not taken: {count}", count=over))
    return lines


def _groups(say: Words, days: Sequence[tuple[int, date]]) -> list[str]:
    """``提前 10 个工作日（9月26日）、5 个（10月9日）``, ``当天（10月15日）``."""
    groups = []
    for _, steps in groupby(days, key=lambda one: (one[0] > 0) - (one[0] < 0)):
        (offset, day), *more = steps
        key = later("on the day ({day})")
        if offset:
            early = later("{days} working days before ({day})")
            key = early if offset < 0 else later("{days} working days after ({day})")
        first = say(key, days=abs(offset), day=say.day(day))
        others = [say("{days} ({day})", days=abs(n), day=say.day(on)) for n, on in more]
        groups.append(say.listed([first, *others]))
    return groups


def _actions(say: Words, periods: Sequence[Period]) -> tuple[Action, ...]:
    """The ways on from open periods, the one that is due last first."""
    looks = tuple(missing_action(say, one) for one in periods[:1])
    seals = tuple(
        Action(say("Seal {period}", period=name(say, one.span)), seal_line(say, one))
        for one in periods[:2]
    )
    return looks + seals


def sealed_already(say: Words, period: Period) -> Card:
    return sealed(say, period, Action(say("Periods"), say("period")))
