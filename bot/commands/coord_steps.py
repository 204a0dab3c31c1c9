"""协调 24 答复 …: what the office does about a request, and what departments concerned answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.cards import coordination as cards
from bot.cards import coordination_errors as missing
from bot.cards.coordination_lines import line
from bot.commands import asking, coord_told
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar import coordinating
from bot.grammar.coordinating import Does, Doing, doing
from bot.grammar.intent import Ask, Context
from bot.messages import Reply
from bot.model.coordination import Coordination
from bot.model.desk import CoordinationState, CoordinationStep
from bot.model.task import Department, Task

_LONGEST = 2000  # characters of an answer
_STATES = {
    Does.ANSWER: CoordinationState.ANSWERED,
    Does.MEETING: CoordinationState.MEETING,
    Does.AGENDA: CoordinationState.AGENDA,
    Does.SETTLE: CoordinationState.SETTLED,
}


@dataclass(frozen=True, slots=True)
class _Step:
    """What is written down; ``tells``: the departments that are told besides the one that asked."""

    does: Does
    words: str = ""
    day: date | None = None
    body: Department | None = None
    tells: Sequence[Department] = field(default=())


async def office(call: Call, task: Task, found: Sequence[Coordination], text: str) -> Reply:
    """Which request, then which step; what is missing is asked for."""
    if not found:
        return Reply(missing.none_open(call.say, task, office=True))
    said = doing(text)
    if said is None:
        chosen, rest = asking.chosen(found, text)
        if len(chosen) > 1 and rest:
            return Reply(missing.whose(call.say, task, chosen, rest))
        return Reply(
            cards.shown(call.say, task, chosen, today=call.today, own=None, unclear=rest or None)
        )
    meant, _ = asking.chosen(found, said.who or "")
    if (
        said.who is not None
        and len(meant) == len(found)
        and not asking.is_named(meant[0], said.who)
    ):
        return Reply(cards.shown(call.say, task, found, today=call.today, own=None, unclear=""))
    if len(meant) > 1:
        return Reply(missing.whose(call.say, task, meant, text))
    step = await _step(call, task, meant[0], said)
    if isinstance(step, Reply):
        return step
    if step.does is Does.SETTLE and not call.confirmed:
        return await _ask_to_settle(call, task, meant[0], step)
    return await _do(call, task, meant[0], step)


async def _ask_to_settle(call: Call, task: Task, one: Coordination, step: _Step) -> Reply:
    """There is no way back from it, so that it is shown first."""
    settles = line(call.say, task.ref, Does.SETTLE, one.department)
    confirm = await call.keep(f"{settles} {step.words}".rstrip())
    return Reply(cards.settling(call.say, task, one, step.words, confirm, today=call.today))


async def _step(call: Call, task: Task, one: Coordination, said: Doing) -> _Step | Reply:
    say, words = call.say, said.text
    if len(words) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    match said.does:
        case Does.ANSWER if not words:
            return Reply(missing.no_answer(say, task, said))
        case Does.MEETING:
            return await _meeting(call, task, one, said)
        case Does.FORWARD:
            return await _forward(call, task, one, said)
        case Does.WITHDRAW:
            return Reply(missing.settle_instead(say, task))
        case Does.AGENDA | Does.SETTLE:
            return _Step(said.does, words, tells=one.parties)
    return _Step(said.does, words)


async def _meeting(call: Call, task: Task, one: Coordination, said: Doing) -> _Step | Reply:
    now = call.now.astimezone(call.say.zone)
    context = Context(now=now, highest=call.facts.highest, calendar=call.calendar)
    found = coordinating.meeting(said, context)
    if isinstance(found, Ask):
        raise UserError(found.code, **found.facts)
    if found is None:
        return Reply(missing.no_day(call.say, task, said))
    day, words = found
    if day < call.today:
        return Reply(missing.no_day(call.say, task, said, past=day))
    return _Step(Does.MEETING, words, day=day, tells=one.parties)


async def _forward(call: Call, task: Task, one: Coordination, said: Doing) -> _Step | Reply:
    name, words = coordinating.forwarded(said)
    if not name:
        return Reply(missing.to_whom(call.say, task, one, said))
    bodies = (await call.unit.coordinations.named([name]))[name]
    if len(bodies) != 1 or bodies[0].id == one.department.id:
        return Reply(missing.which_department(call.say, task, name, bodies))
    return _Step(Does.FORWARD, words, body=bodies[0], tells=bodies)


async def _do(call: Call, task: Task, one: Coordination, step: _Step) -> Reply:
    """Written down, and told to the department that asked and those that it concerns."""
    requests = call.unit.coordinations
    if step.body is not None:
        await requests.join(one.id, [step.body.id])
    id = await requests.step(
        one.id,
        CoordinationStep(step.does.value),
        by=call.person.id,
        at=call.now,
        words=step.words or None,
        department=None if step.body is None else step.body.id,
        state=_STATES.get(step.does),
        meeting=step.day,
    )
    if id is None:
        return Reply(missing.none_open(call.say, task, office=True))
    asker, others = await coord_told.departments(call, one, id, [body.id for body in step.tells])
    now = await requests.some(one.id)
    return Reply(
        cards.done(
            call.say,
            task,
            now or one,
            asker=asker,
            others=others,
            tells=step.tells,
            calendar=call.calendar,
        )
    )


async def answered_by_party(
    call: Call, task: Task, concerned: Sequence[Coordination], said: Doing
) -> Reply:
    """A department that a request concerns says what it thinks; the office decides."""
    if not concerned:
        return Reply(missing.none_for_you(call.say, task))
    meant, _ = asking.chosen(concerned, said.who or "")
    if len(meant) > 1:
        return Reply(missing.whose(call.say, task, meant, f"{call.say('answer')} {said.text}"))
    if not said.text:
        return Reply(missing.no_answer(call.say, task, said))
    if len(said.text) > _LONGEST:
        raise UserError(Code.TOO_LONG)
    [one] = meant
    id = await call.unit.coordinations.step(
        one.id,
        CoordinationStep.ANSWER,
        by=call.person.id,
        at=call.now,
        words=said.text,
        department=call.person.department.id,
    )
    if id is None:
        return Reply(missing.none_for_you(call.say, task))
    office = await coord_told.office(call, one, id)
    asker, _ = await coord_told.departments(call, one, id, ())
    told = [*office, *([] if asker is None else [asker])]
    return Reply(
        cards.answered(call.say, task, one, said.text, person=call.person, at=call.now, told=told)
    )
