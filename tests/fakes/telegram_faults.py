"""A Bot API that fails on purpose, and writes down what it accepted all the same.

    python -m tests.fakes.telegram_faults LEDGER [SEED RATE]

LEDGER gets one JSON line for every accepted sendMessage, sendPhoto, sendDocument and
editMessageText, at the moment of acceptance: {"method", "fields", "message_id", "told", "at"};
``told`` is false if the caller was not answered.  Of a file there is its length, and its name in a
field of its own.  It alone says what is lost or double.
With SEED and RATE that share of these calls, and of getUpdates, meets a fault drawn by the seed.

POST /updates  [any JSON, ...]        queue them for getUpdates, as they are
POST /script   {"METHOD": [ANSWER]}   the next calls of METHOD are answered so
POST /chats    {"CHAT": [ANSWER]}     the next messages to CHAT; one with "always" stays
POST /token    true | false           whether the token is accepted
POST /files    {"ID": BASE64}         what getFile and the file server know; "big" is endless
POST /calls                           every call so far: [{"method", "fields"}]
POST /await    {"method", "fields", "count"}  the same, once ``count`` calls had these fields
POST /reached  number                 answers when so many messages have been accepted
POST /reset                           forget all of the above

ANSWER: {"status", "body" (text or JSON), "headers", "accept"} or {"fault": NAME, "accept"}, NAME
one of stall, reset, half (of a body), garbage (200 without JSON), empty (200 without result);
``accept``: the message counts as sent all the same.  {} lets one call pass.
"""

import asyncio
import base64
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.faults import CERTAIN, FAULTS, badly
from tests.fakes.process import kept, serve

USERNAME = "liaison_test_bot"
_MESSAGES = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")


class Telegram:
    def __init__(self, ledger: Path, seed: int, rate: float) -> None:
        self.path = ledger
        self.ledger = ledger.open("a", encoding="utf-8", buffering=1)
        self.dice, self.rate = random.Random(seed), rate  # noqa: S311
        self.script: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.chats: dict[str, list[dict[str, Any]]] = {}
        self.calls: list[dict[str, Any]] = []
        self.queue: list[Any] = []
        self.files: dict[str, bytes] = {}
        self.more, self.called = asyncio.Event(), asyncio.Condition()
        self.accepted, self.one_more = 0, asyncio.Condition()
        self.next_id, self.token_works = 1, True

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/bot{token}/{method}", self.handle)
        app.router.add_post(
            "/{control:updates|script|chats|token|files|calls|await|reset}", self.control
        )
        app.router.add_post("/reached", self.reached)
        app.router.add_get("/file/bot{token}/documents/{id}", self.file)
        return app

    async def control(self, request: web.Request) -> web.Response:
        value, control = await request.json(), request.match_info["control"]
        match control:
            case "updates":
                self.queue.extend(value)
                self.more.set()
            case "script":
                for method, answers in value.items():
                    self.script[method].extend(answers)
            case "chats":
                self.chats = value
            case "token":
                self.token_works = value
            case "files":
                self.files |= {id: base64.b64decode(content) for id, content in value.items()}
            case "await":
                async with self.called:
                    await self.called.wait_for(lambda: self.have_come(value))
            case "reset":
                self.script.clear()
                self.chats.clear()
                self.calls.clear()
                self.queue.clear()
                self.token_works, self.accepted = True, 0
        return web.json_response(self.calls if control in ("calls", "await") else [])

    async def reached(self, request: web.Request) -> web.Response:
        number = await request.json()
        async with self.one_more:
            await self.one_more.wait_for(lambda: self.accepted >= number)
        return web.json_response(self.accepted)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method, posted = request.match_info["method"], await request.post()
        fields = _fields(posted)
        self.calls.append({"method": method, "fields": fields})
        async with self.called:
            self.called.notify_all()
        if not self.token_works:
            return _refusal(401, "Unauthorized")
        answer = self.answer(method, str(fields.get("chat_id")))
        message_id = None
        if method in _MESSAGES and (not answer or answer.get("accept")):
            message_id = self.accept(method, fields, told=not answer, kept=self.kept(posted))
            async with self.one_more:
                self.accepted += 1
                self.one_more.notify_all()
        if answer:
            return await badly(request, answer)
        return web.json_response(
            {"ok": True, "result": await self.result(method, fields, message_id)}
        )

    async def file(self, request: web.Request) -> web.StreamResponse:
        id = request.match_info["id"]
        if id == "moved":
            raise web.HTTPFound("http://127.0.0.2:9/elsewhere")
        if id != "big":
            found = self.files.get(id)
            return web.Response(status=404) if found is None else web.Response(body=found)
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(1024 * 1024))

    def have_come(self, asked: dict[str, Any]) -> bool:
        fields: dict[str, str] = asked["fields"]
        count: int = asked["count"]
        calls = [call["fields"] for call in self.calls if call["method"] == asked["method"]]
        return count <= len([call for call in calls if fields.items() <= call.items()])

    def answer(self, method: str, chat: str) -> dict[str, Any]:
        """What goes wrong with the call: as the script says, else as the dice say."""
        if (waiting := self.chats.get(chat)) and method in _MESSAGES:
            return waiting[0] if waiting[0].get("always") else waiting.pop(0)
        return self.script[method].pop(0) if self.script[method] else self.drawn(method)

    def drawn(self, method: str) -> dict[str, Any]:
        if self.dice.random() >= self.rate:
            return {}
        if method == "getUpdates":
            return self.dice.choice(FAULTS[CERTAIN - 1 :])
        return self.dice.choice(FAULTS) if method in _MESSAGES else {}

    def kept(self, posted: Mapping[str, Any]) -> dict[str, str]:
        """Where the bytes of files are, by their fields."""
        files = {name: one for name, one in posted.items() if isinstance(one, web.FileField)}
        for one in files.values():
            one.file.seek(0)
        return {name: kept(self.path, one.file.read()) for name, one in files.items()}

    def accept(
        self, method: str, fields: dict[str, Any], *, told: bool, kept: dict[str, str]
    ) -> int:
        if method == "editMessageText":
            message_id = int(fields["message_id"])
        else:
            message_id, self.next_id = self.next_id, self.next_id + 1
        line = {"method": method, "fields": fields, "message_id": message_id, "told": told}
        line["at"] = time.time()
        if kept:
            line["kept"] = kept
        self.ledger.write(json.dumps(line, ensure_ascii=False) + "\n")
        return message_id

    async def result(self, method: str, fields: dict[str, Any], message_id: int | None) -> Any:
        match method:
            case "getMe":
                return {"id": 7, "is_bot": True, "first_name": "Liaison", "username": USERNAME}
            case "getUpdates":
                return await self.updates(int(fields.get("offset", 0)), int(fields["timeout"]))
            case "sendMessage" | "sendPhoto" | "sendDocument" | "editMessageText":
                chat = {"id": int(fields["chat_id"]), "type": "private"}
                return {"message_id": message_id, "date": 1, "chat": chat}
            case "getFile":
                id = str(fields["file_id"])
                return {"file_id": id, "file_path": f"documents/{id}"}
        return True

    async def updates(self, offset: int, seconds: int) -> list[Any]:
        """An offset confirms what is before it; one beyond the queue confirms nothing."""
        ids = [_number(update) for update in self.queue]
        if not ids or offset <= ids[-1] + 1:
            confirmed = [at for at, number in enumerate(ids, 1) if 0 < number < offset]
            del self.queue[: max(confirmed, default=0)]
        if not self.queue:
            self.more.clear()
            try:
                await asyncio.wait_for(self.more.wait(), seconds)
            except TimeoutError:
                return []
        return self.queue[:100]


def _fields(posted: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: len(value.file.read()) if isinstance(value, web.FileField) else value
        for name, value in posted.items()
    } | {
        f"{name}_name": value.filename
        for name, value in posted.items()
        if isinstance(value, web.FileField)
    }


def _number(update: Any) -> int:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else 0


def _refusal(status: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body, status=status)


if __name__ == "__main__":
    _, path, *dice = sys.argv
    seed, rate = (int(dice[0]), float(dice[1])) if dice else (0, 0.0)
    telegram = Telegram(Path(path), seed, rate)
    serve(telegram.app())
