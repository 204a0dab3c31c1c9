"""Calls bent in every way, thrown at the callback address: what they cost and what they change.

A call is bent outside, so that nobody's seal fits any more, or inside the seal, as only somebody
with our secrets could do it.
"""

import asyncio
import gc
import json
import random
import time
import tracemalloc
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message

from adapters.http import build_app
from adapters.wecom.inbound import to_request
from bot.messages import Event
from tests.adapters.wecom_calls import (
    NOW,
    Call,
    lying,
    packed,
    post,
    pressed,
    query,
    said,
    sealed_as_is,
    selection,
)
from tests.adapters.wecom_server import PATH, callback
from tests.adapters.world import Memory

PLAIN = pressed("form:update:24", selected=selection(("status", ["done"]), ("who", ["a", "b"])))
PIECES = [b"<", b">", b"&", b"%", b"=", b"+", b"/", b"#2", b"]]>", b"<![CDATA[", b"<!DOCTYPE x>"]
PIECES += [b"<Encrypt>", b"</Encrypt>", b"<xml>", b"<a>" * 9, b"&amp;", b"&#0;", b"\x00", b"\xff"]
PIECES += [b"\xed\xa0\x80", "字".encode(), "٢".encode(), b"9" * 40, b"timestamp=1", b"nonce="]
COSTLY = [b"<a>", b"<a/>", b"&amp;", b"<a b='c'/>", b"x", b"]]>", b"<![CDATA[", b"&", b"a="]


@dataclass(slots=True)
class Figures:
    statuses: Counter[int] = field(default_factory=Counter)
    effects_of_forgeries: int = 0
    unread: int = 0
    slowest: float = 0.0
    """Seconds of processor time."""
    grown: int = 0
    """Bytes kept behind the first thousand calls."""


async def fuzz(cases: int, seed: int) -> Figures:
    """Throw that many calls; what is stored is read as well."""
    chance, figures, ingress = random.Random(seed), Figures(), Memory()  # noqa: S311
    app = build_app([callback(ingress)])
    bends = [_outside, _inside, _sealed, _large]
    gc.collect()
    gc.freeze()  # what was there before is nobody's cost here
    tracemalloc.start()
    base = 0
    for n in range(cases):
        await asyncio.sleep(0)  # the loop throws spent timers away
        if n == min(1000, cases // 2):
            base = tracemalloc.get_traced_memory()[0]
        call, honest = chance.choices(bends, weights=(8, 6, 6, 1))[0](chance)
        method = chance.choice(("POST", "POST", "POST", "GET"))
        started = time.process_time()
        status = await _ask(app, method, call)
        figures.slowest = max(figures.slowest, time.process_time() - started)
        figures.statuses[status] += 1
        assert len(ingress.events) == (status == 200 and method == "POST")
        for event in ingress.events.values():
            figures.effects_of_forgeries += not honest
            figures.unread += not _is_read(event)
        ingress.events.clear()
        ingress.handed.clear()
    gc.unfreeze()
    gc.collect()
    figures.grown = tracemalloc.get_traced_memory()[0] - base
    tracemalloc.stop()
    return figures


def _is_read(event: Event) -> bool:
    """Any exception but one is a bug, and ends the run."""
    assert json.loads(event.payload).keys() == {"app"}
    try:
        to_request(event)
    except ValueError:
        return False
    return True


def _outside(chance: random.Random) -> tuple[Call, bool]:
    """Anything anywhere, behind an honest seal: only what changes nothing of it may pass."""
    good = post(PLAIN if chance.random() < 0.5 else said("24 已完成"))
    query, body = good.query.encode(), good.body
    query = _bent(query, chance) if chance.random() < 0.5 else query
    body = _bent(body, chance) if chance.random() < 0.6 else body
    sealed = good.body.partition(b"<Encrypt><![CDATA[")[2].partition(b"]]>")[0]
    return Call(query.decode("latin-1"), body), sealed in body


def _inside(chance: random.Random) -> tuple[Call, bool]:
    """The sealed text is bent, the seal is right."""
    return _signed(sealed_as_is(packed(_bent(PLAIN.encode(), chance))), chance), True


def _sealed(chance: random.Random) -> tuple[Call, bool]:
    """What is sealed is bent: length, receiver, padding; nothing of it may have an effect."""
    text = PLAIN.encode()
    padded = bytearray(packed(text))
    around = [*range(16, 20), *range(20 + len(text), len(padded))]
    for _ in range(chance.randint(1, 3)):
        padded[chance.choice(around)] = chance.randrange(256)
    same = bytes(padded) == packed(text)
    return lying(bytes(padded), nonce=_nonce(chance)), same


def _large(chance: random.Random) -> tuple[Call, bool]:
    """As much as fits, of what costs a parser most."""
    one = chance.choice(COSTLY)
    text = b"<xml><a>" + one * (48_000 // len(one)) + b"</a></xml>"
    return _signed(sealed_as_is(packed(text)), chance), True


def _signed(sealed: str, chance: random.Random) -> Call:
    nonce, echo = _nonce(chance), {"echostr": sealed} if chance.random() < 0.5 else {}
    body = f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>".encode()
    return Call(query(sealed, nonce=nonce, at=NOW, **echo), body)


def _nonce(chance: random.Random) -> str:
    return str(chance.getrandbits(64))


def _bent(text: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        where = chance.randint(0, len(text))
        gone = chance.choice((0, 0, 1, 2, 8, len(text)))
        more = chance.choice([*PIECES, b"", chance.randbytes(3), text[:where]])
        text = text[:where] + more + text[where + gone :]
    return text


async def _ask(app: ASGIApp, method: str, call: Call) -> int:
    """The status; without a client, which would mend the query first."""
    scope: dict[str, Any] = {"type": "http", "method": method, "path": PATH, "root_path": ""}
    scope |= {"query_string": call.query.encode("latin-1"), "headers": []}
    statuses: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": call.body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    [status] = statuses
    return status
