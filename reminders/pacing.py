"""Claims as many messages as the bot's pace lets leave soon, urgent ones first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.ports import Bucket, Delivery, Held, Occurrence, Rate, Route, Unit
from reminders.limits import Pace

_NEWCOMERS = 500  # messages that get their place with one claim


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message and the moment at which it may leave.

    ``what``: what it is about, while it is still to be drawn.
    """

    held: Held[Delivery]
    slot: datetime
    what: Occurrence | None = None


async def claim(
    unit: Unit, route: Route, rate: Rate | None, *, now: datetime, room: int, cause: str | None
) -> Sequence[Claimed]:
    """At most ``room`` messages; with ``cause`` only answers to that event."""
    await unit.outbox.enroll(route, limit=_NEWCOMERS)
    bucket = await unit.outbox.bucket(route)
    if bucket.paused_until > now:
        return ()
    pace = None if rate is None else Pace.read(rate, bucket.state, now.timestamp())
    found = list[Claimed]()
    for urgent in (True, False) if cause is None else (True,):
        slots = _slots(pace, room - len(found), urgent=urgent, now=now)
        if cause is not None:
            held = await unit.outbox.claim_answers(route, cause, now=now, limit=len(slots))
        else:
            held = await unit.outbox.claim(route, urgent=urgent, now=now, limit=len(slots))
        if pace is not None:
            pace.take(slots[: len(held)])
        found += [Claimed(one, _moment(slot)) for one, slot in zip(held, slots, strict=False)]
    if found and pace is not None:
        await unit.outbox.keep_bucket(route, Bucket(bucket.paused_until, pace.written()))
    return found


async def another_slot(
    unit: Unit, held: Held[Delivery], *, route: Route, rate: Rate, now: datetime
) -> datetime | None:
    """For a message that missed its own; None when somebody took it from us meanwhile."""
    if not await unit.outbox.is_sending(held):
        return None
    bucket = await unit.outbox.bucket(route)
    pace = Pace.read(rate, bucket.state, now.timestamp())
    slots = pace.slots(1, urgent=True)
    pace.take(slots)
    await unit.outbox.keep_bucket(route, Bucket(bucket.paused_until, pace.written()))
    return _moment(slots[0]) if slots else now


def _slots(pace: Pace | None, count: int, *, urgent: bool, now: datetime) -> Sequence[float]:
    """All at once where only chats have a limit."""
    return [now.timestamp()] * count if pace is None else pace.slots(count, urgent=urgent)


def _moment(slot: float) -> datetime:
    return datetime.fromtimestamp(slot, UTC)
