"""What becomes of a message, for every way a call can end: through the real HTTP client."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.telegram.adapter import TelegramSettings
from bot.messages import Action, Card
from bot.outcomes import Later, Outcome, Refused, Scope, Sent, Unknown
from tests.adapters.world import IMPATIENT, PATIENT, TOKEN, QuickClock, at, telegram
from tests.fakes.process import Fake, running

CARD = Card("已记录 <24>", ("a & b",), (Action("撤销", "撤销"),))


def says(status: int, description: str, **parameters: Any) -> dict[str, Any]:
    body = {"ok": False, "error_code": status, "description": description}
    return {"status": status, "body": body | ({"parameters": parameters} if parameters else {})}


def gist(outcome: Outcome) -> Any:
    """The outcome without its wording."""
    match outcome:
        case Sent():
            return "sent"
        case Later(after, _, scope, moved_to):
            seconds = None if after is None else after.total_seconds()
            return ("later", seconds, scope, moved_to)
        case Refused(_, dead):
            return "dead" if dead else "refused"
        case Unknown():
            return "unknown"


WAIT_CHAT, WAIT_ALL = Scope.CHAT, Scope.PLATFORM

TABLE: list[tuple[str, list[dict[str, Any]], Any]] = [
    ("accepted", [], "sent"),
    ("429", [says(429, "Too Many Requests", retry_after=7)], ("later", 7.0, WAIT_CHAT, None)),
    (
        "429 of a proxy",
        [{"status": 429, "body": "<html>", "headers": {"Retry-After": "9"}}],
        ("later", 9.0, WAIT_CHAT, None),
    ),
    ("429 without a time", [{"status": 429, "body": ""}], ("later", 30.0, WAIT_CHAT, None)),
    ("429 with nonsense", [says(429, "x", retry_after="ever")], ("later", 30.0, WAIT_CHAT, None)),
    ("502 before acceptance", [{"status": 502, "body": "<html>"}], "unknown"),
    ("500 after acceptance", [says(500, "Internal Server Error") | {"accept": True}], "unknown"),
    ("503", [{"status": 503}], "unknown"),
    ("stall", [{"fault": "stall"}], "unknown"),
    ("reset", [{"fault": "reset"}], "unknown"),
    ("half a body", [{"fault": "half", "accept": True}], "unknown"),
    ("200 with HTML", [{"fault": "garbage", "accept": True}], "unknown"),
    ("200 without result", [{"fault": "empty", "accept": True}], "unknown"),
    ("redirect", [{"status": 302, "headers": {"Location": "http://elsewhere.invalid"}}], "unknown"),
    (
        "migrated",
        [says(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1009)],
        ("later", 0.0, Scope.MESSAGE, "-1009"),
    ),
    ("topic closed", [says(400, "Bad Request: message thread not found")], "refused"),
    ("no such chat", [says(400, "Bad Request: chat not found")], "dead"),
    ("blocked", [says(403, "Forbidden: bot was blocked by the user")], "dead"),
    ("kicked", [says(403, "Forbidden: bot was kicked from the group chat")], "dead"),
    ("403 of a proxy", [{"status": 403, "body": "no"}], ("later", None, WAIT_ALL, None)),
    ("404 of a proxy", [{"status": 404, "body": "<h1>"}], ("later", None, WAIT_ALL, None)),
    ("token revoked", [says(401, "Unauthorized")], ("later", 60.0, WAIT_ALL, None)),
    ("token malformed", [says(404, "Not Found")], ("later", 60.0, WAIT_ALL, None)),
]


@pytest.mark.parametrize(
    ("answers", "expected"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
async def test_each_ending_has_its_outcome(faults: Fake, answers: Any, expected: Any) -> None:
    faults.control("/script", {"sendMessage": answers})
    tuning = IMPATIENT if {"fault": "stall"} in answers else PATIENT
    async with telegram(faults.base, tuning=tuning) as adapter:
        [part] = adapter.render(at("7"), CARD)
        assert gist(await adapter.send(at("7"), part)) == expected
    calls = [call for call in faults.control("/calls") if call["method"] == "sendMessage"]
    assert len(calls) == 1


@pytest.mark.parametrize(
    "answer",
    [
        says(400, "Bad Request: can't parse entities: unsupported start tag"),
        says(400, "Bad Request: BUTTON_DATA_INVALID"),
        {"status": 413, "body": "too large"},
    ],
)
async def test_what_is_our_fault_is_tried_once_more_as_plain_text(
    faults: Fake, answer: Any
) -> None:
    async with telegram(faults.base) as adapter:
        [part] = adapter.render(at("71"), CARD)
        faults.control("/script", {"sendMessage": [answer]})
        assert gist(await adapter.send(at("71"), part)) == "sent"
        faults.control("/script", {"sendMessage": [answer, answer]})
        assert gist(await adapter.send(at("71"), part)) == "refused"
    assert faults.accepted()[-1]["fields"] == {
        "chat_id": "71",
        "text": "已记录 <24>\na & b",
    }


async def test_an_edit_that_changes_nothing_is_sent(faults: Fake) -> None:
    said = says(400, "Bad Request: message is not modified: specified new message content ...")
    faults.control("/script", {"editMessageText": [said]})
    async with telegram(faults.base) as adapter:
        [part] = adapter.render(at("7"), CARD, replacing="31")
        assert await adapter.send(at("7"), part) == Sent("31")


@pytest.mark.parametrize("said", ["message to edit not found", "message can't be edited"])
async def test_a_card_that_cannot_be_replaced_is_sent_as_new(faults: Fake, said: str) -> None:
    faults.control("/script", {"editMessageText": [says(400, f"Bad Request: {said}")] * 2})
    here = at("-1007", thread="5")
    async with telegram(faults.base) as adapter:
        [part] = adapter.render(here, CARD, replacing="31")
        assert isinstance(await adapter.send(here, part), Sent)
        assert isinstance(await adapter.send(here, adapter.repeated(part)), Sent)
    first, second = faults.accepted("sendMessage")[-2:]
    assert first["fields"]["message_thread_id"] == "5"
    assert first["fields"]["text"] == "<b>已记录 &lt;24&gt;</b>\na &amp; b"
    assert "撤销" in faults.control("/calls")[-1]["fields"]["reply_markup"].encode().decode(
        "unicode_escape"
    )
    assert second["fields"]["text"] == "（可能重复）\n" + first["fields"]["text"]


async def test_what_never_left_is_not_in_doubt(faults: Fake, full: int, closed: int) -> None:
    for port, reason in ((closed, "ConnectError"), (full, "ConnectTimeout")):
        async with telegram(f"http://127.0.0.1:{port}", tuning=IMPATIENT) as adapter:
            [part] = adapter.render(at("7"), CARD)
            assert await adapter.send(at("7"), part) == Later(None, reason)
    faults.control("/script", {"sendMessage": [{"fault": "stall"}]})
    one = replace(IMPATIENT, connections=1, read=10.0)
    async with telegram(faults.base, tuning=one) as adapter:
        stalled = asyncio.create_task(adapter.send(at("7"), part))
        await asyncio.sleep(0)
        assert await adapter.send(at("7"), part) == Later(None, "PoolTimeout")
        stalled.cancel()
        await asyncio.wait([stalled])


async def test_a_write_that_stops_half_way_is_in_doubt(deaf: int) -> None:
    async with telegram(f"http://127.0.0.1:{deaf}", tuning=IMPATIENT) as adapter:
        [part] = adapter.render(at("7"), CARD)
        huge = replace(part, content=part.content.replace("已记录", "x" * 30_000_000))
        assert await adapter.send(at("7"), huge) == Unknown("WriteTimeout")


async def test_a_refused_token_is_looked_at_once_a_minute(
    faults: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    clock = QuickClock()
    async with telegram(faults.base, clock) as adapter:
        [part] = adapter.render(at("72"), CARD)
        faults.control("/token", False)
        sent = [await adapter.send(at("72"), part) for _ in range(20)]
        assert {type(outcome) for outcome in sent} == {Later}
        clock.time += timedelta(seconds=59)
        assert await adapter.send(at("72"), part) == Later(
            timedelta(seconds=1), "the token is refused", Scope.PLATFORM
        )
        assert [call["method"] for call in faults.control("/calls")] == ["sendMessage"]
        clock.time += timedelta(seconds=1)
        await asyncio.gather(*(adapter.send(at("72"), part) for _ in range(20)))
        assert [call["method"] for call in faults.control("/calls")] == ["sendMessage", "getMe"]
        faults.control("/token", True)
        clock.time += timedelta(minutes=1)
        assert isinstance(await adapter.send(at("72"), part), Sent)
    assert len([record for record in caplog.records if "refuses" in record.message]) == 1


async def test_the_token_is_in_no_log_and_no_outcome(
    faults: Fake, closed: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    answers = [answer for row in TABLE for answer in row[1] if answer.get("fault") != "stall"]
    seen = []
    for answer in answers:
        faults.control("/script", {"sendMessage": [answer]})
        async with telegram(faults.base) as adapter:
            [part] = adapter.render(at("7"), CARD)
            seen += [repr(await adapter.send(at("7"), part)), repr(adapter)]
    async with telegram(f"http://127.0.0.1:{closed}") as adapter:
        seen += [repr(await adapter.send(at("7"), part))]
    seen.append(repr(TelegramSettings(token=TOKEN, webhook_secrets=("canary",))))
    assert len(seen) > 40
    assert "canary" not in caplog.text + "".join(seen)


async def test_what_is_certain_is_true(tmp_path: Path) -> None:
    """A third of all calls meet a fault; the ledger of what was accepted is the judge."""
    with running("telegram_faults", tmp_path / "ledger", "1", "0.33") as faults:
        async with telegram(faults.base) as adapter:
            parts = [adapter.render(at(str(chat)), CARD)[0] for chat in range(1, 151)]
            sent = [adapter.send(at(str(n)), part) for n, part in enumerate(parts, 1)]
            outcomes = dict(enumerate(await asyncio.gather(*sent), 1))
        accepted = {
            int(line["fields"]["chat_id"]): line["message_id"] for line in faults.accepted()
        }
    for chat, outcome in outcomes.items():
        match outcome:
            case Sent(id):
                assert accepted[chat] == int(id)
            case Later() | Refused():
                assert chat not in accepted
    assert len({type(outcome) for outcome in outcomes.values()}) == 3
    assert len(accepted) < 150


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port that takes connections and reads nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
