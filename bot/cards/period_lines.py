"""What cards about periods share: the lines that buttons send, and when the next one opens."""

from datetime import date

from bot.cards.periods import name
from bot.locale import Words, later
from bot.messages import Action
from bot.model.period import Cadence, Period, Span

CADENCES = {
    Cadence.MONTHLY: later("monthly"),
    Cadence.QUARTERLY: later("quarterly"),
    Cadence.HALF_YEARLY: later("half-yearly"),
    Cadence.NEVER: later("irregular"),
}


def open_line(say: Words, span: Span, due: date | None, *, own: bool = False) -> str:
    """``own``: the office's word, which says nothing of its days."""
    what = span.code
    if own:
        first, last = span.starts.isoformat(), span.ends.isoformat()
        what = say("{name} {first} to {last}", name=span.code, first=first, last=last)
    day = "" if due is None else due.isoformat()
    return say("period open {what} {day}", what=what, day=day).rstrip()


def seal_line(say: Words, period: Period) -> str:
    return say("period seal {code}", code=period.span.code)


def cadence_line(say: Words, value: Cadence) -> str:
    return say("period {cadence}", cadence=say(CADENCES[value]))


def missing_action(say: Words, period: Period | None = None) -> Action:
    line = say("missing")
    return Action(say("Who is missing"), line if period is None else f"{line} {period.span.code}")


def coming_line(say: Words, coming: tuple[Span, date] | None) -> str:
    if coming is None:
        return say("No period opens by itself any more.")
    span, day = coming
    return say("Next: {period}, opens on {day}", period=name(say, span), day=say.weekday(day))
