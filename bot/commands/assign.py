"""换联络员, 停用: who speaks for a department changes; shown first, done after 确认."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.access import Ruling, Verdict
from bot.cards import leaving, staff
from bot.commands import grouped, telling_access
from bot.commands.base import Call
from bot.commands.code import issued
from bot.commands.joining import join
from bot.commands.owing import owing_now
from bot.commands.whom import named, whom
from bot.grammar.intent import Intent
from bot.grammar.staff import NOBODY, is_name
from bot.messages import Platform, Reply
from bot.model.audit import person_object
from bot.model.person import Person, PersonRole
from bot.model.task import Department

_SPEAKS = (PersonRole.LIAISON, PersonRole.DEPUTY)


@dataclass(frozen=True, slots=True)
class _Change:
    """``new``: somebody of the department already, None for a new person called ``name``."""

    body: Department
    name: str
    new: Person | None
    former: Person | None


async def assign(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if intent.who is None or intent.words is None:
        return Reply(leaving.how_to_assign(call.say))
    if intent.verb in (PersonRole.DEPUTY, PersonRole.OBSERVER):
        return await join(call, intent, PersonRole(intent.verb))
    found = await whom(call, intent.who, None)
    if len(found.bodies) != 1:
        return Reply(staff.no_department(call.say, intent.who, found.bodies))
    platform = intent.platform or call.request.sender.platform
    change = _change(call, intent, platform, found.bodies[0], found.people)
    if isinstance(change, Reply):
        return change
    former = change.former
    if not call.confirmed:
        burden = await call.unit.staff.burden(former.id if former else 0, change.body.id)
        line = leaving.assign_line(
            call.say,
            change.body,
            str(change.new.id) if change.new else change.name,
            NOBODY if former is None else str(former.id),
            platform,
        )
        confirm = await call.keep(line)
        card = leaving.assign_preview(
            call.say,
            change.body,
            change.name,
            former,
            owed=await owing_now(call, change.body.id),
            burden=burden,
            platform=platform,
            confirm=confirm,
        )
        return Reply(card)
    people = call.unit.people
    new = change.new
    if new is None:
        new = await people.add(change.name, change.body.id, PersonRole.LIAISON, at=call.now)
    else:
        await call.unit.staff.put_in(new.id, PersonRole.LIAISON)
    if former is not None:
        await people.revoke(former.id, at=call.now)
        await telling_access.left(call, former, [new])
    code = await issued(call, new, platform)
    return Reply(leaving.assigned(call.say, code, new, former))


def _change(
    call: Call, intent: Intent, platform: Platform, body: Department, team: Sequence[Person]
) -> _Change | Reply:
    """What is meant; or a question, or why not."""
    say, name = call.say, intent.words or ""
    same = named(team, name)
    if len(same) > 1:
        return Reply(leaving.which_newcomer(say, body, same, platform))
    new = same[0] if same else None
    if new is None and not is_name(name):
        return Reply(staff.bad_name(say))
    if new is not None and new.role is not PersonRole.DEPUTY:
        return Reply(staff.there_already(say, new))
    liaisons = [one for one in team if one.role is PersonRole.LIAISON]
    if intent.replaces == NOBODY:
        former: Person | None = None
    elif intent.replaces is not None:
        named_so = named(liaisons, intent.replaces)
        if len(named_so) != 1:
            return Reply(leaving.who_leaves(say, body, name, named_so or liaisons, platform))
        former = named_so[0]
    elif len(liaisons) > 1:
        return Reply(leaving.who_leaves(say, body, name, liaisons, platform))
    else:
        former = liaisons[0] if liaisons else None
    return _Change(body, new.name if new else name, new, former)


async def revoke(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if intent.who is None:
        return Reply(leaving.how_to_revoke(call.say))
    found = await whom(call, intent.who, intent.words)
    if not found.people:
        said = " ".join(filter(None, (intent.who, intent.words)))
        return Reply(staff.nobody(call.say, said, found.bodies))
    if len(found.people) > 1:
        return Reply(leaving.who_is_revoked(call.say, found.people))
    [person] = found.people
    if await is_last(call, person):
        return Reply(staff.last_coordinator(call.say, person))
    rest = await who_stays(call, person)
    if not call.confirmed:
        burden = await call.unit.staff.burden(person.id, person.department.id)
        accounts = await call.unit.people.accounts(person.id)
        owed = await owing_now(call, person.department.id)
        confirm = await call.keep(call.say("revoke {who}", who=person.id))
        bound = [account.platform for account in accounts]
        card = leaving.revoke_preview(
            call.say, person, bound, owed=owed, burden=burden, rest=rest, confirm=confirm
        )
        return Reply(card)
    call.touch(person_object(person.id))
    await call.unit.people.revoke(person.id, at=call.now)
    await telling_access.left(call, person, rest)
    return Reply(leaving.revoked(call.say, person, rest))


async def who_stays(call: Call, person: Person) -> Sequence[Person]:
    """Who speaks for the department without this person; liaisons first.

    The office's work is done by whoever else coordinates.
    """
    office = person.role is PersonRole.COORDINATOR
    roles = (*_SPEAKS, PersonRole.COORDINATOR) if office else _SPEAKS
    team = [
        one
        for one in await call.unit.people.people()
        if one.department.id == person.department.id
        and one.id != person.id
        and one.role in roles
        and not one.standin
    ]
    return sorted(team, key=lambda one: (one.role is not PersonRole.LIAISON, one.id))


async def is_last(call: Call, person: Person) -> bool:
    """Whether nobody could manage anything without them; the others stay until the unit ends."""
    if person.role is not PersonRole.COORDINATOR:
        return False
    return set(await call.unit.staff.coordinators()) <= {person.id}
