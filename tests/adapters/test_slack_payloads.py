"""What the builders build is what Slack's own libraries know as Slack's."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt.request.payload_utils import (
    is_block_actions,
    is_event,
    is_global_shortcut,
    is_message_shortcut,
    is_slash_command,
    is_view_closed,
    is_view_submission,
)
from slack_sdk.signature import SignatureVerifier

from tests.fakes.slack_payloads import (
    TS,
    bare,
    by_bot,
    by_classic_bot,
    deleted,
    edited,
    envelope,
    file_share,
    foreign,
    home_opened,
    mention,
    message,
    request,
    user_change,
)
from tests.fakes.slack_presses import (
    closed,
    dated,
    global_shortcut,
    message_shortcut,
    picked,
    press,
    press_home,
    press_modal,
    selected,
    slash_command,
    submission,
)

KINDS = [
    (is_event, message("24")),
    (is_event, message("24", thread=TS)),
    (is_event, mention("<@UBOT> 24")),
    (is_event, foreign("24")),
    (is_event, edited("24 已完成", "24")),
    (is_event, deleted("24")),
    (is_event, by_bot("24")),
    (is_event, by_classic_bot("24")),
    (is_event, file_share("")),
    (is_event, home_opened()),
    (is_event, user_change()),
    (is_event, bare("app_uninstalled")),
    (is_slash_command, slash_command("24")),
    (is_block_actions, press("24")),
    (is_block_actions, press("24", ephemeral=True)),
    (is_block_actions, press(picked("24", kind="overflow"))),
    (is_block_actions, press_home("24")),
    (is_block_actions, press_modal("24")),
    (is_message_shortcut, message_shortcut("progress")),
    (is_global_shortcut, global_shortcut("progress")),
    (is_view_submission, submission({"b": {"a": dated(None), "c": selected("1")}})),
    (is_view_closed, closed()),
]


@pytest.mark.parametrize(("kind", "payload"), KINDS, ids=[str(n) for n in range(len(KINDS))])
def test_bolt_knows_every_payload_by_its_kind(
    kind: Callable[[dict[str, Any]], bool], payload: dict[str, Any]
) -> None:
    assert [known for known in {k for k, _ in KINDS} if known(payload)] == [kind]
    special = {"is_event": "events_api", "is_slash_command": "slash_commands"}
    assert envelope(payload)["type"] == special.get(kind.__name__, "interactive")


def test_a_signature_is_slacks_own() -> None:
    now = int(time.time())
    for payload in (message("24"), press("24"), slash_command("24 已完成")):
        body, headers = request(payload, "s3cret", now)
        assert SignatureVerifier("s3cret").is_valid_request(body, headers)
        assert not SignatureVerifier("other").is_valid_request(body, headers)
