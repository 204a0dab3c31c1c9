"""Hears over Socket Mode: some connections at once, each watched, each event stored first."""

import asyncio
import contextlib
import logging
import time
from datetime import datetime
from random import Random
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from adapters.circuit import PROBE_EVERY
from adapters.slack.line import Answered, Tuning, answered
from adapters.slack.outcomes import CONFIGURATION, CREDENTIALS
from adapters.slack.reception import Reception
from bot.errors import StoreUnavailable
from bot.ports import Clock

_log = logging.getLogger(__name__)
_LONGEST = 60.0  # seconds between two tries
_PATIENCE = 2.5  # seconds that a store may be away; Slack waits three
_AGAIN = 0.25
_FAREWELL = 3.0  # seconds for what is being stored, and for the other end to hang up


class _Handler(AsyncSocketModeHandler):
    """The library's connection; what comes in is stored and acknowledged, no listener runs."""

    def __init__(self, app: AsyncApp, token: str, reception: Reception, ping: float) -> None:
        quiet = logging.getLogger("slack_sdk.quiet")
        super().__init__(app, token, quiet, ping_interval=ping)
        self._reception = reception
        self._taking = set[asyncio.Task[Any]]()
        self.heard = time.monotonic()

    async def handle(  # type: ignore[override]
        self, client: SocketModeClient, req: SocketModeRequest
    ) -> None:
        self.heard = time.monotonic()
        task = asyncio.current_task()
        assert task is not None  # the library makes one for each envelope
        self._taking.add(task)
        try:
            await self._take(client, req)
        except Exception:  # the library's log is off, and without an answer it comes again
            _log.exception("Slack: an envelope was not taken in")
        finally:
            self._taking.discard(task)

    async def _take(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        began = time.monotonic()
        while True:
            try:
                told = await self._stored(req)
                break
            except StoreUnavailable as away:
                if time.monotonic() - began > _PATIENCE:  # not acknowledged: it comes again
                    _log.warning("Slack: an envelope was not stored: %s", away)
                    return
                await asyncio.sleep(_AGAIN)
        try:
            await client.send_socket_mode_response(SocketModeResponse(req.envelope_id, told))
        except ConnectionError:
            _log.info("Slack: a connection ended before an acknowledgement; it comes again")

    async def _stored(self, req: SocketModeRequest) -> dict[str, Any] | None:
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

    @property
    def is_open(self) -> bool:
        session = self.client.current_session
        return session is not None and not session.closed

    async def close(self) -> None:
        """What is being stored is acknowledged first; nothing is left behind.  Never raises."""
        await self._rest()
        client = self.client
        with contextlib.suppress(Exception):
            async with asyncio.timeout(_FAREWELL):  # a deaf one does not hang up
                await self.close_async()  # type: ignore[no-untyped-call]
        await client.aiohttp_client_session.close()
        await self._rest()  # what came meanwhile is stored, though nobody is told
        inner = (client.message_processor, client.message_receiver, client.current_session_monitor)
        tasks = {task for task in (*inner, *self._taking) if task is not None and not task.done()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _rest(self) -> None:
        if self._taking:
            await asyncio.wait(self._taking, timeout=_FAREWELL)


class Reach:
    """Whether Slack lets us listen: told once, whichever ear finds out."""

    def __init__(self) -> None:
        self._without: dict[Ear, bool] = {}  # whether it was refused

    def lost(self, ear: "Ear", error: Exception) -> bool:
        """Whether we were refused; otherwise Slack was not there."""
        told = isinstance(error, Answered) and error.code in CREDENTIALS | CONFIGURATION
        if told not in self._without.values():
            if told:
                _log.error("Slack refuses SLACK_APP_TOKEN (%s); nothing is heard.", error)
            else:
                why = error if isinstance(error, Answered) else type(error).__name__
                _log.warning("Slack cannot be reached (%s); still trying.", why)
        self._without[ear] = told
        return told

    def found(self, ear: "Ear") -> None:
        if self._without.pop(ear, None) is not None and not self._without:
            _log.warning("Slack can be reached again.")


class Ear:
    """One of some connections; it reconnects for ever."""

    def __init__(
        self,
        app: AsyncApp,
        token: str,
        reception: Reception,
        clock: Clock,
        *,
        tuning: Tuning,
        reach: Reach,
    ) -> None:
        self._app, self._token = app, token
        self._reception, self._clock = reception, clock
        self._tuning, self._reach = tuning, reach
        self._dice = Random()  # noqa: S311 - so that all are not made anew at once
        self._failures = 0
        self.last_heard: datetime | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._once()
            except Exception as error:  # whatever it is, the ear stays open
                await self._clock.sleep(self._pause(error))

    async def _once(self) -> None:
        """One connection, to its end."""
        async with asyncio.timeout(self._tuning.dial):
            url = await self._address()
        handler = _Handler(self._app, self._token, self._reception, self._tuning.ping)
        try:
            handler.client.wss_uri = url
            async with asyncio.timeout(self._tuning.dial):
                await handler.connect_async()  # type: ignore[no-untyped-call]
            self._failures, self.last_heard = 0, self._clock.now()
            self._reach.found(self)
            await self._watch(handler)
        finally:
            await handler.close()

    async def _address(self) -> str:
        try:
            told = await self._app.client.apps_connections_open(app_token=self._token)
        except SlackApiError as error:
            raise answered(error) from error
        url = told.get("url")
        if not isinstance(url, str):
            raise Answered(told.status_code, {}, None)
        return url

    async def _watch(self, handler: _Handler) -> None:
        """Returns when the connection is to be made anew."""
        tuning, missed = self._tuning, 0
        until = time.monotonic() + tuning.renew * self._dice.uniform(0.5, 1)
        while time.monotonic() < until:
            await asyncio.sleep(tuning.look)
            missed = 0 if handler.is_open else missed + 1
            if missed > 1:  # once: the library may be making a new one
                return _log.info("Slack: a connection has ended; making a new one.")
            if handler.silent_for > tuning.deaf:
                return _log.warning("Slack: a connection has gone deaf; making a new one.")
            if handler.silent_for < 2 * tuning.ping:
                self.last_heard = self._clock.now()

    def _pause(self, error: Exception) -> float:
        """Seconds until the next try; a refused token is tried once a minute."""
        pause = min(2.0**self._failures, _LONGEST)
        self._failures = min(self._failures + 1, 30)
        if self._reach.lost(self, error):
            return PROBE_EVERY.total_seconds()
        asked = error.retry_after if isinstance(error, Answered) else None
        return pause if asked is None else max(pause, asked.total_seconds())
