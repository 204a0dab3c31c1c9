"""Beside which Slack is measured: ``python -m benchmarks.slack_yardsticks fake|bolt PORT``.

``fake`` is a Web API that says yes; ``bolt`` is Bolt's own HTTP app, which keeps nothing.
"""

import itertools
import sys
from typing import Any

SECRET = "bench-secret"  # noqa: S105


def fake(port: int) -> None:
    """Takes everything."""
    from aiohttp import web  # noqa: PLC0415 - each process loads what it measures

    numbers = itertools.count(1)
    known: dict[str, Any] = {
        "auth.test": {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1"},
        "bots.info": {"bot": {"app_id": "A1"}},
    }

    async def call(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        await request.read()
        if method == "conversations.open":
            return web.json_response({"ok": True, "channel": {"id": f"D{next(numbers)}"}})
        told = known.get(method, {"channel": "D1", "ts": f"1.{next(numbers):06}"})
        return web.json_response({"ok": True, **told})

    app = web.Application()
    app.router.add_post("/api/{method}", call)
    web.run_app(app, host="127.0.0.1", port=port, print=lambda *_: None)


def bolt(port: int, base: str) -> None:
    """Every slash command is answered with its text before the response leaves."""
    import uvicorn  # noqa: PLC0415
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler  # noqa: PLC0415
    from slack_bolt.app.async_app import AsyncApp  # noqa: PLC0415
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.requests import Request  # noqa: PLC0415
    from starlette.responses import Response  # noqa: PLC0415
    from starlette.routing import Route  # noqa: PLC0415

    client = AsyncWebClient(token="xoxb-1", base_url=f"{base}/api/")  # noqa: S106
    app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)

    @app.command("/liaison")
    async def echo(ack: Any, command: Any) -> None:
        await ack(command["text"])

    handler = AsyncSlackRequestHandler(app)

    async def post(request: Request) -> Response:
        return await handler.handle(request)

    served = Starlette(routes=[Route("/slack/events", post, methods=["POST"])])
    uvicorn.run(served, host="127.0.0.1", port=port, http="h11", ws="none", log_level="critical")


if __name__ == "__main__":
    name, port, *rest = sys.argv[1:]
    fake(int(port)) if name == "fake" else bolt(int(port), *rest)
