"""The address that WeCom calls, with a clock that stands still."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx

from adapters.http import build_app
from adapters.wecom.callback import WecomCallback
from bot.ports import Clock, Ingress, Webhook
from tests.adapters.wecom_calls import (
    AES_KEY,
    AGENT,
    CORP,
    NOW,
    OLD_AES_KEY,
    OLD_TOKEN,
    TOKEN,
    Call,
)

PATH = "/wecom/callback"


class Frozen(Clock):
    """Stands still until it is moved."""

    def __init__(self, at: float = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


def callback(ingress: Ingress, clock: Clock | None = None, **other: Any) -> WecomCallback:
    """As it is during a rotation."""
    return WecomCallback(
        other.get("tokens", (TOKEN, OLD_TOKEN)),
        other.get("aes_keys", (AES_KEY, OLD_AES_KEY)),
        other.get("corp", CORP),
        other.get("agent", AGENT),
        ingress=ingress,
        clock=clock or Frozen(),
    )


@asynccontextmanager
async def server(hook: Webhook) -> AsyncIterator[httpx.AsyncClient]:
    """The app without a socket."""
    wire = httpx.ASGITransport(build_app([hook]))
    async with httpx.AsyncClient(transport=wire, base_url="http://us") as client:
        yield client


async def sent(hook: Webhook, call: Call) -> httpx.Response:
    async with server(hook) as client:
        return await client.post(f"{PATH}?{call.query}", content=call.body)
