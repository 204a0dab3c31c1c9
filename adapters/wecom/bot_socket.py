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
from websockets.protocol import State

from adapters.wecom.line import Answered, errcode_of

_log = logging.getLogger(__name__)
logging.getLogger("websockets").setLevel(logging.WARNING)  # it logs frames: words, and the secret
_LARGEST = 1024 * 1024  # bytes of a frame
_CALLBACKS = ("aibot_msg_callback", "aibot_event_callback")
_MISSED = 2  # pings without an answer, and nothing else heard: nobody is there

Frame = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BotTuning:
    """Seconds.  ``ping``: between two; after two without an answer the connection is dead.

    ``farewell``: at the end, for the acks of what was said, and then for the other end to hang up.
    """

    ping: float = 30.0
    ack: float = 10.0
    connect: float = 10.0
    farewell: float = 3.0


class NotConnected(Exception):
    """Nothing was said: there is no connection."""


class NoAck(Exception):
    """It was said, and nothing came back."""


class Displaced(Exception):
    """Somebody else has subscribed for this bot: whoever fights back is thrown out in turn."""


class BotSocket:
    """``heard`` is called with every callback frame, ``alive`` with every sign of life.

    Neither may wait, and there is no sign of life without a subscription.  ``beats``: pings
    answered.
    Acks and callbacks come over the same connection: who waited here would wait for himself.
    """

    def __init__(
        self,
        url: str,
        bot: str,
        secret: str,
        *,
        heard: Callable[[Frame], None],
        alive: Callable[[], None],
        tuning: BotTuning | None = None,
    ) -> None:
        self._url, self._bot, self._secret = url, bot, secret
        self._heard, self._alive = heard, alive
        self._tuning = tuning or BotTuning()
        self._connection: ClientConnection | None = None
        self._acks: dict[str, asyncio.Future[Frame]] = {}
        self._missed = 0
        self.beats = 0

    @property
    def is_open(self) -> bool:
        """Whether we are connected and subscribed."""
        return self._connection is not None and self._connection.state is State.OPEN

    async def run(self) -> None:
        """One connection, until it ends; raises what ended it.

        ``Answered`` when the subscription is refused, ``Displaced`` when another has taken it.
        """
        opening = connect(
            self._url,
            open_timeout=self._tuning.connect,
            close_timeout=self._tuning.farewell,
            ping_interval=None,  # WeCom has a ping of its own
            max_size=_LARGEST,
            logger=logging.getLogger("websockets.quiet"),
        )
        async with opening as connection:
            reading = asyncio.create_task(self._read(connection))
            try:
                await self._serve(connection, reading)
            finally:
                self._connection = None  # nothing more is said; what was said is waited for
                if self._acks:
                    await asyncio.wait(self._acks.values(), timeout=self._tuning.farewell)
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)

    async def _serve(self, connection: ClientConnection, reading: asyncio.Task[None]) -> None:
        """What has ended the reading says more than what was not answered because of it."""
        try:
            said = {"bot_id": self._bot, "secret": self._secret}
            await self._ask(connection, "aibot_subscribe", said)
            self._connection = connection
            self._lives()
            await self._watch(connection, reading)
        except NoAck:
            if not reading.done():
                raise
        await reading

    async def _watch(self, connection: ClientConnection, reading: asyncio.Task[None]) -> None:
        """Returns when the reading has ended.  Raises ``NoAck`` when nobody is there any more."""
        tuning = self._tuning
        while not reading.done():
            pause = tuning.ping - tuning.ack if self._missed else tuning.ping
            await asyncio.wait([reading], timeout=max(pause, 0.0))
            if reading.done():
                return
            try:
                await self._ask(connection, "ping", None)
                self.beats += 1
            except NoAck:
                self._missed += 1
                if self._missed >= _MISSED:
                    raise
            except Answered as error:
                raise NoAck(str(error)) from error

    async def say(self, cmd: str, body: Mapping[str, Any], req_id: str | None = None) -> Frame:
        """The ack's frame.  Raises ``NotConnected``, ``NoAck``, ``Answered``."""
        if self._connection is None or self._connection.state is not State.OPEN:
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
            async with asyncio.timeout(self._tuning.ack):
                await connection.send(json.dumps(frame, ensure_ascii=False))
                told = await answer
        except (WebSocketException, TimeoutError, OSError) as error:
            raise NoAck(type(error).__name__) from error
        finally:
            if self._acks.get(id) is answer:
                del self._acks[id]
        if (code := errcode_of(told)) != 0:
            words = str(told.get("errmsg", "")).replace(self._secret, "…")
            raise Answered(200, code, words)
        return dict(told)

    async def _read(self, connection: ClientConnection) -> None:
        try:
            async for raw in connection:
                try:
                    frame = json.loads(raw)
                except (ValueError, RecursionError):
                    _log.warning("WeCom: a frame of the robot that is no JSON was dropped")
                    continue
                if isinstance(frame, dict):
                    self._take(frame)
        finally:
            self._let_down()

    def _take(self, frame: dict[str, Any]) -> None:
        if frame.get("cmd") in _CALLBACKS:
            if _event(frame) == "disconnected_event":
                raise Displaced
            self._lives()
            self._heard(frame)
            return
        headers = frame.get("headers")
        id = headers.get("req_id") if isinstance(headers, dict) else None
        waiting = self._acks.get(str(id))
        if waiting is not None and not waiting.done():
            self._lives()
            waiting.set_result(frame)

    def _lives(self) -> None:
        """A refusal to let us in is no sign of life."""
        self._missed = 0
        if self._connection is not None:
            self._alive()

    def _let_down(self) -> None:
        """Nobody will answer any more."""
        for waiting in self._acks.values():
            if not waiting.done():
                waiting.set_exception(NoAck("closed"))


def _event(frame: Frame) -> object:
    body = frame.get("body")
    event = body.get("event") if isinstance(body, dict) else None
    return event.get("eventtype") if isinstance(event, dict) else None
