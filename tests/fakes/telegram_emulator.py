"""A strict Bot API: lo-bot-api-emulator, completed for our bot.

    python -m tests.fakes.telegram_emulator LEDGER

What the package leaves open and this file adds:
  * getMe carries a user name and the id that the token begins with;
  * parameters that the real server knows and the package does not: link_preview_options and
    message_thread_id;
  * a length limit counted after parsing, and HTML that has to be well-formed;
  * updates of kind edited_message and my_chat_member;
  * LEDGER, one JSON line a call {"method", "status", "fields", "message_id"};
  * POST /script {"sendMessage": [{"status": 429, "description": "...", "parameters": {...}}]}:
    the next calls of that method are answered so, {} lets one pass.
Tests queue updates with POST /__fixture/updates {"token": ..., "update": {"message": {...}}}.
"""

import json
import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator, updates

from tests.fakes.process import serve

USERNAME = "liaison_test_bot"
_KNOWN_ELSEWHERE = ("link_preview_options", "message_thread_id")
_MORE_KINDS = {"edited_message", "my_chat_member"}
_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler", "tg-time"}


class _Parsed(HTMLParser):
    """What Telegram makes of HTML; raises ``ApiRefusal`` where it would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", list[str]()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in _TAGS:
            raise ApiRefusal(f'Bad Request: can\'t parse entities: unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ApiRefusal(f'Bad Request: can\'t parse entities: unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data

    def finish(self) -> str:
        self.close()
        if self.open:
            raise ApiRefusal("Bad Request: can't parse entities: can't find end tag")
        return self.text


class Emulator(LoBotApiEmulator):  # type: ignore[misc]  # the package has no types
    def __init__(self, ledger: Path) -> None:
        super().__init__(enable_control=True, allow_insecure_loopback_webhooks=True)
        updates.KINDS.update(_MORE_KINDS)
        self.ledger = ledger.open("a", encoding="utf-8", buffering=1)
        self.script: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def app(self) -> web.Application:
        app: web.Application = super().app()
        app.router.add_post("/script", self.take_script)
        return app

    async def take_script(self, request: web.Request) -> web.Response:
        for method, answers in (await request.json()).items():
            self.script[method].extend(answers)
        return web.json_response({"ok": True})

    async def handle(self, request: web.Request) -> Any:
        self.bot = int(request.match_info["token"].partition(":")[0])
        return await super().handle(request)

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        seen = dict(fields)
        try:
            self.refuse_if_scripted(method)
            for name in _KNOWN_ELSEWHERE:
                fields.pop(name, None)
            if fields.get("parse_mode") == "HTML":
                parsed = _Parsed()
                parsed.feed(fields["text"])
                fields["text"] = parsed.finish()
            result = super().validate(method, fields, uploads)
        except ApiRefusal as refusal:
            self.note(method, refusal.status, seen)
            raise
        self.note(method, 200, seen, result.get("message_id") if isinstance(result, dict) else None)
        return {**result, "id": self.bot, "username": USERNAME} if method == "getMe" else result

    def refuse_if_scripted(self, method: str) -> None:
        answer = self.script[method].pop(0) if self.script[method] else {}
        if answer:
            raise ApiRefusal(answer["description"], answer["status"], answer.get("parameters"))

    def note(self, method: str, status: int, fields: Any, message_id: int | None = None) -> None:
        if method != "getUpdates":
            line = {"method": method, "status": status, "fields": fields, "message_id": message_id}
            self.ledger.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    serve(Emulator(Path(sys.argv[1])).app())
