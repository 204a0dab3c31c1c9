"""Runs the bot: all of it in one process, or one role of many, until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.app import OUTBOX, Parts, assemble, open_database
from bot.clocks import SystemClock, midnight
from bot.errors import Conflict, Introduced, StoreUnavailable
from bot.platforms import NONE, platforms
from bot.ports import Adapter, Clock, Store
from bot.settings import BadSetting, Settings
from bot.site import chat, pages
from bot.watch import Lookout, look_out

if TYPE_CHECKING:
    from starlette.routing import Route as HttpRoute

    from adapters.web.site import Place

_log = logging.getLogger(__name__)
_GOODBYE = 12.0  # seconds for everything to end after a signal
_LOOK = 1.0  # seconds between two looks for dead peers

Work = Coroutine[Any, Any, None]


class Role(StrEnum):
    """What a process does.  Any number of each, on any number of machines; none has a leader."""

    INGRESS = "ingress"  # takes events from the platforms
    WORKER = "worker"  # answers them
    TICKER = "ticker"  # plans what is due
    DELIVERY = "delivery"  # sends
    ALL = "all"


async def serve(
    settings: Settings,
    roles: Collection[Role] = (Role.ALL,),
    *,
    opens: Callable[[str], Awaitable[Store]] = open_database,
    connects: Callable[[Settings, Store, Clock], Awaitable[Sequence[Adapter]]] = platforms,
) -> None:
    """Run until SIGTERM or SIGINT; raises when a part of it ends by itself.

    ``opens`` gives the store behind a URL, ``connects`` the platforms to serve.
    """
    told = told_to_stop()
    clock = SystemClock()
    store = await opens(settings.database_url.get_secret_value())
    try:
        while not told.is_set():
            adapters = await connects(settings, store, clock)
            if not adapters:
                raise BadSetting(NONE)
            try:
                await _run(settings, store, clock, adapters, roles=roles, told=told)
            except Introduced:
                _log.info("a platform has said who we are")
            finally:
                for adapter in adapters:
                    await adapter.close()
    finally:
        await store.close()


async def _run(
    settings: Settings,
    store: Store,
    clock: Clock,
    adapters: Sequence[Adapter],
    *,
    roles: Collection[Role],
    told: asyncio.Event,
) -> None:
    await store.enlist(at=clock.now())
    await store.keep_time(at=clock.now())
    await store.reap(at=clock.now(), grace=settings.grace)
    lookout = look_out(store, clock, adapters, settings)
    parts = assemble(store, clock, adapters, settings, lookout.telemetry)
    try:
        works = _everything(parts, settings, lookout, roles)
        names = ", ".join(route.platform for route in parts.adapters)
        _log.info("serving %s as %s", names, ", ".join(sorted(roles)))
        await until_told(told, works)
    finally:
        await lookout.close()


def _everything(
    parts: Parts, settings: Settings, lookout: Lookout, roles: Collection[Role]
) -> list[Work]:
    """What the roles are made of; what takes something in comes first."""
    works: list[Work] = []
    hears = _has(roles, Role.INGRESS)
    for adapter in parts.adapters.values():
        works.append(adapter.listen(parts.gate(adapter)) if hears else adapter.introduce())
    if settings.liaison_http or (hears and settings.opens_http):
        works.append(_http(parts, settings, lookout, hears=hears))
    works += [_reaper(parts, settings), parts.store.listen(parts.bells), lookout.auditor.run()]
    if _has(roles, Role.WORKER):
        works.append(parts.worker.run())
    if _has(roles, Role.TICKER):
        works.append(_ticker(parts, settings))
    delivers = _has(roles, Role.DELIVERY)
    speaks = [
        route
        for route, adapter in parts.adapters.items()
        if (hears if adapter.speaks_where_it_hears else delivers)
    ]
    if speaks:
        works.append(parts.postman.run(speaks))
    return works


def _has(roles: Collection[Role], role: Role) -> bool:
    return Role.ALL in roles or role in roles


def _http(parts: Parts, settings: Settings, lookout: Lookout, *, hears: bool) -> Work:
    from adapters.http import build_app, serve_http  # noqa: PLC0415 - only where it is used

    adapters = parts.adapters.values() if hears else ()
    webhooks = [hook for adapter in adapters for hook in adapter.webhooks(parts.gate(adapter))]
    shown = _pages(parts, settings, hears=hears) if settings.liaison_web != "off" else []
    return serve_http(build_app(webhooks, watch=lookout.watch, pages=shown), *settings.http)


def _pages(parts: Parts, settings: Settings, *, hears: bool) -> "list[HttpRoute]":
    """The simulator's where it is heard."""
    from adapters.web.adapter import WebAdapter  # noqa: PLC0415 - only where it is used

    places: list[Place] = []
    for adapter in parts.adapters.values():
        if isinstance(adapter, WebAdapter) and hears:
            places += chat(adapter, parts.gate(adapter), parts.store, parts.clock)
    page, url = settings.liaison_web, settings.web_url
    _log.info("pages at %s: liaison web link --page %s", url, page)
    return pages(parts.store, settings, places, parts.clock)


async def _ticker(parts: Parts, settings: Settings) -> None:
    from reminders.ticks import tick  # noqa: PLC0415 - only where it is used

    async def look() -> None:
        now = parts.clock.now()
        planned = await parts.planner.look(now=now, midnight=midnight(now, settings.zone))
        if planned.new:
            parts.bells[OUTBOX].announce()

    await tick(look)


async def _reaper(parts: Parts, settings: Settings) -> None:
    """Peers look every second: what a dead instance held is taken back at once.

    And at the clock: when it has gone back, what waits moves with it.
    """
    while True:
        await parts.clock.sleep(_LOOK)
        try:
            moved = await parts.store.keep_time(at=parts.clock.now())
            if await parts.store.reap(at=parts.clock.now(), grace=settings.grace) or moved:
                for bell in parts.bells.values():
                    bell.announce()
        except StoreUnavailable as away:
            _log.warning("reaper: %s", away)
        except Conflict:
            _log.info("reaper: somebody else was faster")


def told_to_stop() -> asyncio.Event:
    """Set by SIGTERM and SIGINT, from the first moment on: who is told at once ends in order."""
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told


async def until_told(told: asyncio.Event, works: list[Work]) -> None:
    """Run all; when told to stop, stop taking in, then let what is in flight end."""
    waiting = asyncio.create_task(told.wait())
    endless = {asyncio.create_task(_endless(work)) for work in works}
    await asyncio.sleep(0)  # all have begun, so that all can be told to end
    try:
        done, _ = await asyncio.wait([waiting, *endless], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for work in (waiting, *endless):
            work.cancel()
        await asyncio.wait(endless, timeout=_GOODBYE)
    for work in done - {waiting}:
        await work


async def _endless(work: Work) -> None:
    """What has nothing more to do does not end the process; what fails does."""
    await work
    await asyncio.Event().wait()
