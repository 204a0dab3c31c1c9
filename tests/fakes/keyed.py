"""A platform that knows its messages by key: it tells copies apart, and it can be asked.

    python -m tests.fakes.keyed LEDGER [SEED RATE]

POST /send {"chat", "key", "text", "dedupe"}: with ``dedupe`` a key that was accepted before is
acknowledged under its old id and not delivered again.  POST /find {"key"}: {"message_id"} of what
was delivered, null if nothing was.  LEDGER gets one JSON line for every delivery, at the moment of
acceptance: {"method": "send", "fields", "message_id", "told", "at"}.  SEED, RATE and answers are
those of telegram_faults.

POST /chats   {"CHAT": [ANSWER]}   what goes wrong with the next messages to CHAT
POST /count   null                 how many were delivered
POST /reset   null                 forget all of the above
"""

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.faults import FAULTS, badly
from tests.fakes.process import serve


class Keyed:
    def __init__(self, ledger: Path, seed: int, rate: float) -> None:
        self.ledger = ledger.open("a", encoding="utf-8", buffering=1)
        self.dice, self.rate = random.Random(seed), rate  # noqa: S311
        self.chats: dict[str, list[dict[str, Any]]] = {}
        self.known: dict[str, int] = {}
        self.delivered = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/send", self.send)
        app.router.add_post("/find", self.find)
        app.router.add_post("/{control:chats|count|reset}", self.control)
        return app

    async def control(self, request: web.Request) -> web.Response:
        value = await request.json()
        match request.match_info["control"]:
            case "chats":
                self.chats = value
            case "reset":
                self.chats, self.known, self.delivered = {}, {}, 0
        return web.json_response(self.delivered)

    async def find(self, request: web.Request) -> web.Response:
        return web.json_response({"message_id": self.known.get((await request.json())["key"])})

    async def send(self, request: web.Request) -> web.StreamResponse:
        fields = await request.json()
        answer = self.answer(fields["chat"])
        if not answer or answer.get("accept"):
            self.accept(fields, told=not answer)
        if answer:
            return await badly(request, answer)
        return web.json_response({"message_id": self.known[fields["key"]]})

    def answer(self, chat: str) -> dict[str, Any]:
        if waiting := self.chats.get(chat):
            return waiting.pop(0)
        return self.dice.choice(FAULTS) if self.dice.random() < self.rate else {}

    def accept(self, fields: dict[str, Any], *, told: bool) -> None:
        if fields["dedupe"] and fields["key"] in self.known:
            return
        self.delivered += 1
        self.known[fields["key"]] = self.delivered
        line = {"method": "send", "fields": fields, "message_id": self.delivered, "told": told}
        self.ledger.write(json.dumps(line | {"at": time.time()}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    _, path, *dice = sys.argv
    seed, rate = (int(dice[0]), float(dice[1])) if dice else (0, 0.0)
    serve(Keyed(Path(path), seed, rate).app())
