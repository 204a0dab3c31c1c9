"""What operators may ask over HTTP, and strangers may not; the app without a socket."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from adapters.heartbeat import Heartbeat
from adapters.http import build_app
from adapters.metrics import Metrics
from adapters.operators import Watch
from bot.messages import Platform
from bot.outcomes import Later, Refused, Sent, Unknown
from bot.ports import Vitals
from tests.adapters.test_http import listening_server
from tests.adapters.world import Memory

TOKEN = "canary-operator-token"
NOW = datetime(2019, 10, 11, 2, 0, tzinfo=UTC)
GOOD = {"Authorization": f"Bearer {TOKEN}"}


@asynccontextmanager
async def asked(
    *red: str, token: str = TOKEN, host: str = "203.0.113.9"
) -> AsyncIterator[httpx.AsyncClient]:
    async def codes() -> Sequence[str]:
        return red

    async def numbers() -> bytes:
        return b"liaison_database_up 1.0\n"

    app = build_app([], watch=Watch(red=codes, metrics=numbers, token=token))
    wire = httpx.ASGITransport(app, client=(host, 4711))
    async with httpx.AsyncClient(transport=wire, base_url="http://us") as client:
        yield client


async def test_ready_is_who_has_nothing_red() -> None:
    async with asked() as client:
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.text) == (200, "ok\n")
        assert (await client.get("/healthz")).text == "ok\n"
    async with asked("database_away", "tick_missed") as client:
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.text) == (503, "database_away\ntick_missed\n")
        assert (await client.get("/healthz")).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1"])
async def test_this_machine_sees_the_numbers(host: str) -> None:
    async with asked(host=host, token="") as client:
        answer = await client.get("/metrics")
    assert (answer.status_code, answer.text) == (200, "liaison_database_up 1.0\n")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
async def test_whom_a_proxy_on_this_machine_hands_on_is_a_stranger(header: str) -> None:
    async with asked(host="127.0.0.1") as client:
        assert (await client.get("/metrics", headers={header: "127.0.0.1"})).status_code == 401
        assert (await client.get("/metrics", headers={header: "x", **GOOD})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Authorization", "")],
        [("Authorization", TOKEN)],
        [("Authorization", f"Basic {TOKEN}")],
        [("Authorization", f"Bearer {TOKEN}x")],
        [("Authorization", f"Bearer {TOKEN[:-1]}")],
        [("Authorization", f"Bearer {TOKEN.upper()}")],
        [("Authorization", f"Bearer {TOKEN}"), ("Authorization", f"Bearer {TOKEN}")],
        [(b"Authorization", "Bearer 密钥".encode())],
        [("X-Token", TOKEN)],
    ],
)
async def test_a_stranger_without_the_token_learns_nothing(headers: list[tuple[str, str]]) -> None:
    async with asked() as client:
        answer = await client.get("/metrics", headers=headers)
        assert (answer.status_code, answer.content) == (401, b"")
        assert (await client.get("/metrics", headers=GOOD)).status_code == 200
        assert (await client.get("/metrics", params={"token": TOKEN})).status_code == 401


async def test_without_a_token_there_is_nothing_to_be_seen_from_outside() -> None:
    async with asked(token="") as client:
        for headers in ({}, GOOD, {"Authorization": "Bearer "}):
            assert (await client.get("/metrics", headers=headers)).status_code == 404


async def test_without_a_watch_only_health_is_open() -> None:
    async with (
        listening_server(Memory()) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        found = [(await client.get(f"/{path}")).status_code for path in ("healthz", "readyz")]
    assert found == [200, 404]


def test_the_numbers_are_counted_and_shown_without_any_text() -> None:
    metrics, other = Metrics(), Metrics()
    for outcome in (Sent("canary"), Later(None, "canary"), Refused("canary"), Unknown("canary")):
        metrics.sent(Platform.TELEGRAM, outcome, 0.2)
    metrics.event(Platform.TELEGRAM, "done")
    metrics.occurrence("nudge", "planned")
    metrics.occurrence("canary: a text 张三", "over_budget")
    vitals = Vitals(
        outbox={Platform.TELEGRAM: {"pending": 3}},
        oldest_due={Platform.TELEGRAM: NOW - timedelta(seconds=90)},
        last_tick=NOW - timedelta(seconds=30),
        orphans=2,
        instances=4,
    )
    shown = metrics.show(vitals, ["message_waits"], now=NOW).decode()
    for line in (
        'liaison_sends_total{outcome="sent",platform="telegram"} 1.0',
        'liaison_sends_total{outcome="unknown",platform="telegram"} 1.0',
        'liaison_send_seconds_count{platform="telegram"} 4.0',
        'liaison_inbox_events_total{platform="telegram",result="done"} 1.0',
        'liaison_occurrences_total{kind="nudge",what="planned"} 1.0',
        'liaison_occurrences_total{kind="other",what="over_budget"} 1.0',
        'liaison_outbox_size{platform="telegram",state="pending"} 3.0',
        'liaison_age_seconds{platform="telegram",what="due"} 90.0',
        'liaison_age_seconds{platform="all",what="tick"} 30.0',
        'liaison_rows{what="orphans"} 2.0',
        "liaison_instances 4.0",
        'liaison_findings{code="message_waits"} 1.0',
        "liaison_database_up 1.0",
    ):
        assert line in shown.splitlines()
    assert "canary" not in shown
    assert 'outcome="sent"' not in other.show(vitals, [], now=NOW).decode()


def test_what_is_over_is_no_longer_shown_and_counts_stay() -> None:
    metrics = Metrics()
    metrics.event(Platform.TELEGRAM, "done")
    metrics.show(Vitals(outbox={Platform.TELEGRAM: {"pending": 3}}), ["orphans"], now=NOW)
    shown = metrics.show(None, ["database_away"], now=NOW).decode()
    assert "pending" not in shown
    assert 'code="orphans"' not in shown
    assert "liaison_database_up 0.0" in shown
    assert 'liaison_inbox_events_total{platform="telegram",result="done"} 1.0' in shown


async def test_a_heartbeat_that_fails_says_so_once_without_its_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "adapters")
    answers, heard = ["503 No", "", "204 Yes", "204 Yes"], list[bytes]()

    async def watcher(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        if answer := answers.pop(0):
            writer.write(f"HTTP/1.1 {answer}\r\nConnection: close\r\n\r\n".encode())
        writer.close()

    server = await asyncio.start_server(watcher, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    beat = Heartbeat(f"http://127.0.0.1:{port}/canary?key=canary")
    for _ in range(4):
        await beat()
    await beat.close()
    server.close()
    assert [line.split(b" HTTP")[0] for line in heard] == [b"GET /canary?key=canary"] * 4
    told = [record.getMessage() for record in caplog.records if record.name.startswith("adapters")]
    assert told == [
        "The heartbeat does not arrive (HTTP 503); check LIAISON_HEARTBEAT_URL.",
        "The heartbeat arrives again.",
    ]


async def test_a_watcher_cannot_send_us_elsewhere() -> None:
    heard = list[bytes]()

    async def watcher(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        where = b"Location: /elsewhere\r\nConnection: close\r\n\r\n"
        writer.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n" + where)
        writer.close()

    server = await asyncio.start_server(watcher, "127.0.0.1", 0)
    beat = Heartbeat(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/beat")
    await beat()
    await beat.close()
    server.close()
    assert [line.split(b" ")[1] for line in heard] == [b"/beat"]


async def test_a_watcher_that_is_not_there_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    for url in ("http://127.0.0.1:1/canary", "http://[canary/", "nonsense"):
        beat = Heartbeat(url)
        await beat()
        await beat.close()
    assert len(caplog.records) == 3
    assert "canary" not in caplog.text
