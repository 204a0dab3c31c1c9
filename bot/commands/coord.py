"""需协调, 协调: what a department cannot settle alone, and what the office does about it."""

from collections.abc import Sequence

from bot.access import Act, Ruling, Verdict
from bot.cards import coordination as cards
from bot.cards import coordination_errors as missing
from bot.commands import asking, coord_ask, coord_steps, grouped
from bot.commands.base import Call
from bot.commands.refusing import forbidden
from bot.errors import Code, UserError
from bot.grammar.coordinating import ASKS, Does, doing
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.coordination import Coordination
from bot.model.person import PersonRole
from bot.model.task import Task


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Departments ask, add and withdraw, those concerned answer; the office does the rest."""
    if call.person.role is PersonRole.OBSERVER:
        raise forbidden(call, await call.task(intent.tasks[0]) if intent.tasks else None)
    task = await call.task(intent.tasks[0]) if intent.tasks else None
    if task is not None and task.restricted:
        if call.allowed(Act.DONE, task) is Verdict.REFUSE:
            raise forbidden(call, task, exposed=True)
        raise UserError(Code.RESTRICTED, number=task.ref)
    if ruling.verdict is Verdict.BUTTON:
        return grouped.button(call)
    if task is None:
        return await _list(call, intent.page)
    found = await call.unit.coordinations.on_task(task.id)
    if call.person.role is PersonRole.COORDINATOR:
        return await coord_steps.office(call, task, found, intent.words or "")
    return await _department(call, task, found, intent)


async def _list(call: Call, page: int) -> Reply:
    """In plan order: the office sees all, a department its own and those that concern it."""
    found = await call.unit.coordinations.pending(call.facts.id)
    office = call.person.role is PersonRole.COORDINATOR
    if not office:
        own = call.person.department.id
        found = [one for one in found if own in _bodies(one)]
    await call.load(one.ref for one in found)
    listed = [(one, call.known(one.ref)) for one in found]
    card = cards.listed(call.say, listed, page, today=call.today, office=office)
    return Reply(card, replaces=True)


def _bodies(one: Coordination) -> set[int]:
    return {one.department.id, *(body.id for body in one.parties)}


async def _department(
    call: Call, task: Task, found: Sequence[Coordination], intent: Intent
) -> Reply:
    own, text = call.person.department.id, intent.words or ""
    mine = next((one for one in found if one.department.id == own), None)
    concerned = [one for one in found if own in {body.id for body in one.parties}]
    said = doing(text)
    if said is not None and said.who and not any(asking.is_named(one, said.who) for one in found):
        said = None  # it only looks like a step: 24 needs answer by Friday
    if said is not None and said.does is Does.WITHDRAW and not said.text:
        _may_ask(call, task)
        return await coord_ask.withdraw(call, task, mine)
    if said is not None and intent.verb != ASKS:
        if said.does is Does.ANSWER:
            return await coord_steps.answered_by_party(call, task, concerned, said)
        if said.who is None:
            return Reply(missing.office_only(call.say, task))
    if not text and (mine is not None or concerned):
        shown = [*([] if mine is None else [mine]), *concerned]
        return Reply(cards.shown(call.say, task, shown, today=call.today, own=own))
    _may_ask(call, task)
    return await coord_ask.ask(call, task, mine, text)


def _may_ask(call: Call, task: Task) -> None:
    if call.allowed(Act.UPDATE, task) is Verdict.REFUSE:
        raise forbidden(call, task)
