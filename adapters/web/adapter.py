"""The simulator as a platform: what it is told is drawn as each of the three others would be sent.

The renderers are the platforms' own and are handed in; nothing leaves the process.
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.web import inbound
from adapters.web.hub import Hub
from bot.attachments import Attachment, Fetched, Missed, Why
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Sent
from bot.ports import Adapter, Clock, Doubt, Ingress

_SOON = timedelta(seconds=2)
_RESEND_FOR = timedelta(hours=1)

Render = Callable[[Address, Card, str | None], Sequence[Part]]
Put = Callable[[Address, str], str | None]


@dataclass(frozen=True, slots=True)
class Renderer:
    """``render`` as of a platform; ``place``: where an answer goes there, by what is waited for.

    ``address``: a chat of ours as one of the platform's.
    """

    render: Render
    place: Put
    address: Callable[[Address], Address]


class WebAdapter(Adapter):
    """Heard and seen by one process at a time, which holds the chats in memory."""

    platform = Platform.WEB
    speaks_where_it_hears = True
    doubt = Doubt.RESEND
    resend_for = _RESEND_FOR

    def __init__(
        self,
        tenant: str,
        clock: Clock,
        renderers: Mapping[str, Renderer],
        exclusive: Callable[[str], AbstractAsyncContextManager[None]],
    ) -> None:
        self.tenant, self._clock = tenant, clock
        self._renderers, self._exclusive = renderers, exclusive
        self.hub = Hub()

    async def listen(self, ingress: Ingress) -> None:
        """Pages are served by the HTTP server; the chats are open while this runs."""
        async with self._exclusive(f"web:{self.tenant}"):
            self.hub.open = True
            try:
                await asyncio.Event().wait()
            finally:
                self.hub.close()

    def now(self) -> datetime:
        """What time it is in the chats."""
        return self._clock.now()

    @property
    def may_speak(self) -> bool:
        return self.hub.open

    def to_request(self, event: Event) -> Request | None:
        return inbound.to_request(event)

    async def fetch(self, attachment: Attachment) -> Fetched | Missed:
        """From this process's memory; another process does not have it."""
        content = self.hub.file(attachment.reference)
        return Missed(Why.GONE, "not here any more") if content is None else Fetched(content)

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        """One part: the calls of every platform, so that each window shows its own."""
        calls = {
            name: self._calls(one, to, card, replacing) for name, one in self._renderers.items()
        }
        return (Part(json.dumps(calls, ensure_ascii=False), card),)

    def _calls(self, one: Renderer, to: Address, card: Card, waits: str | None) -> list[object]:
        place = None if waits is None else one.place(to, waits)
        parts = one.render(one.address(to), card, place)
        return [json.loads(part.content) for part in parts]

    def repeated(self, part: Part) -> Part:
        return part

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        if not self.hub.open:
            return Later(_SOON, "the chats are open in another process")
        entry = self.hub.put(
            chat=to.chat, at=self._clock.now(), key=f"out:{key}", calls=json.loads(part.content)
        )
        return Sent(entry.id)

    async def worked(self, event: Event) -> None:
        """No button spins."""

    async def close(self) -> None:
        self.hub.close()
