"""What operators and their monitors ask over HTTP: alive, ready, and the numbers."""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Headers of what a proxy hands on for somebody else."""
_METRICS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """``red`` gives the codes of what is broken, none when all is well; ``metrics`` the numbers.

    ``token`` opens the numbers to who is not on this machine; empty: nobody else sees them.
    """

    red: Callable[[], Awaitable[Sequence[str]]]
    metrics: Callable[[], Awaitable[bytes]]
    token: str = field(default="", repr=False)


def routes(watch: Watch) -> list[Route]:
    """``/readyz`` and ``/metrics``."""

    async def readyz(_: Request) -> Response:
        codes = await watch.red()
        if not codes:
            return PlainTextResponse("ok\n")
        return PlainTextResponse("".join(f"{code}\n" for code in codes), status_code=503)

    async def metrics(request: Request) -> Response:
        if (refused := _refusal(request, watch.token)) is not None:
            return refused
        return Response(await watch.metrics(), media_type=_METRICS)

    return [Route("/readyz", readyz), Route("/metrics", metrics)]


def _refusal(request: Request, token: str) -> Response | None:
    """This machine may look, and who has the token; without one there is nothing to be seen."""
    if _is_local(request):
        return None
    if not token:
        return Response(status_code=404)
    given = request.headers.getlist("authorization")
    expected = f"Bearer {token}".encode()
    if len(given) == 1 and hmac.compare_digest(given[0].encode("latin-1"), expected):
        return None
    return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})


def _is_local(request: Request) -> bool:
    """Not what a proxy on this machine hands on for a stranger."""
    if request.client is None or any(name in request.headers for name in PROXIED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
