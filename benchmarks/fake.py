"""A Telegram server that answers at once, for timing: ``python -m benchmarks.fake PORT [LIMIT]``.

``POST /say {"chat", "text"}`` queues an update and answers when the bot has replied to it, with
the seconds that took; the bot under test cannot tell it from a fast Bot API server.  ``POST
/sends`` and ``/accepted`` tell what was sent.  With a second argument it takes only so many
messages in any second, and answers 429 to the others.
"""

import asyncio
import logging
import sys
import time
from collections import deque
from typing import Any

from aiohttp import web

_POLL = 20.0  # seconds a getUpdates waits


class FakeTelegram:
    """Updates in memory, replies matched to the chat that is waiting."""

    def __init__(self, limit: int) -> None:
        self.limit, self.recent = limit, deque[float]()
        self.sent: list[tuple[float, str, str, bool]] = []
        self.taken = 0
        self.updates: list[dict[str, Any]] = []
        self.next_id = int(time.time() * 1000)  # a bot that remembers has not seen these
        self.news = asyncio.Event()
        self.waiting: dict[str, asyncio.Future[float]] = {}

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/say", self.say)
        app.router.add_post("/sends", self.sends)
        app.router.add_post("/accepted", self.accepted)
        app.router.add_route("*", "/{bot}/{method}", self.call)
        return app

    async def say(self, request: web.Request) -> web.Response:
        asked = await request.json()
        chat, number = int(asked["chat"]), self.next_id
        self.next_id += 1
        who = {"id": chat, "is_bot": False, "first_name": "L"}
        message = {
            "message_id": 7,
            "date": 1570759200,
            "text": asked["text"],
            "from": who,
            "chat": {"id": chat, "type": "private", "first_name": "L"},
        }
        reply = asyncio.get_running_loop().create_future()
        self.waiting[str(chat)] = reply
        start = time.perf_counter()
        self.updates.append({"update_id": number, "message": message})
        self.news.set()
        arrived = await asyncio.wait_for(reply, 30)
        return web.json_response({"seconds": arrived - start})

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        fields: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            fields |= await request.json()
        else:
            fields |= dict(await request.post())
        if method == "getUpdates":
            return _ok(await self.poll(int(fields.get("offset") or 0)))
        if method == "sendMessage":
            if not self.take(fields):
                return _too_many()
            reply = self.waiting.pop(str(fields["chat_id"]), None)
            if reply is not None:
                reply.set_result(time.perf_counter())
            chat = {"id": int(fields["chat_id"]), "type": "private", "first_name": "L"}
            return _ok({"message_id": 7, "date": 1, "chat": chat, "text": "x"})
        if method == "getMe":
            me = {"id": 1, "is_bot": True, "first_name": "B", "username": "bench_bot"}
            return _ok(me)
        return _ok(True)

    def take(self, fields: dict[str, Any]) -> bool:
        """Strictly: whenever one begins to count, no second holds more than the limit."""
        now = time.time()
        while self.recent and self.recent[0] <= now - 1.0:
            self.recent.popleft()
        good = not self.limit or len(self.recent) < self.limit
        if good:
            self.recent.append(now)
            self.taken += 1
        self.sent.append((now, str(fields["chat_id"]), str(fields.get("text")), good))
        return good

    async def sends(self, _: web.Request) -> web.Response:
        return web.json_response(self.sent)

    async def accepted(self, _: web.Request) -> web.Response:
        return web.json_response(self.taken)

    async def poll(self, offset: int) -> list[dict[str, Any]]:
        self.updates = [u for u in self.updates if u["update_id"] >= offset]
        if not self.updates:
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), _POLL)
            except TimeoutError:
                return []
        return self.updates


def _too_many() -> web.Response:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
    return web.json_response(body | {"parameters": {"retry_after": 1}}, status=429)


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


if __name__ == "__main__":
    port, limit = (int(value) for value in [*sys.argv[1:], "0"][:2])
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # bots are killed on purpose
    app = FakeTelegram(limit).app()
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)
