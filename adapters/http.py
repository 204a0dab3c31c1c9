"""The one HTTP server: what platforms post to us, and whether we are alive."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from adapters import operators
from adapters.operators import Watch
from bot.crash import Point, crash_point
from bot.errors import CannotListen, StoreUnavailable
from bot.ports import Answer, Incoming, Webhook

_log = logging.getLogger(__name__)
_LONGEST = 64 * 1024  # bytes of a query
_PATIENCE = 10.0  # seconds for the head of a request, and for its body
_GOODBYE = 5  # seconds for requests in flight when we stop


def build_app(
    webhooks: Sequence[Webhook],
    *,
    patience: float = _PATIENCE,
    watch: Watch | None = None,
    pages: Sequence[Route] = (),
) -> Starlette:
    """``/healthz`` and the webhooks, each with its own methods and its own size of a body.

    A body has ``patience`` seconds to arrive.  With ``watch`` also ``/readyz`` and ``/metrics``;
    ``pages`` are for browsers.
    """
    routes = [Route("/healthz", _healthz)]
    routes += operators.routes(watch) if watch is not None else []
    routes += [_route(webhook, patience) for webhook in webhooks]
    routes += pages
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # an address is right or it is none
    return app


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _route(webhook: Webhook, patience: float) -> Route:
    async def call(request: Request) -> Response:
        answer = await _receive(webhook, request, patience)
        kind = answer.kind if answer.body else None
        return Response(answer.body, status_code=answer.status, media_type=kind)

    route = Route(webhook.path, call)
    route.methods = set(webhook.methods)  # by itself a route that takes GET takes HEAD too
    return route


async def _receive(webhook: Webhook, request: Request, patience: float) -> Answer:
    """What to answer; strangers learn no more than a status."""
    query: bytes = request.scope["query_string"]
    if len(query) > _LONGEST:
        return Answer(414)
    call = Incoming(request.method, query, request.headers.raw)
    if (refused := webhook.refuses(call)) is not None:
        return Answer(refused)
    try:
        async with asyncio.timeout(patience):
            body = await _body(request, webhook.largest)
    except TimeoutError:
        return Answer(408)
    except ClientDisconnect:
        return Answer(400)
    if body is None:
        return Answer(413)
    try:
        answer = await webhook.take(replace(call, body=body))
    except StoreUnavailable as away:
        _log.warning("%s: not stored, the platform will come again: %s", webhook.path, away)
        return Answer(503)
    crash_point(Point.BEFORE_ANSWER)
    return answer


async def _body(request: Request, largest: int) -> bytes | None:
    """None as soon as it is known to be too large."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced[:20]) > largest:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            return None
    return bytes(body)


async def serve_http(app: ASGIApp, host: str, port: int, *, patience: float = _PATIENCE) -> None:
    """Listen until cancelled, then let requests in flight end.

    The head of each request has ``patience`` seconds to arrive.  Raises ``CannotListen``.
    """
    listener = _listener(host, port)

    class Patient(_Patient):
        head_within = patience

    config = uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GOODBYE,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving
        listener.close()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, ValueError, OverflowError) as error:
        why = str(getattr(error, "strerror", None) or "no address").partition(" (while")[0]
        where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        raise CannotListen(
            f"Nobody can listen on {where} ({why}): "
            "free it, or let LIAISON_HTTP name another address of this machine."
        ) from error


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs the loop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Patient(H11Protocol):
    """HTTP/1.1 that hangs up on a head that does not arrive: by itself uvicorn waits for ever."""

    head_within: float
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_watching()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """A timer runs exactly while no request is being answered."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_watching()
        elif self._timer is None and not self.transport.is_closing():
            self._timer = self.loop.call_later(self.head_within, self.transport.close)

    def _stop_watching(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
