"""绑定本群, 停用本群, said in the group that is meant; 简报 暂停 and 恢复."""

from collections.abc import Sequence

from bot.access import Ruling
from bot.cards import groups as cards
from bot.cards.named import spoken_to
from bot.chapters import NUMBERED, ordinal
from bot.commands.base import Call
from bot.digest import When, stands
from bot.grammar.intent import Intent
from bot.grammar.numbers import number
from bot.messages import Channel, Reply
from bot.model.digest import Group, Scope
from bot.slots import HOUR, WEEKDAY, Slot


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    match intent.verb:
        case "pause" | "resume":
            return await _pause(call, intent, paused=intent.verb == "pause")
        case "end":
            return await _end(call)
    if call.request.channel is Channel.PRIVATE:
        return Reply(cards.say_it_there(call.say, spoken_to(call.request)))
    return await _register(call, intent)


async def _register(call: Call, intent: Intent) -> Reply:
    plan, unit, say = call.facts, call.unit, call.say
    if call.today > plan.ends:
        return Reply(cards.plan_is_over(say, plan))
    chapters = [
        chapter.name
        for chapter in await unit.digests.chapters(plan.id, Scope.PLAN, "")
        if chapter.name
    ]
    part = await _part(call, intent.words, chapters)
    if part is None:
        return Reply(cards.which_part(say, intent.words or "", chapters))
    scope, of = part
    group = await unit.groups.register(
        call.request.origin,
        scope=scope,
        of=of,
        purpose=cards.purpose(say),
        owner=call.person.id,
        weekday=WEEKDAY if intent.weekday is None else intent.weekday,
        hour=intent.hour or HOUR,
        at=call.now,
    )
    call.touch(f"group:{group.id}")
    before = call.group if call.group is not None and call.group.id == group.id else None
    return Reply(
        cards.registered(
            say,
            group,
            call.person,
            plan,
            coming(call, group),
            name=spoken_to(call.request),
            before=before,
        )
    )


async def _part(call: Call, words: str | None, chapters: Sequence[str]) -> tuple[Scope, str] | None:
    """What a digest shall be about; None where the words do not name exactly one part."""
    if not words:
        return Scope.PLAN, ""
    if found := NUMBERED.fullmatch(words):
        wanted = number(found[1] or found[2])
        named = [
            name
            for place, name in enumerate(chapters, start=1)
            if wanted == (ordinal(name, place),)
        ]
    else:
        named = [name for name in chapters if words == name.lower()]
        named = named or [name for name in chapters if words in name.lower()]
    if len(named) == 1:
        return Scope.CHAPTER, named[0]
    bodies = await call.unit.people.department(words)
    if len(bodies) == 1 and not named:
        return Scope.DEPARTMENT, bodies[0].short
    return None


async def _end(call: Call) -> Reply:
    if call.request.channel is Channel.PRIVATE:
        return Reply(cards.end_it_there(call.say, spoken_to(call.request)))
    if call.group is not None:
        call.touch(f"group:{call.group.id}")
    if call.group is None or not await call.unit.groups.end(call.group.id, at=call.now):
        return Reply(cards.not_registered(call.say))
    return Reply(cards.ended(call.say, spoken_to(call.request)))


async def _pause(call: Call, intent: Intent, *, paused: bool) -> Reply:
    """This group, or in private the one of a number."""
    group = call.group if intent.words is None else await _numbered(call, intent.words)
    if group is None:
        return Reply(cards.no_such_group(call.say, await standing(call)))
    call.touch(f"group:{group.id}")
    await call.unit.groups.pause(group.id, paused=paused)
    if paused:
        return Reply(cards.paused(call.say, group))
    return Reply(cards.resumed(call.say, group, coming(call, group)))


async def _numbered(call: Call, words: str) -> Group | None:
    return next((group for group in await standing(call) if str(group.id) == words), None)


async def standing(call: Call) -> Sequence[Group]:
    """The groups of the plan in force."""
    found = await call.unit.groups.standing()
    return [group for group in found if stands(group, call.facts, call.today, call.say.zone)]


def when(call: Call) -> When:
    return When(call.now, call.say.zone, call.calendar)


def coming(call: Call, group: Group | None = None) -> Slot | None:
    """The next digest of the group, or of the whole plan; None when the plan ends before."""
    slot, plan = when(call).next_slot(group), call.plan
    over = plan is not None and slot.due.astimezone(call.say.zone).date() > plan.ends
    return None if over else slot
