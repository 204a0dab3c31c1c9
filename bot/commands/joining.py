"""登记: somebody more for a department, as deputy or leader; nobody leaves."""

from bot.cards import joining as cards
from bot.cards import staff
from bot.commands.base import Call
from bot.commands.code import issued
from bot.commands.whom import named, whom
from bot.grammar.intent import Intent
from bot.grammar.staff import is_name
from bot.messages import Reply
from bot.model.audit import person_object
from bot.model.person import PersonRole


async def join(call: Call, intent: Intent, role: PersonRole) -> Reply:
    """``intent``: of 换联络员 or 登记, with a role and without a word about who leaves."""
    name, who = intent.words or "", intent.who or ""
    found = await whom(call, who, None)
    if len(found.bodies) != 1:
        return Reply(staff.no_department(call.say, who, found.bodies))
    [body] = found.bodies
    if same := named(found.people, name):
        return Reply(staff.there_already(call.say, same[0]))
    if not is_name(name):
        return Reply(staff.bad_name(call.say))
    platform = intent.platform or call.request.sender.platform
    if not call.confirmed:
        confirm = await call.keep(cards.line(call.say, body, name, role, platform))
        return Reply(cards.preview(call.say, body, name, role, platform, confirm=confirm))
    new = await call.unit.people.add(name, body.id, role, at=call.now)
    call.touch(person_object(new.id))
    code = await issued(call, new, platform)
    return Reply(cards.joined(call.say, code, new))
