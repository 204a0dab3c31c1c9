"""Writes down what many messages in flight have to write, together: one commit, one wait."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.errors import Conflict, StoreUnavailable
from bot.ports import Clock, Store, Unit

T = TypeVar("T")
_log = logging.getLogger(__name__)
_TOGETHER = 64
_PAUSE = 1.0  # seconds before a store that was away is asked again

Work = Callable[[Unit], Awaitable[Any]]


@dataclass(slots=True)
class _Note:
    work: Work
    done: asyncio.Future[Any]


@dataclass(slots=True)
class Clerk:
    """Each note is written once, in a transaction with those that came while it waited."""

    store: Store
    clock: Clock
    _notes: list[_Note] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[Unit], Awaitable[T]]) -> T:
        """What ``work`` returned, when it is committed; a store that is away is waited for.

        ``work`` may run several times, each in a new unit, and must have no effect elsewhere.
        """
        note = _Note(work, asyncio.get_running_loop().create_future())
        self._notes.append(note)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        result: T = await note.done
        return result

    async def _write_all(self) -> None:
        while self._notes:
            notes, self._notes = self._notes[:_TOGETHER], self._notes[_TOGETHER:]
            try:
                await self._together(notes)
            except Exception:  # one of them is a bug: the others shall not suffer from it
                for note in notes:
                    await self._alone(note)

    async def _together(self, notes: list[_Note]) -> None:
        while True:
            try:
                async with self.store.unit() as unit:
                    results = [await note.work(unit) for note in notes]
            except StoreUnavailable as away:
                _log.warning("outbox: %s", away)
                await self.clock.sleep(_PAUSE)
            except Conflict:
                await self.clock.sleep(0)
            else:
                break
        for note, result in zip(notes, results, strict=True):
            if not note.done.cancelled():
                note.done.set_result(result)

    async def _alone(self, note: _Note) -> None:
        try:
            await self._together([note])
        except Exception as error:
            if not note.done.cancelled():
                note.done.set_exception(error)
