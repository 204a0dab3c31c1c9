"""Empties the outbox: claim, write down the intent, send, settle; no transaction while sending."""

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from random import Random

from bot.bell import Bell
from bot.crash import Point, crash_point
from bot.errors import Conflict, StoreUnavailable
from bot.outcomes import Later, Outcome, Unknown
from bot.ports import (
    Adapter,
    Attempt,
    Clock,
    Delivery,
    Doubt,
    Held,
    NoTelemetry,
    Occurrence,
    Route,
    Store,
    Telemetry,
)
from reminders.clerk import Clerk
from reminders.composing import Composer
from reminders.limits import Gate
from reminders.pacing import another_slot, claim
from reminders.slowly import Slowly
from reminders.turns import Turn, Turns
from reminders.verdict import Verdict

_log = logging.getLogger(__name__)
_AT_ONCE = 40  # messages in flight, of one bot
_TIMEOUT = 30.0  # seconds for one send
_LOOK = 1.0  # seconds until a postman that heard no bell looks by himself
_BREATH = 0.05  # seconds until the pace is asked for the next slots
_LEAD = 0.05  # seconds before its slot that the intent to send a message is written down
_LATE = timedelta(seconds=0.03)  # by more a message misses its slot
_AHEAD = 1.0  # seconds: no slot is farther away, unless the clock has gone back meanwhile
_STALE = 2.0  # seconds after which an intent may have been taken for that of somebody dead
_PAUSE = 1.0
_GOODBYE = 10.0  # seconds for what is in flight when we stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``grace``: how long an unknown outcome waits before its one repeat."""

    grace: timedelta = timedelta(seconds=60)
    dice: Random = field(default_factory=Random)


@dataclass(slots=True)
class Postman:
    """Sends what is due at its platforms' pace; any number of messages to different chats at once.

    Any number of postmen may work on one store.
    """

    store: Store
    clock: Clock
    adapters: Mapping[Route, Adapter]
    bell: Bell
    settings: Settings = field(default_factory=Settings)
    telemetry: Telemetry = field(default_factory=NoTelemetry)
    composer: Composer = field(default_factory=Composer)
    _flying: dict[Route, dict[asyncio.Task[None], tuple[int, int]]] = field(default_factory=dict)
    _unsure: bool = False  # whether we hold messages that we do not know of
    _gates: dict[Route, Gate] = field(default_factory=dict)
    _turns: dict[Route, Turns] = field(default_factory=dict)
    _clerk: Clerk = field(init=False)

    def __post_init__(self) -> None:
        self._clerk = Clerk(self.store, self.clock)
        self._flying = {route: {} for route in self.adapters}
        self._turns = {route: Turns(self.clock) for route in self.adapters}
        rates = {route: adapter.rate for route, adapter in self.adapters.items()}
        self._gates = {route: Gate(rate) for route, rate in rates.items() if rate is not None}

    async def run(self, routes: Collection[Route] | None = None) -> None:
        """Until cancelled; then what is in flight gets ten seconds to end.

        ``routes``: all, if none are named.
        """
        serves = self.adapters.keys() if routes is None else routes
        try:
            while True:
                try:
                    pause = min([await self._serve(route) for route in serves], default=_LOOK)
                except StoreUnavailable as away:
                    _log.warning("outbox: %s", away)
                    await self.clock.sleep(_PAUSE)
                    continue
                except Conflict:
                    continue
                await self.bell.wait(pause)
        finally:
            if flying := [flight for flights in self._flying.values() for flight in flights]:
                await asyncio.wait(flying, timeout=_GOODBYE)

    async def drain(self, cause: str | None = None) -> None:
        """Send what is due, or only the answers to one event, and return."""
        while True:
            claimed = [await self._claim(route, cause) for route in self.adapters]
            if not any(claimed):
                return
            while flying := [flight for flights in self._flying.values() for flight in flights]:
                await asyncio.gather(*flying)

    async def _serve(self, route: Route) -> float:
        """Send what may leave now; seconds until there may be more."""
        if len(self._flying[route]) >= _AT_ONCE or not self.adapters[route].may_speak:
            return _LOOK  # whoever lands rings
        if self._unsure:
            await self._claim(route)
            return _BREATH
        now = self.clock.now()
        async with self.store.view() as unit:
            due = await unit.outbox.next_due(route, now=now)
        if due is None:
            return _LOOK
        if due <= now:
            await self._claim(route)
            return _BREATH
        return min(_LOOK, (due - now).total_seconds())

    async def _claim(self, route: Route, cause: str | None = None) -> int:
        """Claim what may leave and let it fly; how many.

        A claim that had no answer may stand all the same: the next one gives that back.
        """
        adapter, room = self.adapters[route], _AT_ONCE - len(self._flying[route])
        crash_point(Point.BEFORE_CLAIM)
        try:
            async with self.store.unit() as unit:
                now = self.clock.now()
                if self._unsure:
                    flying = [one for all in self._flying.values() for one in all.values()]
                    await unit.outbox.disown(keep=flying)
                found = await claim(unit, route, adapter.rate, now=now, room=room, cause=cause)
                ready = [
                    replace(claimed, held=made.held, what=made.what)
                    for claimed in found
                    if (made := await self.composer.ready(unit, claimed.held, adapter, now=now))
                ]
                crash_point(Point.IN_CLAIM)
        except (StoreUnavailable, Conflict):
            self._unsure = True
            raise
        self._unsure = False
        crash_point(Point.AFTER_CLAIM)
        for claimed in ready:
            held, what = claimed.held, claimed.what
            turn = self._turns[route].take(claimed.slot, urgent=held.item.urgent)
            flies = (
                self._fly(route, held, turn)
                if what is None
                else self._draw(route, held, what, turn)
            )
            flight = asyncio.create_task(flies)
            self._flying[route][flight] = (held.id, held.fence)
            flight.add_done_callback(partial(self._landed, route, turn))
        return len(found)

    def _landed(self, route: Route, turn: Turn, flight: asyncio.Task[None]) -> None:
        self._flying[route].pop(flight)
        self._turns[route].drop(turn)
        self.bell.ring()
        if not flight.cancelled() and (error := flight.exception()) is not None:
            _log.error("outbox: a message was left where it stands", exc_info=error)

    async def _draw(self, route: Route, held: Held[Delivery], what: Occurrence, turn: Turn) -> None:
        """What takes its time gets its content first; it may end without any."""
        slowly = Slowly(self.composer, self.store, self.clock, self._clerk)
        if (drawn := await slowly.composed(held, what, self.adapters[route])) is not None:
            await self._fly(route, drawn, turn)

    async def _fly(self, route: Route, held: Held[Delivery], turn: Turn) -> None:
        """One message: wait for its slot, write down the intent, send, write down the outcome."""
        adapter = self.adapters[route]
        verdict = Verdict(route, adapter, held, self.clock, self.settings.grace, self.settings.dice)
        if held.doubts:
            known = await self._reconciled(adapter, held)
            if known is not None:
                await self._clerk.write(lambda unit: verdict.write(unit, known))
                return
        part = held.item.message
        if held.doubts and adapter.doubt_of(part) is Doubt.REPEAT:
            crash_point(Point.BEFORE_REPEAT)
            part = adapter.repeated(part)
        await self._sleep_until(turn, lead=_LEAD)
        at = self.clock.now()
        crash_point(Point.BEFORE_INTENT)
        if not await self._clerk.write(lambda unit: unit.outbox.intend(held, part.content, at=at)):
            return  # fenced out: another instance has it
        crash_point(Point.AFTER_INTENT)
        passing = asyncio.get_running_loop().time
        written = passing()
        if not await self._its_turn(route, held, turn):
            return
        if passing() - written > _STALE and not await self._clerk.write(
            lambda unit: unit.outbox.is_sending(held)
        ):
            return
        began = time.monotonic()
        crash_point(Point.BEFORE_SEND)
        try:
            async with asyncio.timeout(_TIMEOUT):
                outcome = await adapter.send(held.item.to, part, key=held.item.digest)
        except Exception as error:  # a bug, or our own timeout: it may be out all the same
            _log.exception("outbox: delivery %s", held.id)
            outcome = Unknown(f"unexpected {type(error).__name__}")
        took = time.monotonic() - began
        crash_point(Point.AFTER_SEND)
        await self._clerk.write(lambda unit: verdict.write(unit, outcome))
        crash_point(Point.AFTER_SETTLE)
        self.telemetry.sent(route.platform, outcome, took)

    async def _sleep_until(self, turn: Turn, lead: float = 0.0) -> None:
        slot = None
        while turn.slot != slot:  # it may move meanwhile
            slot = turn.slot
            if (wait := (slot - self.clock.now()).total_seconds() - lead) > 0:
                await self.clock.sleep(min(wait, _AHEAD))

    async def _its_turn(self, route: Route, held: Held[Delivery], turn: Turn) -> bool:
        """At its slot; who was held up takes another, or processes that lag leave in a crowd.

        False when it must not be sent: held up for long, somebody else took it.
        """
        if (rate := self.adapters[route].rate) is None:
            return True
        await self._sleep_until(turn)
        now, turns = self.clock.now(), self._turns[route]
        late = now - turn.slot > _LATE  # looked at once: a slow machine is never on time
        if late and not turns.trade(turn):
            again = partial(another_slot, held=held, route=route, rate=rate, now=now)
            if (slot := await self._clerk.write(again)) is None:
                return False
            turns.move(turn, slot)
        await self._sleep_until(turn)
        if (wait := self._gates[route].wait(self.clock.now().timestamp())) > 0:
            await self.clock.sleep(wait)
        return True

    async def _reconciled(self, adapter: Adapter, held: Held[Delivery]) -> Outcome | None:
        """What is found out about the earlier sends without another one; None: send again."""
        doubt = adapter.doubt_of(held.item.message)
        if doubt is Doubt.REPEAT:
            return Unknown("in doubt twice") if held.doubts > 1 else None
        first = await self._clerk.write(lambda unit: unit.outbox.first_try(held))
        since = first or held.item.since
        match doubt:
            case Doubt.RESEND:
                over = self.clock.now() - since > adapter.resend_for
                return Unknown("in doubt for too long") if over else None
            case Doubt.ASK:
                item = held.item
                attempt = Attempt(held.id, item.to, item.message, since, item.digest)
                crash_point(Point.BEFORE_ASK)
                found = await self._asked(adapter, attempt)
                crash_point(Point.AFTER_ASK)
                return None if isinstance(found, Later) else found

    async def _asked(self, adapter: Adapter, attempt: Attempt) -> Outcome:
        try:
            async with asyncio.timeout(_TIMEOUT):
                return await adapter.reconcile(attempt)
        except Exception as error:
            _log.exception("outbox: delivery %s", attempt.id)
            return Unknown(f"unexpected {type(error).__name__}")
