"""The thread beside the loop and the disk below it: in place, at times that the dice choose."""

import asyncio
import sqlite3
from collections.abc import Callable
from random import Random
from typing import Any

from sqlalchemy.exc import DBAPIError

from tests.fakes.shaky import AGAIN, LOST, told
from tests.simulation.database import away, is_busy
from tests.simulation.loop import VirtualLoop

_PATIENCE = 3.0  # seconds that a lock held elsewhere is waited for
_LOOK = 0.02
_AT_ONCE = 0.6  # of all that is done, before anybody else gets his turn


class Disk:
    """Does what a loop is asked to do in a thread: BEGIN and COMMIT.  ``away``: it does nothing."""

    def __init__(self, loop: VirtualLoop, dice: Random, strikes: Callable[[str], bool]) -> None:
        self.away = False
        self._loop, self._dice, self._strikes = loop, dice, strikes
        loop.job = self._job

    def _job(self, work: Callable[[], Any], future: "asyncio.Future[Any]") -> None:
        until, begins = self._loop.time() + _PATIENCE, work.__name__ == "_begin"
        wait = self._dice.choice((0.05, 0.5, 2.0)) if self._strikes("slow commit") else 0.0
        if begins and self.away:
            wait = self._dice.choice((0.0, _PATIENCE))
        if wait:
            self._loop.call_later(wait, self._do, work, future, begins, until)
        elif self._dice.random() < _AT_ONCE:
            self._do(work, future, begins, until)
        else:
            self._loop.call_soon(self._do, work, future, begins, until)

    def _do(
        self, work: Callable[[], Any], future: "asyncio.Future[Any]", begins: bool, until: float
    ) -> None:
        if (error := self._trouble(begins)) is not None:
            return future.set_exception(error)
        try:
            result = work()
        except (DBAPIError, sqlite3.Error) as busy:
            if is_busy(busy) and self._loop.time() < until:
                self._loop.call_later(_LOOK, self._do, work, future, begins, until)
            else:
                future.set_exception(busy)
            return
        if not begins and self._strikes("lost answer"):
            future.set_exception(told(LOST))
        else:
            future.set_result(result)

    def _trouble(self, begins: bool) -> Exception | None:
        if self.away or (begins and self._strikes("busy")):
            return away()
        if not begins and self._strikes("full disk"):
            error = sqlite3.OperationalError("disk full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            return error
        return told(AGAIN) if self._strikes("run again") else None
