"""通报: the draft of a circular on the progress of the plan, as a file; for the office."""

from dataclasses import replace

from bot.access import Ruling
from bot.cards import circular as cards
from bot.cards import no_files
from bot.chapters import is_in, meant
from bot.circulars import order_for
from bot.commands.base import Call
from bot.commands.which import Periods
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.task import Department


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Says what is to be made; the file is made when no transaction is open."""
    if not call.request.files:
        return Reply(no_files.refused(call.say, "liaison plan circular circular.docx"))
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
        department, chapter = await _part(call, who)
        if department is None and chapter is None:
            return Reply(cards.unknown_scope(call.say, who, period))
    order = order_for(
        call.facts.id,
        period,
        department,
        chapter=chapter,
        language=call.person.language,
        asker=call.person.name,
    )
    return Reply(replace(cards.ordered(call.say, period), order=order))


async def _part(call: Call, who: str) -> tuple[Department | None, str | None]:
    """The department of the plan, or words of a chapter's title; neither where it is none."""
    found = await call.unit.people.department(who)
    if len(found) == 1:
        answers = await call.unit.tasks.assigned_to(call.facts.id, found[0].id)
        return (found[0] if answers else None), None
    tasks = await call.unit.tasks.every(call.facts.id)
    words = meant(who, (task.chapter for task in tasks))
    return None, words if any(is_in(one.chapter, one.section, words) for one in tasks) else None
