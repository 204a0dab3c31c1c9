"""``liaison serve`` on a WeCom of one's own: its app, its callback and its robot."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.fakes.process import Fake
from tests.fakes.wecom_frames import BOT, BOT_SECRET
from tests.fakes.wecom_payloads import AES_KEY, AGENT, CORP, SECRET, TOKEN, seal
from tests.fakes.wecom_robot import KEY
from tests.fakes.wecom_rules import Json

_AGAIN = 0.05  # seconds; WeCom itself is more patient


def environment(url: str, wecom: Fake, port: int | None = None) -> dict[str, str]:
    """``port``: where the callback is taken, by the process that hears."""
    env = {
        "DATABASE_URL": url,
        "LIAISON_GRACE": "1",
        "WECOM_CORP_ID": CORP,
        "WECOM_AGENT_ID": str(AGENT),
        "WECOM_SECRET": SECRET,
        "WECOM_CALLBACK_TOKEN": TOKEN,
        "WECOM_ENCODING_AES_KEY": AES_KEY,
        "WECOM_API_BASE": wecom.base,
        "WECOM_BOT_ID": BOT,
        "WECOM_BOT_SECRET": BOT_SECRET,
        "WECOM_WS_URL": wecom.base.replace("http", "ws") + "/ws",
        "WECOM_ROBOTS": f"digest:{KEY}",
        "WECOM_ROBOT_BASE": wecom.base,
    }
    return env if port is None else env | {"LIAISON_HTTP": f"127.0.0.1:{port}"}


class Caller:
    """WeCom calling us: again until it is told 200, each time with another nonce.

    ``sealed``: token and key of the callback, if they are not the usual ones.
    """

    def __init__(self, http: httpx.AsyncClient, sealed: Sequence[str]) -> None:
        self._http, self._sealed, self._numbers = http, sealed, itertools.count(1)

    async def call(self, plain: str, *, more: int = 0) -> None:
        """``more``: how often it comes once more though it was acknowledged."""
        while more >= 0:
            try:
                status = await self.once(plain)
            except httpx.TransportError:  # nobody there, or killed meanwhile
                await asyncio.sleep(_AGAIN)
                continue
            assert status in (200, 503)
            more -= status == 200

    async def once(self, plain: str) -> int:
        """The status of what has to be an empty answer, if it is a good one."""
        nonce = f"n{next(self._numbers)}"
        query, body = seal(plain, *self._sealed, at=int(time.time()), nonce=nonce)
        answer = await self._http.post(f"/wecom/callback?{query}", content=body)
        assert answer.content == b"" or answer.status_code != 200
        return answer.status_code


@asynccontextmanager
async def calling(port: int, *sealed: str) -> AsyncIterator[Caller]:
    base = f"http://127.0.0.1:{port}"
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=base, timeout=30, limits=limits) as http:
        yield Caller(http, sealed)


async def said(wecom: Fake, method: str, count: int = 1, **fields: Any) -> list[Json]:
    """What was accepted of ``method`` with these fields, once there are so many of them."""
    asked = {"method": method, "fields": fields, "count": count}
    lines: list[Json] = await asyncio.to_thread(wecom.control, "/called", asked, patience=30)
    return lines


async def push(wecom: Fake, *pushed: Json) -> None:
    """Frames to the robot, once it is there."""
    await asyncio.to_thread(wecom.control, "/connections", {"subscribed": 1}, patience=30)
    told = await asyncio.to_thread(wecom.control, "/push", list(pushed))
    assert all(one["connection"] for one in told)
