"""What strangers may post to us, and what Slack does; the app without a socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.adapters.slack_http import (
    BODY,
    FORM,
    JSON,
    MOMENT,
    NOW,
    OLD,
    OLDEST,
    PATH,
    SECRET,
    SIGNATURE,
    Hall,
    signature,
    signed,
    with_,
)
from tests.fakes.slack_presses import press, slash_command

LIMIT = 1024 * 1024
RIGHT = signature(BODY, str(NOW))


def moment(value: str, secret: str = SECRET) -> Any:
    """Signed together with this time, whatever it is."""
    return with_(MOMENT, value, of=with_(SIGNATURE, signature(BODY, value, secret)))


FORGED = [
    ("no signature", with_(SIGNATURE)),
    ("no time", with_(MOMENT)),
    ("nothing", [("Content-Type", JSON)]),
    ("an empty signature", with_(SIGNATURE, "")),
    ("another signature", with_(SIGNATURE, "v0=" + "0" * 64)),
    ("another version", with_(SIGNATURE, RIGHT.replace("v0=", "v1="))),
    ("no version", with_(SIGNATURE, RIGHT.removeprefix("v0="))),
    ("in upper case", with_(SIGNATURE, "v0=" + RIGHT[3:].upper())),
    ("longer", with_(SIGNATURE, RIGHT + "0")),
    ("shorter", with_(SIGNATURE, RIGHT[:-1])),
    ("endless", with_(SIGNATURE, RIGHT * 1000)),
    ("padded before", with_(SIGNATURE, " " + RIGHT)),
    ("padded behind", with_(SIGNATURE, RIGHT + " ")),
    ("doubled", with_(SIGNATURE, RIGHT, RIGHT)),
    ("joined", with_(SIGNATURE, f"{RIGHT},{RIGHT}")),
    ("ours and another", with_(SIGNATURE, RIGHT, "v0=" + "0" * 64)),
    ("not ASCII", with_(SIGNATURE, "签名")),
    ("full-width digits", with_(SIGNATURE, "v0=" + "０" * 64)),
    ("not even text", with_(SIGNATURE, b"v0=\xff\xfe" + b"0" * 62)),
    ("under another name", [*with_(SIGNATURE), ("Authorization", RIGHT)]),
    ("by the secret before the last", signed(secret=OLDEST)),
    ("by no secret", moment(str(NOW), secret="")),
    ("for another body", signed(BODY + b" ")),
    ("stale by a second", signed(at=NOW - 301)),
    ("too early by a second", signed(at=NOW + 301)),
    ("of 1970", signed(at=0)),
    ("of the far future", signed(at=99_999_999_999)),
    ("another time than was signed", with_(MOMENT, str(NOW + 1))),
    ("two times", with_(MOMENT, str(NOW), str(NOW))),
    ("a padded time", moment(f" {NOW}")),
    ("a time with a sign", moment(f"+{NOW}")),
    ("a negative time", moment("-1")),
    ("a fraction", moment(f"{NOW}.0")),
    ("an exponent", moment("1e9")),
    ("hexadecimal", moment(hex(NOW))),
    ("an underscore", moment("1570_759_200")),
    ("a time in words", moment("abc")),
    ("an empty time", moment("")),
    ("full-width digits of a time", moment("１５７０７５９２００")),
    ("Arabic digits", moment("١٥٧٠٧٥٩٢٠٠")),
    ("a time of bytes", with_(MOMENT, b"\xff\xfe")),
    ("5000 digits", moment("9" * 5000)),
    ("12 digits", moment("0" + "9" * 11)),
]


@pytest.mark.parametrize("headers", [row[1] for row in FORGED], ids=[row[0] for row in FORGED])
async def test_a_forged_request_has_no_effect_and_learns_nothing(headers: Any) -> None:
    hall = Hall()
    answer = await hall.post(headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert hall.is_untouched


@pytest.mark.parametrize(
    "body", [b"", BODY[:-1], BODY + b"\n", BODY.replace(b"24", b"25"), BODY[::-1], b"\xff"]
)
async def test_a_body_that_was_changed_is_forged(body: bytes) -> None:
    hall = Hall()
    assert (await hall.post(signed(), body)).status_code == 401
    assert hall.is_untouched


async def test_a_signature_in_the_query_is_none() -> None:
    hall, query = Hall(), urlencode({SIGNATURE: RIGHT, MOMENT: NOW})
    assert (await hall.post([("Content-Type", JSON)], path=f"{PATH}?{query}")).status_code == 401


@pytest.mark.parametrize("secret", [SECRET, OLD])
@pytest.mark.parametrize("at", [NOW, NOW - 300, NOW + 300])
async def test_both_secrets_count_during_a_rotation(secret: str, at: int) -> None:
    hall = Hall()
    answer = await hall.post(signed(secret=secret, at=at))
    assert (answer.status_code, answer.content) == (200, b"")
    [event] = hall.ingress.events.values()
    assert (event.key, event.lane) == ("slack:T1:DU77:1570759260.000100", "U77")


def nested(depth: int) -> bytes:
    """An event with so many levels of containers."""
    return b'{"type": "event_callback", "x": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def form(**fields: Any) -> bytes:
    return urlencode(fields).encode()


PAYLOAD = json.dumps(press("24"))
MALFORMED = [
    ("empty", JSON, b""),
    ("cut", JSON, BODY[:-1]),
    ("more behind it", JSON, BODY + b"{}"),
    ("not UTF-8", JSON, b'{"type": "event_callback", "x": "\xff"}'),
    ("UTF-16", JSON, BODY.decode().encode("utf-16")),
    ("a byte order mark", JSON, b"\xef\xbb\xbf" + BODY),
    ("a list", JSON, b"[]"),
    ("a text", JSON, b'"24"'),
    ("null", JSON, b"null"),
    ("a key twice", JSON, b'{"type": "event_callback", "type": "event_callback"}'),
    ("a key twice inside", JSON, b'{"event": {"text": "24", "text": "25"}}'),
    ("not a number", JSON, b'{"x": NaN}'),
    ("infinite", JSON, b'{"x": -Infinity}'),
    ("a number without end", JSON, b'{"x": ' + b"9" * 5000 + b"}"),
    ("33 levels", JSON, nested(33)),
    ("100 000 levels", JSON, nested(100_000)),
    ("a form said to be JSON", JSON, form(payload=PAYLOAD)),
    ("JSON said to be a form", FORM, BODY),
    ("an empty form", FORM, b""),
    ("a form of nothing", FORM, b"&&&"),
    ("a form of nobody's", FORM, form(team_id="T1", api_app_id="A1")),
    ("a form with a byte order mark", FORM, b"\xef\xbb\xbf" + form(payload=PAYLOAD)),
    ("an empty payload", FORM, form(payload="")),
    ("a cut payload", FORM, form(payload=PAYLOAD[:-1])),
    ("a payload in a payload", FORM, form(payload='"{}"')),
    ("two payloads", FORM, form(payload=PAYLOAD) + b"&" + form(payload=PAYLOAD)),
    ("a field twice", FORM, form(**slash_command("24")) + b"&text=25"),
    ("a field without a value", FORM, b"command"),
    ("percent signs that are not UTF-8", FORM, b"command=%2Fliaison&text=%ED%A0%80"),
    ("a form that is not UTF-8", FORM, b"command=\xff"),
    ("65 fields", FORM, form(**{f"f{n}": "" for n in range(64)}, command="/liaison")),
    ("a payload with a key twice", FORM, form(payload='{"type": "shortcut", "type": "x"}')),
    ("33 levels in a form", FORM, form(payload=nested(33).decode())),
    ("plain text", "text/plain", BODY),
    ("JSON of a kind", "application/json2", BODY),
    ("many parts", "multipart/form-data; boundary=x", BODY),
    ("of no kind", "", BODY),
]


@pytest.mark.parametrize(
    ("kind", "body"), [row[1:] for row in MALFORMED], ids=[row[0] for row in MALFORMED]
)
async def test_what_cannot_be_read_is_refused(kind: str, body: bytes) -> None:
    hall = Hall()
    answer = await hall.post(signed(body, kind=kind), body)
    assert (answer.status_code, answer.content) == (400, b"")
    assert hall.is_untouched


async def test_what_it_is_has_to_be_said_once() -> None:
    hall = Hall()
    assert (await hall.post(with_("Content-Type"))).status_code == 400
    assert (await hall.post([("Content-Type", JSON), *signed()])).status_code == 400
    assert hall.is_untouched
    said = with_("Content-Type", "Application/JSON ; charset=utf-8")
    assert (await hall.post(said)).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
async def test_other_methods_are_refused(method: str) -> None:
    hall = Hall()
    async with hall.client() as client:
        answer = await client.request(method, PATH, headers=signed(), content=BODY)
    assert answer.status_code == 405
    assert hall.is_untouched


@pytest.mark.parametrize("path", [f"{PATH}/", "/slack", "/Slack/events", "/slack//events", "/"])
async def test_an_address_that_looks_like_ours_is_none(path: str) -> None:
    assert (await Hall().post(signed(), path=path)).status_code == 404


async def test_a_body_is_neither_read_without_end_nor_waited_for() -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield BODY[:-1]
        await asyncio.Event().wait()

    hall = Hall()
    large = b'{"x": "' + b"x" * (LIMIT - 8) + b'"}'
    assert (await hall.post(signed(large), large)).status_code == 413
    async with hall.client(patience=0.05) as client:
        answer = await client.post(PATH, headers=signed(), content=slow())
    assert answer.status_code == 408
    assert hall.is_untouched
