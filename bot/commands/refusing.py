"""Refusals of a write, with the ways on for whoever may do a part of it or thinks it is wrong."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import lines, phrases, ways
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.messages import Action
from bot.model.person import PersonRole
from bot.model.task import Share, Status, Task
from bot.model.update import Change


def restricted(call: Call, ref: int, change: Change) -> UserError:
    """Of what was typed the status may be set without the words."""
    if change.status is None:
        return UserError(Code.RESTRICTED, number=ref)
    line = lines.status(call.say, ref, change.status)
    alone = Action(call.say(phrases.BUTTON[change.status]), line)
    error = UserError(Code.RESTRICTED, number=ref, line=line)
    return UserError(
        Code.RESTRICTED, number=ref, line=line, ways=(alone, *ways.after(call.say, error))
    )


def not_done(call: Call, ref: int, change: Change) -> UserError:
    """A part of what is done already: in progress again, or a slip."""
    say, again = call.say, replace(change, status=Status.IN_PROGRESS)
    ways = (
        Action(
            f"{say(phrases.BUTTON[Status.IN_PROGRESS])} {change.percent}%",
            lines.update(say, (ref,), again),
        ),
        Action(say("Show item {number}", number=ref), str(ref)),
        Action(say("Cancel"), say("cancel")),
    )
    done = phrases.status(say, Status.DONE)
    return UserError(
        Code.CONFLICT, number=ref, finished=done, second=f"{change.percent}%", ways=ways
    )


def tell(call: Call, task: Task) -> Action:
    """Who thinks that the item is theirs tells the office."""
    line = call.say("feedback item {number}:", number=task.ref)
    return Action(call.say("Tell the office"), line)


def forbidden(call: Call, task: Task | None, **more: object) -> UserError:
    """Why this person may not: of a restricted task not even the departments are named."""
    if task is None:
        return UserError(Code.FORBIDDEN, offers=(), **more)
    offers = (str(task.ref),)
    if call.person.role is PersonRole.OBSERVER:
        return UserError(Code.FORBIDDEN, offers=offers, number=task.ref, observer=True, **more)
    if task.restricted:
        return UserError(Code.FORBIDDEN, offers=offers, number=task.ref, **more)
    if more.get("ways") is None:
        more["ways"] = (*_looks(call, offers), tell(call, task))
    return UserError(
        Code.FORBIDDEN,
        offers=offers,
        number=task.ref,
        responsible=phrases.responsible(call.say, task) or call.say("not assigned"),
        department=phrases.department(call.say, call.person.department),
        **more,
    )


def closed(call: Call, task: Task) -> UserError:
    """Only the office opens it again; whoever else has more to say is told so."""
    office = call.person.role is PersonRole.COORDINATOR
    way = Action(call.say("Open again"), call.say("reopen {items}", items=task.ref))
    look = Action(call.say("Show item {number}", number=task.ref), str(task.ref))
    ways = (way, look) if office else (look,)
    return UserError(Code.CLOSED, number=task.ref, office=office or None, ways=ways)


def stale(call: Call, task: Task, share: Share) -> UserError:
    """Somebody has changed the part since the card was drawn."""
    moment = share.changed_at or call.now
    return UserError(
        Code.STALE,
        number=task.ref,
        person=share.changed_by_name or "",
        time=call.say.time(moment),
        status=phrases.status(call.say, share.status),
        task=task,
        share=share,
    )


def shows(call: Call, error: UserError) -> tuple[Action, ...]:
    """Buttons to the tasks that an error offers to look at."""
    return _looks(call, error.offers)


def _looks(call: Call, offers: Sequence[str]) -> tuple[Action, ...]:
    return tuple(Action(call.say("Show item {number}", number=offer), offer) for offer in offers)
