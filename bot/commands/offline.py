"""已线下报送 N: a restricted item was reported elsewhere; the day, and nothing else, is kept."""

from bot import reporting
from bot.access import Ruling, Verdict
from bot.cards import notes, reported
from bot.commands.answering import answer_urges
from bot.commands.base import Call
from bot.commands.paper import find, is_open
from bot.commands.report import left_to_report, saved
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Reply


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    task = await call.task(intent.tasks[0])
    if not task.restricted:
        raise UserError(Code.NO_REPORT, offers=(str(task.ref),), number=task.ref, online=True)
    day = intent.day or call.today
    if day > call.today:
        raise UserError(Code.BAD_DATE, future=call.say.day(day))
    paper = await find(call, intent)
    is_open(call, paper)
    told = reporting.told_offline(paper.sheet, call.person, day, at=call.now)
    sent = await saved(call, paper, told)
    await answer_urges(call, [(paper.task, paper.share)])
    left = await left_to_report(call, paper)
    before = paper.report.offline_on
    card = reported.sent(call.say, sent, call.person, call.now, left=left, before=before)
    return Reply(card, replaces=True)
