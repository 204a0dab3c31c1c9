"""Hears over Socket Mode: some connections at once, each watched, each event stored first."""

import asyncio
import contextlib
import logging
import time
from datetime import datetime
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from adapters.slack.reception import Reception
from bot.errors import StoreUnavailable
from bot.ports import Clock

_log = logging.getLogger(__name__)
_PING = 5.0  # seconds between two pings; the library gives a connection up after four
_LOOK = 1.0
_DEAF = 25.0  # seconds without a word, a pong included
_CONNECT = 20.0
_LONGEST = 60.0  # seconds between two tries
_RENEW = 3600.0  # seconds after which a connection is made anew, whatever it seems to be
_PATIENCE = 2.5  # seconds that a store may be away; Slack waits three
_AGAIN = 0.25


class _Handler(AsyncSocketModeHandler):
    """The library's connection; what comes in is stored and acknowledged, no listener runs."""

    def __init__(self, app: AsyncApp, token: str, reception: Reception) -> None:
        quiet = logging.getLogger("slack_sdk.quiet")
        super().__init__(app, token, quiet, ping_interval=_PING)
        self._reception = reception
        self.heard = time.monotonic()

    async def handle(  # type: ignore[override]
        self, client: SocketModeClient, req: SocketModeRequest
    ) -> None:
        self.heard = began = time.monotonic()
        while True:
            try:
                told = await self._taken(req)
                break
            except StoreUnavailable as away:
                if time.monotonic() - began > _PATIENCE:  # not acknowledged: it comes again
                    _log.warning("Slack: an envelope was not stored: %s", away)
                    return
                await asyncio.sleep(_AGAIN)
        await client.send_socket_mode_response(SocketModeResponse(req.envelope_id, told))

    async def _taken(self, req: SocketModeRequest) -> dict[str, Any] | None:
        """What is for another workspace is acknowledged, or it would come for ever."""
        if self._reception.is_ours(req.payload):
            return await self._reception.take(req.payload)
        _log.warning("security: an envelope for another app was dropped")
        return None

    @property
    def silent_for(self) -> float:
        """Seconds since the last envelope or pong."""
        pong = self.client.last_ping_pong_time
        age = time.monotonic() - self.heard
        return age if pong is None else min(age, time.time() - pong)


class Ear:
    """One of some connections; it reconnects for ever."""

    def __init__(self, app: AsyncApp, token: str, reception: Reception, clock: Clock) -> None:
        self._app, self._token = app, token
        self._reception, self._clock = reception, clock
        self._failures = 0
        self.last_heard: datetime | None = None

    async def run(self, *, renew: float = _RENEW) -> None:
        """``renew``: seconds after which the connection is made anew."""
        while True:
            handler = _Handler(self._app, self._token, self._reception)
            try:
                async with asyncio.timeout(_CONNECT):
                    handler.client.wss_uri = await handler.client.issue_new_wss_url()
                    await handler.connect_async()  # type: ignore[no-untyped-call]
                self._worked()
                await self._watch(handler, time.monotonic() + renew)
            except Exception as error:  # whatever it is, the ear stays open
                await self._failed(error)
            finally:
                with contextlib.suppress(Exception):
                    await handler.close_async()  # type: ignore[no-untyped-call]

    async def _watch(self, handler: _Handler, until: float) -> None:
        """Returns when the connection is to be made anew."""
        while time.monotonic() < until:
            await asyncio.sleep(_LOOK)
            if handler.silent_for > _DEAF:
                return _log.warning("Slack: a connection has gone deaf; making a new one.")
            if handler.silent_for < 2 * _PING:
                self.last_heard = self._clock.now()

    def _worked(self) -> None:
        if self._failures:
            _log.warning("Slack can be reached again.")
        self._failures, self.last_heard = 0, self._clock.now()

    async def _failed(self, error: Exception) -> None:
        if self._failures == 0:
            _log.warning("Slack cannot be reached (%s); still trying.", type(error).__name__)
        pause = min(2.0**self._failures, _LONGEST)
        self._failures = min(self._failures + 1, 30)
        await self._clock.sleep(pause)
