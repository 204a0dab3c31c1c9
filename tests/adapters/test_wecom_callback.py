"""What WeCom does with the callback address; the app without a socket."""

import json
import logging
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from adapters.wecom.crypto import aes_key, encrypt
from tests.adapters.test_wecom_crypto import LIES, known, vectors
from tests.adapters.wecom_calls import (
    AES_KEY,
    AGENT,
    CORP,
    MADE_ECHO,
    MADE_TEXT,
    NOW,
    OLD_TOKEN,
    Call,
    envelope,
    event,
    inner,
    lying,
    packed,
    post,
    pressed,
    query,
    said,
    sealed_as_is,
)
from tests.adapters.wecom_server import PATH, Frozen, callback, sent, server
from tests.adapters.world import Memory

GOOD = post(said())
FIELDS = dict(parse_qsl(GOOD.query))
SEALED = sealed_as_is(packed(said().encode()))
FOREIGN = sealed_as_is(packed(b"1", corp="ww0"))


async def test_a_call_is_stored_and_answered_with_nothing() -> None:
    ingress = Memory()
    answer = await sent(callback(ingress), GOOD)
    assert (answer.status_code, answer.content) == (200, b"")
    [stored] = ingress.events.values()
    assert (stored.key, stored.lane) == (f"wecom:{CORP}:7412589630001", "zhangsan")
    assert json.loads(stored.payload) == {"app": said()}


async def test_what_another_program_sealed_is_taken() -> None:
    ingress = Memory()
    made = MADE_TEXT
    fields = {"msg_signature": made.signature, "timestamp": made.timestamp, "nonce": made.nonce}
    answer = await sent(callback(ingress), Call(urlencode(fields), envelope(made.sealed)))
    assert answer.status_code == 200
    assert [json.loads(e.payload) for e in ingress.events.values()] == [{"app": made.plain}]


@known
@pytest.mark.parametrize("vector", vectors("positive"), ids=lambda vector: vector["id"])
async def test_each_vector_is_taken_at_its_time(vector: dict[str, Any]) -> None:
    ingress, clock = Memory(), Frozen(int(vector["timestamp"]))
    secrets = {"tokens": [vector["token"]], "aes_keys": [vector["encoding_aes_key"]]}
    hook = callback(ingress, clock, corp=vector["receive_id"], agent="", **secrets)
    url, plain = f"{PATH}?{vector['query_string']}", vector["expected"]["plaintext"]
    async with server(hook) as client:
        if vector["kind"] == "verify_url":
            answer = await client.get(url)
            assert (answer.status_code, answer.text) == (200, plain)
            return
        assert (await client.post(url, content=envelope(vector["encrypt"]))).status_code == 200
        clock.at += 301
        assert (await client.post(url, content=envelope(vector["encrypt"]))).status_code == 403
    assert [json.loads(e.payload) for e in ingress.events.values()] == [{"app": plain}]


async def test_an_address_check_is_answered_with_its_secret_and_nothing_else() -> None:
    made, ingress = MADE_ECHO, Memory()
    fields = {"msg_signature": made.signature, "timestamp": made.timestamp, "nonce": made.nonce}
    async with server(callback(ingress)) as client:
        answer = await client.get(f"{PATH}?{urlencode({**fields, 'echostr': made.sealed})}")
    assert (answer.status_code, answer.content) == (200, made.plain.encode())
    assert answer.headers["content-type"].startswith("text/plain")
    assert ingress.handed == []


@pytest.mark.parametrize("escaped", [True, False])
async def test_a_plus_sign_of_an_address_check_stays_one(escaped: bool) -> None:
    tries = (encrypt(aes_key(AES_KEY), "1", CORP, bytes([n] * 16)) for n in range(256))
    sealed = next(one for one in tries if one.count("+") > 2)
    made = query(sealed, echostr=sealed)
    made = made if escaped else made.replace("%2B", "+")
    async with server(callback(Memory())) as client:
        answer = await client.get(f"{PATH}?{made}")
    assert (answer.status_code, answer.text) == (200, "1")


@pytest.mark.parametrize(
    "made",
    [
        query(SEALED),  # no echostr
        query(SEALED, echostr=""),
        query("", echostr=""),
        query(SEALED, echostr=SEALED[:-4] + "AAA="),
        query(SEALED, echostr=SEALED) + f"&echostr={SEALED}",
        query(SEALED, echostr=SEALED, at=NOW - 301),
        query(SEALED, echostr=SEALED, token="theirs"),
        query(SEALED, echostr=SEALED.replace("+", "%2B")),
        query(FOREIGN, echostr=FOREIGN),
        "",
    ],
    ids=range(10),
)
async def test_another_address_check_learns_nothing(made: str) -> None:
    async with server(callback(Memory())) as client:
        answer = await client.get(f"{PATH}?{made}")
    assert (answer.status_code, answer.content) == (403, b"")


# What is inside. -------------------------------------------------------------------


@pytest.mark.parametrize(
    "plain", ["", "24", '{ "FromUserName": :mycreate" }', "<xml>", said() + "x", "<xml>\x00</xml>"]
)
async def test_what_nobody_can_read_is_kept_and_acknowledged(
    plain: str, caplog: pytest.LogCaptureFixture
) -> None:
    ingress = Memory()
    assert (await sent(callback(ingress), post(plain))).status_code == 200
    [stored] = ingress.events.values()
    assert (json.loads(stored.payload), stored.lane) == ({"app": plain}, "?")
    assert "nobody can read" in caplog.text


async def test_a_sealed_bomb_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    ingress = Memory()
    answer = await sent(callback(ingress), post('<!DOCTYPE x [<!ENTITY a "b">]>' + said()))
    assert (answer.status_code, answer.content, ingress.handed) == (400, b"", [])
    assert "security: a sealed call" in caplog.text


async def test_two_clicks_of_one_second_are_two_events() -> None:
    ingress = Memory()
    hook = callback(ingress)
    for nonce, code in (("1", "rc_1"), ("2", "rc_2")):
        assert (await sent(hook, post(pressed("24", code=code), nonce=nonce))).status_code == 200
    assert len(ingress.events) == 2


async def test_a_call_of_another_app_is_refused_and_of_none_is_taken() -> None:
    ingress = Memory()
    hook = callback(ingress)
    other = post(inner("text", user="lisi", agent="1000003", Content="24"), nonce="1")
    assert (await sent(hook, other)).status_code == 403
    none = event("change_contact", user="sys").replace(f"<![CDATA[{AGENT}]]>", "")
    assert (await sent(hook, post(none, nonce="2"))).status_code == 200
    assert (await sent(callback(ingress, agent=""), other)).status_code == 200
    assert len(ingress.events) == 2


# Again. ------------------------------------------------------------------------------


async def test_a_retry_is_the_same_event_whether_sealed_anew_or_not() -> None:
    ingress = Memory()
    hook = callback(ingress)
    retries = [GOOD, GOOD, post(said()), post(said(), nonce="7"), post(said(), at=NOW + 5)]
    assert {(await sent(hook, call)).status_code for call in retries} == {200}
    assert (len(ingress.handed), len(ingress.events)) == (5, 1)


async def test_a_nonce_is_for_one_text_as_long_as_it_counts() -> None:
    ingress, clock = Memory(), Frozen()
    hook = callback(ingress, clock)
    assert (await sent(hook, GOOD)).status_code == 200
    for at in (NOW, NOW + 1, NOW + 300):
        clock.at = at
        assert (await sent(hook, post(said("25"), at=at))).status_code == 403
    assert (await sent(hook, GOOD)).status_code == 200
    clock.at = NOW + 301
    assert (await sent(hook, post(said("25"), at=NOW + 301))).status_code == 200
    assert (await sent(callback(ingress, clock), GOOD)).status_code == 403  # stale by now


async def test_what_was_refused_uses_up_no_nonce() -> None:
    ingress = Memory()
    hook = callback(ingress)
    theirs = [post(said("25"), token="theirs"), post(said("25"), at=NOW - 301), lying(LIES[0][2])]
    assert {(await sent(hook, call)).status_code for call in theirs} == {403}
    assert (await sent(hook, GOOD)).status_code == 200


async def test_the_memory_of_nonces_is_bounded() -> None:
    hook = callback(Memory())
    async with server(hook) as client:

        async def status(plain: str, nonce: int) -> int:
            made = post(plain, nonce=str(nonce))
            answer = await client.post(f"{PATH}?{made.query}", content=made.body)
            return answer.status_code

        assert {await status("24", nonce) for nonce in range(4096)} == {200}
        assert await status("25", 0) == 403
        assert await status("24", 4096) == 200
        assert await status("25", 1) == 403
        assert await status("25", 0) == 200  # the oldest had to go


async def test_wecom_is_asked_to_come_again_while_the_store_is_away() -> None:
    ingress = Memory(away=1)
    hook = callback(ingress)
    assert (await sent(hook, GOOD)).status_code == 503
    assert ingress.events == {}
    assert (await sent(hook, GOOD)).status_code == 200


# Time, and what is logged. --------------------------------------------------------------


@pytest.mark.parametrize(
    ("skew", "status"), [(0, 200), (-300, 200), (300, 200), (-301, 403), (301, 403), (10**6, 403)]
)
async def test_a_call_is_good_for_five_minutes(
    skew: int, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await sent(callback(Memory()), post(said(), at=NOW + skew))
    assert answer.status_code == status
    assert (f"refused: {skew:+d} seconds off our clock" in caplog.text) == (status == 403)


async def test_a_forged_call_says_nothing_of_our_clock(caplog: pytest.LogCaptureFixture) -> None:
    await sent(callback(Memory()), post(said(), token="theirs", at=NOW - 10_000))
    assert "security: a call to /wecom/callback was refused: signature" in caplog.text


async def test_no_log_holds_a_secret_or_a_word(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    clock = Frozen()
    hook = callback(Memory(), clock)
    word = "canary-一句进展"
    calls = [post(said(word)), post(word, nonce="2"), post(said(word), at=NOW - 999)]
    calls += [post(said(word), corp="ww0"), post(said(word + "2")), lying(LIES[0][2])]
    calls += [post(said(word), token="theirs"), post("<!DOCTYPE a>" + word, nonce="3")]
    for call in calls:
        await sent(hook, call)
    ours = [one for one in caplog.records if one.name.startswith("adapters")]
    assert len(ours) >= 7
    text = "\n".join(one.getMessage() for one in ours)
    told = [word, FIELDS["msg_signature"], FIELDS["nonce"], AES_KEY, CORP, "zhangsan", OLD_TOKEN]
    assert [secret for secret in told if secret in text] == []
