"""B7: CPU of one message on the wire: our adapter beside python-telegram-bot and bare aiohttp.

The server is a process of its own.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from adapters.telegram.adapter import TelegramAdapter, TelegramSettings
from benchmarks.outbox import BOT, TOKEN
from benchmarks.report import figure, median, size
from benchmarks.telegram import fake_telegram
from bot.clocks import SystemClock
from bot.messages import Address, Card, Platform
from bot.outcomes import Sent

AT_ONCE = (1, 10, 50)
_MESSAGES = size(150, 1_000)
_ROUNDS = 5
TEXT = "推进第二十四批知识产权保护条例立法进程，组织编制配套实施细则。"

Send = Callable[[], Awaitable[None]]


def run() -> dict[str, Any]:
    """CPU microseconds a message at each concurrency, medians of interleaved rounds."""
    with fake_telegram() as base:
        taken = asyncio.run(_measure(base))
    figures = []
    for at_once in AT_ONCE:
        us = taken[str(at_once)]
        figures += [
            figure(
                f"CPU us a message, {at_once} at once, to PTB", us["ours"], us["ptb"], at_most=1.15
            ),
            figure(f"CPU us a message, {at_once} at once, to aiohttp", us["ours"], us["aiohttp"]),
        ]
    return {"figures": figures, "microseconds": taken}


async def _measure(base: str) -> dict[str, dict[str, float]]:
    from telegram import Bot  # noqa: PLC0415 - after our adapter has set the library up
    from telegram.request import HTTPXRequest  # noqa: PLC0415

    adapter = TelegramAdapter(TelegramSettings(token=TOKEN, api_base=base), SystemClock(), _never)
    to = Address(Platform.TELEGRAM, BOT, "1001")
    [part] = adapter.render(to, Card("", (TEXT,)))

    async def ours() -> None:
        if not isinstance(await adapter.send(to, part), Sent):
            raise RuntimeError("not sent")

    bot = Bot(TOKEN, base_url=f"{base}/bot", request=HTTPXRequest(connection_pool_size=64))

    async def ptb() -> None:
        await bot.send_message(1001, TEXT, parse_mode="HTML", disable_web_page_preview=True)

    async with aiohttp.ClientSession() as session, bot:

        async def bare() -> None:
            body = {"chat_id": 1001, "text": TEXT, "parse_mode": "HTML"}
            async with session.post(f"{base}/bot{TOKEN}/sendMessage", json=body) as answer:
                await answer.json()

        sends: dict[str, Send] = {"ours": ours, "ptb": ptb, "aiohttp": bare}
        found = {str(at_once): await interleaved(sends, at_once) for at_once in AT_ONCE}
    await adapter.close()
    return found


def _never(_: str) -> Any:
    raise RuntimeError("nobody polls here")


async def interleaved(sends: dict[str, Send], at_once: int) -> dict[str, float]:
    seen: dict[str, list[float]] = {name: [] for name in sends}
    for turn in range(_ROUNDS + 1):
        for name, send in sends.items():
            begun = time.process_time()
            await asyncio.gather(*(_some(send, _MESSAGES // at_once) for _ in range(at_once)))
            count = _MESSAGES // at_once * at_once
            if turn:
                seen[name].append((time.process_time() - begun) / count * 1e6)
    return {name: round(median(values), 1) for name, values in seen.items()}


async def _some(send: Send, count: int) -> None:
    for _ in range(count):
        await send()
