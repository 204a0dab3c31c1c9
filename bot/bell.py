"""Wakes a worker in the same process at once; a worker that hears nothing looks by itself."""

import asyncio
import contextlib


class Bell:
    """Rung by whoever has written work down, after the commit."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Return when rung since the last wait, or after ``seconds`` at the latest."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
