"""The ways on below a refusal, for whoever may do a part of it or thinks that it is wrong."""

from dataclasses import replace

from bot.cards import lines, phrases, ways
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.messages import Action
from bot.model.task import Status, Task
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
