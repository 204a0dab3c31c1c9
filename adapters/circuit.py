"""Holds everything back while a platform refuses our token; looks once a minute if it does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.ports import Clock

_log = logging.getLogger(__name__)
PROBE_EVERY = timedelta(minutes=1)
"""How often a refused token is tried again."""


class Circuit:
    """Closed: go on.  Open: nothing is called but ``probe``, at most once a minute.

    ``probe`` says whether the token is accepted; it never raises.  ``platform`` and ``setting``
    are what the log calls it and its token.  ``every``: if not once a minute.
    """

    def __init__(
        self,
        clock: Clock,
        probe: Callable[[], Awaitable[bool]],
        platform: str,
        setting: str,
        *,
        every: timedelta | None = None,
    ) -> None:
        self._clock, self._probe, self._every = clock, probe, every
        self._platform, self._setting = platform, setting
        self._looked: datetime | None = None  # None: closed
        self._looking = asyncio.Lock()

    @property
    def is_open(self) -> bool:
        return self._looked is not None

    def open(self, why: str = "") -> None:
        """The token was refused just now; ``why``: what an operator has to know about it."""
        if self._looked is None:
            self._looked = self._clock.now()
            what = (self._platform, self._setting, f" {why}".rstrip())
            _log.error("%s refuses %s; its messages wait until it is right.%s", *what)

    async def wait(self) -> timedelta | None:
        """None when closed, or just closed by a look; else how long until the next look."""
        if self._looked is None:
            return None
        async with self._looking:  # who asks meanwhile waits for the same look
            return await self._look()

    async def _look(self) -> timedelta | None:
        if self._looked is None:
            return None
        waited = self._clock.now() - self._looked
        every = PROBE_EVERY if self._every is None else self._every
        if timedelta(0) <= waited < every:  # a clock that went back must not hold us up
            return every - waited
        self._looked = self._clock.now()
        if not await self._probe():
            return every
        self._looked = None
        _log.warning("%s accepts %s again.", self._platform, self._setting)
        return None
