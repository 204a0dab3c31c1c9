"""绑定码 全部: codes for many as a sheet to print; shown first, issued and made after 确认."""

from collections.abc import Sequence

from bot import code_sheets
from bot.cards import binding, no_files, staff
from bot.cards import code_sheet as cards
from bot.code_sheets import MOST, PLATFORMS, Chosen, Wanted
from bot.commands.base import Call
from bot.commands.whom import whom
from bot.documents import Order
from bot.grammar.intent import Intent
from bot.messages import Card, Platform, Reply
from bot.model.audit import person_object

VERBS = ("all", "unbound", "each")
_HOUR = 3600


async def run(call: Call, intent: Intent) -> Reply:
    """What has changed since the preview counts: who was bound meanwhile gets no code."""
    if not call.request.files:
        return Reply(no_files.refused(call.say, "liaison person code-sheet codes.docx"))
    found = await _chosen(call, intent)
    if isinstance(found, Card):
        return Reply(found)
    if not found.wanted:
        return Reply(cards.nobody_needs_one(call.say, found, _platform(call, intent)))
    if len(found.wanted) > MOST:
        return Reply(cards.too_many(call.say, len(found.wanted)))
    if not call.confirmed:
        confirm = await call.keep(_line(call, intent))
        hours = round(call.sheet_valid.total_seconds() / _HOUR)
        return Reply(cards.preview(call.say, found, hours, confirm))
    return Reply(await _issued(call, found))


async def _issued(call: Call, chosen: Chosen) -> Card:
    """The codes are stored with this transaction; the file is made when none is open.

    It runs once more then, and finds the same codes.
    """
    expires = call.now + call.sheet_valid
    issued = code_sheets.issues(chosen, call.batch)
    call.touch(*(person_object(one.id) for one in chosen.people))
    await code_sheets.store(call.unit, issued, at=call.now, expires=expires, by=call.person.id)
    sheet = cards.slips(
        call.say, issued, chosen, issuer=call.person.name, at=call.now, expires=expires
    )
    order = Order(
        plan=0 if call.plan is None else call.plan.id,
        period=None,
        department=None,
        format="docx",
        language=call.person.language,
        asker=call.person.name,
        kind="codes",
        slips=sheet,
    )
    return cards.ordered(call.say, order)


async def _chosen(call: Call, intent: Intent) -> Chosen | Card:
    platform = _platform(call, intent)
    if intent.verb != "each":
        unbound = intent.verb == "unbound"
        return await code_sheets.everybody(call.unit, call.plan, platform, unbound=unbound)
    who = intent.who or ""
    found = await whom(call, who, intent.words)
    match found.people:
        case [] if len(found.bodies) == 1 and not intent.words:
            return staff.no_liaison(call.say, found.bodies[0])
        case []:
            said = " ".join(filter(None, (who, intent.words)))
            return staff.nobody(call.say, said, found.bodies)
        case [person]:
            return Chosen([Wanted(person, one) for one in _several(platform, intent.copies)])
    return binding.whose_code(call.say, found.people, platform)


def _several(first: Platform, count: int) -> Sequence[Platform]:
    """The platform that is meant anyway, and others."""
    return list(dict.fromkeys((first, *PLATFORMS)))[: max(1, count)]


def _platform(call: Call, intent: Intent) -> Platform:
    return intent.platform or call.request.sender.platform


def _line(call: Call, intent: Intent) -> str:
    """The line that asks for the same again."""
    platform = _platform(call, intent).value
    if intent.verb == "all":
        return call.say("code all {platform}", platform=platform)
    if intent.verb == "unbound":
        return call.say("code unbound {platform}", platform=platform)
    who = " ".join(filter(None, (intent.who, intent.words, str(intent.copies))))
    return call.say("code {who} {platform}", who=who, platform=platform)
