"""What strangers may do with the callback address; the app without a socket."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.adapters.test_wecom_crypto import LIES, known, vectors
from tests.adapters.wecom_calls import (
    AES_KEY,
    NOW,
    OLD_AES_KEY,
    OLD_TOKEN,
    Call,
    envelope,
    inner,
    lying,
    packed,
    post,
    query,
    said,
    sealed_as_is,
)
from tests.adapters.wecom_server import PATH, Frozen, callback, sent, server
from tests.adapters.world import Memory

GOOD = post(said())
FIELDS = dict(parse_qsl(GOOD.query))
SEALED = sealed_as_is(packed(said().encode()))


def asked(**changed: str | None) -> str:
    """The good query with other values; None: without."""
    return urlencode({k: v for k, v in (FIELDS | changed).items() if v is not None})


@known
@pytest.mark.parametrize(
    "vector",
    [vector for vector in vectors("negative") if vector["kind"] != "config"],
    ids=lambda vector: vector["id"],
)
async def test_each_wrong_vector_is_refused_at_its_time(vector: dict[str, Any]) -> None:
    ingress, clock = Memory(), Frozen(int(vector["timestamp"]))
    secrets = {"tokens": [vector["token"]], "aes_keys": [vector["encoding_aes_key"]]}
    hook = callback(ingress, clock, corp=vector["receive_id"], agent="", **secrets)
    fields = {name: vector[name] for name in ("msg_signature", "timestamp", "nonce")}
    async with server(hook) as client:
        if vector["kind"] == "verify_url":
            fields["echostr"] = vector["encrypt"]
            answer = await client.get(f"{PATH}?{urlencode(fields)}")
        else:
            url = f"{PATH}?{urlencode(fields)}"
            answer = await client.post(url, content=vector["post_body"].encode())
    [status] = re.findall(r"reject (\d+)", vector["expect"])
    assert (answer.status_code, answer.content) == (int(status), b"")
    assert ingress.handed == []


OTHER = "0" * 40
QUERIES = [
    ("none", ""),
    ("no signature", asked(msg_signature=None)),
    ("no time", asked(timestamp=None)),
    ("no nonce", asked(nonce=None)),
    ("an empty signature", asked(msg_signature="")),
    ("another signature", asked(msg_signature=OTHER)),
    ("a signature in capitals", asked(msg_signature=FIELDS["msg_signature"].upper())),
    ("a padded signature", asked(msg_signature=FIELDS["msg_signature"] + " ")),
    ("a signature that is cut", asked(msg_signature=FIELDS["msg_signature"][:-1])),
    ("a signature of another script", asked(msg_signature="０" * 40)),
    ("a signature under another name", GOOD.query.replace("msg_signature", "signature")),
    ("two signatures", GOOD.query + f"&msg_signature={FIELDS['msg_signature']}"),
    ("ours and another", GOOD.query + f"&msg_signature={OTHER}"),
    ("another and ours", f"msg_signature={OTHER}&" + GOOD.query),
    ("two times", GOOD.query + f"&timestamp={NOW}"),
    ("two nonces", GOOD.query + "&nonce=1"),
    ("an empty nonce", asked(nonce="")),
    ("another nonce", asked(nonce="203948572")),
    ("another time", asked(timestamp=str(NOW + 1))),
    ("a time of letters", asked(timestamp="now")),
    ("a time with a sign", asked(timestamp=f"+{NOW}")),
    ("a fraction of a time", asked(timestamp=f"{NOW}.0")),
    ("a time of another script", asked(timestamp="١٧٩٠٠٠٠٠١٠")),
    ("an endless time", asked(timestamp="9" * 5000)),
    ("the border between time and nonce moved", asked(timestamp=f"{NOW}2", nonce="03948571")),
    ("semicolons", GOOD.query.replace("&", ";")),
    ("escapes that are none", GOOD.query.replace("nonce=", "nonce=%zz")),
    ("not UTF-8", GOOD.query.replace("nonce=", "nonce=%ff")),
    ("a zero", GOOD.query.replace("nonce=", "nonce=%00")),
    ("of another token", query(SEALED, token="theirs")),
    ("of the token before the last", query(SEALED, token="the-oldest-one")),
]


@pytest.mark.parametrize("made", [row[1] for row in QUERIES], ids=[row[0] for row in QUERIES])
async def test_a_forged_query_has_no_effect_and_learns_nothing(made: str) -> None:
    ingress = Memory()
    answer = await sent(callback(ingress), Call(made, GOOD.body))
    assert (answer.status_code, answer.content) == (403, b"")
    assert ingress.handed == []


async def test_every_refusal_is_the_same_to_the_byte() -> None:
    stale, theirs = post(said(), at=NOW - 301), post(said(), key="Z" * 43)
    refused = [Call("", GOOD.body), Call(asked(nonce="1"), GOOD.body), stale, theirs]
    refused += [post(said(), corp="ww0"), post(inner("text", user="lisi", agent="1000003"))]
    refused += [lying(padded) for _, _, padded in LIES]
    bodies = [GOOD.body.replace(b"<Encrypt><![CDATA[", b"<Encrypt><![CDATA[A"), envelope("=")]
    refused += [Call(GOOD.query, body) for body in bodies]
    ingress = Memory()
    hook, seen = callback(ingress), set()
    for call in refused:
        answer = await sent(hook, call)
        seen.add((answer.status_code, answer.content, tuple(answer.headers.items())))
    assert seen == {(403, b"", (("content-length", "0"),))}
    assert ingress.handed == []


async def test_both_secrets_count_during_a_rotation() -> None:
    ingress = Memory()
    hook = callback(ingress)
    for n, (token, key) in enumerate([(OLD_TOKEN, OLD_AES_KEY), (OLD_TOKEN, AES_KEY)]):
        answer = await sent(hook, post(said(id=n), token=token, key=key, nonce=str(n)))
        assert answer.status_code == 200
    assert len(ingress.events) == 2


@pytest.mark.parametrize(
    "other",
    [{"tokens": []}, {"tokens": [""]}, {"aes_keys": []}, {"aes_keys": [""]}, {"aes_keys": ["x"]}],
)
def test_without_secrets_there_is_no_callback(other: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="EncodingAESKey"):
        callback(Memory(), **other)


MALFORMED = [
    ("empty", b""),
    ("JSON", json.dumps({"encrypt": SEALED}).encode()),
    ("cut", GOOD.body[:-1]),
    ("no sealed text", b"<xml><AgentID>1</AgentID></xml>"),
    ("two sealed texts", GOOD.body.replace(b"</xml>", b"<Encrypt>A</Encrypt></xml>")),
    ("the same twice", GOOD.body.replace(b"</xml>", GOOD.body[5:])),
    ("a bomb", b'<!DOCTYPE x [<!ENTITY a "b">]>' + GOOD.body),
    ("nested", b"<xml>" + b"<a>" * 20_000),
    ("not UTF-8", b"\xff\xfe"),
]


@pytest.mark.parametrize("body", [row[1] for row in MALFORMED], ids=[row[0] for row in MALFORMED])
async def test_an_envelope_that_is_none_is_malformed(body: bytes) -> None:
    ingress = Memory()
    answer = await sent(callback(ingress), Call(GOOD.query, body))
    assert (answer.status_code, answer.content) == (400, b"")
    assert ingress.handed == []


async def test_a_body_may_have_64_kib() -> None:
    ingress = Memory()
    room = 64 * 1024 - len(GOOD.body)
    full = GOOD.body.replace(b"</xml>", b" " * room + b"</xml>")
    assert (await sent(callback(ingress), Call(GOOD.query, full))).status_code == 200
    assert (await sent(callback(ingress), Call(GOOD.query, full + b"\n"))).status_code == 413
    assert len(ingress.handed) == 1


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_other_methods_are_refused(method: str) -> None:
    ingress = Memory()
    async with server(callback(ingress)) as client:
        answer = await client.request(method, f"{PATH}?{GOOD.query}", content=GOOD.body)
        assert (answer.status_code, ingress.handed) == (405, [])
