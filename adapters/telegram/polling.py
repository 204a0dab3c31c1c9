"""Fetches updates by long polling, and confirms them only when they are committed."""

import logging
from datetime import datetime, timedelta

from adapters.circuit import Circuit
from adapters.telegram.inbound import ALLOWED_UPDATES, event_of
from adapters.telegram.line import Answered, Line
from bot.crash import Point, crash_point
from bot.errors import StoreUnavailable
from bot.ports import Clock, Cursor, Ingress

_log = logging.getLogger(__name__)
_CONFLICT = 409
_CURSOR = "offset"
_LONGEST = 60.0  # seconds between two tries
_RENEW_AFTER = 3  # failures in a row
_STOOD_BY = timedelta(seconds=10)  # in that time another of ours may have polled


class Patience:
    """Pauses that grow while something keeps failing; says so once, and once when it is over."""

    def __init__(self, clock: Clock, circuit: Circuit) -> None:
        self._clock, self._circuit = clock, circuit
        self.failures = 0

    async def failed(self, error: Exception) -> None:
        """Wait as long as it takes until another try makes sense."""
        if isinstance(error, Answered) and error.token_refused:
            self._circuit.open()
            while (closed_for := await self._circuit.wait()) is not None:
                await self._clock.sleep(closed_for.total_seconds())
            return
        if self.failures == 0:
            _log.warning("Telegram cannot be reached (%s); still trying.", name_of(error))
        pause = min(2.0**self.failures, _LONGEST)
        if isinstance(error, Answered) and error.retry_after is not None:
            pause = max(pause, error.retry_after.total_seconds())
        self.failures = min(self.failures + 1, 30)
        await self._clock.sleep(pause)

    def worked(self) -> None:
        if self.failures:
            _log.warning("Telegram can be reached again.")
        self.failures = 0


class Poller:
    """One bot's updates.  Only one may poll at a time: whoever holds the bot's lock."""

    def __init__(self, line: Line, clock: Clock, circuit: Circuit, tenant: str) -> None:
        self._line, self._clock, self._tenant = line, clock, tenant
        self._patience = Patience(clock, circuit)
        self._alone = True
        self.last_heard: datetime | None = None

    def begin(self, *, waited: timedelta) -> None:
        """We may poll, having ``waited`` for it; who waited long starts to count from now."""
        if self.last_heard is None or waited > _STOOD_BY:
            self.last_heard = self._clock.now()

    async def run(self, ingress: Ingress) -> None:
        """Poll until Telegram says that somebody else does, or the store fails at the start.

        The offset is the last batch's highest number + 1, never the highest ever: Telegram
        starts anew at random after a week of silence.
        """
        stored = await ingress.cursor(_CURSOR)
        offset = None if stored is None else int(stored)
        while True:
            try:
                updates = await self._line.updates(offset, ALLOWED_UPDATES)
            except Answered as error:
                if error.status == _CONFLICT:
                    return self._stand_by()
                await self._failed(error)
                continue
            except Exception as error:  # whatever it is, the ear stays open
                await self._failed(error)
                continue
            self._patience.worked()
            self._alone, self.last_heard = True, self._clock.now()
            offset = await self._keep(updates, ingress, offset)

    def _stand_by(self) -> None:
        if self._alone:
            _log.warning("Telegram: somebody else polls for bot %s; standing by.", self._tenant)
        self._alone = False

    async def _failed(self, error: Exception) -> None:
        await self._patience.failed(error)
        if self._patience.failures >= _RENEW_AFTER:
            await self._line.renew()

    async def _keep(
        self, updates: list[object], ingress: Ingress, offset: int | None
    ) -> int | None:
        """Commit the batch with its offset; the offset to go on with, the old one if it failed."""
        numbers = [number for update in updates if (number := _number(update)) is not None]
        after = max(numbers) + 1 if numbers else offset
        events = [event_of(update, self._tenant) for update in updates]
        if not events:
            return offset
        crash_point(Point.AFTER_UPDATES)
        try:
            await ingress.accept(
                *events, cursor=None if after is None else Cursor(_CURSOR, str(after))
            )
        except StoreUnavailable as away:
            _log.warning("Telegram's updates wait with Telegram: %s", away)
            await self._clock.sleep(1.0)
            return offset
        crash_point(Point.AFTER_OFFSET)
        if not numbers:
            await self._clock.sleep(_LONGEST)  # nothing that could be confirmed: it comes again
        return after


def _number(update: object) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def name_of(error: BaseException) -> str:
    """What to call an error in the log: the wire's own word for it, no text from outside."""
    if isinstance(error, Answered):
        return f"HTTP {error.status}"
    while isinstance(deeper := _behind(error), Exception):
        error = deeper
    return type(error).__name__


def _behind(error: BaseException) -> BaseException | None:
    """What led to an error; of several addresses that failed, the first."""
    if isinstance(error, BaseExceptionGroup):
        return error.exceptions[0]
    return error.__cause__ or error.__context__  # httpcore hides the one that says most
