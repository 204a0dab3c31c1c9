"""通报: the draft of a circular on the progress of the plan, as a file; for the office."""

from dataclasses import replace

from bot.access import Ruling
from bot.cards import circular as cards
from bot.circulars import in_chapter, order_for
from bot.commands.base import Call
from bot.commands.which import Periods
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.task import Department


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Says what is to be made; the file is made when no transaction is open."""
    periods = await Periods.of(call)
    period, who = periods.current, intent.who
    if intent.period is not None:
        period = periods.called(intent.period)
        if period is None:
            return Reply(cards.unknown_period(call.say, intent.period, periods.every))
    for word in (who or "").split():
        if (named := periods.called(word)) is not None:
            period, who = named, " ".join(w for w in (who or "").split() if w != word) or None
    department, chapter = None, None
    if who is not None:
        department, known = await _department(call, who)
        if not known:
            return Reply(cards.unknown_scope(call.say, who, period))
        chapter = None if department is not None else who
    order = order_for(
        call.facts.id,
        period,
        department,
        chapter=chapter,
        language=call.person.language,
        asker=call.person.name,
    )
    return Reply(replace(cards.ordered(call.say, period), order=order))


async def _department(call: Call, who: str) -> tuple[Department | None, bool]:
    """The department of the plan, or None where the words are a chapter's; whether they are
    either."""
    found = await call.unit.people.department(who)
    if len(found) == 1:
        answers = await call.unit.tasks.assigned_to(call.facts.id, found[0].id)
        return found[0], bool(answers)
    tasks = await call.unit.tasks.every(call.facts.id)
    return None, any(in_chapter(task, who) for task in tasks)
