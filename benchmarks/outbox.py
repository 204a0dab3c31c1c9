"""Messages to be sent, in any number, and an adapter whose send costs nothing."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.bell import Bell
from bot.clocks import SystemClock
from bot.messages import Address, Card, Event, Part, Platform, Request
from bot.outcomes import Outcome, Sent
from bot.ports import Adapter, Ingress, Route
from reminders.delivery import Postman
from store import SqlStore, open_store
from store.codec import to_json
from store.letters import FRESH, place
from store.settling import PUT

BOT = "1"
ROUTE = Route(platform=Platform.TELEGRAM, tenant=BOT)
TOKEN = f"{BOT}:bench-token"
_CHUNK = 10_000
_FIRST = 100_000  # the chats of bulk; those that talk have lower numbers


class Nowhere(Adapter):
    """Takes every message and keeps none; no limit of any kind."""

    platform, tenant = Platform.TELEGRAM, BOT

    def __init__(self) -> None:
        self.sent = 0

    async def listen(self, ingress: Ingress) -> None:
        await asyncio.Event().wait()

    def to_request(self, event: Event) -> Request | None:
        return None

    def render(self, to: Address, card: Card, *, replacing: str | None = None) -> Sequence[Part]:
        return ()

    def repeated(self, part: Part) -> Part:
        return part

    async def send(self, to: Address, part: Part, *, key: str = "") -> Outcome:
        self.sent += 1
        return Sent(str(self.sent))

    async def worked(self, event: Event) -> None:
        return

    async def close(self) -> None:
        return


async def put(store: SqlStore, count: int, *, batch: str, chats: int | None = None) -> None:
    """``count`` messages that are due, each to its own chat, or round and round to ``chats``.

    Their texts are ``batch:0``, ``batch:1``, …
    """
    now = datetime.now(UTC)
    common = {
        **FRESH,
        "thread": "",
        "part": 0,
        "shows": to_json(Card("bench")),
        "cause": None,
        "bulk": True,
        "since": now,
        "due": now,
    }
    for first in range(0, count, _CHUNK):
        numbers = range(first, min(count, first + _CHUNK))
        rows = [common | _letter(f"{batch}:{n}", _chat(n, chats)) for n in numbers]
        async with store.database.writing() as sql:
            await sql.count(PUT, rows)


def _letter(key: str, to: Address) -> dict[str, Any]:
    call = {"method": "sendMessage", "chat_id": to.chat, "text": key, "parse_mode": "HTML"}
    return {**place(to), "key": key, "content": json.dumps(call)}


def _chat(n: int, chats: int | None) -> Address:
    return Address(Platform.TELEGRAM, BOT, str(_FIRST + n % (chats or n + 1)))


def fill(url: str, count: int, *, batch: str, chats: int | None = None) -> None:
    """As ``put``, on a store of its own."""

    async def filling() -> None:
        store = await open_store(url)
        try:
            await put(store, count, batch=batch, chats=chats)
        finally:
            await store.close()

    asyncio.run(filling())


async def drain(store: SqlStore, count: int) -> None:
    """Send ``count`` messages as ``liaison serve`` does, into the void."""
    adapter, bell = Nowhere(), Bell()
    postman = Postman(store, SystemClock(), {ROUTE: adapter}, bell)
    running = asyncio.create_task(postman.run())
    while adapter.sent < count and not running.done():  # noqa: ASYNC110 - it cannot tell
        await asyncio.sleep(0.005)
    running.cancel()
    await asyncio.wait([running])
    if adapter.sent != count:
        raise RuntimeError(f"{adapter.sent} of {count} messages were sent")
