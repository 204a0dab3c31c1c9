"""The office's own message of a morning."""

from collections.abc import Sequence
from datetime import date

from bot.cards import coverage
from bot.cards.periods import name
from bot.locale import Words
from bot.messages import Action, Card, Line
from bot.model.period import Period
from bot.model.reach import Reach
from bot.timetable import Hours


def planned(say: Words, day: date) -> str:
    """How it is called before it is drawn."""
    return say("For the office, {day}", day=say.weekday(day))


def card(
    say: Words,
    day: date,
    period: Period | None,
    every: Sequence[Reach],
    hours: Hours,
    *,
    unread: int,
) -> Card | None:
    """None where there is nothing to say.  ``every``: of a period that is due soon."""
    body, actions = list[Line](), list[Action]()
    gaps = coverage.lines(say, every, hours)
    if gaps and period is not None:
        body.append(
            say(
                "{period} reports are due {weekday} {day}; no reminder reaches:",
                period=name(say, period.span),
                weekday=say.day_of_week(period.due),
                day=say.day(period.due),
            )
        )
        body += gaps
        actions += [
            Action(say("Coverage"), say("coverage")),
            Action(say("Print codes"), say("code unbound")),
        ]
    if unread:
        body.append(say("Unread words to the office: {count}", count=unread))
        actions.append(Action(say("Read them"), say("feedback")))
    if not body:
        return None
    return Card(planned(say, day), tuple(body), tuple(actions))
