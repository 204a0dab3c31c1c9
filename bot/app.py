"""Wires the parts together.  Only this and the command line may import every folder."""

import asyncio
import logging
import signal
import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.bell import Bell
from bot.dispatch import Bot
from bot.errors import StoreUnavailable
from bot.inbox import Gate, InboxWorker
from bot.ports import Adapter, Clock, Route, Store
from bot.settings import BadSetting, Settings
from reminders.delivery import Postman
from reminders.delivery import Settings as PostSettings

_log = logging.getLogger(__name__)
_GOODBYE = 12.0  # seconds for everything to end after a signal


class SystemClock(Clock):
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class FixedClock(Clock):
    """One instant, for ``liaison ask --at``; waiting moves it on."""

    def __init__(self, at: datetime) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


async def open_database(url: str) -> Store:
    """The store at ``url``; an empty one is set up.  Raises ``StoreUnavailable``."""
    from store import open_store  # noqa: PLC0415 - SQL costs a third of a second

    return await open_store(url, kept=True)


@dataclass(frozen=True, slots=True)
class Parts:
    """The bot around some adapters, ready to run."""

    store: Store
    clock: Clock
    adapters: Mapping[Route, Adapter]
    worker: InboxWorker
    postman: Postman
    bell: Bell

    def gate(self, adapter: Adapter) -> Gate:
        return Gate(route_of(adapter), self.store, self.clock, self.bell)


def route_of(adapter: Adapter) -> Route:
    return Route(platform=adapter.platform, tenant=adapter.tenant)


def assemble(store: Store, clock: Clock, adapters: Sequence[Adapter], settings: Settings) -> Parts:
    """Plug the parts together."""
    by_route = {route_of(adapter): adapter for adapter in adapters}
    inbox_bell, outbox_bell = Bell(), Bell()
    bot = Bot(settings.zone, settings.liaison_language)
    worker = InboxWorker(store, clock, bot, by_route, inbox_bell, outbox_bell)
    post = PostSettings(grace=settings.grace)
    postman = Postman(store, clock, by_route, outbox_bell, time.monotonic, post)
    return Parts(store, clock, by_route, worker, postman, inbox_bell)


def platforms(settings: Settings, store: Store, clock: Clock) -> list[Adapter]:
    """The adapters that have credentials; only these are imported."""
    adapters: list[Adapter] = []
    if token := settings.telegram_bot_token.get_secret_value():
        from adapters.telegram.adapter import (  # noqa: PLC0415 - only where it is used
            TelegramAdapter,
            TelegramSettings,
        )

        secrets = settings.telegram_webhook_secret.get_secret_value()
        telegram = TelegramSettings(
            token=token,
            api_base=settings.telegram_api_base,
            mode=settings.telegram_mode,
            webhook_secrets=tuple(filter(None, secrets.split(","))),
            webhook_url=settings.telegram_webhook_url or None,
        )
        adapters.append(TelegramAdapter(telegram, clock, store.exclusive))
    return adapters


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; raises when a part of it ends by itself."""
    clock = SystemClock()
    store = await open_database(settings.database_url.get_secret_value())
    try:
        adapters = platforms(settings, store, clock)
        if not adapters:
            raise BadSetting("No platform has credentials: set TELEGRAM_BOT_TOKEN (.env.example).")
        await store.enlist(at=clock.now())
        await store.reap(at=clock.now(), grace=settings.grace)
        parts = assemble(store, clock, adapters, settings)
        try:
            await _until_told(
                _ears(parts, settings), [parts.worker.run(), _reaper(parts, settings)], parts
            )
        finally:
            for adapter in adapters:
                await adapter.close()
    finally:
        await store.close()


def _ears(parts: Parts, settings: Settings) -> list[Coroutine[Any, Any, None]]:
    ears = [adapter.listen(parts.gate(adapter)) for adapter in parts.adapters.values()]
    if settings.liaison_http or settings.telegram_mode == "webhook":
        from adapters.http import build_app, serve_http  # noqa: PLC0415 - only where it is used

        webhooks = [
            hook
            for adapter in parts.adapters.values()
            for hook in adapter.webhooks(parts.gate(adapter))
        ]
        ears.append(serve_http(build_app(webhooks), *settings.http))
    return ears


async def _reaper(parts: Parts, settings: Settings) -> None:
    """Peers look every second: what a dead instance held is taken back at once."""
    while True:
        await parts.clock.sleep(1.0)
        try:
            if await parts.store.reap(at=parts.clock.now(), grace=settings.grace):
                parts.bell.ring()
                parts.postman.bell.ring()
        except StoreUnavailable as away:
            _log.warning("reaper: %s", away)


async def _until_told(
    ears: list[Coroutine[Any, Any, None]], hands: list[Coroutine[Any, Any, None]], parts: Parts
) -> None:
    """Run all; when told to stop, close the ears first, then let what is in flight end."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    waiting = asyncio.create_task(told.wait())
    ends = [asyncio.create_task(work) for work in [*ears, *hands, parts.postman.run()]]
    _log.info("serving %s", ", ".join(route.platform for route in parts.adapters))
    try:
        done, _ = await asyncio.wait([waiting, *ends], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for work in (waiting, *ends):
            work.cancel()
        await asyncio.wait(ends, timeout=_GOODBYE)
    for work in done - {waiting}:
        await work
