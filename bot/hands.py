"""The events in a worker's hands: all at once, and none waits for one that takes long."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.messages import Event
from bot.ports import Held

_STEP_ASIDE = 0.3  # seconds at most that one who met a conflict lets the others go first

Work = Callable[[Held[Event]], Awaitable[None]]


class Hands:
    """``claims``: what is being worked, by id and fence; it stays claimed until it is settled."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.claims: set[tuple[int, int]] = set()
        self._aside: dict[int, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def finish(self, held: Sequence[Held[Event]]) -> None:
        """Work them to their ends."""
        await asyncio.gather(*map(self._one, held))

    async def begin(self, held: Sequence[Held[Event]]) -> None:
        """Work them until each has ended or was put aside; what was goes on by itself.

        Events of the same lane wait for it all the same: the store gives out one at a time.
        """
        await asyncio.gather(*map(self._until_aside, held))

    def put_aside(self, event: Held[Event]) -> None:
        """It takes long: nobody who began it waits any more."""
        if event.id in self._aside:
            self._aside[event.id].set()

    async def drop(self) -> None:
        """Let go of everything; it is for others to take up."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _one(self, event: Held[Event]) -> None:
        claim = (event.id, event.fence)
        self.claims.add(claim)
        try:
            await self._work(event)
        finally:
            self.claims.discard(claim)

    async def _until_aside(self, event: Held[Event]) -> None:
        aside = self._aside[event.id] = asyncio.Event()
        waiting = asyncio.create_task(aside.wait())
        working = asyncio.create_task(self._one(event))
        self._tasks.add(working)
        working.add_done_callback(self._tasks.discard)
        try:
            await asyncio.wait([waiting, working], return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            self._aside.pop(event.id, None)


def stepped_aside(event: Event, conflicts: int) -> float:
    """Seconds, longer with every conflict, and for each event others: a crowd spreads out."""
    share = int(event.reference, 16) * conflicts % 101 / 101
    return share * min(_STEP_ASIDE, 0.01 * conflicts)
