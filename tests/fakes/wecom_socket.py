"""The long connections of a fake WeCom: who has subscribed, what was pushed, what is answered.

A robot has one subscribed connection; a new one kicks it: it is told, loses its subscription at
once and is cut ``linger`` seconds later.  What is pushed while nobody is subscribed is lost.
"""

import asyncio
import itertools
import json
from contextlib import suppress
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.fakes.wecom_aibot import Aibot
from tests.fakes.wecom_book import Book
from tests.fakes.wecom_frames import BOT, BOT_SECRET, disconnected
from tests.fakes.wecom_rules import Json, Refusal, ok

_SAYS = (
    "aibot_respond_msg",
    "aibot_respond_welcome_msg",
    "aibot_respond_update_msg",
    "aibot_send_msg",
)
_CUT = 1006


class Link:
    """One connection.  ``bot``: whose, once subscribed; ``deaf``: it neither hears nor speaks."""

    def __init__(self, number: int, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.number, self.ws, self.transport = number, ws, request.transport
        self.bot: str | None = None
        self.deaf, self.pongs = False, True

    async def say(self, text: str) -> None:
        if not self.deaf:
            with suppress(ConnectionError):  # the connection's own end is noticed by its reader
                await self.ws.send_str(text)

    def told(self) -> Json:
        return {"connection": self.number, "bot": self.bot, "deaf": self.deaf}


class Wire:
    def __init__(self, book: Book, aibot: Aibot) -> None:
        self.book, self.news = book, book.news
        self.numbers = itertools.count(1)
        self.tasks: set[asyncio.Task[None]] = set()
        self.links: dict[int, Link] = {}
        self.forget(aibot)

    def forget(self, aibot: Aibot) -> None:
        """Everything but the numbers; who is connected is cut off."""
        for link in self.links.values():
            _cut(link)
        self.aibot = aibot
        self.links = {}
        self.bots = {BOT: BOT_SECRET}
        self.ever = 0
        self.subscriptions: list[Json] = []
        self.linger, self.kick = 0.0, _CUT
        self.late, self.delay = 0, None
        self.held: list[tuple[Link, Json]] = []

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(autoping=False, max_msg_size=16 * 1024 * 1024)
        await ws.prepare(request)
        link = Link(next(self.numbers), ws, request)
        self.links[link.number] = link
        self.ever += 1
        self.news.spread()
        try:
            async for message in ws:
                if message.type is WSMsgType.PING and (not link.deaf or link.pongs):
                    await ws.pong(message.data)
                if message.type is WSMsgType.TEXT and not link.deaf:
                    await self.hear(link, message.data)
        finally:
            self.links.pop(link.number, None)
            self.news.spread()
        return ws

    async def hear(self, link: Link, text: str) -> None:
        try:
            frame = json.loads(text)
            cmd, req, body = frame["cmd"], frame["headers"]["req_id"], frame.get("body") or {}
        except (ValueError, KeyError, TypeError):
            self.book.note("nonsense", {"text": text}, connection=link.number)
            await link.ws.close(code=WSCloseCode.UNSUPPORTED_DATA)
            return
        fields = {k: v for k, v in body.items() if k != "secret"}
        self.book.note(cmd, fields, req_id=req, connection=link.number)
        wrong = self.book.troubles.meet(cmd, body)
        if wrong and not wrong.get("accept"):
            if cmd == "aibot_subscribe":
                self.tried(link, body, wrong.get("errcode"))
            await self.badly(link, req, wrong)
            return
        late = cmd in _SAYS and self.is_late()
        try:
            if cmd in _SAYS:
                self.accept(link, cmd, req, body, told=not wrong and not late)
            else:
                await self.greet(link, cmd, body)
            answer = ok()
        except Refusal as refusal:
            answer = refusal.answer()
        if cmd == "aibot_subscribe":
            self.tried(link, body, answer["errcode"])
        if wrong:
            await self.badly(link, req, wrong)
        elif late:
            self.postpone(link, _ack(req, answer))
        else:
            await self.answer(link, _ack(req, answer))

    async def greet(self, link: Link, cmd: str, body: Json) -> None:
        if cmd == "ping":
            return
        if cmd != "aibot_subscribe":
            raise Refusal(40058, f"the fake does not know {cmd}")
        bot, secret = body.get("bot_id"), body.get("secret")
        if not isinstance(bot, str) or not secret or self.bots.get(bot) != secret:
            raise Refusal(853000, "invalid bot_id or secret")
        for other in self.of_bot(bot):
            if other is not link:
                await self.evict(other)
        link.bot = bot

    def tried(self, link: Link, body: Json, code: int | None) -> None:
        bot = body.get("bot_id")
        told = {"connection": link.number, "bot_id": bot, "errcode": code}
        self.subscriptions.append(told)
        self.news.spread()

    async def evict(self, link: Link) -> None:
        await link.say(_text(disconnected(bot=link.bot or BOT, id=f"e0-{next(self.numbers)}")))
        link.bot = None
        self.later(self.close(link, self.kick, after=self.linger))

    def accept(self, link: Link, cmd: str, req: str, body: Json, *, told: bool) -> None:
        """Write it down, or raise Refusal."""
        if link.bot is None:
            raise Refusal(853000, "not subscribed")
        chat = self.aibot.accept(cmd, req, body)
        more = {"req_id": req, "chat": chat, "connection": link.number}
        self.book.accept(cmd, body, told=told, **more)

    def is_late(self) -> bool:
        self.late, late = max(self.late - 1, 0), self.late > 0
        return late

    def postpone(self, link: Link, ack: Json) -> None:
        if self.delay is None:
            self.held.append((link, ack))
        else:
            self.later(self.answer(link, ack, after=self.delay))

    def release(self) -> int:
        """The acks that were held back leave, in order; how many."""
        held, self.held = self.held, []
        for link, ack in held:
            self.later(self.answer(link, ack))
        return len(held)

    async def answer(self, link: Link, ack: Json, *, after: float = 0) -> None:
        if after:
            await asyncio.sleep(after)
        await link.say(_text(ack))

    async def badly(self, link: Link, req: str, wrong: Json) -> None:
        if "errcode" in wrong:
            refusal = Refusal(wrong["errcode"], wrong.get("errmsg", "ordered by a test"))
            await self.answer(link, _ack(req, refusal.answer()))
            return
        match wrong["fault"]:
            case "close":
                self.later(self.close(link, wrong.get("code", 1000)))
            case "reset":
                _cut(link)
            case "garbage":
                await link.say("<html>Welcome to the hotel</html>")
            case _:
                return  # silence

    def push(self, frame: Json) -> Json:
        req = frame.setdefault("headers", {}).setdefault("req_id", f"push-{next(self.numbers)}")
        there = self.of_bot(frame["body"].get("aibotid", BOT))
        if there:
            self.aibot.push(frame)
            self.later(there[0].say(_text(frame)))
        return {"req_id": req, "connection": there[0].number if there else None}

    async def shout(self, number: int | None, text: str) -> None:
        for link in self.of_number(number):
            await link.say(text)

    async def close(self, link: Link, code: int, *, after: float = 0) -> None:
        """1006: without a word, but not before what was said has left."""
        if after:
            await asyncio.sleep(after)
        if code != _CUT:
            await link.ws.close(code=code)
        elif link.transport:
            link.transport.close()

    def shut(self, number: int | None, code: int) -> None:
        for link in self.of_number(number):
            if code == _CUT:
                _cut(link)
            else:
                self.later(self.close(link, code))

    def deafen(self, number: int | None, *, pongs: bool) -> None:
        for link in self.of_number(number):
            link.deaf, link.pongs = True, pongs

    def of_bot(self, bot: str) -> list[Link]:
        return [link for link in self.links.values() if link.bot == bot]

    def of_number(self, number: int | None) -> list[Link]:
        return [link for link in self.links.values() if number in (None, link.number)]

    def succeeded(self) -> int:
        return len([told for told in self.subscriptions if told["errcode"] == 0])

    def told(self) -> Json:
        subscribed = len([link for link in self.links.values() if link.bot])
        numbers = {"open": len(self.links), "ever": self.ever, "subscribed": subscribed}
        return numbers | {"connections": [link.told() for link in self.links.values()]}

    def later(self, coroutine: Any) -> None:
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


def _cut(link: Link) -> None:
    if link.transport:
        link.transport.abort()


def _ack(req: str, answer: Json) -> Json:
    return {"headers": {"req_id": req}} | answer


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
