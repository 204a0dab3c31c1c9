"""Cards from before a revision of the plan: their numbers may be other items now."""

from collections.abc import Sequence

from bot.cards import notes
from bot.grammar.intent import Act, Ask, Confirm, Verdict
from bot.locale import Words
from bot.messages import Reply, Request
from bot.model.person import Person
from bot.model.plan import PlanFacts
from bot.ports import Unit
from bot.turn import Answer


async def is_so(request: Request, unit: Unit, plan: PlanFacts | None) -> bool:
    """Whether it answers, or presses a button of, such a card; no statement without a revision."""
    if plan is None or plan.revised_at is None or request.reply_to is None:
        return False
    return await unit.revisions.is_overtaken(
        request.origin, request.reply_to, revised=plan.revised_at
    )


def matters(verdicts: Sequence[Verdict]) -> bool:
    """Whether it names an item; a question could offer one."""
    return any(
        isinstance(verdict, Ask)
        or (isinstance(verdict, Act | Confirm) and bool(verdict.intent.tasks))
        for verdict in verdicts
    )


def answer(say: Words, person: Person) -> Answer:
    """Nothing is done; nothing of what was said is kept."""
    return Answer((Reply(notes.overtaken(say), private=True),), blank=True, person=person.id)
