"""Stands for Slack until it has said for the first time who we are."""

from collections.abc import Awaitable, Callable, Sequence

from bot.errors import Introduced
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Later, Outcome, Scope
from bot.ports import Adapter, Clock, Ingress

_LONGEST = 15.0  # seconds between two questions


class SlackStranger(Adapter):
    """Nothing comes in and nothing leaves; ``ask`` gives None while there is no answer."""

    platform = Platform.SLACK
    tenant = "?"

    def __init__(self, clock: Clock, ask: Callable[[], Awaitable[object | None]]) -> None:
        self._clock, self._ask = clock, ask

    async def listen(self, ingress: Ingress) -> None:
        await self.introduce()

    async def introduce(self) -> None:
        """Asks for ever; raises ``Introduced`` when it is known."""
        pause = 1.0
        while await self._ask() is None:
            await self._clock.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        raise Introduced

    def to_request(self, event: Event) -> Request | None:
        return None

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return (Part(card.title, card),)

    def repeated(self, part: Part) -> Part:
        return part

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        return Later(None, "Slack has not said who we are", Scope.PLATFORM)

    async def worked(self, event: Event) -> None:
        """Nobody waits."""

    async def close(self) -> None:
        """There is nothing to close."""
