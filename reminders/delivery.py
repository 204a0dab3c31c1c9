"""Empties the outbox: claim, write down the intent, send, settle; no transaction while sending."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import assert_never

from bot.bell import Bell
from bot.errors import StoreUnavailable
from bot.messages import Account, Later, Outcome, Refused, Scope, Sent, Unknown
from bot.ports import Adapter, Clock, Delivery, Held, NoTelemetry, Route, Store, Telemetry, Unit
from reminders.limits import Limits
from reminders.schedule import is_over, pause_after

_log = logging.getLogger(__name__)
_AT_ONCE = 40  # messages in flight
_TIMEOUT = 30.0  # seconds for one send
_PATIENCE = 2.0  # seconds a claimed message waits for its slot; beyond, it goes back
_COPIES = 2  # at most one extra
_LOOK = 1.0
_PAUSE = 1.0
_GOODBYE = 10.0  # seconds for what is in flight when we stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``grace``: how long an unknown outcome waits before its one repeat."""

    grace: timedelta = timedelta(seconds=60)
    dice: Random = field(default_factory=Random)


@dataclass(frozen=True, slots=True)
class Postman:
    """Sends what is due at its platforms' pace; any number of messages to different chats at once.

    ``monotonic`` gives seconds for the limits.
    """

    store: Store
    clock: Clock
    adapters: Mapping[Route, Adapter]
    bell: Bell
    monotonic: Callable[[], float]
    settings: Settings = field(default_factory=Settings)
    limits: Limits = field(default_factory=Limits)
    telemetry: Telemetry = field(default_factory=NoTelemetry)
    _flying: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Until cancelled; then what is in flight gets ten seconds to end."""
        try:
            while True:
                try:
                    claimed = await self._claim_and_go()
                except StoreUnavailable as away:
                    _log.warning("outbox: %s", away)
                    await self.clock.sleep(_PAUSE)
                    continue
                if not claimed or len(self._flying) >= _AT_ONCE:
                    await self.bell.wait(await self._idle())
        finally:
            if self._flying:
                await asyncio.wait(self._flying, timeout=_GOODBYE)

    async def drain(self, cause: str) -> None:
        """Send the answers to one event, as far as they are due, and return."""
        while await self._claim_and_go(cause):
            while self._flying:
                await asyncio.gather(*self._flying)

    async def _claim_and_go(self, cause: str | None = None) -> int:
        room = _AT_ONCE - len(self._flying)
        if room <= 0:
            return 0
        async with self.store.unit() as unit:
            held = await unit.outbox.claim(
                tuple(self.adapters), now=self.clock.now(), limit=room, cause=cause
            )
        for message in held:
            flight = asyncio.create_task(self._fly(message))
            self._flying.add(flight)
            flight.add_done_callback(self._landed)
        return len(held)

    def _landed(self, flight: asyncio.Task[None]) -> None:
        self._flying.discard(flight)
        self.bell.ring()
        if not flight.cancelled() and (error := flight.exception()) is not None:
            _log.error("outbox: a message was left where it stands", exc_info=error)

    async def _idle(self) -> float:
        """Seconds until there may be something to do, at most one."""
        try:
            async with self.store.view() as unit:
                due = await unit.outbox.next_due(tuple(self.adapters))
        except StoreUnavailable:
            return _PAUSE
        if due is None:
            return _LOOK
        return min(_LOOK, max(0.0, (due - self.clock.now()).total_seconds()))

    async def _fly(self, held: Held[Delivery]) -> None:
        letter = held.item
        adapter = self.adapters[Route(platform=letter.to.platform, tenant=letter.to.tenant)]
        now = self.monotonic()
        wait = self.limits.reserve(adapter.windows(letter.to), now=now, patience=_PATIENCE)
        if wait > _PATIENCE:
            due = self.clock.now() + timedelta(seconds=wait)
            await self._write(lambda unit: unit.outbox.release(held, due=due))
            return
        if wait > 0:
            await self.clock.sleep(wait)
        part = letter.message if held.doubts == 0 else adapter.repeated(letter.message)
        at = self.clock.now()
        if not await self._write(lambda unit: unit.outbox.intend(held, part.content, at=at)):
            return  # fenced out: another instance has it
        began = self.monotonic()
        try:
            async with asyncio.timeout(_TIMEOUT):
                outcome = await adapter.send(letter.to, part)
        except Exception as error:  # a bug, or our own timeout: it may be out all the same
            _log.exception("outbox: delivery %s", held.id)
            outcome = Unknown(f"unexpected {type(error).__name__}")
        took = self.monotonic() - began
        await self._write(lambda unit: self._settle(unit, held, outcome))
        self.telemetry.sent(letter.to.platform, outcome, took)

    async def _settle(self, unit: Unit, held: Held[Delivery], outcome: Outcome) -> bool:
        """Write down how it ended: the one place that decides about another try."""
        now, letter, box = self.clock.now(), held.item, unit.outbox
        match outcome:
            case Sent(message):
                return await box.settle(held, "sent", at=now, message=message or str(held.id))
            case Refused(reason, dead):
                if dead:
                    account = Account(letter.to.platform, letter.to.tenant, letter.to.chat)
                    await unit.people.suspend(account, suspended=True)
                    await box.end(letter.to, reason=reason)
                return await box.settle(held, "refused", at=now, reason=reason)
            case Later(_, reason) if is_over(letter.since, now):
                return await box.settle(held, "expired", at=now, reason=reason)
            case Later():
                return await self._postpone(unit, held, outcome, now)
            case Unknown(reason) if held.doubts + 1 >= _COPIES:
                return await box.settle(held, "unconfirmed", at=now, reason=reason)
            case Unknown(reason):
                due = now + self.settings.grace
                return await box.settle(held, "unknown", at=now, reason=reason, due=due)
            case _:
                assert_never(outcome)

    async def _postpone(
        self, unit: Unit, held: Held[Delivery], later: Later, now: datetime
    ) -> bool:
        to = held.item.to
        pause = pause_after(held.tries, self.settings.dice) if later.after is None else later.after
        due = now + pause
        settled = await unit.outbox.settle(held, "pending", at=now, reason=later.reason, due=due)
        if later.moved_to is not None:
            await unit.outbox.move(to, later.moved_to)
        if later.scope is not Scope.MESSAGE:
            route = Route(platform=to.platform, tenant=to.tenant)
            chat = to.chat if later.scope is Scope.CHAT else None
            await unit.outbox.pause(route, chat, until=due)
        return settled

    async def _write(self, what: Callable[[Unit], Awaitable[bool]]) -> bool:
        """One transaction, repeated while the store is away: an outcome is never forgotten."""
        while True:
            try:
                async with self.store.unit() as unit:
                    return await what(unit)
            except StoreUnavailable as away:
                _log.warning("outbox: %s", away)
                await self.clock.sleep(_PAUSE)
