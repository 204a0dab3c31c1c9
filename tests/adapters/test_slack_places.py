"""Where a card goes that takes a place, and what happens when the place is gone."""

from pathlib import Path
from typing import Any

import pytest

from adapters.slack.render import call_of
from bot.messages import Card, Picture
from bot.outcomes import Sent
from bot.ports import Doubt
from tests.adapters.gist import CHAT, HTML, gist, http
from tests.adapters.slack_world import CARD, KEY, at, calls, order, slack_adapter
from tests.fakes.process import Fake, running
from tests.fakes.slack_rules import Json


async def test_a_post_carries_its_key_and_its_id_is_channel_and_time(slack: Fake) -> None:
    async with slack_adapter(slack.base) as adapter:
        sent = []
        for chat in (at("U7"), at("C1"), at("C1", thread="1570759260.000100")):
            [part] = adapter.render(chat, CARD)
            sent.append(await adapter.send(chat, part, key=KEY))
    lines = slack.accepted("chat.postMessage")[-3:]
    assert sent == [Sent(f"{line['channel']}/{line['ts']}") for line in lines]
    assert [line["channel"] for line in lines] == ["DU7", "C1", "C1"]
    assert [line["fields"].get("thread_ts") for line in lines] == [None, None, "1570759260.000100"]
    keys = [line["fields"]["metadata"]["event_payload"] for line in lines]
    assert keys == [{"key": KEY}] * 3
    assert len(calls(slack, "conversations.open")) == 1


async def test_a_card_takes_the_place_of_another_or_follows_it(slack: Fake) -> None:
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("U7"), CARD)
        first = await adapter.send(at("U7"), part, key="1")
        assert isinstance(first, Sent)
        [update] = adapter.render(at("U7"), CARD, replacing=first.message)
        assert await adapter.send(at("U7"), update, key="2") == first
        gone = "message_not_found", "edit_window_closed", "cant_update_message"
        for code in gone:
            order(slack, {"error": code}, method="chat.update")
            assert gist(await adapter.send(at("U7"), update, key=code)) == "sent"
    posts = slack.accepted("chat.postMessage")[-3:]
    assert [p["fields"]["metadata"]["event_payload"]["key"] for p in posts] == list(gone)
    assert {p["channel"] for p in posts} == {"DU7"}
    assert all(p["fields"]["blocks"] == call_of(part)["blocks"] for p in posts)


@pytest.mark.parametrize("place", ["view:0badc0de", "home:U7"])
async def test_where_the_place_is_gone_a_message_says_the_same(slack: Fake, place: str) -> None:
    order(slack, {"error": "not_enabled"}, method="views.publish")
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("U7"), CARD, replacing=place)
        assert gist(await adapter.send(at("U7"), part, key=KEY)) == "sent"
    post = slack.accepted()[-1]
    assert (post["method"], post["channel"]) == ("chat.postMessage", "DU7")
    assert post["fields"]["metadata"]["event_payload"] == {"key": KEY}
    assert "已记录" in post["fields"]["text"]


@pytest.mark.parametrize("kind", ["url:", "url!"])
async def test_a_response_url_is_used_until_it_is_used_up(slack: Fake, kind: str) -> None:
    url = f"{slack.base}/response/r1"
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("U7"), CARD, replacing=kind + url)
        outcomes = [await adapter.send(at("U7"), part, key=KEY) for _ in range(6)]
        assert [gist(outcome) for outcome in outcomes] == ["sent"] * 6
    said = slack.accepted("response_url", "chat.postMessage")[-6:]
    methods = [line["method"] for line in said]
    assert methods == ["response_url"] * 5 + ["chat.postMessage"]
    body = slack.accepted("response_url")[-1]["fields"]["body"]
    assert body["response_type"] == "ephemeral"
    assert body.get("replace_original", False) == (kind == "url!")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (http(429, "", **{"Retry-After": "7"}), ("later", 7.0, CHAT)),
        (http(502, HTML), "unknown"),
        ({"fault": "reset", "accept": True}, "unknown"),
        (http(302, "", Location="http://elsewhere.invalid"), "unknown"),
        (http(404, "<html>gone"), "sent"),
        ({"status": 400, "error": "invalid_blocks"}, "sent"),
    ],
)
async def test_a_response_url_fails_as_everything_does(
    slack: Fake, answer: Any, expected: Any
) -> None:
    order(slack, answer, method="response_url")
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("U7"), CARD, replacing=f"url:{slack.base}/response/r1")
        assert gist(await adapter.send(at("U7"), part, key=KEY)) == expected
    assert len(calls(slack, "chat.postMessage")) == (expected == "sent")


async def test_nothing_is_said_at_a_foreign_address(slack: Fake, tmp_path: Path) -> None:
    with running("slack_faults", tmp_path / "ledger") as other:
        near = slack.base.removeprefix("http://")
        for url in (
            f"{other.base}/response/r1",
            f"http://{near}@127.0.0.1:{other.port}/response/r1",
            "https://hooks.slack.com.invalid/actions/T1/1/x",
            "file:///etc/passwd",
            "http://[",
        ):
            async with slack_adapter(slack.base) as adapter:
                [part] = adapter.render(at("U7"), CARD, replacing=f"url:{url}")
                assert gist(await adapter.send(at("U7"), part, key=KEY)) == "sent"
            assert slack.accepted()[-1]["method"] == "chat.postMessage"
        assert other.control("/calls") == []


@pytest.mark.parametrize("code", ["missing_scope", "unknown_method"])
async def test_who_may_not_open_a_private_chat_writes_to_the_user(slack: Fake, code: str) -> None:
    order(slack, {"error": code, "always": True}, method="conversations.open")
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("U77"), CARD)
        sent = await adapter.send(at("U77"), part, key=KEY)
    assert isinstance(sent, Sent)
    assert slack.accepted("chat.postMessage")[-1]["fields"]["channel"] == "U77"


async def test_a_picture_is_uploaded_and_goes_before_the_text(slack: Fake) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    card = Card("周报", ("24 推进中",), picture=Picture(png, "各章状态：推进中 71"))
    async with slack_adapter(slack.base) as adapter:
        shown, text = adapter.render(at("U77", "1.2"), card)
        assert shown.shows == Card("各章状态：推进中 71")
        assert isinstance(await adapter.send(at("U77", "1.2"), shown, key=KEY), Sent)
        assert isinstance(await adapter.send(at("U77", "1.2"), text, key=KEY), Sent)
        assert adapter.doubt_of(shown) is Doubt.REPEAT
        again = call_of(adapter.repeated(shown))
    [done] = slack.accepted("files.completeUploadExternal")[-1:]
    assert done["fields"]["channel_id"] == "DU77"
    assert done["fields"]["thread_ts"] == "1.2"
    assert done["fields"]["files"][0]["title"] == "各章状态：推进中 71"
    assert again["title"] == "（可能重复）各章状态：推进中 71"


@pytest.mark.parametrize(
    ("method", "answer", "outcome"),
    [
        ("files.getUploadURLExternal", {"error": "internal_error"}, "later"),
        ("files.getUploadURLExternal", {"fault": "reset"}, "later"),
        ("files.completeUploadExternal", {"fault": "reset", "accept": True}, "unknown"),
        ("files.completeUploadExternal", {"error": "missing_scope"}, "sent"),
    ],
)
async def test_only_the_last_step_of_a_picture_can_be_in_doubt(
    slack: Fake, method: str, answer: Json, outcome: str
) -> None:
    order(slack, answer, method=method)
    async with slack_adapter(slack.base) as adapter:
        part, _ = adapter.render(at("C1"), Card("周报", picture=Picture(b"png", "状态")))
        told = gist(await adapter.send(at("C1"), part, key=KEY))
    assert (told[0] if isinstance(told, tuple) else told) == outcome


@pytest.mark.parametrize(
    ("place", "method", "code"),
    [
        ("C1/1.000001", "chat.update", "unknown_method"),
        ("C1/1.000001", "chat.update", "missing_scope"),
        ("C1/1.000001", "chat.update", "channel_not_found"),
        ("view:e1", "views.update", "view_too_large"),
        ("view:e1", "views.update", "invalid_arguments"),
        ("home:U77", "views.publish", "missing_scope"),
    ],
)
async def test_whatever_keeps_it_from_its_place_it_comes_as_a_message(
    slack: Fake, place: str, method: str, code: str
) -> None:
    order(slack, {"error": code, "always": True}, method=method)
    async with slack_adapter(slack.base) as adapter:
        [part] = adapter.render(at("C1"), CARD, replacing=place)
        before = len(slack.accepted("chat.postMessage"))
        assert gist(await adapter.send(at("C1"), part, key=KEY)) == "sent"
    assert len(slack.accepted("chat.postMessage")) == before + 1
