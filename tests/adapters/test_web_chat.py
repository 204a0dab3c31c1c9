"""The simulator's wire: what a page may post, what its windows are told, and what is kept."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.http import build_app, serve_http
from adapters.telegram.webhook import TelegramWebhook
from adapters.web import inbound, screen
from adapters.web.screen import SKINS
from adapters.web.site import routes
from bot.documents import Document
from bot.messages import Action, Address, Card, Channel, Fact, Language, Picture, Platform
from bot.outcomes import Later, Sent
from bot.ports import Ingress, Page
from bot.rehearsal import TENANT
from bot.site import chat, simulator
from tests.adapters.test_telegram_webhook import BODY, GOOD, PATH
from tests.adapters.web_world import URL, ZONE, Door, door
from tests.adapters.world import BOT, SECRET, Memory

GOOD_POST = {"id": "0123456789abcdef", "user": "unbound", "chat": "unbound", "text": "24"}


@asynccontextmanager
async def playing(
    filled_file: Path, folder: Path, ingress: Ingress
) -> AsyncIterator[tuple[Door, httpx.AsyncClient, Any]]:
    """The simulator's pages in a browser that is in; and its adapter."""
    async with door(filled_file, folder) as house:
        adapter = simulator(house.store, house.clock, TENANT)
        adapter.hub.open = True
        places = chat(adapter, ingress, house.store, house.clock)
        house.pages = routes(house.guard, places, language=Language.ZH, zone=ZONE)
        async with house.browser() as client:
            await house.entered(client, Page.CHAT)
            client.headers["Origin"] = URL
            yield house, client, adapter


async def test_the_page_is_told_when_the_event_is_stored_and_not_before(
    filled_file: Path, tmp_path: Path
) -> None:
    async with playing(filled_file, tmp_path, Memory(away=1)) as (_, client, adapter):
        answer = await client.post("/web/chat/say", json=GOOD_POST)
        assert answer.status_code == 503
        assert adapter.hub.said("unbound") == []


async def test_what_arrives_twice_is_one_event_and_stands_once(
    filled_file: Path, tmp_path: Path
) -> None:
    memory = Memory()
    async with playing(filled_file, tmp_path, memory) as (_, client, adapter):
        for _ in range(2):
            assert (await client.post("/web/chat/say", json=GOOD_POST)).status_code == 200
        assert set(memory.events) == {"web:rehearsal:0123456789abcdef"}
        assert [entry.text for entry in adapter.hub.said("unbound")] == ["24"]


BAD: list[Any] = [
    None,
    [],
    "text",
    {},
    {**GOOD_POST, "id": "short"},
    {**GOOD_POST, "id": "x" * 65},
    {**GOOD_POST, "id": 7},
    {**GOOD_POST, "user": "../1"},
    {**GOOD_POST, "user": "1", "chat": "2"},
    {**GOOD_POST, "chat": "somewhere"},
    {**GOOD_POST, "chat": ["unbound"]},
    {**GOOD_POST, "text": 24},
    {**GOOD_POST, "text": "x" * 20_001},
    {**GOOD_POST, "reply_to": "m1; drop"},
    {**GOOD_POST, "window": "view"},
    {**GOOD_POST, "form": 1},
    {**GOOD_POST, "values": []},
    {**GOOD_POST, "values": {"a": 1}},
    {**GOOD_POST, "values": {str(n): "" for n in range(21)}},
    {**GOOD_POST, "form": "w0123456789"},
    {**GOOD_POST, "form": "form:update:24", "pressed": True},
]


async def test_what_no_page_of_ours_sends_is_refused(filled_file: Path, tmp_path: Path) -> None:
    memory = Memory()
    async with playing(filled_file, tmp_path, memory) as (_, client, _adapter):
        for bad in BAD:
            answer = await client.post("/web/chat/say", json=bad)
            assert answer.status_code == 400, bad
        raw: Iterable[bytes] = (b"", b"\xff", b"[" * 100_000, b"{", b"x" * 200_000)
        for body in raw:
            assert (await client.post("/web/chat/say", content=body)).status_code == 400
        assert (await client.post("/web/chat/clock", json={"to": 30})).status_code == 404
        for path in ("user=unbound&skin=no", "user=..&skin=slack", ""):
            assert (await client.get(f"/web/chat/events?{path}")).status_code == 400
        for path in ("", "id=m1&skin=slack&n=0", "id=m9&n=-1", "id=m1&n=9999999999"):
            assert (await client.get(f"/web/chat/file?{path}")).status_code == 404
    assert memory.handed == []


async def test_half_a_character_is_kept(filled_file: Path, tmp_path: Path) -> None:
    memory = Memory()
    async with playing(filled_file, tmp_path, memory) as (_, client, _adapter):
        body = json.dumps({**GOOD_POST, "text": "\ud800\u202e\x00"}).encode()
        assert (await client.post("/web/chat/say", content=body)).status_code == 200
        shown = await client.get("/web/chat?user=unbound")
        assert shown.status_code == 200
        assert "\u202e" not in shown.text
    [kept] = memory.events.values()
    assert inbound.to_request(kept).text == "\ud800\u202e\x00"


def event(**facts: Any) -> Any:
    post = inbound.Post(id="0123456789", user="7", **{"chat": "7", "text": "24", **facts})
    return inbound.event_of(post, TENANT, text=post.text, window=None, filled=None)


def test_in_a_group_only_what_is_addressed_is_for_the_bot() -> None:
    heard = {
        "24": ("24", False),
        "@联络员 24": ("24", True),
        "看看 @liaison 24": ("看看  24", True),
        "@liaisons 24": ("@liaisons 24", False),
        "/task 24": ("/task 24", True),
    }
    for text, (said, addressed) in heard.items():
        request = inbound.to_request(event(chat="group", text=text))
        assert (request.text, request.addressed) == (said, addressed), text
        assert request.channel is Channel.OTHER
    assert inbound.to_request(event(chat="group", reply_to="m1")).addressed
    private = inbound.to_request(event())
    assert (private.channel, private.addressed) == (Channel.PRIVATE, True)


CARD = Card(
    "第24项",
    ("<b>&amp; *粗* _斜_", Fact("状态：", "推进中")),
    tuple(Action(f"按钮{n}", f"24 {n}") for n in range(8)),
)


async def sent(adapter: Any, card: Card, key: str, replacing: str | None = None) -> str:
    to = Address(Platform.WEB, TENANT, "7")
    [part] = adapter.render(to, card, replacing=replacing)
    outcome = await adapter.send(to, part, key=key)
    assert isinstance(outcome, Sent)
    return outcome.message


@pytest.fixture
async def adapter(filled_file: Path, tmp_path: Path) -> AsyncIterator[Any]:
    async with door(filled_file, tmp_path) as house:
        made = simulator(house.store, house.clock, TENANT)
        made.hub.open = True
        yield made


async def test_each_skin_has_the_limits_of_its_platform(adapter: Any) -> None:
    await sent(adapter, CARD, "a")
    buttons = {}
    for name, skin in SKINS.items():
        [one] = screen.chat(adapter.hub, "7", skin)
        bubbles = one.drawn.bubbles
        text = "\n".join("".join(run for run, _ in line) for each in bubbles for line in each.lines)
        assert "<b>&amp; *粗* _斜_" in text.replace("\u2060", ""), name
        buttons[name] = sum(len(row) for each in bubbles for row in each.rows)
    assert buttons == {"telegram": 8, "slack": 8, "wecom": 6}


async def test_an_answer_takes_the_place_of_the_pressed_card_where_the_platform_does(
    adapter: Any,
) -> None:
    first = await sent(adapter, CARD, "a")
    second = await sent(adapter, Card("已撤销", ("第24项",)), "b", replacing=first)
    ids = {
        name: [one.entry.id for one in screen.chat(adapter.hub, "7", skin)]
        for name, skin in SKINS.items()
    }
    assert ids == {"telegram": [second], "slack": [second], "wecom": [first, second]}
    third = await sent(adapter, Card("已处理"), "c", replacing=f"code:{first}")
    wecom = screen.chat(adapter.hub, "7", SKINS["wecom"])
    assert [(one.entry.id, one.word) for one in wecom] == [(first, "已处理"), (second, None)]
    assert third in [one.entry.id for one in screen.chat(adapter.hub, "7", SKINS["slack"])]


async def test_a_message_sent_again_is_the_same_one(adapter: Any) -> None:
    assert await sent(adapter, CARD, "a") == await sent(adapter, CARD, "a")
    adapter.hub.close()
    to = Address(Platform.WEB, TENANT, "7")
    [part] = adapter.render(to, CARD)
    assert isinstance(await adapter.send(to, part, key="b"), Later)
    assert not adapter.may_speak


async def test_pictures_are_pictures_in_every_skin(adapter: Any) -> None:
    await sent(adapter, Card("简报", picture=Picture(b"\x89PNG", "图")), "a")
    for skin in SKINS.values():
        [one] = screen.chat(adapter.hub, "7", skin)
        assert [each.picture for each in one.drawn.bubbles if each.picture] == ["iVBORw=="]


def test_what_a_skin_does_not_know_is_no_fault() -> None:
    strange = {"method": "sendVideo", "via": "app", "body": {"msgtype": "video"}, "text": ""}
    for skin in SKINS.values():
        assert len(skin.draw([strange]).bubbles) == 1


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    serving = asyncio.create_task(serve_http(app, "127.0.0.1", port))
    await asyncio.sleep(0)
    try:
        yield port
    finally:
        serving.cancel()
        await asyncio.wait([serving])


async def watch(
    port: int, cookie: str, more: str, opened: list[asyncio.StreamWriter]
) -> asyncio.StreamReader:
    """A window; its connection stands as long as ``opened`` does."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    opened.append(writer)
    query = "user=7&skin=telegram"
    head = f"GET /web/chat/events?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    writer.write(f"{head}Cookie: {cookie}\r\n{more}\r\n".encode())
    assert b" 200 " in await reader.readline()
    return reader


async def test_two_hundred_windows_are_told_and_a_webhook_is_answered(
    filled_file: Path, tmp_path: Path
) -> None:
    memory = Memory()
    async with playing(filled_file, tmp_path, memory) as (house, client, adapter):
        hook = TelegramWebhook((SECRET,), BOT, memory)
        app = build_app([hook], pages=house.pages)
        cookie = f"{house.guard.cookie}={client.cookies[house.guard.cookie]}"
        async with served(app) as port, httpx.AsyncClient() as outside:
            since = f"Last-Event-ID: {adapter.hub.epoch}-0\r\n"
            await sent(adapter, CARD, "missed")
            opened: list[asyncio.StreamWriter] = []
            windows = [await watch(port, cookie, since, opened) for _ in range(200)]
            for window in windows:
                await window.readuntil(b"event: said")
            assert adapter.hub.watching == 200
            answer = await outside.post(
                f"http://127.0.0.1:{port}{PATH}", headers=dict(GOOD), content=BODY
            )
            assert answer.status_code == 200
            await sent(adapter, Card("新消息"), "new")
            for window in windows:
                await window.readuntil("新消息".encode())
            stranger = await watch(port, cookie, "Last-Event-ID: other-7\r\n", opened)
            await stranger.readuntil(b"event: lost")
            adapter.hub.close()
            for window in windows:
                await window.readuntil(b"\r\n0\r\n\r\n")
            assert adapter.hub.watching == 0
            for writer in opened:
                writer.close()
                await writer.wait_closed()


async def test_a_document_is_kept_and_never_shown(filled_file: Path, tmp_path: Path) -> None:
    document = Document("台账 <1>.xlsx", b"PK\x03\x04", "台账", "请用命令行导出。")
    async with playing(filled_file, tmp_path, Memory()) as (_, client, adapter):
        id = await sent(adapter, Card("台账", document=document), "a")
        for name, skin in SKINS.items():
            [one] = screen.chat(adapter.hub, "7", skin)
            [file] = [each.file for each in one.drawn.bubbles if each.file]
            got = await client.get(f"/web/chat/file?id={id}&skin={name}&n={file.place}")
            assert (got.status_code, got.content) == (200, b"PK\x03\x04"), name
            assert got.headers["content-type"] == "application/octet-stream"
            assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E5")
