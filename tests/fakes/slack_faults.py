"""A Slack that fails on purpose, and writes down what it accepted all the same.

    python -m tests.fakes.slack_faults LEDGER [SEED RATE]

The Web API is below /api/, Socket Mode behind the address that apps.connections.open gives, and
/response/ID is a response_url.  LEDGER gets one JSON line for every accepted call, at the moment of
acceptance: {"method", "fields" (decoded, without the token), "told", "at"} and, where there is one,
"ts", "message_ts", "channel", "view" (its id), "file_id"; ``told`` is false if the caller was not
answered.  It alone says what is lost or double.  With SEED and RATE that share of the calls that
say or read something meets a fault drawn by the seed.

POST /order     [ORDER, ...]           what goes wrong; the first that fits counts
POST /tokens    {"PREFIX": "CODE"}     tokens with this prefix are answered with the code; {} none
POST /channels  [ID, ...] | null       the channels that exist; null: all
POST /users     {ID: {...}} | null     the people who exist, and what users.info says of them
POST /limit     {"burst": n} | null    429 for more than one post a second to a channel, beyond n
POST /violations                       {"CHANNEL": how many were answered 429 so}
POST /calls                            every call so far: [{"method", "fields"}], refused ones too
POST /await     {"method", "fields", "count"}  the same, once ``count`` calls had these fields
POST /called    {"method", "fields", "count"}  lines of the ledger, once there are ``count``
POST /settings  {"again", "ping", "linger", "trigger"}   seconds; see slack_socket and slack_views
POST /push      [ENVELOPE, ...]        [{"envelope_id", "connection"}], null: nobody was there
POST /sent                             every envelope that was sent: {"of", "retry_attempt", ...}
POST /await_sent  {"count", "of"}      the same, once so many were sent; ``of`` (an id) may be left
POST /acks                             [{"envelope_id", "of", "payload", "connection", "first"}]
POST /await_acks  {"count", "of"}      the same, once so many came; ``of`` as above
POST /connections {"open", "ever"} | null   both numbers and [connection], once both are reached
POST /disconnect  {"connection", "reason"} | null   announced, then closed after ``linger``
POST /drop        {"connection"} | null             cut without a word
POST /deaf        {"connection", "pongs"} | null    stays open and silent; ``pongs``: only these
POST /reset                            forget all of the above, cut all connections

ORDER: {"method" ("*" is any), "fields" (that the call has to have), "times" (1) or "always"} and
{"status", "body" (text or JSON), "headers"}, {"error": CODE, "status" (200)} or {"fault": NAME},
NAME as in telegram_faults; ``accept``: the call counts all the same.  Nothing of these: it passes.
ENVELOPE: {"type", "payload", "accepts_response_payload", "envelope_id" (may be left)}.
"""

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.faults import badly
from tests.fakes.process import giving, kept, serve
from tests.fakes.slack_rules import Json
from tests.fakes.slack_socket import News, Socket
from tests.fakes.slack_troubles import Troubles
from tests.fakes.slack_workspace import Workspace

_DECODED = ("blocks", "view", "metadata", "attachments", "files")
_SAID = ("ts", "message_ts", "channel", "file_id")
_SCOPES = (
    "chat:write,commands,im:history,im:write,channels:read,groups:read,channels:history,"
    "groups:history,app_mentions:read,users:read,files:read,files:write"
)


class Slack:
    def __init__(self, ledger: Path, seed: int, rate: float) -> None:
        self.path = ledger
        self.ledger = ledger.open("a", encoding="utf-8", buffering=1)
        self.seed, self.rate = seed, rate
        self.news = News()
        self.socket, self.workspace = Socket(seed, self.news), Workspace()
        self.forget()

    def forget(self) -> None:
        self.workspace = Workspace(self.workspace.last)
        self.tokens: dict[str, str] = {}
        self.calls: list[Json] = []
        self.accepted: list[Json] = []
        self.troubles = Troubles(random.Random(self.seed), self.rate)  # noqa: S311

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", r"/api/{method:\w+\.[\w.]+}", self.api)
        app.router.add_post("/response/{id}", self.response)
        app.router.add_post("/upload/{id}", self.upload)
        app.router.add_get("/link", self.socket.link)
        giving(app, self.path)
        app.router.add_post("/{control}", self.control)
        return app

    async def control(self, request: web.Request) -> web.Response:
        value, name = await request.json(), request.match_info["control"]
        answers = (self.asked, self.told, self.wired)
        for answer in answers:
            if (found := await answer(name, value)) is not None:
                return web.json_response(found)
        return web.json_response({"unknown": name}, status=404)

    async def told(self, name: str, value: Any) -> Any:
        """What a test decides."""
        match name:
            case "order":
                self.troubles.order(value)
            case "tokens":
                self.tokens = value
            case "channels":
                self.workspace.channels = value
            case "users":
                self.workspace.users = value
            case "limit":
                self.troubles.burst = value and value["burst"]
            case "settings":
                for setting in value.keys() - {"trigger"}:
                    assert setting in ("again", "ping", "linger"), setting
                    setattr(self.socket, setting, value[setting])
                self.workspace.views.lives = value.get("trigger", self.workspace.views.lives)
            case "reset":
                self.forget()
                self.socket.forget()
            case _:
                return None
        return []

    async def asked(self, name: str, value: Any) -> Any:
        """What a test wants to know, or to wait for."""
        match name:
            case "calls":
                return self.calls
            case "violations":
                return self.troubles.violations
            case "await" | "called":
                calls = self.calls if name == "await" else self.accepted
                await self.news.until(lambda: len(_fitting(calls, value)) >= value["count"])
                return _fitting(calls, value)
            case "sent" | "acks":
                return getattr(self.socket, name)
            case "await_sent" | "await_acks":
                wire, of = name.removeprefix("await_"), value.get("of")
                seen: list[Json] = getattr(self.socket, wire)
                await self.news.until(lambda: value["count"] <= _count(seen, of))
                return seen
        return None

    async def wired(self, name: str, value: Any) -> Any:
        """What happens to the connections."""
        asked, socket = value or {}, self.socket
        match name:
            case "push":
                return [self.push(envelope) for envelope in value]
            case "connections":
                open, ever = asked.get("open", 0), asked.get("ever", 0)
                await self.news.until(lambda: len(socket.links) >= open and socket.ever >= ever)
                numbers = {"open": len(socket.links), "ever": socket.ever}
                return numbers | {"connections": [link.told() for link in socket.links.values()]}
            case "disconnect":
                reason = asked.get("reason", "refresh_requested")
                await socket.disconnect(asked.get("connection"), reason)
            case "drop":
                socket.drop(asked.get("connection"))
            case "deaf":
                socket.deafen(asked.get("connection"), pongs=asked.get("pongs", False))
            case _:
                return None
        return []

    def push(self, envelope: Json) -> Json:
        self.workspace.said(envelope["payload"])
        self.workspace.views.trigger(envelope["payload"])
        return self.socket.push(envelope)

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            token, fields = await _read(request)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_json"})
        self.note(method, fields)
        if code := self.unwelcome(token, method):
            return web.json_response({"ok": False, "error": code})
        answer, wrong = self.decide(method, fields)
        if method == "apps.connections.open" and not wrong:
            answer = {"ok": True, "url": f"ws://{request.host}/link?ticket={self.socket.ticket()}"}
        if "upload_url" in answer:
            answer["upload_url"] = f"http://{request.host}{answer['upload_url']}"
        if wrong:
            return await badly(request, wrong)
        return web.json_response(answer, headers={"X-OAuth-Scopes": _SCOPES})

    async def response(self, request: web.Request) -> web.StreamResponse:
        fields = {"id": request.match_info["id"], "body": await request.json()}
        self.note("response_url", fields)
        answer, wrong = self.decide("response_url", fields)
        if wrong:
            return await badly(request, wrong)
        if answer["ok"]:
            return web.Response(text="ok")
        return web.json_response(answer, status=404 if answer["error"] == "used_url" else 400)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        content = await request.read()
        text = content.decode("utf-8", "replace")
        fields = {"file_id": request.match_info["id"], "size": len(content), "content": text}
        fields["kept"] = kept(self.path, content)
        self.note("upload", fields)
        answer, wrong = self.decide("upload", fields)
        if wrong:
            return await badly(request, wrong)
        if answer["ok"]:
            return web.Response(text=f"OK - {len(content)}")
        return web.Response(text=answer["error"], status=400)

    def note(self, method: str, fields: Json) -> None:
        self.calls.append({"method": method, "fields": fields})
        self.news.spread()

    def unwelcome(self, token: str, method: str) -> str | None:
        if not token:
            return "not_authed"
        if not token.startswith(("xoxb-", "xapp-")):
            return "invalid_auth"
        for prefix, code in self.tokens.items():
            if token.startswith(prefix):
                return code
        right = "xapp-" if method == "apps.connections.open" else "xoxb-"
        return None if token.startswith(right) else "not_allowed_token_type"

    def decide(self, method: str, fields: Json) -> tuple[Json, Json]:
        """Slack's answer, and what the caller gets instead if that is not empty."""
        wrong = self.troubles.meet(method, fields)
        if wrong and not wrong.get("accept"):
            return {}, wrong
        if method == "apps.connections.open":
            answer: Json = {"ok": True}
        else:
            answer = self.workspace.call(method, fields)
        if answer["ok"]:
            self.accept(method, fields, answer, told=not wrong)
        return answer, wrong

    def accept(self, method: str, fields: Json, answer: Json, *, told: bool) -> None:
        line = {"method": method, "fields": fields, "told": told, "at": time.time()}
        line |= {key: answer[key] for key in _SAID if isinstance(answer.get(key), str)}
        if "view" in answer:
            line["view"] = answer["view"]["id"]
        self.ledger.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.accepted.append(line)
        self.news.spread()


async def _read(request: web.Request) -> tuple[str, Json]:
    """The token, and the fields from wherever the client put them."""
    fields: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        if not isinstance(body, dict):
            raise ValueError("no object")
        fields |= body
    else:
        fields |= {key: value for key, value in (await request.post()).items()}
    for key in _DECODED:
        if isinstance(fields.get(key), str):
            try:
                fields[key] = json.loads(fields[key])
            except ValueError:
                continue  # refused where its meaning is known
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return fields.pop("token", token) or token, fields


def _count(lines: list[Json], of: str | None) -> int:
    return len([line for line in lines if of in (None, line["of"])])


def _fitting(calls: list[Json], asked: Json) -> list[Json]:
    method, fields = asked["method"], asked.get("fields", {})
    return [c for c in calls if c["method"] == method and fields.items() <= c["fields"].items()]


if __name__ == "__main__":
    _, path, *dice = sys.argv
    seed, rate = (int(dice[0]), float(dice[1])) if dice else (0, 0.0)
    slack = Slack(Path(path), seed, rate)
    serve(slack.app())
