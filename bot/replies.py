"""Replies on their way: rendered for the place they go to, and put into the outbox."""

from datetime import datetime

from bot.messages import Event, Request
from bot.painting import painted
from bot.ports import HINT, Adapter, Painter, Unit
from bot.turn import Answer


async def put(
    unit: Unit,
    event: Event,
    adapter: Adapter,
    request: Request,
    answer: Answer,
    *,
    painter: Painter,
    now: datetime,
) -> None:
    """The answer to ``event``, each reply under a key of its own: put twice, it goes once."""
    for n, reply in enumerate(answer.replies):
        to = request.private if reply.private else request.origin
        stays = to == request.origin and reply.replaces and request.pressed
        replacing = request.reply_to if stays else None
        if n == 0 and request.window is not None:  # whoever waits there waits for the answer
            to, replacing = request.private, request.window
        parts = adapter.render(to, painted(reply.card, painter), replacing=replacing)
        whose = answer.person if to == request.private and not reply.hint else None
        await unit.outbox.put(
            f"{HINT if reply.hint else 'reply'}:{event.key}:{n}",
            to,
            parts,
            at=now,
            cause=event.key,
            urgent=True,
            person=whose,
            user=request.sender.user,
        )
