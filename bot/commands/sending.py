"""What is asked before a report is sent that says nothing, or not what its status is about."""

from bot.cards import report_parts
from bot.cards.report import Paper
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.grammar.reporting import Reporting
from bot.messages import Action
from bot.model.task import Status
from bot.reporting import TEXTS


async def says_something(call: Call, paper: Paper, intent: Intent) -> None:
    """Refuses three empty fields, and asks why nothing is said of what blocks the item.

    Who has been asked about the second may send it all the same.
    """
    sheet, say, number = paper.sheet, call.say, paper.task.ref
    if not paper.report.is_owed:  # sent before: only who approved it is added
        return
    cancel = Action(say("Cancel"), say("cancel"))
    if sheet.stands("progress") is None and not any(map(sheet.stands, TEXTS)):
        none = Action(say("No news"), paper.line(say, say("no news")))
        ways = (none, _ask(call, paper, "progress"), cancel)
        raise UserError(Code.MISSING_FIELDS, number=number, empty=True, ways=ways)
    if not call.confirmed and paper.share.status is Status.BLOCKED and not sheet.problems:
        still = Action(say("Report it anyway"), await call.keep(_again(call, paper, intent)))
        ways = (_ask(call, paper, "problems"), still, cancel)
        raise UserError(Code.MISSING_FIELDS, number=number, blocked=True, ways=ways)


def _ask(call: Call, paper: Paper, name: str) -> Action:
    say, parts = call.say, report_parts
    return Action(parts.field(say, name), paper.line(say, parts.label(say, name)), opens=True)


def _again(call: Call, paper: Paper, intent: Intent) -> str:
    """The line that asked to send it."""
    signing = intent.verb is Reporting.SIGN_SUBMIT
    word = call.say("approved") if signing else call.say("submit")
    return paper.line(call.say, f"{word} {intent.who or ''}")
