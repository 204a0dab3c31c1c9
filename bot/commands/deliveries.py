"""重发, 放弃, 重新处理: the office settles what could not be delivered or worked."""

from collections.abc import Awaitable, Callable, Sequence

from bot.access import Ruling, Verdict
from bot.cards import notes, undelivered
from bot.commands.base import Call
from bot.errors import Code, UserError
from bot.grammar.intent import Intent
from bot.messages import Action, Reply

_LARGEST = 2**63 - 1


async def resend(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """With tries and doubts from 0."""
    return await _settle(call, intent, ruling, lambda id: call.unit.outbox.retry(id, at=call.now))


async def give_up(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    return await _settle(call, intent, ruling, lambda id: call.unit.outbox.drop(id, at=call.now))


async def redrive(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    return await _settle(call, intent, ruling, call.unit.inbox.redrive)


async def _shown(call: Call) -> Sequence[Action]:
    """What the last card itself gives up or sends again: a typed label means its button."""
    last, typed = await call.last_card(), call.request.text.strip().casefold()
    if last is None:
        return ()
    return [action for action in last.actions if action.label.casefold() == typed]


async def _settle(
    call: Call, intent: Intent, ruling: Ruling, settle: Callable[[int], Awaitable[bool]]
) -> Reply:
    if ruling.verdict is Verdict.BUTTON:
        return Reply(notes.said_in_group(call.say, call.request.text.strip(), call.seen))
    words = (intent.words or "").replace("、", " ").replace(",", " ").split()
    if not words:
        return Reply(undelivered.which(call.say, intent.name, await _shown(call)))
    if not all(word.isascii() and word.isdigit() for word in words):
        raise UserError(Code.BAD_NUMBER, text=intent.words or "")
    kind = "event" if intent.name == "redrive" else "delivery"
    done, wrong = list[int](), list[int]()
    for id in dict.fromkeys(map(int, words)):
        (done if id <= _LARGEST and await settle(id) else wrong).append(id)
    call.touch(*(f"{kind}:{id}" for id in done))
    return Reply(undelivered.settled(call.say, intent.name, done, wrong))
