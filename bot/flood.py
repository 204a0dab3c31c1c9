"""Too much at once: how many messages a minute a person and a chat are heard with.

What is over is neither read nor worked.  The first that is over is answered, the rest with
silence, so that nobody can make us talk without end, nor hold up anybody else.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import Channel, Platform, Request
from bot.ports import Unit

WINDOW = timedelta(minutes=1)
FLOOD = "flood"
"""The reason of an event that was refused for it."""

_WRITTEN = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages in a window of a minute, of one person and of one chat; None: as many as come."""

    person: int
    chat: int

    @classmethod
    def read(cls, text: str) -> "Limits | None":
        """``20/60``; ``0`` is None.  Raises ValueError for anything else."""
        if text == "0":
            return None
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError("not messages a minute of a person and of a chat such as 20/60, nor 0")
        return cls(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Excess:
    """A message over ``limit``.  ``first`` in its window; ``until`` then the window ends.

    ``chat``: many have spoken in the chat, and the sender may have said little.
    """

    limit: int
    until: datetime
    first: bool
    chat: bool


async def excess(
    limits: Limits | None, request: Request, unit: Unit, *, now: datetime
) -> Excess | None:
    """Count the message; None as long as it may be worked.

    Counted is what is meant for us, typed or pressed, whoever says it.  Whoever is over his own
    limit does not use up that of a group.  The command line is not counted: who has it has all.
    What we hear late, after an outage, counts for when it was said, beside what is said now.
    """
    who = request.sender
    if limits is None or who.platform is Platform.CONSOLE:
        return None
    if request.foreign or not request.addressed:
        return None
    late = request.said is not None and now - request.said >= WINDOW
    at = request.said if request.said is not None and late else now

    async def over(kind: str, id: str, limit: int) -> Excess | None:
        name = f"{'late' if late else kind}:{id}"
        count, since = await unit.floods.count(who, name, at=at, window=WINDOW)
        if count <= limit:
            return None
        until, first = max(since + WINDOW, now), count == limit + 1
        return Excess(limit, until=until, first=first, chat=kind == "chat")

    found = await over("user", who.user, limits.person)
    if found is not None or request.channel is Channel.PRIVATE:
        return found
    return await over("chat", request.origin.chat, limits.chat)
