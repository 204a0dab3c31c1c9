"""简报: the latest digest, or one of a number exactly as it was seen; the office sends it now."""

from dataclasses import replace

from bot.access import Ruling, Verdict
from bot.cards import digest as cards
from bot.cards import groups, notes
from bot.cards.named import spoken_to
from bot.commands.base import Call
from bot.commands.here import standing, when
from bot.digest import About, about, make
from bot.digest_data import check, from_json
from bot.grammar.intent import Intent
from bot.messages import COMMAND_LINE, Card, Reply
from bot.model.digest import WHOLE_PLAN, Scope
from bot.ports import Occurrence, StoredDigest
from bot.slots import slot_of_week

_DIGITS = 18  # more than any number of ours has


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if intent.words is None:
        return Reply(await _latest(call))
    digits = intent.words.isdecimal() and len(intent.words) <= _DIGITS
    found = await call.unit.digests.numbered(int(intent.words)) if digits else None
    if found is None:
        return Reply(cards.no_such(call.say, intent.words))
    if intent.verb == "list":
        made = from_json(found.data)
        return Reply(cards.full(call.say, made, found.id, check(found.digest)))
    return Reply(_kept(call, found))


def _kept(call: Call, found: StoredDigest) -> Card:
    return cards.card(call.say, from_json(found.data), found.id, check(found.digest))


async def _latest(call: Call) -> Card:
    """Of this group; in private of the whole plan, whoever it went to.  Without any: as of now."""
    group = call.group
    if group is not None:
        places = [str(group.id)]
    else:
        whole = [g for g in await standing(call) if g.scope is Scope.PLAN]
        places = [WHOLE_PLAN, *(str(g.id) for g in whole)]
    found = await call.unit.digests.latest(call.facts.id, places=places)
    if found is not None:
        return _kept(call, found)
    return await _now(call, About() if group is None else about(group))


async def _now(call: Call, what: About) -> Card:
    """Made for whoever asked, and not kept."""
    slot = slot_of_week(call.today, call.say.zone, call.calendar)
    made = await make(call.unit, call.facts, what, slot, when(call), last=None)
    return cards.card(call.say, replace(made, planned=None), None, "")


async def send(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """预览, 发送: shown first, with the groups; after 确认 it goes out at once."""
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    targets = await _targets(call)
    if intent.verb == "send" and call.confirmed:
        found = [
            Occurrence(
                key=_key(call, target),
                person=None,
                to=target.group.address,
                due=call.now,
                title=cards.planned(call.say, _week(call)),
                why="sent by the office",
                data={"group": target.group.id, "asked": call.person.id},
            )
            for target in targets
            if not target.had and not target.group.paused
        ]
        call.touch(*(f"group:{one.data['group']}" for one in found))
        new = await call.unit.occurrences.plan(found, at=call.now)
        return Reply(groups.sent(call.say, len(new), targets))
    shown = await _now(call, About(in_group=True))
    confirm = None
    if intent.verb == "send":
        confirm = await call.keep(call.say("digest send"))
    name = spoken_to(call.request)
    return Reply(groups.preview(call.say, shown, targets, confirm, name=name))


async def _targets(call: Call) -> list[groups.Target]:
    """The groups of the plan; a week has one digest, whoever sends it."""
    found = [g for g in await standing(call) if g.address.tenant != COMMAND_LINE]
    keys = {group.id: _key(call, groups.Target(group)) for group in found}
    planned = await call.unit.occurrences.known(list(keys.values()))
    return [groups.Target(group, keys[group.id] in planned) for group in found]


def _key(call: Call, target: groups.Target) -> str:
    return f"digest:{target.group.id}:{_week(call)}"


def _week(call: Call) -> str:
    """The ISO week of today."""
    year, week, _ = call.today.isocalendar()
    return f"{year}-W{week:02}"
