"""A Bot API that holds to its limits: who sends too fast is answered 429 and written down.

    python -m tests.fakes.telegram_strict LEDGER

As telegram_faults, without faults of its own.  Taken are 30 messages in any second, one a second to
a chat, 20 in any minute to a group (Bots FAQ); a window counts the moments of acceptance.

POST /violations null   {"bot": n, "chat": n, "group": n}
"""

import sys
import time
from collections import Counter, defaultdict, deque
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.process import serve
from tests.fakes.telegram_faults import Telegram

_BOT, _GROUP = 30, 20
_SECOND, _MINUTE = 1.0, 60.0


class Strict(Telegram):
    def __init__(self, ledger: Path) -> None:
        super().__init__(ledger, 0, 0.0)
        self.sent = deque[float]()
        self.to: dict[str, deque[float]] = defaultdict(deque)
        self.violations = Counter[str]()

    def app(self) -> web.Application:
        app = super().app()
        app.router.add_post("/violations", self.told)
        return app

    async def told(self, _: web.Request) -> web.Response:
        return web.json_response(dict(self.violations))

    def answer(self, method: str, chat: str) -> dict[str, Any]:
        if method != "sendMessage":
            return super().answer(method, chat)
        now, to = time.monotonic(), self.to[chat]
        broken = [
            name
            for name, log, seconds, most in (
                ("bot", self.sent, _SECOND, _BOT),
                ("chat", to, _SECOND, 1),
                ("group", to, _MINUTE, _GROUP if chat.startswith("-") else sys.maxsize),
            )
            if len([at for at in log if now - at < seconds]) >= most
        ]
        if broken:
            self.violations.update(broken)
            limits = {"ok": False, "parameters": {"retry_after": 3}}
            return {"status": 429, "body": limits | {"description": "Too Many Requests"}}
        self.sent.append(now)
        to.append(now)
        while now - self.sent[0] > _SECOND:
            self.sent.popleft()
        return {}


if __name__ == "__main__":
    serve(Strict(Path(sys.argv[1])).app())
