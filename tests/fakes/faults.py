"""How a platform can fail, drawn by the fakes or ordered by a test."""

import asyncio
import json
from typing import Any

from aiohttp import web

FAULTS: list[dict[str, Any]] = [
    {"status": 429, "body": {"ok": False, "parameters": {"retry_after": 1}}},
    {"status": 429, "body": "slow down", "headers": {"Retry-After": "1"}},
    {"status": 502, "body": "<html>Bad Gateway</html>"},
    {"status": 500, "body": {"ok": False}, "accept": True},
    {"fault": "reset"},
    {"fault": "reset", "accept": True},
    {"fault": "half", "accept": True},
    {"fault": "garbage", "accept": True},
]
CERTAIN = 3  # the first ones say that nothing was sent


async def badly(request: web.Request, answer: dict[str, Any]) -> web.StreamResponse:
    """As the header of ``telegram_faults`` says."""
    if "status" in answer:
        body = answer.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(status=answer["status"], text=text, headers=answer.get("headers"))
    match answer["fault"]:
        case "stall":
            await asyncio.Event().wait()
        case "half":
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            await response.prepare(request)
            await response.write(b'{"ok": true, "result"')
        case "garbage":
            return web.Response(text="<html>Welcome to the hotel</html>")
        case "empty":
            return web.json_response({"ok": True})
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
