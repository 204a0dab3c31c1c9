"""The HTTP server over real sockets: limits, slowness, and how it ends."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from adapters.http import build_app, serve_http
from adapters.telegram.webhook import TelegramWebhook
from bot.errors import CannotListen
from bot.ports import Answer, Incoming, Webhook
from tests.adapters.test_telegram_webhook import BODY, GOOD, LIMIT, PATH, server
from tests.adapters.world import BOT, SECRET, Memory


def head(*more: tuple[str, str]) -> bytes:
    lines = [f"POST {PATH} HTTP/1.1", "Host: us", *(f"{n}: {v}" for n, v in [*GOOD, *more])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@asynccontextmanager
async def listening_server(ingress: Memory, patience: float = 10.0) -> AsyncIterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    app = build_app([TelegramWebhook((SECRET,), BOT, ingress)], patience=patience)
    serving = asyncio.create_task(serve_http(app, "127.0.0.1", port, patience=patience))
    await asyncio.sleep(0)
    try:
        yield port
    finally:
        serving.cancel()
        await asyncio.wait([serving])
        assert serving.cancelled()


async def test_a_body_is_refused_as_soon_as_it_is_too_large() -> None:
    async with server(Memory()) as client:
        answer = await client.post(PATH, headers=GOOD, content=b" " * (LIMIT + 1))
        assert answer.status_code == 413
    ingress = Memory()
    async with listening_server(ingress) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head(("Transfer-Encoding", "chunked")))
        writer.write(b"110000\r\n" + b" " * 0x110000)
        assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
        writer.close()
    assert ingress.handed == []


class Open(Webhook):
    """Takes whatever comes in the ways it allows, and remembers it."""

    path = "/open"
    methods = ("GET", "POST")
    largest = 9

    def __init__(self) -> None:
        self.asked: list[Incoming] = []
        self.taken: list[Incoming] = []

    def refuses(self, call: Incoming) -> int | None:
        self.asked.append(call)
        return None

    async def take(self, call: Incoming) -> Answer:
        self.taken.append(call)
        return Answer(200, "1616140317555161061" if call.method == "GET" else "", "text/plain")


@asynccontextmanager
async def opened(hook: Webhook) -> AsyncIterator[httpx.AsyncClient]:
    wire = httpx.ASGITransport(build_app([hook]))
    async with httpx.AsyncClient(transport=wire, base_url="http://us") as client:
        yield client


async def test_a_webhook_is_called_in_the_ways_it_allows_and_no_other() -> None:
    hook = Open()
    async with opened(hook) as client:
        for method in ("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
            answer = await client.request(method, hook.path)
            assert answer.status_code == 405
            assert set(answer.headers["allow"].split(", ")) == {"GET", "POST"}
        assert hook.asked == []
        asked = await client.get(hook.path)
        assert (asked.status_code, asked.text) == (200, "1616140317555161061")
        assert asked.headers["content-type"] == "text/plain; charset=utf-8"
        told = await client.post(hook.path, content=b"123456789")
        assert (told.status_code, told.content) == (200, b"")
        assert "content-type" not in told.headers
    assert [call.body for call in hook.asked] == [b"", b""]
    assert [(call.method, call.body) for call in hook.taken] == [
        ("GET", b""),
        ("POST", b"123456789"),
    ]


async def test_a_webhook_says_how_large_a_body_may_be() -> None:
    hook = Open()
    async with opened(hook) as client:
        for method in hook.methods:
            answer = await client.request(method, hook.path, content=b"1234567890")
            assert answer.status_code == 413
    assert hook.taken == []


async def test_a_query_is_handed_over_as_it_came() -> None:
    hook = Open()
    query = "a=%2B+%20&a=%E6%8A%A5&b&=;"
    async with opened(hook) as client:
        await client.get(f"{hook.path}?{query}")
    assert [call.query for call in hook.taken] == [query.encode()]


@pytest.mark.parametrize(("length", "status"), [(65536, 200), (65537, 414)])
async def test_an_endless_query_is_refused(length: int, status: int) -> None:
    hook = Open()
    app = build_app([hook])

    async def stretched(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "query_string": b"x" * length}, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(stretched)) as client:
        answer = await client.post(f"http://us{hook.path}", content=b"1")
    assert (answer.status_code, answer.content) == (status, b"")
    assert [len(call.query) for call in hook.taken] == [length] * (status == 200)


async def test_a_body_that_does_not_end_is_not_waited_for() -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield BODY[:-1]
        await asyncio.Event().wait()

    async with server(Memory(), patience=0.05) as client:
        answer = await client.post(PATH, headers=GOOD, content=slow())
        assert answer.status_code == 408


async def test_slow_strangers_are_hung_up_on_and_hold_up_nobody() -> None:
    ingress = Memory()
    async with listening_server(ingress, patience=0.3) as port:
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(100)]
        slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(100)]
        for _, writer in slow:
            writer.write(head(("Content-Length", "900"))[:60])
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/healthz")).text == "ok\n"
            for _ in range(3):  # over one connection
                assert (await client.post(PATH, headers=GOOD, content=BODY)).status_code == 200
        async with asyncio.timeout(10):
            assert {await reader.read() for reader, _ in silent + slow} == {b""}
        for _, writer in silent + slow:
            writer.close()
    assert len(ingress.events) == 1


async def test_a_request_in_flight_ends_before_the_server_does() -> None:
    entered, go = asyncio.Event(), asyncio.Event()

    class Slow(Memory):
        async def accept(self, *events: Any, cursor: Any = None) -> None:
            entered.set()
            await go.wait()
            await super().accept(*events, cursor=cursor)

    ingress = Slow()
    async with httpx.AsyncClient() as client:
        async with listening_server(ingress) as port:
            url = f"http://127.0.0.1:{port}{PATH}"
            asking = asyncio.create_task(client.post(url, headers=GOOD, content=BODY))
            await entered.wait()
            asyncio.get_running_loop().call_later(0.05, go.set)
        assert (await asking).status_code == 200
    assert len(ingress.events) == 1


async def test_an_address_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=f"127.0.0.1:{port} .*in use"):
            await serve_http(build_app([]), "127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.7", "2001:db8::7", "a..b", "no.such.host.invalid"])
async def test_an_address_of_somebody_else_is_named(host: str) -> None:
    with pytest.raises(CannotListen, match=re.escape(host)):
        await serve_http(build_app([]), host, 8080)
