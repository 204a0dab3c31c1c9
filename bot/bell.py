"""Wakes a worker at once; a worker that hears nothing looks by itself."""

import asyncio
import contextlib
from collections.abc import Callable


def _alone() -> None:
    """Nobody else is there."""


class Bell:
    """Rung by whoever has written work down, after the commit.

    ``tell`` lets other processes know, soon and without waiting; they may never hear it.
    """

    def __init__(self, tell: Callable[[], None] = _alone) -> None:
        self._rung = asyncio.Event()
        self._tell = tell

    def ring(self) -> None:
        """In this process only."""
        self._rung.set()

    def announce(self) -> None:
        """Everywhere: whoever has time shall come."""
        self._rung.set()
        self._tell()

    async def wait(self, seconds: float) -> None:
        """Return when rung since the last wait, or after ``seconds`` at the latest."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
