"""Who gets to see a page, and that everybody else gets one and the same nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from adapters.web.guard import HEADERS, SESSION_FOR
from bot.model.person import PersonRole
from bot.ports import Page
from tests.adapters.web_world import URL, Door, door, key_of, post


@pytest.fixture
async def house(filled_file: Path, tmp_path: Path) -> AsyncIterator[Door]:
    async with door(filled_file, tmp_path) as made:
        yield made


def is_nothing(answer: httpx.Response) -> bool:
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "set-cookie" not in answer.headers
    body = answer.text
    return answer.status_code == 404 and (body == "" or "<h1>404</h1>" in body)


PATHS = [
    "/web",
    "/web/",
    "/web/board",
    "/web/board/",
    "/web/chat",
    "/web/chat/say",
    "/web/chat/fails",
    "/web/static/style.css",
    "/web/static/",
    "/web/static/../site.py",
    "/web/static/%2e%2e/site.py",
    "/web/static/..%2fsite.py",
    "/web/%62oard",
    "/web//board",
    "/web/board%00",
    "/web/board;x",
    "/web/BOARD",
    "/web/enter",
    "/web/enter?key=",
    "/web/enter?key=../../etc/passwd",
    "/web/enter?key=%3Cscript%3Ealert(1)%3C/script%3E",
    "/web/enter?key=" + "A" * 65,
    "/web/enter/",
    "/web/nowhere",
]
METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "POST"]


async def test_without_a_session_there_is_nothing_anywhere(house: Door) -> None:
    async with house.browser() as client:
        bodies = set()
        for path in PATHS:
            for method in METHODS:
                answer = await client.request(method, path, headers={"Origin": URL})
                assert is_nothing(answer), (method, path)
                bodies.add(answer.content)
    assert len(bodies - {b""}) == 1


async def test_a_link_lets_in_once_and_looking_at_it_does_not_use_it_up(house: Door) -> None:
    link = await house.guard.link(Page.BOARD)
    async with house.browser() as client, house.browser() as other:
        for _ in range(3):
            looked = await client.get(link)
            assert looked.status_code == 200
            assert looked.text.count("<form") == looked.text.count("<button") == 1
            assert "set-cookie" not in looked.headers
        style = await client.get(link + "&style=1")
        assert style.headers["content-type"].startswith("text/css")
        for method in ("HEAD", "OPTIONS", "PUT"):
            assert is_nothing(await client.request(method, link))
        entered = await post(client, key_of(link))
        assert (entered.status_code, entered.headers["location"]) == (303, "/web/board")
        cookie = entered.headers["set-cookie"]
        for word in ("HttpOnly", "SameSite=strict", "Path=/web", "Max-Age=43200"):
            assert word in cookie
        assert "Secure" not in cookie
        assert (await client.get("/web/board")).text == "nobody"
        assert is_nothing(await post(other, key_of(link)))
        assert is_nothing(await other.get("/web/board"))


async def test_of_many_who_use_one_link_at_once_one_gets_in(house: Door) -> None:
    key = key_of(await house.guard.link(Page.CHAT))
    async with house.browser() as client:
        answers = await asyncio.gather(*(post(client, key) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [303, 404, 404, 404, 404]


async def test_links_and_sessions_end_with_their_time(house: Door) -> None:
    key = key_of(await house.guard.link(Page.CHAT))
    async with house.browser() as client:
        house.clock.at += timedelta(minutes=10)
        assert is_nothing(await post(client, key))
        assert (await house.entered(client, Page.CHAT)).status_code == 303
        house.clock.at += SESSION_FOR - timedelta(seconds=1)
        assert (await client.get("/web/chat")).status_code == 200
        house.clock.at += timedelta(seconds=1)
        assert is_nothing(await client.get("/web/chat"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "localhost.evil.example:8080",
        "10.0.0.1:8080",
        "0.0.0.0:8080",
        "127.0.0.1:8080, evil.example",
        "",
    ],
)
async def test_another_host_is_not_us(house: Door, host: str) -> None:
    async with house.browser() as client:
        link = await house.guard.link(Page.CHAT)
        assert is_nothing(await client.get(link, headers={"Host": host}))
        assert is_nothing(await post(client, key_of(link), Host=host, Origin=f"http://{host}"))
        assert (await post(client, key_of(link))).status_code == 303
        assert is_nothing(await client.get("/web/chat", headers={"Host": host}))
        twice = [("Host", "127.0.0.1:8080"), ("Host", "127.0.0.1:8080")]
        assert is_nothing(await client.get("/web/chat", headers=twice))


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:9000", "[::1]:8080", "LocalHost"])
async def test_every_name_of_this_machine_is_us(house: Door, host: str) -> None:
    async with house.browser() as client:
        key = key_of(await house.guard.link(Page.CHAT))
        origin = f"http://{host.lower()}"
        assert (await post(client, key, Host=host, Origin=origin)).status_code == 303


@pytest.mark.parametrize("peer", ["203.0.113.9", "10.0.0.7", "::ffff:10.0.0.7", "testclient", ""])
async def test_another_machine_is_not_let_in(house: Door, peer: str) -> None:
    async with house.browser(peer) as client:
        link = await house.guard.link(Page.BOARD)
        assert is_nothing(await client.get(link))
        assert is_nothing(await post(client, key_of(link)))


@pytest.mark.parametrize(
    "origin",
    ["null", "http://evil.example", "http://localhost:8080", "https://127.0.0.1:8080", URL + "/"],
)
async def test_nobody_writes_from_another_origin(house: Door, origin: str) -> None:
    async with house.browser() as client:
        key = key_of(await house.guard.link(Page.CHAT))
        assert is_nothing(await post(client, key, Origin=origin))
        assert is_nothing(await client.post("/web/enter", data={"key": key}))
        both = [("Origin", URL), ("Origin", origin)]
        assert is_nothing(await client.post("/web/enter", data={"key": key}, headers=both))
        assert (await post(client, key)).status_code == 303
        assert is_nothing(await client.post("/web/chat/say", headers={"Origin": origin}))
        said = await client.post("/web/chat/say", headers={"Origin": URL})
        assert said.status_code == 200


async def test_what_a_proxy_hands_on_needs_the_address_that_links_name(
    filled_file: Path,
    tmp_path: Path,
) -> None:
    named = "https://board.example"
    through = {"X-Forwarded-For": "203.0.113.9"}
    async with door(filled_file, tmp_path, url=named) as house, house.browser() as local:
        key = key_of(await house.guard.link(Page.BOARD))
        assert is_nothing(await post(local, key, **through))
        assert is_nothing(await post(local, key, **through, Host="board.example.evil"))
        async with house.browser(url=named) as client:
            entered = await post(client, key, **through)
            assert entered.status_code == 303
            assert "Secure" in entered.headers["set-cookie"]
            assert (await client.get("/web/board", headers=through)).status_code == 200
        async with house.browser(peer="203.0.113.9", url=named) as client:
            assert is_nothing(await post(client, key_of(await house.guard.link(Page.BOARD))))


async def test_a_person_sees_the_board_as_long_as_the_office_lets_them(house: Door) -> None:
    async with house.store.unit() as unit:
        office = await unit.people.add("赵敏", 1, PersonRole.COORDINATOR, at=house.clock.now())
        liaison = await unit.people.add("张三", 1, PersonRole.LIAISON, at=house.clock.now())
    async with house.browser() as client, house.browser() as other:
        assert (await house.entered(client, Page.BOARD, person=office.id)).status_code == 303
        assert (await client.get("/web/board")).text == "赵敏"
        assert is_nothing(await client.get("/web/chat"))
        assert is_nothing(await house.entered(other, Page.BOARD, person=liaison.id))
        async with house.store.unit() as unit:
            await unit.people.revoke(office.id, at=house.clock.now())
        assert is_nothing(await client.get("/web/board"))


async def test_a_link_to_one_page_opens_no_other_unless_it_is_the_simulator(house: Door) -> None:
    async with house.browser() as client, house.browser() as player:
        await house.entered(client, Page.BOARD)
        assert (await client.get("/web/board")).status_code == 200
        assert is_nothing(await client.get("/web/chat"))
        assert is_nothing(await client.post("/web/chat/say", headers={"Origin": URL}))
        await house.entered(player, Page.CHAT)
        assert (await player.get("/web/board")).status_code == 200


async def test_a_page_that_is_off_is_not_there(filled_file: Path, tmp_path: Path) -> None:
    async with door(filled_file, tmp_path, open=[Page.BOARD]) as house, house.browser() as client:
        assert is_nothing(await house.entered(client, Page.CHAT))
        assert is_nothing(await client.get("/web/chat"))


async def test_with_a_session_every_answer_has_the_headers_and_wrong_ones_are_nothing(
    house: Door,
) -> None:
    async with house.browser() as client:
        await house.entered(client, Page.CHAT)
        for path in PATHS:
            for method in METHODS:
                answer = await client.request(method, path, headers={"Origin": URL})
                for name, value in HEADERS.items():
                    assert answer.headers[name] == value, (method, path, name)
                if method not in ("GET", "POST"):
                    assert is_nothing(answer)
        broken = await client.get("/web/chat/fails")
        assert (broken.status_code, "canary" in broken.text) == (500, False)


async def test_files_have_types_and_tags(house: Door) -> None:
    async with house.browser() as client:
        await house.entered(client, Page.CHAT)
        style = await client.get("/web/static/style.css")
        assert style.headers["content-type"] == "text/css; charset=utf-8"
        tag = style.headers["etag"]
        again = await client.get("/web/static/style.css", headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


async def test_a_language_is_remembered_and_a_wrong_one_ignored(house: Door) -> None:
    link = await house.guard.link(Page.CHAT)
    async with house.browser() as client:
        assert "打开页面" in (await client.get(link)).text
        assert "Open the page" in (await client.get(link + "&lang=en")).text
        await post(client, key_of(link))
        chosen = await client.get("/web/chat?lang=en")
        assert "liaison_language=en" in chosen.headers["set-cookie"]
        assert "set-cookie" not in (await client.get("/web/chat?lang=%3Cb%3E")).headers
