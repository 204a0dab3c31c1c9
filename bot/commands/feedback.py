"""意见: what somebody thinks of the work or the bot; the office reads it, and says so."""

import re

from bot.access import Ruling, Verdict
from bot.cards import feedback as cards
from bot.commands import grouped
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.person import PersonRole

_LONGEST = 2000
_LARGEST = 2**63 - 1
_LAST = 10_000  # pages


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    office = call.person.role is PersonRole.COORDINATOR
    if intent.verb == "read" and office:
        return await _read(call, intent.words or "")
    if intent.words is None or intent.verb is not None:
        return (
            await _unread(call, intent.page)
            if office
            else Reply(cards.how(call.say, *intent.tasks))
        )
    if len(intent.words) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    await call.unit.feedback.add(call.person.id, intent.words, at=call.now)
    told = call.table.opens(call.calendar.workdays_ahead(call.today, 1))
    return Reply(cards.kept(call.say, intent.words, told))


async def _read(call: Call, numbers: str) -> Reply:
    ids = {int(number) for number in re.findall("[0-9]+", numbers)}
    known = {id for id in ids if id <= _LARGEST}
    done = 0
    if known:
        done = await call.unit.feedback.read(known, by=call.person.id, at=call.now)
        call.touch(*(f"feedback:{id}" for id in sorted(known)))
    return Reply(cards.were_read(call.say, done, len(ids) - done), replaces=True)


async def _unread(call: Call, page: int) -> Reply:
    number = min(page, _LAST)
    found, total = await call.unit.feedback.unread(
        limit=cards.PAGE, offset=(number - 1) * cards.PAGE
    )
    return Reply(cards.unread(call.say, found, total, number), replaces=True)
