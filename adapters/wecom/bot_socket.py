"""The intelligent robot's WebSocket: one connection, frames in, answers out with their acks."""

import asyncio
import json
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from adapters.wecom.line import Answered

_log = logging.getLogger(__name__)
_LARGEST = 1024 * 1024  # bytes of a frame
_CALLBACKS = ("aibot_msg_callback", "aibot_event_callback")

Frame = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BotTuning:
    """Seconds.  ``ping``: between two; after two without an answer the connection is dead."""

    ping: float = 30.0
    ack: float = 10.0
    connect: float = 10.0


class NotConnected(Exception):
    """Nothing was said: there is no connection."""


class NoAck(Exception):
    """It was said, and nothing came back."""


class Displaced(Exception):
    """Somebody else has subscribed for this bot: whoever fights back is thrown out in turn."""


class BotSocket:
    """``heard`` is called with every callback frame; it must not wait.  ``beats``: pings answered.

    Acks and callbacks come over the same connection: who waited here would wait for himself.
    """

    def __init__(
        self,
        url: str,
        bot: str,
        secret: str,
        heard: Callable[[Frame], None],
        tuning: BotTuning | None = None,
    ) -> None:
        self._url, self._bot, self._secret = url, bot, secret
        self._heard, self._tuning = heard, tuning or BotTuning()
        self._connection: ClientConnection | None = None
        self._acks: dict[str, asyncio.Future[Frame]] = {}
        self.beats = 0

    @property
    def is_open(self) -> bool:
        """Whether we are connected and subscribed."""
        return self._connection is not None

    async def run(self) -> None:
        """One connection, until it ends; raises what ended it.

        ``Answered`` when the subscription is refused, ``Displaced`` when another has taken it.
        """
        opening = connect(
            self._url,
            open_timeout=self._tuning.connect,
            ping_interval=None,  # WeCom has a ping of its own
            max_size=_LARGEST,
            logger=logging.getLogger("websockets.quiet"),
        )
        async with opening as connection:
            reading = asyncio.create_task(self._read(connection))
            try:
                said = {"bot_id": self._bot, "secret": self._secret}
                await self._ask(connection, "aibot_subscribe", said)
                self._connection = connection
                while not reading.done():
                    await asyncio.wait([reading], timeout=self._tuning.ping)
                    if not reading.done():
                        await self._ask(connection, "ping", None)
                        self.beats += 1
                await reading
            finally:
                self._connection = None
                reading.cancel()
                await asyncio.wait([reading])
                self._let_down()

    async def say(self, cmd: str, body: Mapping[str, Any], req_id: str | None = None) -> Frame:
        """The ack's frame.  Raises ``NotConnected``, ``NoAck``, ``Answered``."""
        if self._connection is None:
            raise NotConnected
        return await self._ask(self._connection, cmd, body, req_id)

    async def _ask(
        self,
        connection: ClientConnection,
        cmd: str,
        body: Mapping[str, Any] | None,
        req_id: str | None = None,
    ) -> Frame:
        id = req_id or f"{cmd}_{secrets.token_hex(8)}"
        frame: dict[str, Any] = {"cmd": cmd, "headers": {"req_id": id}}
        if body is not None:
            frame["body"] = body
        answer = self._acks[id] = asyncio.get_running_loop().create_future()
        try:
            await connection.send(json.dumps(frame, ensure_ascii=False))
            async with asyncio.timeout(self._tuning.ack):
                told = await answer
        except (WebSocketException, TimeoutError, OSError) as error:
            raise NoAck(type(error).__name__) from error
        finally:
            self._acks.pop(id, None)
        errcode = told.get("errcode", 0)
        if errcode != 0:
            code = errcode if isinstance(errcode, int) else None
            raise Answered(200, code, str(told.get("errmsg", "")))
        return dict(told)

    async def _read(self, connection: ClientConnection) -> None:
        async for raw in connection:
            try:
                frame = json.loads(raw)
            except (ValueError, RecursionError):
                _log.warning("WeCom: a frame of the robot that is no JSON was dropped")
                continue
            if isinstance(frame, dict):
                self._take(frame)

    def _take(self, frame: dict[str, Any]) -> None:
        if frame.get("cmd") in _CALLBACKS:
            if _event(frame) == "disconnected_event":
                raise Displaced
            self._heard(frame)
            return
        headers = frame.get("headers")
        id = headers.get("req_id") if isinstance(headers, dict) else None
        waiting = self._acks.get(str(id))
        if waiting is not None and not waiting.done():
            waiting.set_result(frame)

    def _let_down(self) -> None:
        for waiting in self._acks.values():
            if not waiting.done():
                waiting.set_exception(NoAck("closed"))


def _event(frame: Frame) -> object:
    body = frame.get("body")
    event = body.get("event") if isinstance(body, dict) else None
    return event.get("eventtype") if isinstance(event, dict) else None
