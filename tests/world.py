"""Stand-ins for the world's edges, a clock and a platform, with the real bot between them."""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Outcome, Sent
from bot.ports import Adapter, Clock, Ingress, Window

START = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
BOT = "1"


class FakeClock(Clock):
    """Stands still; who waits moves it on."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class FakePlatform(Adapter):
    """A platform without a wire: remembers what it was given, answers with ``outcomes``, then Sent.

    An exception among the outcomes is raised, as a bug in an adapter would be.
    """

    platform = Platform.TELEGRAM
    tenant = BOT

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.outcomes: deque[Outcome | Exception] = deque()
        self.limits: Sequence[Window] = ()

    async def listen(self, ingress: Ingress) -> None:
        """Events are put in by the test."""

    def to_request(self, event: Event) -> Request | None:
        return None

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return (Part(card.title, card),)

    def repeated(self, part: Part) -> Part:
        return Part(f"again: {part.content}", part.shows)

    def windows(self, to: Address) -> Sequence[Window]:
        return self.limits

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        self.got.append((to.chat, part.content))
        outcome = self.outcomes.popleft() if self.outcomes else Sent(str(len(self.got)))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def worked(self, event: Event) -> None:
        """Nobody waits for it."""

    async def close(self) -> None:
        """There is nothing to close."""
