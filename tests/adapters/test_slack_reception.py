"""What is let in, what is turned away, and that both ways in lead to the same rows."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.adapter import SlackAdapter, SlackSettings
from adapters.slack.inbound import event_of, window_of
from adapters.slack.reception import Identity
from tests.adapters.slack_forms import FIELDS, METADATA
from tests.adapters.slack_http import FORM, JSON, NOW, SECRET, US, Hall, signed, with_
from tests.adapters.slack_reading import READ, SENT, sent
from tests.adapters.slack_unread import NOTHING, STRANGE
from tests.adapters.test_slack_webhook import FORGED
from tests.adapters.world import Memory, QuickClock, listening
from tests.fakes.process import Fake
from tests.fakes.slack_payloads import (
    envelope,
    foreign,
    mention,
    message,
    request,
    url_verification,
)
from tests.fakes.slack_presses import button, global_shortcut, modal, press, slash_command, typed

ALL = [row[1] for row in READ + NOTHING if row[1]]
NAMES = [row[0] for row in READ + NOTHING if row[1]]


# Valid requests --------------------------------------------------------------


@pytest.mark.parametrize("payload", ALL, ids=NAMES)
async def test_every_valid_request_is_stored_once_and_alike_by_both_ways(
    payload: dict[str, Any],
) -> None:
    posted, pushed = Hall(), Hall()
    answers = [await posted.deliver(payload, retry=retry) for retry in range(3)]
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, b"")}
    assert await pushed.reception.take(json.loads(json.dumps(envelope(payload)))["payload"]) is None
    assert posted.ingress.events == pushed.ingress.events
    [event] = posted.ingress.events.values()
    assert event == event_of(payload, "T1")
    assert len(posted.ingress.handed) == 3


async def test_a_mention_told_twice_is_one() -> None:
    hall = Hall()
    for payload in (mention("<@UBOT> 24"), message("<@UBOT> 24", channel="C1", id="Ev0009")):
        assert (await hall.deliver(payload)).status_code == 200
    assert len(hall.ingress.events) == 1


@pytest.mark.parametrize("payload", [r[1] for r in STRANGE], ids=[r[0] for r in STRANGE])
async def test_what_has_another_shape_is_kept_and_not_answered(payload: dict[str, Any]) -> None:
    hall = Hall()
    if isinstance(payload.get("user_id"), list):
        payload = payload | {"user_id": "['U77']"}  # a form knows nothing but texts
    answer = await hall.deliver(payload)
    assert (answer.status_code, answer.content) == (200, b"")
    assert len(hall.ingress.events) == 1


async def test_slack_is_asked_to_come_again_while_the_store_is_away() -> None:
    for payload in (message("24"), slash_command("24"), press("24 已完成"), SENT):
        hall = Hall(Memory(away=1))
        assert (await hall.deliver(payload)).status_code == 503
        assert hall.ingress.events == {}
        assert (await hall.deliver(payload)).status_code == 200
        assert len(hall.ingress.events) == 1


# Windows and forms -----------------------------------------------------------


async def test_a_window_is_opened_for_what_is_answered_with_a_form() -> None:
    hall = Hall()
    await hall.deliver(press(button("填报 24", action="form:1"), trigger="1.2.a"))
    [event] = hall.ingress.events.values()
    assert hall.opened == [("1.2.a", window_of(event))]
    for payload in (
        press("24"),
        message("24"),
        SENT,
        slash_command("24 推进中", command="/update"),
    ):
        await hall.deliver(payload)
    assert len(hall.opened) == 1


async def test_nobody_of_another_workspace_is_shown_a_window() -> None:
    hall = Hall()
    form = button("填报 24", action="form:1")
    for payload in (press(form, their="T9"), global_shortcut("fill", their="T9")):
        assert (await hall.deliver(payload)).status_code == 200
    assert hall.opened == []


@pytest.mark.parametrize("trigger", [None, 7, [], {"a": 1}])
async def test_without_a_trigger_nothing_is_opened(trigger: Any) -> None:
    hall = Hall()
    assert (await hall.deliver(global_shortcut("fill", trigger=trigger))).status_code == 200
    assert (len(hall.ingress.events), hall.opened) == (1, [])


async def test_a_form_with_nothing_filled_in_is_kept_open_and_not_stored() -> None:
    hall = Hall()
    why = {"response_action": "errors", "errors": {"progress": "请至少填写一项。"}}
    answer = await hall.deliver(sent())
    assert (answer.status_code, answer.json()) == (200, why)
    assert hall.is_untouched
    assert await hall.reception.take(sent()) == why
    assert hall.is_untouched
    assert (await hall.deliver(sent(progress=typed("已印发")))).content == b""
    assert len(hall.ingress.events) == 1


async def test_half_a_character_in_a_form_is_no_fault_of_ours() -> None:
    view = modal("update", metadata=METADATA.replace("请", "\\ud83d"), blocks=FIELDS)
    empty = sent()
    view["state"] = empty["view"]["state"]
    hall = Hall()
    answer = await hall.deliver(empty | {"view": view})
    assert answer.status_code == 200
    assert answer.json()["errors"] == {"progress": "\ud83d至少填写一项。"}


# Whose it is -----------------------------------------------------------------


def _of(payload: dict[str, Any], **more: Any) -> dict[str, Any]:
    return payload | more


FOREIGN = [
    ("another workspace's event", _of(message("24"), team_id="T9", authorizations=[])),
    ("authorised for nobody", _of(message("24"), team_id="T9", authorizations=None)),
    ("authorised oddly", _of(message("24"), team_id="T9", authorizations=5)),
    ("authorised in words", _of(message("24"), team_id="T9", authorizations="T1")),
    ("authorised by texts", _of(message("24"), team_id="T9", authorizations=["T1", None])),
    ("another app's event", _of(message("24"), api_app_id="A9")),
    ("an app of another kind", _of(message("24"), api_app_id=["A1"])),
    ("another app's event, authorised", _of(message("24"), team_id="T9", api_app_id="A9")),
    ("a workspace of another kind", _of(message("24"), team_id=["T1"], authorizations=[])),
    ("a workspace in small letters", _of(message("24"), team_id="t1", authorizations=[])),
    ("another workspace's command", slash_command("24", team_id="T9")),
    ("another app's command", slash_command("24", api_app_id="A9")),
    ("another workspace's press", press("24", team="T9")),
    ("a workspace without an id", _of(press("24"), team={"domain": "liaison-test"})),
    ("another app's press", _of(press("24"), api_app_id="A9")),
    ("another workspace's form", _of(SENT, team={"id": "T9"})),
    ("another workspace's empty shortcut", global_shortcut("fill", team="T9")),
]


@pytest.mark.parametrize("payload", [row[1] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
async def test_what_is_signed_for_others_is_refused(payload: dict[str, Any]) -> None:
    hall = Hall()
    answer = await hall.deliver(payload)
    assert (answer.status_code, answer.content) == (403, b"")
    assert hall.is_untouched
    assert not hall.reception.is_ours(payload)


async def test_what_comes_from_a_shared_channel_is_ours() -> None:
    hall = Hall()
    shared = foreign("<@UBOT> 24") | {"team_id": "T9", "context_team_id": "T9"}
    assert (await hall.deliver(shared)).status_code == 200
    assert len(hall.ingress.events) == 1


async def test_where_our_app_is_not_known_the_signature_tells() -> None:
    hall = Hall(who=Identity("T1", "UBOT"))
    assert (await hall.deliver(_of(message("24"), api_app_id="A9"))).status_code == 200
    assert (await hall.deliver(_of(press("24"), team={"id": "T9"}))).status_code == 403


# Questions of Slack's --------------------------------------------------------


async def test_the_address_is_ours_only_for_whoever_can_sign() -> None:
    hall, asked = Hall(), url_verification("3eZbrw1aB")
    answer = await hall.deliver(asked)
    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZbrw1aB"})
    assert answer.headers["content-type"] == "application/json"
    body = json.dumps(asked).encode()
    forged = await hall.post(signed(body, secret="theirs"), body)
    assert (forged.status_code, forged.content) == (401, b"")
    assert (await hall.deliver(url_verification("\ud83d"))).json() == {"challenge": "\ud83d"}
    assert hall.is_untouched


async def test_the_certificate_may_be_checked() -> None:
    hall, body = Hall(), b"ssl_check=1&token=verification-token"
    answer = await hall.post(signed(body, kind=FORM), body)
    assert (answer.status_code, answer.content) == (200, b"")
    assert (await hall.post(with_("X-Slack-Signature"), body)).status_code == 401
    assert hall.is_untouched


# Anything --------------------------------------------------------------------

VALID = [request(payload, SECRET, NOW)[0] for payload in ALL]


@settings(max_examples=150)
@given(st.data())
def test_no_mutation_of_a_request_breaks_the_server(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(VALID)))
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.integers(0, len(body)))
        body[where : where + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    changed, hall = bytes(body), Hall()
    kind = data.draw(st.sampled_from([JSON, FORM]))
    headers = data.draw(st.sampled_from([signed(changed, kind=kind), *(r[1] for r in FORGED)]))
    answer = asyncio.run(hall.post(headers, changed))
    genuine = headers == signed(changed, kind=kind)
    assert answer.status_code in ((200, 400, 403) if genuine else (401,))
    assert len(hall.ingress.handed) <= (answer.status_code == 200)


# Over a socket ---------------------------------------------------------------


async def test_over_a_socket_only_what_is_ours_is_stored_and_all_is_acknowledged(
    slack: Fake,
) -> None:
    settings = SlackSettings(
        token="xoxb-1", app_token="xapp-1-A1-1-x", api_base=slack.base + "/api/"
    )
    ingress, posted = Memory(), Hall()
    adapter = SlackAdapter(settings, US, QuickClock())
    theirs = [row[1] for row in FOREIGN]
    ours = [
        message("24 推进中"),
        slash_command("24"),
        press("24 已完成", trigger="1.2.b"),
        sent(trigger="1.2.c", progress=typed("好")),
    ]
    pushed = [envelope(p, f"e{n}") for n, p in enumerate([*theirs, *ours, sent()])]
    try:
        async with listening(adapter, ingress):
            await asyncio.to_thread(slack.control, "/connections", {"open": 2})
            await asyncio.to_thread(slack.control, "/push", pushed)
            acks = await asyncio.to_thread(slack.control, "/await_acks", {"count": len(pushed)})
    finally:
        await adapter.close()
    told = {ack["of"]: ack.get("payload") for ack in acks}
    assert told.pop(f"e{len(pushed) - 1}")["response_action"] == "errors"
    assert not any(told.values())
    for payload in ours:
        await posted.deliver(payload)
    assert ingress.events == posted.ingress.events
