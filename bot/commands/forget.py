"""注销: nobody knows any more who this was; shown first, done after 确认."""

from bot.access import Ruling, Verdict
from bot.cards import leaving, staff
from bot.commands import grouped, telling_access
from bot.commands.assign import is_last, who_stays
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.audit import person_object
from bot.model.person import ERASED


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """The answer goes to somebody nobody knows any more."""
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if await is_last(call, call.person):
        return Reply(staff.last_coordinator(call.say, call.person))
    if not call.confirmed:
        accounts = await call.unit.people.accounts(call.person.id)
        bound = [account.platform for account in accounts]
        burden = await call.unit.staff.burden(call.person.id, call.person.department.id)
        confirm = await call.keep(call.say("forget"))
        return Reply(leaving.forget_preview(call.say, call.person, bound, burden, confirm))
    call.touch(person_object(call.person.id))
    await telling_access.left(call, call.person, await who_stays(call, call.person))
    await call.unit.staff.erase(call.person.id, ERASED, at=call.now)
    return Reply(leaving.forgotten(call.say), hint=True)
