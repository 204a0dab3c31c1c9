"""Yardsticks for B1: ``python -m benchmarks.webhooks starlette|ptb PORT BASE TOKEN SECRET``."""

import logging
import sys

_PATH = "/telegram/webhook"


def starlette(port: int) -> None:
    """Reads the body as JSON and gives its text back; keeps nothing."""
    import uvicorn  # noqa: PLC0415 - each process loads what it measures
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.requests import Request  # noqa: PLC0415
    from starlette.responses import PlainTextResponse, Response  # noqa: PLC0415
    from starlette.routing import Route  # noqa: PLC0415

    async def echo(request: Request) -> Response:
        update = await request.json()
        return PlainTextResponse(update["message"]["text"])

    app = Starlette(routes=[Route(_PATH, echo, methods=["POST"])])
    uvicorn.run(
        app, host="127.0.0.1", port=port, http="h11", ws="none", log_config=None, access_log=False
    )


def ptb(port: int, base: str, token: str, secret: str) -> None:
    """python-telegram-bot's own webhook with one handler that does nothing."""
    from telegram import Update  # noqa: PLC0415
    from telegram.ext import Application, ContextTypes, MessageHandler, filters  # noqa: PLC0415

    async def nothing(_: Update, __: ContextTypes.DEFAULT_TYPE) -> None:
        """The update is not kept."""

    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)
    application = Application.builder().token(token).base_url(f"{base}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, nothing))
    application.run_webhook(
        listen="127.0.0.1",
        port=port,
        url_path=_PATH,
        webhook_url=f"http://127.0.0.1:{port}{_PATH}",
        secret_token=secret,
    )


if __name__ == "__main__":
    name, port, *rest = sys.argv[1:]
    if name == "starlette":
        starlette(int(port))
    else:
        ptb(int(port), *rest)
