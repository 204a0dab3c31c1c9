"""A browser without a screen before the pages: a store, a guard, and one page of each kind."""

import re
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from adapters.http import build_app
from adapters.web.guard import Guard
from adapters.web.site import Look, Place, routes
from bot.messages import Language
from bot.ports import Page
from store import SqlStore, open_store
from tests.world import FakeClock

URL = "http://127.0.0.1:8080"
ZONE = ZoneInfo("Asia/Shanghai")
OPEN = frozenset(Page)


async def who(look: Look) -> Response:
    return PlainTextResponse(look.visitor.person.name if look.visitor.person else "nobody")


async def fails(look: Look) -> Response:
    raise RuntimeError("canary")


PLACES = [
    Place(path="/web/board", page=Page.BOARD, handler=who),
    Place(path="/web/chat", page=Page.CHAT, handler=who),
    Place(path="/web/chat/say", page=Page.CHAT, handler=who, method="POST"),
    Place(path="/web/chat/fails", page=Page.CHAT, handler=fails),
]


@dataclass
class Door:
    """The pages and the way to them."""

    store: SqlStore
    clock: FakeClock
    guard: Guard
    pages: list[Route]

    @asynccontextmanager
    async def browser(
        self, peer: str = "127.0.0.1", url: str = URL
    ) -> AsyncIterator[httpx.AsyncClient]:
        wire = httpx.ASGITransport(build_app([], pages=self.pages), client=(peer, 4711))
        async with httpx.AsyncClient(transport=wire, base_url=url) as client:
            yield client

    async def entered(self, client: httpx.AsyncClient, page: Page, **more: Any) -> httpx.Response:
        """What the POST of a fresh link's button is answered."""
        link = await self.guard.link(page, **more)
        return await post(client, link.partition("key=")[2])


@asynccontextmanager
async def door(
    filled_file: Path,
    folder: Path,
    *,
    url: str = URL,
    open: Iterable[Page] = OPEN,
    places: Iterable[Place] = PLACES,
) -> AsyncIterator[Door]:
    path = folder / "liaison.db"
    shutil.copyfile(filled_file, path)
    store, clock = await open_store(f"sqlite:///{path}"), FakeClock()
    try:
        await store.enlist(at=clock.now())
        guard = Guard(store=store, clock=clock, url=url, open=frozenset(open))
        pages = routes(guard, list(places), language=Language.ZH, zone=ZONE)
        yield Door(store, clock, guard, pages)
    finally:
        await store.close()


async def post(client: httpx.AsyncClient, key: str, **headers: str) -> httpx.Response:
    sent = {"Origin": str(client.base_url).rstrip("/")} | headers
    return await client.post("/web/enter", data={"key": key}, headers=sent)


def key_of(link: str) -> str:
    [key] = re.findall(r"key=([A-Za-z0-9_-]+)$", link)
    return str(key)
