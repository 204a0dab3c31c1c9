"""A WeCom that fails on purpose, and writes down what it accepted all the same.

    python -m tests.fakes.wecom_faults LEDGER [SEED RATE]

The App API and the group robots are below /cgi-bin/, the intelligent robot at /ws.  Who is who is
in wecom_payloads (CORP, AGENT, SECRET) and wecom_frames (BOT, BOT_SECRET); the robot's key is KEY.
LEDGER gets one JSON line for everything accepted, at the moment of acceptance: {"method" (the path
or the cmd), "fields" (the body, decoded), "told", "at"} and, where there is one, "msgid",
"response_code", "media_id", "delivered" (who really got it), "key", "req_id", "chat",
"connection"; ``told`` is false if the caller was not answered, or late.  It alone says what is
lost or double.  With SEED and RATE that share of what is said meets a fault drawn by the seed.

POST /order     [ORDER, ...]          what goes wrong; the first that fits counts
POST /apps      {"SECRET": AGENTID}   the apps of the company
POST /people    {"unknown", "unlicensed": [ID], "open": {OPEN: ID}, "records": {ID: {...}}}
POST /agent     {...}                 what agent/get says besides; {"close": 1}: switched off
POST /expire    {"which": "all" | "old", "code": 42001} | null   tokens die
POST /robots    [KEY, ...]            the group robots that exist
POST /bots      {"BOTID": "SECRET"}   the intelligent robots that exist
POST /chats     [ID, ...] | null      where a robot may push though nobody spoke there; null: all
POST /limits    {"member", "robot", "chat"}   so many in a minute; null: any number
POST /clock     SECONDS               let them pass, for lives, intervals, limits and deadlines
POST /settings  {"lives", "overlap", "linger", "kick", "group_cards"}   see below
POST /press     {"task_id"}           {"response_code"} that a click on this card brings
POST /counts                          {"gettoken", "suppressed", "member", "robot", "chat"}
POST /calls                           every call so far: [{"method", "fields", ...}], refused too
POST /await     {"method", "fields", "count"}  the same, once ``count`` calls had these fields
POST /called    {"method", "fields", "count"}  lines of the ledger, once there are ``count``
POST /push      [FRAME, ...]          [{"req_id", "connection"}], null: nobody was there
POST /connections   {"open", "ever", "subscribed"} | null   the numbers, once all are reached
POST /subscriptions {"count"} | null  [{"connection", "bot_id", "errcode"}], once so many succeeded
POST /close     {"connection", "code"} | null   with 1000 or another code; 1006: cut without a word
POST /garbage   {"connection", "text", "size"} | null   a text that is no JSON, or one so long
POST /late      {"frames", "seconds"} | null   the acks of the next so many (1) messages; no
                                      seconds: they are held back until /release
POST /release                         the held acks leave; how many
POST /deaf      {"connection", "pongs"} | null  stays open, hears nothing; ``pongs``: only these
POST /reset                           forget all of the above, cut all connections

ORDER: {"method" (a path, a cmd, "*" is any), "fields" (that the body has to have), "times" (1) or
"always"} and {"errcode", "errmsg"}, {"status", "body", "headers"} or {"fault": NAME}; NAME as in
telegram_faults, for a cmd: close (with "code"), reset, silence, garbage; ``accept``: it counts all
the same.  Nothing of these: it passes.
Settings: a token ``lives`` 7200 seconds, an older one at most ``overlap`` (null: as long) after a
newer was given; a kicked connection is closed after ``linger`` (0) seconds with ``kick`` (1006);
``group_cards``: whether the intelligent robot may show cards in groups (true).
"""

import itertools
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.faults import badly
from tests.fakes.process import giving, kept, serve
from tests.fakes.slack_socket import News
from tests.fakes.wecom_aibot import Aibot
from tests.fakes.wecom_book import Book
from tests.fakes.wecom_corp import Call, Corp, People
from tests.fakes.wecom_robot import Robot
from tests.fakes.wecom_rules import Json, Refusal
from tests.fakes.wecom_socket import Wire
from tests.fakes.wecom_troubles import Clock, Rates, as_answer

_SECRET = ("access_token", "corpsecret", "key")
_QUIET = ("gettoken", "menu/get", "user/get", "agent/get", "batch/openuserid_to_userid")
_GET = ("gettoken", "menu/get", "user/get", "agent/get")


class WeCom:
    def __init__(self, ledger: Path, seed: int, rate: float) -> None:
        self.path = ledger
        self.book = Book(ledger, seed, rate, News())
        self.clock, self.numbers = Clock(), itertools.count(1)
        self.begin()
        self.wire = Wire(self.book, self.aibot)

    def begin(self) -> None:
        self.clock.ahead = 0.0
        self.rates = Rates(self.clock)
        self.corp = Corp(self.clock, self.rates, self.numbers)
        self.robot = Robot(self.rates, self.corp)
        self.aibot = Aibot(self.clock, self.rates, self.corp)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/cgi-bin/{method:.+}", self.api)
        app.router.add_get("/ws", self.wire.link)
        giving(app, self.path)
        app.router.add_post("/{control}", self.control)
        return app

    async def control(self, request: web.Request) -> web.Response:
        value, name = await request.json(), request.match_info["control"]
        for answer in (self.told, self.asked, self.wired):
            if (found := await answer(name, value)) is not None:
                return web.json_response(found)
        return web.json_response({"unknown": name}, status=404)

    async def told(self, name: str, value: Any) -> Any:
        """What a test decides."""
        kept = {"apps": self.corp, "agent": self.corp, "robots": self.robot}
        places = {**kept, "bots": self.wire, "chats": self.aibot}
        match name:
            case _ if name in places:
                setattr(places[name], name, value)
            case "order":
                self.book.troubles.order(value)
            case "people":
                self.corp.people = People(**value)
            case "expire":
                self.corp.expire(**({"which": "all", "code": 42001} | (value or {})))
            case "limits":
                self.rates.limits |= value
            case "clock":
                self.clock.ahead += value
            case "settings":
                self.set(value)
            case "reset":
                self.book.forget()
                self.begin()
                self.wire.forget(self.aibot)
            case _:
                return None
        return []

    def set(self, settings: Json) -> None:
        for name, value in settings.items():
            places = {"lives": self.corp, "overlap": self.corp, "group_cards": self.aibot}
            assert name in {*places, "linger", "kick"}, name
            setattr(places.get(name, self.wire), name, value)

    async def asked(self, name: str, value: Any) -> Any:
        """What a test wants to know, or to wait for."""
        match name:
            case "press":
                return {"response_code": self.corp.press(value["task_id"])}
            case "counts":
                counts = {"gettoken": self.corp.asked, "suppressed": self.corp.suppressed}
                return counts | self.rates.over
            case "calls":
                return self.book.calls
            case "await":
                return await self.book.until(self.book.calls, value)
            case "called":
                return await self.book.until(self.book.accepted, value)
        return None

    async def wired(self, name: str, value: Any) -> Any:
        """What happens to the long connections."""
        asked, wire = value or {}, self.wire
        number = asked.get("connection") if isinstance(asked, dict) else None
        match name:
            case "push":
                return [wire.push(frame) for frame in value]
            case "connections":
                least = {key: asked.get(key, 0) for key in ("open", "ever", "subscribed")}
                await self.book.news.until(lambda: all(wire.told()[k] >= least[k] for k in least))
                return wire.told()
            case "subscriptions":
                await self.book.news.until(lambda: wire.succeeded() >= asked.get("count", 0))
                return wire.subscriptions
            case "close":
                wire.shut(number, asked.get("code", 1000))
            case "garbage":
                await wire.shout(number, "x" * asked.get("size", 0) or asked.get("text", "<html>"))
            case "late":
                wire.late, wire.delay = asked.get("frames", 1), asked.get("seconds")
            case "release":
                return wire.release()
            case "deaf":
                wire.deafen(number, pongs=asked.get("pongs", False))
            case _:
                return None
        return []

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = await _read(request)
        shown = {key: value for key, value in call.query.items() if key not in _SECRET}
        text = call.raw.decode("utf-8", "replace")
        self.book.note(method, {**shown, **call.fields}, raw=text)
        answer, wrong = self.decide(method, call, request.method)
        return await badly(request, as_answer(wrong)) if wrong else web.json_response(answer)

    def decide(self, method: str, call: Call, verb: str) -> tuple[Json, Json]:
        """WeCom's answer, and what the caller gets instead if that is not empty."""
        wrong = self.book.troubles.meet(method, call.fields)
        if wrong and not wrong.get("accept"):
            return {}, wrong
        try:
            if verb != ("GET" if method in _GET else "POST"):
                raise Refusal(43001 if method in _GET else 43002, "require another method")
            if method.startswith("webhook/"):
                answer, known = self.robot.call(method, call), {"key": call.query["key"]}
            else:
                answer, known = self.corp.call(method, call), {}
        except Refusal as refusal:
            return refusal.answer(), wrong
        delivered, again = answer.pop("delivered", None), answer.pop("suppressed", False)
        if delivered is not None:
            known["delivered"] = delivered
        if method not in _QUIET and not again and delivered != []:
            if method == "media/upload":
                known["kept"] = kept(self.path, call.raw)
            known |= {k: answer[k] for k in ("msgid", "response_code", "media_id") if k in answer}
            self.book.accept(method, call.fields, told=not wrong, **known)
        return answer, wrong


async def _read(request: web.Request) -> Call:
    """A body that is no object has no fields; of an upload, the file's content is the body."""
    query = dict(request.query)
    if request.content_type == "multipart/form-data":
        media = (await request.post()).get("media")
        if not isinstance(media, web.FileField):
            return Call(query=query, fields={})
        content = media.file.read()
        return Call(
            query=query, fields={"filename": media.filename, "size": len(content)}, raw=content
        )
    raw = await request.read()
    with suppress(ValueError):
        fields = json.loads(raw)
        return Call(query=query, fields=fields if isinstance(fields, dict) else {}, raw=raw)
    return Call(query=query, fields={}, raw=raw)


if __name__ == "__main__":
    _, path, *dice = sys.argv
    seed, rate = (int(dice[0]), float(dice[1])) if dice else (0, 0.0)
    wecom = WeCom(Path(path), seed, rate)
    serve(wecom.app())
