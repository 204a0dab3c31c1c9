"""``python -m tests.lab.racer URL NAME``: redeems codes as fast as it is told to.

Standard input: one code a line.  Standard output: one line each, what the answer began with.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.dispatch import Bot
from bot.errors import Conflict, StoreUnavailable
from bot.messages import Account, Address, Channel, Platform, Request
from store import SqlStore, open_store

START = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
TENANT = "1"
_PACE = timedelta(seconds=30)  # on their own clocks: nobody floods, nobody is paused


def request(user: str, text: str, *, pressed: bool = False) -> Request:
    private = Address(Platform.TELEGRAM, TENANT, user)
    return Request(
        sender=Account(Platform.TELEGRAM, TENANT, user),
        origin=private,
        private=private,
        channel=Channel.PRIVATE,
        text=text,
        pressed=pressed,
    )


async def race(store: SqlStore, bot: Bot, user: str, code: str, *, now: datetime) -> str:
    """The title of the answer; whoever collided with the other tries again, as a worker does."""
    while True:
        try:
            async with store.unit() as unit:
                asked = request(user, f"绑定 {code}")
                answer = await bot.handle(asked, unit, now=now, batch=f"race:{user}")
        except (Conflict, StoreUnavailable):
            continue
        return answer.replies[0].card.title


async def main(url: str, name: str) -> None:
    store, bot = await open_store(url), Bot(ZoneInfo("Asia/Shanghai"))
    loop = asyncio.get_running_loop()
    print("ready", flush=True)
    now = START
    for n in range(10**9):
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            break
        now += _PACE
        print(await race(store, bot, f"{name}{n}", line.strip(), now=now), flush=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
