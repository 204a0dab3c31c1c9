"""已审签 by itself is said to the report that is on the screen, not to one of seven cards ago."""

from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.opening import opening_at
from bot.grammar.refs import Ref, ref_at
from bot.messages import Action, Card


async def is_near(call: Call, ref: int) -> None:
    """Asks where a line that names no item would approve a report that is not on the last card.

    One statement, of such lines alone.
    """
    request = call.request
    named = request.pressed or request.reply_to is not None or any(map(str.isdigit, request.text))
    if named or call.confirmed or call.step is None:
        return
    last = await call.last_card()
    if last is None or _is_form(last, ref):
        return
    text = request.text.strip()
    opening = opening_at(text.lower(), 0)
    said = text[opening.end :] if opening is not None and opening.name == "report" else text
    line = f"{call.say('report {number}', number=ref)} {said}"
    show = Action(call.say("Show item {number}", number=ref), str(ref))
    ways = (Action(line, line), show, Action(call.say("Cancel"), call.say("cancel")))
    raise UserError(Code.AMBIGUOUS, text=text, ways=ways)


def _is_form(card: Card, ref: int) -> bool:
    """Whether one of its buttons does something with the report."""
    return any(_of_report(action.command.lower()) == ref for action in card.actions)


def _of_report(line: str) -> int | None:
    opening = opening_at(line, 0)
    if opening is None or opening.name != "report":
        return None
    found = ref_at(line, opening.end)
    return found.number if isinstance(found, Ref) and line[found.end :].strip() else None
