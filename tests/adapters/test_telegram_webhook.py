"""What strangers may post to us, and what Telegram does; the app without a socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.http import build_app
from adapters.telegram.webhook import TelegramWebhook
from tests.adapters.telegram_updates import message
from tests.adapters.world import BOT, SECRET, Memory, listening, telegram
from tests.fakes.process import Fake

PATH = "/telegram/webhook"
NAME = "X-Telegram-Bot-Api-Secret-Token"
JSON = ("Content-Type", "application/json")
GOOD = [JSON, (NAME, SECRET)]
BODY = json.dumps(message()).encode()
LIMIT = 1024 * 1024


@asynccontextmanager
async def server(ingress: Memory, patience: float = 10.0) -> AsyncIterator[httpx.AsyncClient]:
    """The app without a socket."""
    hook = TelegramWebhook((SECRET, "the-old_one"), BOT, ingress)
    wire = httpx.ASGITransport(build_app([hook], patience=patience))
    async with httpx.AsyncClient(transport=wire, base_url="http://us") as client:
        yield client


async def post(
    ingress: Memory, headers: Any, body: bytes = BODY, path: str = PATH
) -> httpx.Response:
    async with server(ingress) as client:
        return await client.post(path, headers=headers, content=body)


FORGED = [
    ("no secret", [JSON]),
    ("empty", [JSON, (NAME, "")]),
    ("wrong", [JSON, (NAME, "s3cret_of-theirs")]),
    ("longer", [JSON, (NAME, SECRET + "x")]),
    ("shorter", [JSON, (NAME, SECRET[:-1])]),
    ("other case", [JSON, (NAME, SECRET.upper())]),
    ("doubled", [JSON, (NAME, SECRET), (NAME, SECRET)]),
    ("ours and another", [JSON, (NAME, SECRET), (NAME.lower(), "x")]),
    ("another and ours", [JSON, (NAME, "x"), (NAME, SECRET)]),
    ("joined", [JSON, (NAME, f"{SECRET}, {SECRET}")]),
    ("both at once", [JSON, (NAME, f"{SECRET},the-old_one")]),
    ("not ASCII", [JSON, (NAME.encode(), "密钥".encode())]),
    ("not even text", [JSON, (NAME.encode(), b"\xff\xfe")]),
    ("under another name", [JSON, ("Authorization", SECRET)]),
    ("of the rotation before the last", [JSON, (NAME, "the-oldest_one")]),
]


@pytest.mark.parametrize("headers", [row[1] for row in FORGED], ids=[row[0] for row in FORGED])
async def test_a_forged_request_has_no_effect_and_learns_nothing(headers: Any) -> None:
    ingress = Memory()
    answer = await post(ingress, headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert ingress.handed == []


@pytest.mark.parametrize("secret", [SECRET, "the-old_one"])
async def test_both_secrets_count_during_a_rotation(secret: str) -> None:
    ingress = Memory()
    answer = await post(ingress, [JSON, (NAME, secret)])
    assert (answer.status_code, answer.content) == (200, b"")
    [event] = ingress.events.values()
    assert (event.key, event.lane, event.payload) == ("telegram:4711:9", "77", BODY.decode())


async def test_a_secret_in_the_query_is_none() -> None:
    ingress = Memory()
    answer = await post(ingress, [JSON], path=f"{PATH}?{NAME}={SECRET}&secret_token={SECRET}")
    assert answer.status_code == 401


def nested(depth: int) -> bytes:
    """An update with so many levels of containers."""
    return b'{"update_id": 9, "x": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


MALFORMED = [
    ("empty", b""),
    ("cut", BODY[:-1]),
    ("more behind it", BODY + b"{}"),
    ("not UTF-8", b'{"update_id": 9, "x": "\xff"}'),
    ("UTF-16", BODY.decode().encode("utf-16")),
    ("a byte order mark", b"\xef\xbb\xbf" + BODY),
    ("a list", b"[]"),
    ("no number", b"{}"),
    ("a number of letters", b'{"update_id": "9"}'),
    ("a fraction", b'{"update_id": 9.0}'),
    ("true", b'{"update_id": true}'),
    ("endless", b'{"update_id": ' + b"9" * 5000 + b"}"),
    ("beyond 64 bits", b'{"update_id": 9223372036854775808}'),
    ("the key twice", b'{"update_id": 9, "update_id": 10}'),
    ("a key twice inside", b'{"update_id": 9, "message": {"text": "24", "text": "25"}}'),
    ("not a number", b'{"update_id": 9, "x": NaN}'),
    ("33 levels", nested(33)),
    ("100 000 levels", nested(100_000)),
]


@pytest.mark.parametrize("body", [row[1] for row in MALFORMED], ids=[row[0] for row in MALFORMED])
async def test_what_is_no_update_is_refused(body: bytes) -> None:
    ingress = Memory()
    assert (await post(ingress, GOOD, body)).status_code == 400
    assert ingress.handed == []


@pytest.mark.parametrize(
    "body",
    [
        nested(32),
        b'{"update_id": 9, "tomorrow": {}}',
        b'{"update_id": 9, "message": 3}',
        b'{"update_id": 9, "x": "' + b"x" * (LIMIT - 25) + b'"}',
    ],
)
async def test_every_valid_update_is_stored(body: bytes) -> None:
    assert len(body) <= LIMIT
    ingress = Memory()
    assert (await post(ingress, GOOD, body)).status_code == 200
    assert [event.payload for event in ingress.events.values()] == [body.decode()]


async def test_an_update_that_comes_three_times_is_one_event() -> None:
    ingress = Memory()
    assert {(await post(ingress, GOOD)).status_code for _ in range(3)} == {200}
    assert (len(ingress.handed), len(ingress.events)) == (3, 1)


async def test_telegram_is_asked_to_come_again_while_the_store_is_away() -> None:
    ingress = Memory(away=1)
    assert (await post(ingress, GOOD)).status_code == 503
    assert ingress.events == {}
    assert (await post(ingress, GOOD)).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json2"]
)
async def test_only_json_is_read(kind: str) -> None:
    ingress = Memory()
    assert (await post(ingress, [("Content-Type", kind), (NAME, SECRET)])).status_code == 415
    assert (await post(ingress, [(NAME, SECRET)])).status_code == 415
    good = [("Content-Type", "Application/JSON; charset=utf-8"), (NAME, SECRET)]
    assert (await post(ingress, good)).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
async def test_other_methods_are_refused(method: str) -> None:
    ingress = Memory()
    async with server(ingress) as client:
        answer = await client.request(method, PATH, headers=GOOD, content=BODY)
        assert (answer.status_code, ingress.handed) == (405, [])


@pytest.mark.parametrize(
    "path", [f"{PATH}/", "/telegram", "/Telegram/webhook", "/telegram//webhook", "/"]
)
async def test_an_address_that_looks_like_ours_is_none(path: str) -> None:
    assert (await post(Memory(), GOOD, path=path)).status_code == 404


@settings(max_examples=300)
@given(st.data())
def test_no_mutation_of_a_request_breaks_the_server(data: st.DataObject) -> None:
    body = bytearray(BODY)
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(body)))
        body[where : where + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    headers = data.draw(st.sampled_from([GOOD, *(row[1] for row in FORGED)]))
    ingress = Memory()
    answer = asyncio.run(post(ingress, headers, bytes(body)))
    assert answer.status_code in ((200, 400) if headers is GOOD else (401,))
    assert len(ingress.handed) == (answer.status_code == 200)


async def test_the_webhook_is_registered_with_its_secret(faults: Fake) -> None:
    url, ingress = "https://liaison.example.org/telegram/webhook", Memory()
    secrets = (SECRET, "the-old_one")
    async with telegram(
        faults.base, mode="webhook", webhook_secrets=secrets, webhook_url=url
    ) as adapter:
        [hook] = adapter.webhooks(ingress)
        assert hook.path == PATH
        async with listening(adapter, ingress):
            await faults.called("setWebhook", url=url, secret_token=SECRET)
    called = [call["method"] for call in faults.control("/calls")]
    assert "deleteWebhook" not in called
    assert "getUpdates" not in called


async def test_what_somebody_else_registered_is_left(faults: Fake) -> None:
    async with (
        telegram(faults.base, mode="webhook", webhook_secrets=(SECRET,)) as adapter,
        listening(adapter, Memory()),
    ):
        await faults.called("setMyCommands", count=4)
    called = {call["method"] for call in faults.control("/calls")}
    assert called == {"getMe", "setMyCommands"}


async def test_who_polls_has_no_webhook(faults: Fake) -> None:
    async with telegram(faults.base) as adapter:
        assert adapter.webhooks(Memory()) == ()
