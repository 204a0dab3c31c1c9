"""What becomes of a message, for every way a call to Slack can end: through the real client."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.adapter import SlackSettings
from adapters.slack.line import Tuning
from bot.outcomes import Later, Refused, Scope, Sent, Unknown
from tests.adapters.gist import ALL, CHAT, HTML, ONE, gist, http
from tests.adapters.slack_world import (
    APP_TOKEN,
    CARD,
    IMPATIENT,
    KEY,
    TOKEN,
    at,
    calls,
    order,
    slack_adapter,
)
from tests.adapters.world import QuickClock
from tests.fakes.process import Fake, running

JSON = {"Content-Type": "application/json"}


def said(code: str) -> dict[str, Any]:
    return {"ok": False, "error": code}


TABLE: list[tuple[str, dict[str, Any], Any]] = [
    ("accepted", {}, "sent"),
    ("429", http(429, said("ratelimited"), **{"Retry-After": "7"}), ("later", 7.0, CHAT)),
    ("429 of a proxy", http(429, HTML, **{"retry-after": "9"}), ("later", 9.0, CHAT)),
    ("429 without a time", http(429, "slow down"), ("later", 30.0, CHAT)),
    ("429 with nonsense", http(429, "", **{"Retry-After": "ever"}), ("later", 30.0, CHAT)),
    ("429 with another code", http(429, said("invalid_auth")), ("later", 30.0, CHAT)),
    ("ratelimited", {"error": "ratelimited"}, ("later", 30.0, CHAT)),
    (
        "rate_limited",
        {"error": "rate_limited", "headers": {"Retry-After": "4"}},
        ("later", 4.0, CHAT),
    ),
    ("500 after acceptance", {"status": 500, "error": "internal_error", "accept": True}, "unknown"),
    ("500 with a code", {"status": 500, "error": "ratelimited"}, "unknown"),
    ("500 with credentials", {"status": 500, "error": "invalid_auth"}, "unknown"),
    ("502 of a proxy", http(502, HTML), "unknown"),
    ("502 that lies", http(502, HTML, **JSON), "unknown"),
    ("503", {"status": 503, "error": "service_unavailable"}, "unknown"),
    ("fatal_error", {"error": "fatal_error", "accept": True}, "unknown"),
    ("internal_error", {"error": "internal_error"}, "unknown"),
    ("service_unavailable", {"error": "service_unavailable"}, "unknown"),
    ("reset before acceptance", {"fault": "reset"}, "unknown"),
    ("reset after acceptance", {"fault": "reset", "accept": True}, "unknown"),
    ("stall", {"fault": "stall", "accept": True}, "unknown"),
    ("half a body", {"fault": "half", "accept": True}, "unknown"),
    ("200 with text", {"fault": "garbage", "accept": True}, "unknown"),
    ("200 with HTML", http(200, HTML) | {"accept": True}, "unknown"),
    ("200 that lies", http(200, HTML, **JSON) | {"accept": True}, "unknown"),
    ("200 with a list", http(200, ["ok"]) | {"accept": True}, "unknown"),
    ("200 with a number", http(200, 1) | {"accept": True}, "unknown"),
    ("200 without an id", {"fault": "empty", "accept": True}, "unknown"),
    ("200 with bytes", http(200, "\x00", **{"Content-Type": "application/gzip"}), "unknown"),
    ("redirect", http(302, "", Location="http://elsewhere.invalid"), "unknown"),
    ("403 of a proxy", http(403, "<html>no"), ("later", None, ALL)),
    ("404 of a proxy", http(404, "<h1>"), ("later", None, ALL)),
    ("400 with a code", {"status": 400, "error": "user_disabled"}, "dead"),
    ("request_timeout", {"error": "request_timeout"}, ("later", None, ONE)),
    ("message_limit_exceeded", {"error": "message_limit_exceeded"}, ("later", 3600.0, ONE)),
    ("a word nobody knows", {"error": "team_added_to_org"}, ("later", 60.0, ONE)),
]
CODES = {
    ("later", 60.0, ALL): (
        "invalid_auth account_inactive token_revoked token_expired org_login_required not_authed"
    ),
    ("later", 60.0, ONE): "messages_tab_disabled missing_scope not_allowed_token_type",
    "refused": (
        "channel_not_found not_in_channel restricted_action restricted_action_read_only_channel"
        " ekm_access_denied cannot_reply_to_message thread_not_found"
    ),
    "dead": "is_archived user_not_found user_disabled user_not_visible",
}
TABLE += [(c, {"error": c}, gist) for gist, codes in CODES.items() for c in codes.split()]


@pytest.mark.parametrize(
    ("answer", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
async def test_each_ending_has_its_outcome(slack: Fake, answer: Any, expected: Any) -> None:
    order(slack, answer)
    stalls = answer.get("fault") == "stall"
    async with slack_adapter(slack.base, tuning=IMPATIENT if stalls else None) as adapter:
        [part] = adapter.render(at("U7"), CARD)
        assert gist(await adapter.send(at("U7"), part, key=KEY)) == expected
    assert len(calls(slack, "chat.postMessage")) == 1


@pytest.mark.parametrize(
    "code", ["invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"]
)
async def test_what_is_our_fault_is_tried_once_more_as_plain_text(
    slack: Fake, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("C1"), CARD)
        order(slack, {"error": code})
        assert gist(await adapter.send(at("C1"), part, key=KEY)) == "sent"
        fields = slack.accepted()[-1]["fields"]
        assert "blocks" not in fields
        assert (fields["text"], fields["mrkdwn"]) == ("已记录 &lt;24&gt;\na &amp; b", False)
        assert fields["metadata"]["event_payload"] == {"key": KEY}
        order(slack, {"error": code}, {"error": code})
        assert gist(await adapter.send(at("C1"), part, key=KEY)) == "refused"
    assert len([r for r in caplog.records if "what we made" in r.message]) == 2


async def test_opening_a_chat_is_never_in_doubt(slack: Fake) -> None:
    troubles: list[tuple[dict[str, Any], Any]] = [
        ({"fault": "reset", "accept": True}, ("later", None, ONE)),
        (http(502, HTML), ("later", None, ONE)),
        ({"fault": "empty"}, ("later", None, ONE)),
        ({"error": "fatal_error"}, ("later", None, ONE)),
        ({"error": "user_disabled"}, "dead"),
        ({"error": "ratelimited"}, ("later", 30.0, CHAT)),
    ]
    for answer, expected in troubles:
        order(slack, answer, method="conversations.open")
        async with slack_adapter(slack.base) as adapter:
            [part] = adapter.render(at("U7"), CARD)
            assert gist(await adapter.send(at("U7"), part, key=KEY)) == expected
    assert calls(slack, "chat.postMessage") == []


async def test_what_never_left_is_not_in_doubt(slack: Fake, full: int, closed: int) -> None:
    away = [
        (f"http://127.0.0.1:{closed}", "ClientConnectorError"),
        (f"http://127.0.0.1:{full}", "ConnectionTimeoutError"),
        ("http://nobody.invalid", "ClientConnectorDNSError"),
    ]
    for base, reason in away:
        async with slack_adapter(base, tuning=replace(IMPATIENT, total=5.0)) as adapter:
            [part] = adapter.render(at("C1"), CARD)
            assert await adapter.send(at("C1"), part) == Later(None, reason)
    order(slack, {"fault": "stall"})
    one = replace(IMPATIENT, connections=1, total=10.0)
    async with slack_adapter(slack.base, tuning=one) as adapter:
        stalled = asyncio.create_task(adapter.send(at("C1"), part))
        await slack.called("chat.postMessage")
        assert await adapter.send(at("C1"), part) == Later(None, "ConnectionTimeoutError")
        stalled.cancel()
        await asyncio.wait([stalled])


async def test_a_proxy_that_does_not_connect_us_leaves_no_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as proxy:
        port = proxy.sockets[0].getsockname()[1]
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        async with slack_adapter("https://slack.invalid") as adapter:
            [part] = adapter.render(at("C1"), CARD)
            assert await adapter.send(at("C1"), part) == Later(None, "ClientHttpProxyError")


async def test_a_refused_token_is_looked_at_once_a_minute(
    slack: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    clock = QuickClock()
    async with slack_adapter(slack.base, clock) as adapter:
        [part] = adapter.render(at("U72"), CARD)
        slack.control("/tokens", {"xoxb-": "token_revoked"})
        outcomes = [await adapter.send(at("U72"), part) for _ in range(20)]
        assert {type(outcome) for outcome in outcomes} == {Later}
        clock.time += timedelta(seconds=59)
        assert await adapter.send(at("U72"), part) == Later(
            timedelta(seconds=1), "the token is refused", Scope.PLATFORM
        )
        assert [call["method"] for call in calls(slack)] == ["conversations.open"]
        clock.time += timedelta(seconds=1)
        await asyncio.gather(*(adapter.send(at("U72"), part) for _ in range(20)))
        assert [call["method"] for call in calls(slack)] == ["conversations.open", "auth.test"]
        slack.control("/tokens", {})
        clock.time += timedelta(minutes=1)
        assert isinstance(await adapter.send(at("U72"), part), Sent)
    assert len([record for record in caplog.records if "refuses" in record.message]) == 1


async def test_what_the_operator_has_to_mend_is_said_once_an_hour(
    slack: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    clock = QuickClock()
    answer = {"error": "missing_scope", "always": True}
    order(slack, answer)
    async with slack_adapter(slack.base, clock) as adapter:
        [part] = adapter.render(at("C1"), CARD)
        for _ in range(61):
            assert gist(await adapter.send(at("C1"), part)) == ("later", 60.0, ONE)
            clock.time += timedelta(minutes=1)
    assert len([record for record in caplog.records if "missing_scope" in record.message]) == 2


async def test_a_word_that_nobody_knows_is_waited_for_three_times(
    slack: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    order(slack, *[{"error": "under_water"}] * 10)
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("C1"), CARD)
        first = [await adapter.send(at("C1"), part, key="1") for _ in range(4)]
        other = [await adapter.send(at("C1"), part, key="2") for _ in range(3)]
        assert [gist(o) for o in first] == [("later", 60.0, ONE)] * 3 + ["refused"]
        assert [gist(o) for o in other] == [("later", 60.0, ONE)] * 3
        assert [gist(await adapter.send(at("C1"), part, key="1")) for _ in range(3)] == (
            [("later", 60.0, ONE)] * 3
        )
        assert gist(await adapter.send(at("C1"), part, key="2")) == "sent"
    assert len([record for record in caplog.records if "under_water" in record.message]) == 1


async def test_a_token_is_in_no_log_and_no_outcome(
    slack: Fake, closed: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    seen = []
    for _, answer, _ in TABLE:
        order(slack, answer)
        async with slack_adapter(slack.base, tuning=IMPATIENT) as adapter:
            for replacing in (None, f"url:{slack.base}/response/canary"):
                [part] = adapter.render(at("C1"), CARD, replacing=replacing)
                seen += [repr(await adapter.send(at("C1"), part)), repr(adapter)]
    async with slack_adapter(f"http://127.0.0.1:{closed}") as adapter:
        seen += [repr(await adapter.send(at("C1"), part))]
    secrets = SlackSettings(token=TOKEN, app_token=APP_TOKEN, signing_secrets=("canary",))
    seen.append(repr(secrets))
    assert len(seen) > 200
    assert "canary" not in caplog.text + "".join(seen)


async def test_what_is_certain_is_true(tmp_path: Path) -> None:
    """A third of all calls meet a fault; the ledger of what was accepted is the judge."""
    with running("slack_faults", tmp_path / "ledger", "1", "0.33") as slack:
        async with slack_adapter(slack.base, tuning=Tuning()) as adapter:
            chats = [at(f"{kind}{n}") for n in range(80) for kind in "CU"]
            parts = [adapter.render(chat, CARD)[0] for chat in chats]
            sends = [
                adapter.send(chat, part, key=chat.chat)
                for chat, part in zip(chats, parts, strict=True)
            ]
            outcomes = dict(zip([c.chat for c in chats], await asyncio.gather(*sends), strict=True))
        accepted = {
            line["fields"]["metadata"]["event_payload"]["key"]: f"{line['channel']}/{line['ts']}"
            for line in slack.accepted("chat.postMessage")
        }
    for key, outcome in outcomes.items():
        match outcome:
            case Sent(message):
                assert accepted[key] == message
            case Later() | Refused():
                assert key not in accepted
    assert {type(outcome) for outcome in outcomes.values()} == {Sent, Later, Unknown}
    assert 0 < len(accepted) < len(chats)
