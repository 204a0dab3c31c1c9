"""Writes down what became of a message: the one place that decides about another try."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import assert_never

from bot.crash import Point, crash_point
from bot.messages import Account
from bot.outcomes import Later, Outcome, Refused, Scope, Sent, Unknown
from bot.ports import (
    HINT,
    Adapter,
    Bucket,
    Clock,
    Delivery,
    Doubt,
    Held,
    LaneState,
    Route,
    Unit,
)
from reminders.limits import Pace, chat_free_at, remembered
from reminders.schedule import is_over, pause_after

_COPIES = 2  # at most one extra, where the platform can neither be asked nor tells copies apart


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one message that was held; ``grace``: how long a doubt waits for its repeat."""

    route: Route
    adapter: Adapter
    held: Held[Delivery]
    clock: Clock
    grace: timedelta
    dice: Random

    async def write(self, unit: Unit, outcome: Outcome) -> bool:
        """False when fenced out."""
        now, box = self.clock.now(), unit.outbox
        lane = await self._after(unit, outcome, now)
        match outcome:
            case Sent(message):
                message = message or str(self.held.id)
                return await box.settle(self.held, "sent", at=now, lane=lane, message=message)
            case Refused(reason, dead):
                if dead:
                    await self._bury(unit, reason)
                return await self._settle(unit, "refused", reason, now, lane)
            case Later(_, reason) if is_over(self.held.item.since, now):
                return await self._settle(unit, "expired", reason, now, lane)
            case Later():
                return await self._postpone(unit, outcome, now, lane)
            case Unknown(reason) if self._enough(now):
                return await self._settle(unit, "unconfirmed", reason, now, lane)
            case Unknown(reason):
                due = now + self.grace
                crash_point(Point.IN_DOUBT)
                return await box.settle(
                    self.held, "unknown", at=now, lane=lane, reason=reason, due=due
                )
            case _:
                assert_never(outcome)

    async def _settle(
        self, unit: Unit, state: str, reason: str, now: datetime, lane: LaneState
    ) -> bool:
        if self.held.item.kind == HINT and state != "pending":
            state = "dropped"  # strangers shall not be able to fill the list of failures
        return await unit.outbox.settle(self.held, state, at=now, lane=lane, reason=reason)

    def _enough(self, now: datetime) -> bool:
        """Whether another try would break what is promised about copies."""
        match self.adapter.doubt_of(self.held.item.message):
            case Doubt.REPEAT:
                return self.held.doubts + 1 >= _COPIES
            case Doubt.RESEND:
                return now - self.held.item.since > self.adapter.resend_for
            case Doubt.ASK:
                return is_over(self.held.item.since, now)

    async def _bury(self, unit: Unit, reason: str) -> None:
        """Nothing will ever reach this address."""
        to = self.held.item.to
        account = Account(to.platform, to.tenant, to.chat)
        await unit.people.suspend(account, suspended=True)
        crash_point(Point.IN_BURY)
        await unit.outbox.end(to, reason=reason)

    async def _postpone(self, unit: Unit, later: Later, now: datetime, lane: LaneState) -> bool:
        to = self.held.item.to
        settled = await self._settle(unit, "pending", later.reason, now, lane)
        crash_point(Point.IN_RETRY)
        if later.moved_to is not None:
            await unit.outbox.move(to, later.moved_to)
            await unit.groups.move(to, later.moved_to)
        if later.scope is not Scope.MESSAGE:
            await self._hold_back(unit, later, now)
        return settled

    async def _hold_back(self, unit: Unit, later: Later, now: datetime) -> None:
        """The bot slows down, or stops until the platform wants to hear from it again."""
        bucket = await unit.outbox.bucket(self.route)
        paused, state = bucket.paused_until, bucket.state
        everything = later.scope is Scope.PLATFORM
        if later.scope is Scope.CHAT and self.adapter.rate is not None:
            pace = Pace.read(self.adapter.rate, state, now.timestamp())
            everything = pace.complain(self.held.item.to.chat)
            state = pace.written()
        if everything:
            paused = max(paused, now + self._wait(later))
        await unit.outbox.keep_bucket(self.route, Bucket(paused, state))
        crash_point(Point.IN_PAUSE)

    def _wait(self, later: Later) -> timedelta:
        return pause_after(self.held.tries, self.dice) if later.after is None else later.after

    async def _after(self, unit: Unit, outcome: Outcome, now: datetime) -> LaneState:
        """When the chat may get its next message."""
        windows = self.adapter.windows(self.held.item.to)
        log = [*await unit.outbox.sends(self.held)]
        if self.adapter.counts(self.held.item.message):
            log.append(round(now.timestamp() * 1000))
        log = remembered(log, windows, now.timestamp())
        stop = free = datetime.fromtimestamp(chat_free_at(log, windows), UTC)
        if isinstance(outcome, Later):
            free = max(stop, now + self._wait(outcome))
            stop = free if outcome.scope is Scope.CHAT else stop
        return LaneState(free_at=free, stop_until=stop, log=log)
