"""Another process on the same database; ``python -m tests.store.other URL WHAT``.

It says ``ready`` when it has done what it was asked for, then waits for its end.
"""

import asyncio
import sys

from bot.ports import Cursor
from store import SqlStore, open_store
from tests.store.post import claim_in
from tests.store.world import BOT, NOW

TURNS = 60


async def hold(store: SqlStore) -> None:
    """Claims everything, and begins to send the first message."""
    await store.enlist(at=NOW)
    async with store.unit() as unit:
        await unit.inbox.claim([BOT], limit=9)
        held = await claim_in(unit)
        assert await unit.outbox.intend(held[0], "x", at=NOW)
    await wait()


async def lock(store: SqlStore) -> None:
    async with store.exclusive("telegram:7 poller/中"):
        await wait()


async def count(store: SqlStore) -> None:
    """Reads first and writes later, again and again."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in range(TURNS):
        async with store.unit() as unit:
            seen = int(await unit.inbox.cursor(BOT, "turns") or 0)
            await unit.inbox.set_cursor(BOT, Cursor("turns", str(seen + 1)))


async def wait() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


async def main(url: str, what: str) -> None:
    store = await open_store(url)
    await {"hold": hold, "lock": lock, "count": count}[what](store)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
