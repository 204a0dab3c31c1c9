"""绑定码: the office issues a code for somebody who takes part; it is shown once, here."""

from datetime import timedelta

from bot import codes
from bot.access import Ruling, Verdict
from bot.cards import binding, staff
from bot.commands import code_sheet, grouped
from bot.commands.base import Call
from bot.commands.whom import whom
from bot.grammar.intent import Intent
from bot.grammar.staff import is_name
from bot.messages import Card, Platform, Reply
from bot.model.audit import person_object
from bot.model.person import Person

VALID = timedelta(hours=24)


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if intent.verb in code_sheet.VERBS:
        return await code_sheet.run(call, intent)
    if intent.who is None:
        return Reply(binding.how_to_issue(call.say))
    found = await whom(call, intent.who, intent.words)
    platform = intent.platform or call.request.sender.platform
    match found.people:
        case [] if len(found.bodies) == 1 and not intent.words:
            return Reply(staff.no_liaison(call.say, found.bodies[0]))
        case []:
            name = intent.words or ""
            fresh = name if is_name(name) else ""
            return Reply(staff.nobody(call.say, _said(intent), found.bodies, fresh))
        case [person]:
            return Reply(await issued(call, person, platform))
    return Reply(binding.whose_code(call.say, found.people, platform))


async def issued(call: Call, person: Person, platform: Platform) -> Card:
    """A fresh code, printed nowhere else; earlier ones of the person there end."""
    code = codes.new_binding_code()
    expires = call.now + VALID
    call.touch(person_object(person.id))
    await call.unit.people.issue(
        person.id,
        platform,
        digest=codes.binding_digest(code),
        at=call.now,
        expires=expires,
        by=call.person.id,
    )
    bound = [account.platform for account in await call.unit.people.accounts(person.id)]
    return binding.code(call.say, person, platform, code, expires=expires, bound=bound)


def _said(intent: Intent) -> str:
    return " ".join(filter(None, (intent.who, intent.words)))
