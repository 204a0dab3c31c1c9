"""WeCom's App API and its long connection, each used by hand."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.fakes.process import Fake
from tests.fakes.wecom_frames import BOT, BOT_SECRET
from tests.fakes.wecom_payloads import AGENT, CORP, SECRET, USER

CARD: dict[str, Any] = {
    "card_type": "button_interaction",
    "main_title": {"title": "第24项"},
    "button_list": [{"text": "已完成", "key": "24 已完成"}, {"text": "说明", "key": "24"}],
    "task_id": "d-7f3a",
}


class Api:
    """The App API, by hand."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http, self.token = http, ""

    async def get(self, path: str, **query: Any) -> Any:
        return (await self.http.get(f"/cgi-bin/{path}", params=query)).json()

    async def renew(self) -> str:
        answer = await self.get("gettoken", corpid=CORP, corpsecret=SECRET)
        self.token = answer["access_token"]
        return self.token

    async def post(self, path: str, body: Any, **query: Any) -> Any:
        asked = {"access_token": self.token} | query
        content = json.dumps(body, ensure_ascii=False).encode()
        answer = await self.http.post(f"/cgi-bin/{path}", params=asked, content=content)
        return answer.json()

    async def send(self, kind: str, said: Any, *, to: str = USER, **more: Any) -> Any:
        body = {"touser": to, "msgtype": kind, "agentid": AGENT, kind: said, **more}
        return await self.post("message/send", body)

    async def text(self, content: str, **more: Any) -> Any:
        return await self.send("text", {"content": content}, **more)

    async def code(self, *asked: Any, **more: Any) -> int:
        code: int = (await self.send(*asked, **more))["errcode"]
        return code


class Chat:
    """The long connection, by hand."""

    def __init__(self, ws: ClientConnection) -> None:
        self.ws, self.numbers = ws, itertools.count(1)

    async def hear(self) -> Any:
        return json.loads(await self.ws.recv())

    async def say(self, cmd: str, body: Any = None, *, req: str | None = None) -> str:
        req = req or f"{cmd}-{next(self.numbers)}"
        frame = {"cmd": cmd, "headers": {"req_id": req}, **({"body": body} if body else {})}
        await self.ws.send(json.dumps(frame))
        return req

    async def ask(self, cmd: str, body: Any = None, *, req: str | None = None) -> int:
        """The errcode of the ack."""
        req = await self.say(cmd, body, req=req)
        ack = await self.hear()
        assert ack["headers"]["req_id"] == req
        code: int = ack["errcode"]
        return code

    async def closed(self) -> int | None:
        await self.ws.wait_closed()
        return self.ws.close_code


@asynccontextmanager
async def chatting(wecom: Fake, secret: str | None = BOT_SECRET) -> AsyncIterator[Chat]:
    async with connect(wecom.base.replace("http", "ws") + "/ws", ping_interval=None) as ws:
        chat = Chat(ws)
        if secret:
            assert await chat.ask("aibot_subscribe", {"bot_id": BOT, "secret": secret}) == 0
        yield chat


async def ask(wecom: Fake, path: str, value: Any = None) -> Any:
    return await asyncio.to_thread(wecom.control, path, value)


def markdown(content: str, **more: Any) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"content": content}, **more}


def stream(content: str, *, finish: bool, id: str = "s1") -> dict[str, Any]:
    return {"msgtype": "stream", "stream": {"id": id, "finish": finish, "content": content}}
