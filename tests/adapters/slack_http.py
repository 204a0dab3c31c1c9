"""Requests as Slack posts them, rightly and wrongly signed, and the app that takes them."""

import hmac
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

import httpx

from adapters.http import build_app
from adapters.slack.reception import Identity, Reception
from adapters.slack.webhook import SlackWebhook
from tests.adapters.world import Memory, QuickClock
from tests.fakes.slack_payloads import AT, message, request

PATH = "/slack/events"
SECRET, OLD, OLDEST = "8f742231b10e8888abcd99yyyzzz85a5", "the-old-one", "the-oldest-one"
SIGNATURE, MOMENT = "X-Slack-Signature", "X-Slack-Request-Timestamp"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
NOW = AT - 60  # what the clock of these tests says
US = Identity("T1", "UBOT", "A1")
BODY = json.dumps(message("24 推进中")).encode()

Signed = list[tuple[Any, Any]]


class Hall:
    """The app without a socket, and what came through it."""

    def __init__(self, ingress: Memory | None = None, who: Identity = US) -> None:
        self.ingress = ingress or Memory()
        self.opened: list[tuple[str, str]] = []
        self.reception = Reception(who, self.ingress, self._window)

    async def _window(self, trigger: str, view: dict[str, Any]) -> None:
        self.opened.append((trigger, view["external_id"]))

    @asynccontextmanager
    async def client(self, patience: float = 10.0) -> AsyncIterator[httpx.AsyncClient]:
        hook = SlackWebhook((SECRET, OLD), self.reception, QuickClock())
        wire = httpx.ASGITransport(build_app([hook], patience=patience))
        async with httpx.AsyncClient(transport=wire, base_url="http://us") as client:
            yield client

    async def post(self, headers: Any, body: bytes = BODY, path: str = PATH) -> httpx.Response:
        async with self.client() as client:
            return await client.post(path, headers=headers, content=body)

    async def deliver(self, payload: dict[str, Any], *, retry: int = 0) -> httpx.Response:
        """As Slack does it."""
        body, headers = request(payload, SECRET, NOW, retry=retry)
        return await self.post(list(headers.items()), body)

    @property
    def is_untouched(self) -> bool:
        return not self.ingress.handed and not self.opened


def signature(body: bytes, moment: str, secret: str = SECRET) -> str:
    """By hand: Slack's own library signs neither odd times nor bytes that are no text."""
    base = b"v0:" + moment.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, sha256).hexdigest()


def signed(body: bytes = BODY, *, kind: str = JSON, secret: str = SECRET, at: int = NOW) -> Signed:
    """The headers that go with this body."""
    return [
        ("Content-Type", kind),
        (MOMENT, str(at)),
        (SIGNATURE, signature(body, str(at), secret)),
    ]


def with_(name: str, *values: str | bytes, of: Sequence[tuple[Any, Any]] | None = None) -> Signed:
    """Rightly signed but for this header, which stands there so often with these values."""
    kept = [(key, value) for key, value in (of or signed()) if key != name]
    return kept + [(name.encode(), v if isinstance(v, bytes) else v.encode()) for v in values]
