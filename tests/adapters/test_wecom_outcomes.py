"""What becomes of a message, for every way a call to WeCom can end: through the real client."""

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from adapters.wecom.adapter import WecomAdapter
from adapters.wecom.line import Tuning
from bot.messages import Card
from bot.outcomes import Later, Refused
from tests.adapters.gist import ALL, CHAT, HTML, ONE, gist, http
from tests.adapters.wecom_app import (
    IMPATIENT,
    KEY,
    ROBOT,
    SEND,
    Board,
    app,
    at,
    calls,
    code,
    group,
    order,
    settings,
    words,
)
from tests.fakes.process import Fake
from tests.fakes.wecom_payloads import AGENT
from tests.fakes.wecom_rules import Json

JSON = {"Content-Type": "application/json"}
WAITS = ("later", 60.0, ONE)

TABLE: list[tuple[str, Json, Any]] = [
    ("accepted", {}, "sent"),
    ("busy", code(-1), ("later", None, ONE)),
    ("too many at once", code(45033), ("later", None, ONE)),
    ("too fast", code(45009), ("later", 60.0, ALL)),
    ("429", http(429, "slow down"), ("later", 60.0, CHAT)),
    ("429 of a proxy", http(429, HTML), ("later", 60.0, CHAT)),
    ("500 after acceptance", http(500, HTML) | {"accept": True}, "unknown"),
    ("500 with a code", http(500, code(45009)), "unknown"),
    ("500 with credentials", http(500, code(40001)), "unknown"),
    ("502 of a proxy", http(502, HTML), "unknown"),
    ("502 that lies", http(502, HTML, **JSON), "unknown"),
    ("reset before acceptance", {"fault": "reset"}, "unknown"),
    ("reset after acceptance", {"fault": "reset", "accept": True}, "unknown"),
    ("stall", {"fault": "stall", "accept": True}, "unknown"),
    ("half a body", {"fault": "half", "accept": True}, "unknown"),
    ("200 with HTML", {"fault": "garbage", "accept": True}, "unknown"),
    ("200 that lies", http(200, HTML, **JSON) | {"accept": True}, "unknown"),
    ("200 with a list", http(200, ["ok"]) | {"accept": True}, "unknown"),
    ("200 without a code", {"fault": "empty", "accept": True}, "unknown"),
    ("200 with a word for a code", http(200, {"errcode": "0"}) | {"accept": True}, "unknown"),
    ("200 with true for a code", http(200, {"errcode": False}), "unknown"),
    ("200 without an id", http(200, {"errcode": 0}) | {"accept": True}, "unknown"),
    ("redirect", http(302, "", Location="http://elsewhere.invalid"), "unknown"),
    ("403 of a proxy", http(403, "<html>no"), ("later", None, ALL)),
    ("404 of a proxy", http(404, {"errcode": 0}), ("later", None, ALL)),
    ("a code that nobody knows", code(987_654), WAITS),
]
CODES = {
    ("later", 30.0, ALL): "40001 40013 40091 50003 40056 301002 48002 48009 60020",
    "dead": "40003 60111 81013 60011 50002",
    "refused": "86001 86003 86008 86216 93000 93001 93004 93006 93008",
}
TABLE += [(c, code(int(c)), end) for end, codes in CODES.items() for c in codes.split()]


@pytest.mark.parametrize(
    ("answer", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
async def test_each_ending_has_its_outcome(wecom: Fake, answer: Json, expected: Any) -> None:
    order(wecom, answer)
    stalls = answer.get("fault") == "stall"
    async with app(wecom, tuning=IMPATIENT if stalls else None) as adapter:
        assert gist(await adapter.send(at("a"), words(adapter, "24"), key=KEY)) == expected
    assert len(calls(wecom)) == 1


async def test_what_never_left_is_not_in_doubt(wecom: Fake, full: int, closed: int) -> None:
    away = [
        (f"http://127.0.0.1:{closed}", "ConnectError"),
        (f"http://127.0.0.1:{full}", "ConnectTimeout"),
        ("http://nobody.invalid", "ConnectError"),
    ]
    for base, reason in away:
        async with app(wecom, tuning=IMPATIENT, api_base=base, robot_base=base) as adapter:
            assert await adapter.send(at("a"), words(adapter, "24"), key=KEY) == Later(None, reason)
            told = await adapter.send(at("robot:digest"), group(adapter, "24"), key=KEY)
            assert told == Later(None, reason)
    order(wecom, {"fault": "stall"}, method=ROBOT)
    one = Tuning(connections=1, pool=0.3)
    async with app(wecom, tuning=one) as adapter:
        part = group(adapter, "24")
        stalled = asyncio.create_task(adapter.send(at("robot:digest"), part, key=KEY))
        await wecom.called(ROBOT)
        assert await adapter.send(at("robot:digest"), part, key=KEY) == Later(None, "PoolTimeout")
        stalled.cancel()
        await asyncio.wait([stalled])


TOKENS: list[tuple[str, Json, Any]] = [
    ("busy", code(-1), ("later", None, ONE)),
    ("500 with credentials", http(500, code(40001)), ("later", None, ONE)),
    ("502", http(502, HTML), ("later", None, ONE)),
    ("stall", {"fault": "stall"}, ("later", None, ONE)),
    ("garbage", {"fault": "garbage"}, ("later", None, ONE)),
    ("reset", {"fault": "reset"}, ("later", None, ONE)),
    ("without a token", http(200, {"errcode": 0}), ("later", None, ONE)),
    ("what is dead elsewhere", code(60011), ("later", None, ONE)),
    ("too fast", code(45009), ("later", 60.0, ALL)),
    ("credentials", code(40001), ("later", 30.0, ALL)),
]


@pytest.mark.parametrize(
    ("answer", "expected"), [row[1:] for row in TOKENS], ids=[row[0] for row in TOKENS]
)
async def test_a_token_is_never_in_doubt(wecom: Fake, answer: Json, expected: Any) -> None:
    order(wecom, answer, method="gettoken")
    async with app(wecom, tuning=IMPATIENT) as adapter:
        assert gist(await adapter.send(at("a"), words(adapter, "24"), key=KEY)) == expected
    assert calls(wecom) == []


@pytest.mark.parametrize("kind", ["unknown", "unlicensed"])
async def test_who_cannot_be_reached_is_refused_in_whatever_case(wecom: Fake, kind: str) -> None:
    wecom.control("/people", {kind: ["ZhangSan"]})
    answer = {"errcode": 0, "msgid": "m1", "invaliduser": "li4|zhangsan"}
    async with app(wecom) as adapter:
        for given in (None, http(200, answer)):
            if given is not None:
                order(wecom, given)
            told = await adapter.send(at("ZhangSan"), words(adapter, "24", "ZhangSan"), key=KEY)
            assert gist(told) == "dead"
        order(wecom, http(200, answer))
        assert gist(await adapter.send(at("wang5"), words(adapter, "2", "wang5"), key=KEY)) == (
            "sent"
        )


ROBOTS: list[tuple[str, Json, Any]] = [
    ("accepted", {}, "sent"),
    ("no group any more", code(93000), "refused"),
    ("too fast", code(45009), ("later", 60.0, CHAT)),
    ("busy", code(-1), ("later", None, ONE)),
    ("200 without a code", {"fault": "empty", "accept": True}, "unknown"),
    ("200 with HTML", {"fault": "garbage", "accept": True}, "unknown"),
    ("502", http(502, HTML), "unknown"),
    ("reset", {"fault": "reset", "accept": True}, "unknown"),
    ("stall", {"fault": "stall", "accept": True}, "unknown"),
    ("credentials of nobody", code(40001), WAITS),
]


@pytest.mark.parametrize(
    ("answer", "expected"), [row[1:] for row in ROBOTS], ids=[row[0] for row in ROBOTS]
)
async def test_a_robot_has_outcomes_of_its_own(wecom: Fake, answer: Json, expected: Any) -> None:
    order(wecom, answer, method=ROBOT)
    async with app(wecom, tuning=IMPATIENT) as adapter:
        to = at("robot:digest")
        assert gist(await adapter.send(to, group(adapter, "周报"), key=KEY)) == expected
        assert gist(await adapter.send(at("a"), words(adapter, "24"), key=KEY)) == "sent"


async def test_a_robot_whose_key_is_gone_or_unknown_is_refused(wecom: Fake) -> None:
    async with app(wecom) as adapter:
        for name, reason in (("gone", "93000"), ("never", "never")):
            told = await adapter.send(at(f"robot:{name}"), group(adapter, "周报", name), key=KEY)
            assert isinstance(told, Refused)
            assert reason in told.reason
            assert not told.dead


async def test_no_secret_is_in_a_log_an_outcome_or_an_exception(
    wecom: Fake, closed: int, caplog: pytest.LogCaptureFixture
) -> None:
    """WeCom itself says them back here, in every answer that is no yes."""
    caplog.set_level("DEBUG")
    secret, key, shelf = "canary-secret", "canary-key", Board()
    wecom.control("/apps", {secret: AGENT})
    seen, given = list[str](), {"secret": secret, "robots": {"digest": key}}

    def token() -> str:
        [value] = shelf.values.values()
        return str(json.loads(value)[0])

    def connected(board: Board, **more: str) -> AbstractAsyncContextManager[WecomAdapter]:
        return app(wecom, board, None, IMPATIENT, **given, **more)

    async with connected(shelf) as adapter:
        assert gist(await adapter.send(at("a"), words(adapter, "24"), key=KEY)) == "sent"
    first = token()
    numbers = (40001, 40058, 42001, 45009, 60020, 81013, 987_654)
    for told in (*map(code, numbers), {"fault": "half"}, http(502, f"{secret}{key}{first}")):
        for method, own in ((SEND, token()), (ROBOT, key), ("gettoken", secret)):
            order(wecom, told | {"errmsg": f"bad {own}"}, method=method)
            to = at("robot:digest" if method == ROBOT else "a")
            async with connected(Board() if method == "gettoken" else shelf) as adapter:
                [part] = adapter.render(to, Card("24"))
                seen += [repr(await adapter.send(to, part, key=KEY)), repr(vars(adapter))]
    async with connected(Board(), api_base=f"http://127.0.0.1:{closed}") as adapter:
        seen += [repr(await adapter.send(at("a"), words(adapter, "24"), key=KEY))]
        seen += [str(await adapter.desk.diagnose())]
    seen.append(repr(settings(wecom, **given)))
    assert len(seen) == 2 * 27 + 3
    told_all = caplog.text + "".join(seen)
    assert not [word for word in ("canary", first, token()) if word in told_all]
