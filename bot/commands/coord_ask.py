"""需协调 24 事由: the part is blocked and a request is open, in one; adding to it; withdrawing."""

from collections.abc import Sequence

from bot.cards import coordination as cards
from bot.cards import coordination_errors as missing
from bot.cards import coordination_lines, errors
from bot.commands import coord_told, update
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar import coordinating
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.model.coordination import Coordination
from bot.model.desk import CoordinationState, CoordinationStep
from bot.model.task import Department, Status, Task
from bot.model.update import Change

_LONGEST = 2000  # characters of a question


async def ask(call: Call, task: Task, mine: Coordination | None, text: str) -> Reply:
    """Before anything is written: a question, and whom it concerns; one request at a time."""
    if len(text) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    said, names, maybe = coordinating.question(text)
    passing = coordinating.in_passing(text) if names is None else ()
    bodies = await call.unit.coordinations.named([*(names or ()), *maybe, *passing])
    if names is None and maybe and all(len(bodies[name]) == 1 for name in maybe):
        said, names = coordinating.without_names(text), maybe
    for name in names or ():
        if len(bodies[name]) != 1:
            return Reply(missing.which_department(call.say, task, name, bodies[name]))
    if not said:
        return Reply(missing.how(call.say, task))
    own = call.person.department.id
    parties = {body.id: body for name in names or () for body in bodies[name] if body.id != own}
    if mine is not None:
        return await _add(call, task, mine, said, list(parties.values()))
    if names is None:
        meant = [bodies[name][0] for name in passing if len(bodies[name]) == 1]
        meant += [share.department for share in task.shares]
        others = {body.id: body for body in meant if body.id != own}
        return Reply(missing.who_else(call.say, task, said, list(others.values())))
    return await _open(call, task, said, list(parties.values()))


async def _open(call: Call, task: Task, said: str, parties: Sequence[Department]) -> Reply:
    """As 24 受阻 问题：… is written, with its gates and its undo, and the request with it."""
    change = Change(status=Status.BLOCKED, problems=said)
    line = Intent(name="update", tasks=(task.ref,), change=change)
    written = await update.write(call, [line], (), bulk=False, confirmed=True)
    if not written.saved:
        failed = written.refused[0]
        if failed.error.code is not Code.STALE:
            raise failed.error
        return Reply(errors.card(call.say, failed.error, failed.actions, failed.about))
    share = written.saved[0].share
    made = await opened(call, task, share.department, said, parties)
    told = await coord_told.office(call, made)
    card = cards.asked(call.say, made, call.person, call.now, told, saved=written.saved[0])
    return Reply(card, replaces=call.request.pressed)


async def opened(
    call: Call, task: Task, body: Department, said: str, parties: Sequence[Department]
) -> Coordination:
    id = await call.unit.coordinations.open(
        task.id,
        body.id,
        said,
        [party.id for party in parties],
        by=call.person.id,
        at=call.now,
        batch=call.batch,
    )
    return Coordination(
        id=id,
        task=task.id,
        ref=task.ref,
        department=body,
        asked_by=call.person.id,
        asked_by_name=call.person.name,
        asked_at=call.now,
        question=said,
        parties=tuple(parties),
    )


async def _add(
    call: Call, task: Task, mine: Coordination, said: str, parties: Sequence[Department]
) -> Reply:
    """There is one open already: asked about first."""
    if not call.confirmed:
        line = coordination_lines.ask_line(call.say, task.ref, said, parties)
        confirm = await call.keep(line)
        return Reply(missing.add_to_it(call.say, mine, said, parties, confirm))
    step = await added(call, mine, said, parties)
    if step is None:
        return Reply(missing.none_open(call.say, task))
    told = await coord_told.office(call, mine, step)
    return Reply(cards.added(call.say, mine, said, person=call.person, at=call.now, told=told))


async def added(
    call: Call, mine: Coordination, said: str, parties: Sequence[Department]
) -> int | None:
    requests, kind = call.unit.coordinations, CoordinationStep.ADD
    await requests.join(mine.id, [body.id for body in parties])
    return await requests.step(mine.id, kind, by=call.person.id, at=call.now, words=said)


async def withdraw(call: Call, task: Task, mine: Coordination | None) -> Reply:
    """The status stays what it is until the department says another."""
    if mine is None:
        return Reply(missing.none_open(call.say, task))
    if not await taken_back(call, mine):
        return Reply(missing.none_open(call.say, task))
    return Reply(cards.withdrawn(call.say, task))


async def taken_back(call: Call, one: Coordination) -> bool:
    """The office hears of it, and whom it concerned."""
    step = await call.unit.coordinations.step(
        one.id,
        CoordinationStep.WITHDRAW,
        by=call.person.id,
        at=call.now,
        state=CoordinationState.WITHDRAWN,
    )
    if step is None:
        return False
    await coord_told.office(call, one, step)
    if one.steps:  # whom it concerns has heard of it
        await coord_told.departments(call, one, step, [body.id for body in one.parties])
    return True


async def with_report(call: Call, task: Task, body: Department, said: str) -> None:
    """报送并申请协调: the problems of the report are the question; what is open gets them added."""
    found = await call.unit.coordinations.on_task(task.id)
    mine = next((one for one in found if one.department.id == body.id), None)
    if mine is None:
        await coord_told.office(call, await opened(call, task, body, said, ()))
        return
    known = {mine.question, *(step.words for step in mine.steps)}
    if said in known:
        return
    step = await added(call, mine, said, ())
    if step is not None:
        await coord_told.office(call, mine, step)


async def undone(call: Call, batch: str) -> Sequence[Coordination]:
    """撤销 takes back what this message wrote: its request, too."""
    found = await call.unit.coordinations.opened_by(batch)
    return [one for one in found if await taken_back(call, one)]
