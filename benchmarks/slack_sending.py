"""B7 for Slack: CPU of one post on the wire, beside slack_sdk alone and bare aiohttp."""

import asyncio
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.reception import Identity
from benchmarks.report import figure
from benchmarks.sending import AT_ONCE, TEXT, Send, interleaved
from benchmarks.slack import process
from bot.clocks import SystemClock
from bot.messages import Address, Card, Platform
from bot.outcomes import Sent

_TOKEN = "xoxb-1"  # noqa: S105


def run() -> dict[str, Any]:
    """CPU microseconds a message at each concurrency, medians of interleaved rounds."""
    with process("fake") as base:
        taken = asyncio.run(_measure(base))
    figures = []
    for at_once in AT_ONCE:
        us, name = taken[str(at_once)], f"CPU us a post, {at_once} at once"
        figures += [
            figure(f"{name}, to aiohttp", us["ours"], us["aiohttp"], at_most=2.0),
            figure(f"{name}, to slack_sdk", us["ours"], us["slack_sdk"]),
        ]
    return {"figures": figures, "microseconds": taken}


async def _measure(base: str) -> dict[str, dict[str, float]]:
    settings = SlackSettings(token=_TOKEN, app_token="xapp-1", api_base=f"{base}/api")  # noqa: S106
    adapter = SlackAdapter(settings, Identity("T1", "UBOT"), SystemClock())
    to = Address(Platform.SLACK, "T1", "C1001")
    [part] = adapter.render(to, Card("", (TEXT,)))

    async def ours() -> None:
        if not isinstance(await adapter.send(to, part, key="k"), Sent):
            raise RuntimeError("not sent")

    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token=_TOKEN, base_url=f"{base}/api/", session=session, retry_handlers=[]
        )

        async def sdk() -> None:
            await client.chat_postMessage(channel="C1001", text=TEXT)

        async def bare() -> None:
            body = {"channel": "C1001", "text": TEXT}
            headers = {"Authorization": f"Bearer {_TOKEN}"}
            url = f"{base}/api/chat.postMessage"
            async with session.post(url, json=body, headers=headers) as answer:
                await answer.json()

        sends: dict[str, Send] = {"ours": ours, "slack_sdk": sdk, "aiohttp": bare}
        found = {str(at_once): await interleaved(sends, at_once) for at_once in AT_ONCE}
    await adapter.close()
    return found
