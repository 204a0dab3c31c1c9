"""PostgreSQL's NOTIFY between our processes: a hint to look at once, never more than that."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

_log = logging.getLogger(__name__)
_CHANNEL = "liaison"
_AGAIN = 1.0  # seconds before a connection that broke is made anew
_LOOK = 15.0  # seconds between two looks whether one that nobody has closed still leads anywhere


class Wire:
    """One connection that hears and rings; names rung while it is busy go out together.

    While there is none nobody is told: everybody looks by himself once a second.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._rung: set[str] = set()
        self._wake = asyncio.Event()

    def ring(self, name: str) -> None:
        self._rung.add(name)
        self._wake.set()

    async def run(self, hear: Callable[[str], None]) -> None:
        """Until cancelled; a connection that breaks is made anew."""
        while True:
            try:
                await self._talk(hear)
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                _log.info("wire: %s; made anew", type(error).__name__)
            except Exception as error:  # the driver has errors of its own kind
                _log.warning("wire: %s; made anew", type(error).__name__)
            await asyncio.sleep(_AGAIN)

    async def _talk(self, hear: Callable[[str], None]) -> None:
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            mine = driver.get_server_pid()

            def heard(_: Any, pid: int, __: str, name: str) -> None:
                if pid != mine:
                    hear(name)

            await driver.add_listener(_CHANNEL, heard)
            driver.add_termination_listener(lambda _: self._wake.set())
            while True:
                await self._pause()
                names, self._rung = self._rung, set()
                for name in names:
                    await driver.execute("SELECT pg_notify($1, $2)", _CHANNEL, name)
                if not names:
                    await driver.execute("SELECT 1")  # is anybody there?

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(_LOOK):
                await self._wake.wait()
        except TimeoutError:
            return
        self._wake.clear()
