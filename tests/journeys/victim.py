"""Works what a story's Telegram has stored, at the story's time, and dies of it as ``kill -9``.

    python -m tests.journeys.victim DATABASE TELEGRAM INSTANT POINT

POINT: as ``LIAISON_CRASH``; whoever does not come to it ends by itself.
"""

import asyncio
import sys
from datetime import datetime

from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from bot import crash
from bot.app import assemble
from bot.settings import Settings
from store import open_store
from tests.journeys.serving import TOKEN
from tests.journeys.stage_there import alone
from tests.world import FakeClock


async def work(url: str, base: str, at: datetime) -> None:
    store, clock = await open_store(url), FakeClock(at)
    await store.enlist(at=at)
    adapter = TelegramAdapter(TelegramSettings(token=TOKEN, api_base=base), clock, alone)
    parts = assemble(store, clock, [adapter], Settings.model_construct(liaison_flood="0"))
    while await parts.worker.once():
        pass
    await parts.postman.drain()


if __name__ == "__main__":
    _, url, base, instant, point = sys.argv
    crash.arm(point)
    asyncio.run(work(url, base, datetime.fromisoformat(instant)))
