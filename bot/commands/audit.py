"""审计: who did what, of everything, an item or a person; for the office."""

from collections.abc import Sequence

from bot.access import Ruling
from bot.cards import audit as cards
from bot.cards.lists import PAGE
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.audit import person_object, task_object

_LAST = 100_000  # pages; no trail is longer


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Seven statements at most, however long the trail is."""
    of: Sequence[str] = ()
    if intent.tasks:
        of = [task_object((await call.task(intent.tasks[0])).id)]
    elif intent.who is not None:
        people = await call.unit.people.people(active=False)
        of = [person_object(one.id) for one in people if one.name == intent.who]
        if not of:
            return Reply(cards.nobody(call.say, intent.who))
    page = min(intent.page, _LAST)
    audit = call.unit.audit
    found = await audit.entries(of=of, limit=PAGE + 1, offset=(page - 1) * PAGE)
    trail = cards.Trail(
        found[:PAGE],
        ref=intent.tasks[0] if intent.tasks else None,
        who=intent.who,
        page=page,
        more=len(found) > PAGE,
    )
    head, whole = await audit.head(), await audit.is_whole()
    return Reply(cards.trail(call.say, trail, head, whole=whole), replaces=True)
