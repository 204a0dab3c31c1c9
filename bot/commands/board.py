"""看板: a one-time link to the board, for the office and for observers."""

from bot.access import Ruling
from bot.cards import board as cards
from bot.codes import new_token, token_digest
from bot.commands.base import Call
from bot.grammar.intent import Intent
from bot.messages import Reply
from bot.ports import LINK_FOR, Page


async def run(call: Call, intent: Intent, ruling: Ruling) -> Reply:
    """Earlier links of the person that were not used work no more."""
    if not call.web:
        return Reply(cards.is_off(call.say))
    token = new_token()
    await call.unit.web.issue(
        token_digest(token), Page.BOARD, call.person.id, at=call.now, expires=call.now + LINK_FOR
    )
    minutes = int(LINK_FOR.total_seconds()) // 60
    return Reply(cards.link(call.say, f"{call.web}/web/enter?key={token}", minutes))
