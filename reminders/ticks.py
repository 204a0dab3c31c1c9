"""Only says “look now”: what is due is not decided here, and a tick that is missed is no loss."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import Conflict, StoreUnavailable

_log = logging.getLogger(__name__)
EVERY = 30  # seconds


async def tick(look: Callable[[], Awaitable[None]], *, every: float = EVERY) -> None:
    """Call ``look`` now and then every so many seconds, one at a time, until cancelled.

    A store that is away is asked again with the next tick.
    """

    async def once() -> None:
        try:
            await look()
        except (StoreUnavailable, Conflict) as away:
            _log.warning("tick: %s", away)
        except Exception:  # the next tick may do better
            _log.exception("tick: failed")

    async def again() -> None:
        try:
            await once()
        except asyncio.CancelledError:  # we stop: that is no failure of the tick
            _log.info("tick: broken off")

    scheduler = AsyncIOScheduler()
    scheduler.add_job(
        again, "interval", seconds=every, coalesce=True, misfire_grace_time=None, max_instances=1
    )
    await once()
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
