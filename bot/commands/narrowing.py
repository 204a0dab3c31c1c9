"""What 总览 and 未报 are narrowed to: a period, and a department or a chapter, in any order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.cards import phrases
from bot.cards import reviews as cards
from bot.chapters import NUMBERED, meant
from bot.commands.base import Call
from bot.commands.which import Periods
from bot.grammar.intent import Intent
from bot.messages import Card
from bot.model.period import Period
from bot.model.task import Department


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """``said``: what was named besides the period, as cards call it, None for the whole plan.

    It is the department ``bodies``, which may have several bodies behind one name, or else
    ``title``: a chapter's, or words that may stand in one.
    """

    period: Period | None
    said: str | None = None
    bodies: Sequence[Department] = ()
    title: str = ""

    @property
    def ids(self) -> Collection[int]:
        return {body.id for body in self.bodies}


async def part(call: Call, intent: Intent) -> Part | Card:
    """What ``intent.period`` and ``intent.who`` mean; a card that says what is no such thing."""
    if intent.period is None and intent.who is None:
        return Part(period=call.facts.period)
    periods = await Periods.of(call)
    period = periods.current
    if intent.period is not None:
        period = periods.called(intent.period)
        if period is None:
            return cards.unknown(call.say, intent.period)
    words = (intent.who or "").split()
    for word in words:
        if (named := periods.called(word)) is not None:
            period = named
    who = " ".join(word for word in words if periods.called(word) is None)
    if not who:
        return Part(period=period)
    if bodies := await call.unit.people.department(who):
        said = phrases.department(call.say, bodies[0])
        return Part(period=period, said=said, bodies=bodies)
    title = who
    if NUMBERED.fullmatch(who):
        title = meant(who, await call.unit.board.chapters(call.facts.id))
    return Part(period=period, said=who, title=title)
