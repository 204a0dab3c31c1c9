"""What the tests of the outbox do often."""

from datetime import datetime

from bot.messages import Address, Platform
from bot.ports import Delivery, Held, LaneState, Unit
from store import SqlStore
from store.lanes import EVER
from tests.store.world import BOT, CHAT, NOW, part

ELSEWHERE = Address(Platform.TELEGRAM, "7", "2002")
THREAD = Address(Platform.TELEGRAM, "7", "1001", "5")


async def put(
    store: SqlStore,
    key: str,
    *texts: str,
    to: Address = CHAT,
    at: datetime = NOW,
    urgent: bool = True,
    cause: str | None = None,
) -> None:
    async with store.unit() as unit:
        parts = [part(text) for text in texts or (key,)]
        await unit.outbox.put(key, to, parts, at=at, urgent=urgent, cause=cause)


async def claim(
    store: SqlStore, now: datetime = NOW, limit: int = 9, cause: str | None = None
) -> list[Held[Delivery]]:
    async with store.unit() as unit:
        return await claim_in(unit, now, limit, cause)


async def claim_in(
    unit: Unit, now: datetime = NOW, limit: int = 9, cause: str | None = None
) -> list[Held[Delivery]]:
    """As a postman does: newcomers get their place, what is urgent comes first."""
    box = unit.outbox
    await box.enroll(BOT, limit=100)
    if cause is not None:
        return list(await box.claim_answers(BOT, cause, now=now, limit=limit))
    found = list(await box.claim(BOT, urgent=True, now=now, limit=limit))
    found += await box.claim(BOT, urgent=False, now=now, limit=limit - len(found))
    return found


async def claimed(store: SqlStore, now: datetime = NOW, limit: int = 9) -> list[str]:
    return [held.item.message.content for held in await claim(store, now, limit)]


async def intend(store: SqlStore, held: Held[Delivery]) -> bool:
    async with store.unit() as unit:
        return await unit.outbox.intend(held, held.item.message.content, at=NOW)


async def settle(
    store: SqlStore,
    held: Held[Delivery],
    state: str,
    *,
    due: datetime | None = None,
    message: str | None = None,
    reason: str = "",
    free: datetime = EVER,
    stop: datetime = EVER,
) -> bool:
    async with store.unit() as unit:
        log = await unit.outbox.sends(held)
        lane = LaneState(free_at=free, stop_until=stop, log=[*log, 1])
        return await unit.outbox.settle(
            held, state, at=NOW, lane=lane, due=due, message=message, reason=reason
        )


async def send(store: SqlStore, held: Held[Delivery], message: str = "m") -> None:
    assert await intend(store, held)
    assert await settle(store, held, "sent", message=message)


async def states(store: SqlStore, cause: str) -> list[str]:
    async with store.view() as unit:
        return [row.state for row in await unit.outbox.answers(cause)]
