"""Cards about sealing a period, and about how often there is one."""

from collections.abc import Sequence
from datetime import date

from bot.cards import tally
from bot.cards.confirming import confirming
from bot.cards.period_lines import (
    CADENCES,
    cadence_line,
    coming_line,
    missing_action,
)
from bot.cards.periods import name
from bot.locale import Words, later
from bot.messages import Action, Card, Fact, Line
from bot.model.period import Cadence, Period, Span
from bot.model.plan import PlanFacts
from bot.ports import Standing, Tally


def seal_preview(
    say: Words,
    period: Period,
    counts: Tally,
    standings: Sequence[Standing],
    *,
    today: date,
    confirm: str,
) -> Card:
    """Who is missing, and what nobody has looked at; first of all whether it is too early."""
    body: list[Line] = []
    if counts.missing and today <= period.due:
        key = later("Note: reports are due only on {day}; {count} are missing.")
        body.append(say(key, day=say.day(period.due), count=counts.missing))
    body.append(tally.counts(say, counts))
    if missing := tally.missing(say, standings):
        body.append(missing)
    if counts.submitted:
        body.append(say("Not reviewed yet: {count}", count=counts.submitted))
    body += [
        say("Afterwards nothing of it can be changed any more."),
        "",
        say("Confirm within 30 minutes."),
    ]
    title = say("Seal {period}? Nothing is sealed yet.", period=name(say, period.span))
    ways = confirming(say, say("Confirm and seal"), confirm)
    return Card(title, tuple(body), (*ways, missing_action(say, period)))


def sealed(say: Words, period: Period, counts: Tally) -> Card:
    return Card(
        say("Sealed: {period}", period=name(say, period.span)),
        (tally.counts(say, counts), say("Nothing of it can be changed any more.")),
        (Action(say("Periods"), say("period")),),
    )


def nothing_open(say: Words) -> Card:
    return Card(
        say("No period is open; nothing changed."),
        (),
        (Action(say("Periods"), say("period")),),
    )


def cadence_preview(
    say: Words, plan: PlanFacts, wanted: Cadence, coming: tuple[Span, date] | None, confirm: str
) -> Card:
    body: list[Line] = [
        Fact(say("So far: "), say(CADENCES[plan.cadence])),
        coming_line(say, coming),
        say("What is open stays open."),
        "",
        say("Confirm within 30 minutes."),
    ]
    title = say("Report {cadence}? Nothing is changed yet.", cadence=say(CADENCES[wanted]))
    return Card(title, tuple(body), confirming(say, say("Change how often"), confirm))


def cadence_set(
    say: Words, before: Cadence, wanted: Cadence, coming: tuple[Span, date] | None
) -> Card:
    back = Action(say("Take back"), cadence_line(say, before), back=True)
    title = say("Reports from now on: {cadence}", cadence=say(CADENCES[wanted]))
    return Card(title, (coming_line(say, coming),), (back, Action(say("Periods"), say("period"))))


def cadence_same(say: Words, wanted: Cadence) -> Card:
    return Card(say("Reports are {cadence} already.", cadence=say(CADENCES[wanted])))
