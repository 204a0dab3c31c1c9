"""Messages that somebody shares with the bot: what was written, by whom, when."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack.inbound import event_of, to_request
from bot.messages import Request
from tests.fakes.slack_payloads import BOT_USER, file_share, mention, message, shared

TEXT = "征求意见稿已印发各地"


def read(payload: dict[str, Any]) -> Request:
    request = to_request(event_of(payload, "T1"), BOT_USER)
    assert request is not None
    return request


def test_a_shared_message_is_a_forward_with_its_source() -> None:
    request = read(shared(f"&lt;急&gt; {TEXT}"))
    assert request.forwarded
    assert request.text == f"<急> {TEXT}"
    assert request.author == "李四"
    assert request.written == datetime(2019, 10, 10, 16, 10, tzinfo=UTC)


def test_what_is_written_beside_it_belongs_to_it_and_is_no_command() -> None:
    request = read(shared(TEXT, beside="24 推进中"))
    assert request.forwarded
    assert request.text == f"24 推进中\n{TEXT}"


def test_a_link_to_a_message_passes_nothing_on() -> None:
    payload = shared(TEXT, beside="24 推进中")
    [attachment] = payload["event"]["attachments"]
    del attachment["is_share"]  # some clients leave it out
    assert read(payload).forwarded
    payload["event"]["text"] = f"24 推进中 <{attachment['from_url']}>"
    request = read(payload)
    assert not request.forwarded
    assert TEXT not in request.text


def test_its_files_come_with_it_and_nothing_at_all_is_said_so() -> None:
    payload = shared("")
    [attachment] = payload["event"]["attachments"]
    attachment["fallback"] = ""
    assert read(payload).wordless
    attachment["files"] = file_share("")["event"]["files"]
    request = read(payload)
    assert not request.wordless
    assert request.attachment is not None


@pytest.mark.parametrize("odd", [None, {}, "x", [1, None, "x"], [{"is_share": "yes"}], [{}]])
def test_attachments_of_any_other_shape_are_nothing(odd: Any) -> None:
    assert not read(message(TEXT, attachments=odd)).forwarded
    request = read(mention(f"<@{BOT_USER}> 24", attachments=odd))
    assert (request.text, request.forwarded) == ("24", False)
