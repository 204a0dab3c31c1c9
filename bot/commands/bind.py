"""绑定 CODE: an account becomes somebody's, by a code that works once."""

from datetime import datetime, timedelta, tzinfo

from bot import codes
from bot.access import Verdict
from bot.auditing import note_binding
from bot.cards import welcome
from bot.commands import telling_access
from bot.errors import Code, UserError
from bot.locale import words
from bot.messages import Reply, Request
from bot.model.person import Person
from bot.model.plan import PlanFacts
from bot.ports import Unit
from bot.strangers import languages
from bot.timetable import Hours

_TRIES = 5
_PAUSE = timedelta(minutes=10)


async def redeem(
    unit: Unit,
    request: Request,
    code: str,
    plan: PlanFacts | None,
    *,
    now: datetime,
    zone: tzinfo,
    hours: Hours,
) -> Reply:
    """Bind the sender's account; wrong, used and expired codes get the same refusal."""
    account = request.sender
    if await unit.people.failed_tries(account, since=now - _PAUSE) >= _TRIES:
        raise UserError(Code.BAD_CODE, paused=True)
    person, digest = None, ""
    if codes.is_code(code):
        digest = codes.binding_digest(code)
        person = await unit.people.redeem(account, digest=digest, at=now)
    if person is None:
        await unit.people.note_failed_try(account, at=now)
        raise UserError(Code.BAD_CODE)
    note_binding(unit, request, person, Verdict.DO, now=now)
    await telling_access.redeemed(unit, digest, person, account, now=now)
    accounts = await unit.people.accounts(person.id)
    tasks = await unit.tasks.assigned_to(plan.id, person.department.id) if plan else ()
    say = words(person.language, zone, now)
    today = now.astimezone(zone).date()
    spoken = languages(None, request.text, person.language)
    card = welcome.card(
        say,
        person,
        accounts,
        account.platform,
        tasks,
        plan=plan,
        hours=hours,
        today=today,
        wrote=spoken[0] if len(spoken) == 1 else None,
    )
    return Reply(card)


async def revoke(unit: Unit, text: str, by: Person | None, *, now: datetime) -> None:
    """End every code that a text shows where others read it; who issued it is told."""
    for code in codes.codes_in(text):
        digest = codes.binding_digest(code)
        if await unit.people.void(digest, at=now):
            issued = await unit.staff.issued(digest)
            if issued is not None:
                await telling_access.shown(unit, digest, issued, by, now=now)
