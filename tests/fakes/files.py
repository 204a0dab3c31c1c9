"""Serves the files that people sent, as Slack's and WeCom's hosts do; one path a behaviour.

    python -m tests.fakes.files LEDGER

POST /put   {"NAME": BASE64}   files to be served below /ok/NAME, and below /page/NAME as HTML
GET  /ok/NAME, /page/NAME, /big (without a length, without an end), /told (with a length of 11 MiB),
     /moved (to another host), /gone, /forbidden, /later, /login (a page instead of the file)
LEDGER gets a line a request: {"path", "authorization"}.
"""

import base64
import json
import sys
from pathlib import Path

from aiohttp import web

from tests.fakes.process import serve

_MIB = 1024 * 1024
_STATUS = {"gone": 404, "forbidden": 403, "later": 503}


class Files:
    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger.open("a", encoding="utf-8", buffering=1)
        self.files: dict[str, bytes] = {}

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/put", self.put)
        app.router.add_get("/{kind}", self.get)
        app.router.add_get("/{kind}/{name}", self.get)
        return app

    async def put(self, request: web.Request) -> web.Response:
        files = await request.json()
        self.files |= {name: base64.b64decode(content) for name, content in files.items()}
        return web.json_response([])

    async def get(self, request: web.Request) -> web.StreamResponse:
        line = {"path": request.path, "authorization": request.headers.get("authorization")}
        self.ledger.write(json.dumps(line) + "\n")
        kind, name = request.match_info["kind"], request.match_info.get("name", "")
        match kind:
            case "ok":
                disposition = "attachment; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.xlsx"
                return web.Response(
                    body=self.files[name],
                    content_type="application/octet-stream",
                    headers={"Content-Disposition": disposition},
                )
            case "login":
                return web.Response(text="<html>Sign in</html>", content_type="text/html")
            case "page":
                return web.Response(body=self.files[name], content_type="text/html")
            case "moved":
                raise web.HTTPFound("http://127.0.0.2:9/elsewhere")
            case "told":
                return web.Response(body=bytes(11 * _MIB))
            case "big":
                return await self.endless(request)
        return web.Response(status=_STATUS[kind])

    async def endless(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(_MIB))


if __name__ == "__main__":
    serve(Files(Path(sys.argv[1])).app())
