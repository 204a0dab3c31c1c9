"""The seal on WeCom's calls, against what others sealed and against liars."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wecom.crypto import Forged, aes_key, check, decrypt, encrypt, signature
from adapters.wecom.envelope import Doctype, fields_of, sealed_in
from tests.adapters.wecom_calls import (
    AES_KEY,
    CORP,
    MADE_ECHO,
    MADE_TEXT,
    OLD_AES_KEY,
    TOKEN,
    Made,
    packed,
    sealed_as_is,
)

VECTORS = Path(__file__).parents[3] / "shared" / "platforms" / "wecom_vectors.json"
KEY = aes_key(AES_KEY)


def vectors(name: str) -> list[dict[str, Any]]:
    return list(json.loads(VECTORS.read_text("utf8"))[name]) if VECTORS.exists() else []


known = pytest.mark.skipif(not VECTORS.exists(), reason="the vectors are not here")


@known
def test_there_are_vectors() -> None:
    assert (len(vectors("positive")), len(vectors("negative"))) == (15, 10)


@known
@pytest.mark.parametrize("vector", vectors("positive"), ids=lambda vector: vector["id"])
def test_a_vector_opens_and_is_made_again(vector: dict[str, Any]) -> None:
    key, sealed, receiver = (
        aes_key(vector["encoding_aes_key"]),
        vector["encrypt"],
        vector["receive_id"],
    )
    timestamp, nonce, expected = vector["timestamp"], vector["nonce"], vector["expected"]
    check(vector["msg_signature"], (vector["token"],), timestamp, nonce, sealed)
    plain = decrypt(key, sealed, receiver)
    assert plain == expected["plaintext"]
    assert encrypt(key, plain, receiver, bytes.fromhex(expected["random16_hex"])) == sealed
    assert signature(vector["token"], timestamp, nonce, sealed) == vector["msg_signature"]
    if vector["kind"] == "callback_xml":
        assert sealed_in(vector["post_body"].encode()) == sealed
        assert fields_of(plain)["ToUserName"] == receiver


@known
@pytest.mark.parametrize("vector", vectors("negative"), ids=lambda vector: vector["id"])
def test_a_wrong_vector_is_refused(vector: dict[str, Any]) -> None:
    if vector["kind"] == "config":
        with pytest.raises(ValueError, match="43 characters"):
            aes_key(vector["encoding_aes_key"])
        return
    with pytest.raises((Forged, Doctype)):
        opened(vector)


def opened(vector: dict[str, Any]) -> dict[str, str]:
    sealed, around = vector["encrypt"], (vector["timestamp"], vector["nonce"])
    check(vector["msg_signature"], (vector["token"],), *around, sealed)
    return fields_of(decrypt(aes_key(vector["encoding_aes_key"]), sealed, vector["receive_id"]))


@pytest.mark.parametrize("made", [MADE_ECHO, MADE_TEXT], ids=["echo", "text"])
def test_what_others_sealed_opens_and_is_made_again(made: Made) -> None:
    check(made.signature, ("another", TOKEN), made.timestamp, made.nonce, made.sealed)
    assert decrypt(KEY, made.sealed, CORP) == made.plain
    assert encrypt(KEY, made.plain, CORP, made.random) == made.sealed


@pytest.mark.parametrize("part", range(4), ids=["token", "timestamp", "nonce", "sealed"])
def test_a_signature_is_of_all_four(part: int) -> None:
    made = MADE_TEXT
    parts = [TOKEN, made.timestamp, made.nonce, made.sealed]
    parts[part] = parts[part][:-1] + "7"
    token, timestamp, nonce, sealed = parts
    with pytest.raises(Forged, match="signature"):
        check(made.signature, (token,), timestamp, nonce, sealed)


@pytest.mark.parametrize("signed", ["", "0" * 40, MADE_TEXT.signature.upper()])
def test_no_other_signature_will_do(signed: str) -> None:
    made = MADE_TEXT
    with pytest.raises(Forged, match="signature"):
        check(signed, (TOKEN,), made.timestamp, made.nonce, made.sealed)
    with pytest.raises(Forged, match="signature"):
        check(made.signature, (), made.timestamp, made.nonce, made.sealed)


BAD_KEYS = [
    ("empty", ""),
    ("42 characters", "1" * 42),
    ("44 characters", "1" * 44),
    ("another sign", AES_KEY[:-1] + "$"),
    ("padded", AES_KEY[:-1] + "="),
    ("for addresses", AES_KEY[:-1] + "-"),
    ("a line end", AES_KEY + "\n"),
    ("blanks around it", f" {AES_KEY[:-2]} "),
    ("digits of another script", AES_KEY[:-1] + "٤"),
]


@pytest.mark.parametrize("key", [row[1] for row in BAD_KEYS], ids=[row[0] for row in BAD_KEYS])
def test_a_key_that_is_none_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(ValueError, match="43 characters") as caught:
        aes_key(key)
    assert AES_KEY[:8] not in str(caught.value)


def test_a_key_may_end_in_bits_that_count_for_nothing() -> None:
    assert aes_key(AES_KEY[:-1] + "9") == aes_key(AES_KEY[:-1] + "8") == KEY
    assert len(KEY) == 32


GOOD = packed(b"24")
LIES = [
    ("padding of none", "padding", GOOD[:-1] + b"\x00"),
    ("padding of 33", "padding", packed(b"2" * 25, padding=b"\x21" * 33)),
    ("padding of 255", "padding", GOOD[:-1] + b"\xff"),
    ("mixed padding", "padding", GOOD[:-3] + b"\x00" + GOOD[-2:]),
    ("padding that is too short", "padding", GOOD[:-1] + bytes([GOOD[-1] + 1])),
    ("nothing but padding", "length", b"\x20" * 32),
    ("a head that is cut", "length", bytes(19) + b"\x0d" * 13),
    ("a length beyond the end", "length", packed(b"24", length=21)),
    ("a length of four gigabytes", "length", packed(b"24", length=2**32 - 1)),
    ("a length that takes the receiver", "receiveid", packed(b"24", length=20)),
    ("a length that leaves some text", "receiveid", packed(b"24", length=1)),
    ("another corp", "receiveid", packed(b"24", corp="wwa1b2c3d4e5f60719")),
    ("a corp that goes on", "receiveid", packed(b"24", corp=CORP + "0")),
    ("a corp in capitals", "receiveid", packed(b"24", corp=CORP.upper())),
    ("nobody", "receiveid", packed(b"24", corp="")),
    ("broken UTF-8", "text", packed(b"24 \xff")),
    ("half a surrogate pair", "text", packed(b"\xed\xa0\x80")),
    ("an overlong zero", "text", packed(b"\xc0\x80")),
]


@pytest.mark.parametrize(
    ("step", "padded"), [row[1:] for row in LIES], ids=[row[0] for row in LIES]
)
def test_a_lie_inside_the_seal_is_found(step: str, padded: bytes) -> None:
    with pytest.raises(Forged, match=f"^{step}$"):
        decrypt(KEY, sealed_as_is(padded), CORP)
    assert decrypt(KEY, sealed_as_is(GOOD), CORP) == "24"


SEALED = sealed_as_is(GOOD)
BROKEN = [
    ("empty", "blocks", ""),
    ("one block of the cipher", "blocks", base64.b64encode(bytes(48)).decode()),
    ("cut", "base64", SEALED[:-1]),
    ("a blank in it", "base64", SEALED[:8] + " " + SEALED[9:]),
    ("a blank more", "base64", SEALED[:8] + " " + SEALED[8:]),
    ("a line end", "base64", SEALED + "\n"),
    ("for addresses", "base64", SEALED[:8] + "-_" + SEALED[10:]),
    ("padding in the middle", "base64", SEALED[:8] + "==" + SEALED[10:]),
    ("padding too much", "base64", SEALED + "="),
    ("not ASCII", "base64", SEALED[:8] + "ｂ" + SEALED[9:]),
]


@pytest.mark.parametrize(
    ("step", "sealed"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_base64_is_strict(step: str, sealed: str) -> None:
    with pytest.raises(Forged, match=f"^{step}$"):
        decrypt(KEY, sealed, CORP)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Forged):
        decrypt(aes_key(OLD_AES_KEY), MADE_TEXT.sealed, CORP)


@given(st.text(max_size=200), st.text(max_size=40))
def test_what_is_sealed_opens_again(text: str, receiver: str) -> None:
    sealed = encrypt(KEY, text, receiver)
    assert decrypt(KEY, sealed, receiver) == text
    assert len(base64.b64decode(sealed)) % 32 == 0
    assert sealed != encrypt(KEY, text, receiver)


@given(st.binary(max_size=200))
def test_whatever_is_inside_either_opens_or_is_forged(raw: bytes) -> None:
    padded = raw + bytes(-len(raw) % 32)
    for sealed in (sealed_as_is(padded), base64.b64encode(raw).decode(), raw.decode("latin-1")):
        with pytest.raises(Forged):
            decrypt(KEY, sealed, CORP)
