"""线下: which items are reported offline; marking one takes its text away for good."""

from collections.abc import Sequence

from bot.access import Ruling, Verdict
from bot.cards import restricting as cards
from bot.commands import grouped
from bot.commands.base import Call
from bot.grammar.closing import SHOWN
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.restriction import Traces
from bot.model.task import Task

_AT_ONCE = 5  # items; more are shown first


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if not intent.tasks:
        every = await call.unit.tasks.every(call.facts.id)
        return Reply(cards.listed(call.say, every), replaces=call.request.pressed)
    await call.load(intent.tasks)
    tasks = [await call.task(ref) for ref in dict.fromkeys(intent.tasks)]
    if intent.verb == "no":
        return await _lift(call, tasks)
    if intent.verb in ("yes", SHOWN):
        return await _mark(call, tasks, shown=call.confirmed and intent.verb == SHOWN)
    return Reply(cards.yes_or_no(call.say, tasks))


async def _lift(call: Call, tasks: Sequence[Task]) -> Reply:
    """Whether suggested or confirmed: the items are open, and have no text yet."""
    lifted = [task for task in tasks if task.restricted]
    left_alone = [cards.not_restricted(call.say, task) for task in tasks if not task.restricted]
    if not lifted:
        return Reply(cards.unchanged(call.say, left_alone))
    if len(lifted) > _AT_ONCE and not call.confirmed:
        confirm = await call.keep(cards.line(call.say, lifted, "no"))
        return Reply(cards.preview_lifting(call.say, lifted, left_alone, confirm))
    await call.unit.restrictions.lift([task.id for task in lifted])
    card = cards.lifted(call.say, lifted, left_alone)
    return Reply(card, replaces=call.request.pressed)


async def _mark(call: Call, tasks: Sequence[Task], *, shown: bool) -> Reply:
    """``shown``: the sender has seen what goes; a line of any other origin shows it first."""
    opened = [task for task in tasks if not task.restricted]
    suggested = [task for task in tasks if task.restricted and not task.restriction_confirmed]
    left_alone = [cards.already(call.say, task) for task in tasks if task.restriction_confirmed]
    if not opened and not suggested:
        return Reply(cards.unchanged(call.say, left_alone))
    restrictions, plan = call.unit.restrictions, call.facts.id
    traces = await restrictions.traces(plan, opened) if opened else Traces()
    erases = traces.texts > 0 or any(not task.text_missing for task in opened)
    many = len(opened) + len(suggested) > _AT_ONCE
    if (erases and not shown) or (many and not call.confirmed):
        confirm = await call.keep(cards.line(call.say, [*opened, *suggested], SHOWN))
        card = cards.preview(
            call.say, opened, suggested, left_alone, traces=traces, confirm=confirm
        )
        return Reply(card)
    if suggested:
        await restrictions.confirm([task.id for task in suggested])
    if opened:
        traces = await restrictions.mark(plan, opened)
    card = cards.marked(call.say, opened, suggested, left_alone, traces)
    return Reply(card, replaces=call.request.pressed)
