"""Socket Mode of a fake Slack: who is connected, what was sent to whom, what was acknowledged.

An envelope goes to one open connection, chosen by the seed.  An event that nobody acknowledged is
sent again after ``again`` seconds or when its connection ends, under a new envelope_id and as long
as it takes; one that meets no connection waits for the next.  Commands and interactions are sent
once, and lost if nobody is there.
"""

import asyncio
import itertools
import json
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.slack_rules import Json

_MOST = 10
_HOST = "applink-test"


class News:
    """Lets coroutines wait until something is true."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def spread(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, true: Callable[[], bool]) -> None:
        while not true():
            await self._next.wait()


class Link:
    """One connection.  ``deaf``: nothing is sent on it any more; ``leaving``: nothing new."""

    def __init__(self, number: int, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.number, self.ws, self.transport = number, ws, request.transport
        self.deaf = self.leaving = False
        self.pongs = True

    async def say(self, value: Json) -> None:
        if not self.deaf:
            with suppress(ConnectionError):  # the connection's own end is noticed by its reader
                await self.ws.send_str(json.dumps(value, ensure_ascii=False))

    def told(self) -> Json:
        return {"connection": self.number, "deaf": self.deaf, "leaving": self.leaving}


class Envelope:
    """What is to be acknowledged; ``attempt`` counts the repetitions."""

    def __init__(self, id: str, asked: Json) -> None:
        self.id, self.asked = id, asked
        self.attempt, self.reason = 0, ""
        self.link: Link | None = None
        self.timer: asyncio.TimerHandle | None = None

    @property
    def repeats(self) -> bool:
        return bool(self.asked["type"] == "events_api")

    def wire(self) -> Json:
        name = f"{self.id}.{self.attempt}" if self.attempt else self.id
        value = {
            "envelope_id": name,
            "type": self.asked["type"],
            "payload": self.asked["payload"],
            "accepts_response_payload": bool(self.asked.get("accepts_response_payload")),
        }
        if self.repeats:
            value |= {"retry_attempt": self.attempt, "retry_reason": self.reason}
        return value


class Socket:
    def __init__(self, seed: int, news: News) -> None:
        self.seed, self.dice, self.news = seed, random.Random(seed), news  # noqa: S311
        self.again, self.ping, self.linger = 3.0, 1.0, 0.5
        self.numbers, self.ever = itertools.count(1), 0
        self.tickets: set[str] = set()
        self.links: dict[int, Link] = {}
        self.pending: dict[str, Envelope] = {}
        self.of: dict[str, str] = {}
        self.sent: list[Json] = []
        self.acks: list[Json] = []
        self.tasks: set[asyncio.Task[None]] = set()

    def ticket(self) -> str:
        ticket = f"ticket-{next(self.numbers)}"
        self.tickets.add(ticket)
        return ticket

    async def link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=403, text="ticket")
        self.tickets.discard(ticket)
        ws = web.WebSocketResponse(autoping=False, max_msg_size=16 * 1024 * 1024)
        await ws.prepare(request)
        link = Link(next(self.numbers), ws, request)
        if len(self.links) >= _MOST:
            await link.say(_disconnect("too_many_websockets"))
            await ws.close()
            return ws
        pings = asyncio.create_task(self.pings(link))
        try:
            await self.greet(link)
            await self.listen(link)
        finally:
            pings.cancel()
            self.gone(link)
        return ws

    async def greet(self, link: Link) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self.links) + 1,
            "connection_info": {"app_id": "A1"},
            "debug_info": {
                "host": _HOST,
                "started": "2019-10-11 10:00:00.000",
                "build_number": 54,
                "approximate_connection_time": 3600,
            },
        }
        await link.say(hello)
        self.links[link.number] = link
        self.ever += 1
        self.news.spread()
        for envelope in [e for e in self.pending.values() if e.link is None]:
            self.send(envelope)

    async def listen(self, link: Link) -> None:
        async for message in link.ws:
            match message.type:
                case WSMsgType.PING if not link.deaf or link.pongs:
                    await link.ws.pong(message.data)
                case WSMsgType.TEXT:
                    self.acknowledge(link, json.loads(message.data))

    def acknowledge(self, link: Link, answer: Json) -> None:
        name = answer.get("envelope_id", "")
        of = self.of.get(name)
        envelope = self.pending.pop(of, None) if of else None
        if envelope and envelope.timer:
            envelope.timer.cancel()
        ack = {"envelope_id": name, "of": of, "payload": answer.get("payload")}
        self.acks.append(ack | {"connection": link.number, "first": envelope is not None})
        self.news.spread()

    async def pings(self, link: Link) -> None:
        with suppress(ConnectionError):
            while True:
                await asyncio.sleep(self.ping)
                if not link.deaf:
                    await link.ws.ping(f"Ping from {_HOST}".encode())

    def gone(self, link: Link) -> None:
        if self.links.pop(link.number, None) is None:
            return
        for envelope in [e for e in self.pending.values() if e.link is link]:
            if envelope.timer:
                envelope.timer.cancel()
            self.repeat(envelope, "connection_failed")
        self.news.spread()

    def push(self, asked: Json) -> Json:
        id = asked.get("envelope_id") or f"envelope-{next(self.numbers)}"
        envelope = self.pending[id] = Envelope(id, asked)
        self.send(envelope)
        return {"envelope_id": id, "connection": envelope.link and envelope.link.number}

    def send(self, envelope: Envelope) -> None:
        open = [link for link in self.links.values() if not link.leaving]
        if not open:
            envelope.link = None
            if not envelope.repeats:
                del self.pending[envelope.id]
            return
        link = envelope.link = self.dice.choice(open)
        wire = envelope.wire()
        self.of[wire["envelope_id"]] = envelope.id
        said = {key: value for key, value in wire.items() if key != "payload"}
        self.sent.append(said | {"of": envelope.id, "connection": link.number})
        self.news.spread()
        self.later(link.say(wire))
        if envelope.repeats:
            loop = asyncio.get_running_loop()
            envelope.timer = loop.call_later(self.again, self.repeat, envelope, "timeout")

    def repeat(self, envelope: Envelope, reason: str) -> None:
        if not envelope.repeats:
            self.pending.pop(envelope.id, None)
        elif envelope.id in self.pending:
            envelope.attempt, envelope.reason = envelope.attempt + 1, reason
            self.send(envelope)

    def of_number(self, number: int | None) -> list[Link]:
        return [link for link in self.links.values() if number in (None, link.number)]

    async def disconnect(self, number: int | None, reason: str) -> None:
        for link in self.of_number(number):
            link.leaving = True
            await link.say(_disconnect(reason))
            self.later(self.close(link))

    async def close(self, link: Link) -> None:
        await asyncio.sleep(self.linger)
        await link.ws.close()

    def drop(self, number: int | None) -> None:
        for link in self.of_number(number):
            if link.transport:
                link.transport.abort()

    def deafen(self, number: int | None, *, pongs: bool) -> None:
        for link in self.of_number(number):
            link.deaf, link.pongs = True, pongs

    def forget(self) -> None:
        """Everything but the numbers; who is connected is cut off."""
        for envelope in self.pending.values():
            if envelope.timer:
                envelope.timer.cancel()
        self.pending.clear()
        self.drop(None)
        self.links.clear()
        self.sent, self.acks, self.ever = [], [], 0
        self.dice.seed(self.seed)
        self.again, self.ping, self.linger = 3.0, 1.0, 0.5

    def later(self, coroutine: Any) -> None:
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": _HOST}}
