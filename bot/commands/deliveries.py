"""重发, 放弃: what could not be delivered is sent again or given up, by the office."""

from bot.access import Ruling, Verdict
from bot.cards import notes, undelivered
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Reply

_LARGEST = 2**63 - 1


async def resend(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """With tries and doubts from 0."""
    return await _settle(call, intent, ruling, again=True)


async def give_up(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    return await _settle(call, intent, ruling, again=False)


async def _settle(call: Call, intent: Intent, ruling: Ruling, *, again: bool) -> Reply:
    words = (intent.words or "").replace("、", " ").replace(",", " ").split()
    if not words or not all(word.isascii() and word.isdigit() for word in words):
        raise UserError(Code.BAD_NUMBER, text=intent.words or "")
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    done, wrong = list[int](), list[int]()
    for id in dict.fromkeys(map(int, words)):
        box = call.unit.outbox
        known = id <= _LARGEST and await (
            box.retry(id, at=call.now) if again else box.drop(id, at=call.now)
        )
        (done if known else wrong).append(id)
    return Reply(undelivered.settled(call.say, done, wrong, again=again))
