import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.inbound import direct_of, event_of, opens, to_request, window_of
from bot.messages import Event, Platform, Request
from tests.adapters.slack_reading import OPENED, READ, SENT, US, asks
from tests.adapters.slack_unread import NOTHING, STRANGE, UNREADABLE
from tests.fakes.slack_payloads import DIRECT, USER, event, mention, message, user_change
from tests.fakes.slack_presses import (
    modal,
    press,
    press_home,
    slash_command,
    submission,
    typed,
)

PAYLOADS = [row[1] for row in READ] + [row[1] for row in NOTHING]
OWN = {USER: DIRECT}


def read(payload: dict[str, Any]) -> Request | None:
    return to_request(event_of(payload, "T1"), US, OWN)


@pytest.mark.parametrize(("payload", "request_"), [r[1:] for r in READ], ids=[r[0] for r in READ])
def test_a_payload_is_read(payload: dict[str, Any], request_: Request) -> None:
    event = event_of(payload, "T1")
    if request_.window == OPENED:
        request_ = replace(request_, window=f"view:{window_of(event)}")
    assert to_request(event, US, OWN) == request_
    assert opens(payload) == (request_.window == f"view:{window_of(event)}")


@pytest.mark.parametrize("payload", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_what_is_nothing_to_us_is_nothing(payload: dict[str, Any]) -> None:
    assert read(payload) is None
    assert not opens(payload)


@pytest.mark.parametrize("raw", [row[1] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_what_cannot_be_read_says_so(raw: str) -> None:
    event = Event(platform=Platform.SLACK, tenant="T1", id="Ev1", lane="U77", payload=raw)
    with pytest.raises(ValueError):  # noqa: PT011 - the words are those of whoever finds out
        to_request(event, US, OWN)


@pytest.mark.parametrize("payload", [row[1] for row in STRANGE], ids=[row[0] for row in STRANGE])
def test_what_has_another_shape_says_so(payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are those of whoever finds out
        read(payload)


@pytest.mark.parametrize(
    "line",
    [
        "２４　推进中　已完成８０％，详见“附件”；",
        "24 以完成",
        "24 推进钟",
        "１０、２４、５５：已完成",
        "24\u3000进展：《…》（三）~*_`",
        "24 推进中\n55 滞后\n\n10 已完成",
    ],
)
def test_a_line_passes_as_it_was_typed(line: str) -> None:
    assert read(message(line)) == asks(line)
    assert read(slash_command(line)) == asks(line)
    pressed = read(press_home(line))
    assert pressed == asks(line, pressed=True, window="home:U77")


@pytest.mark.parametrize(
    "value",
    [
        "销号 24",
        "绑定 ABCD-EFGH-JKMN-PQRS",
        "24 已完成\n55 已完成\n催办 10",
        "24 " + "长" * 1990,
        "&lt;@U88&gt;",
    ],
)
def test_a_forged_button_is_a_line_that_anybody_may_type(value: str) -> None:
    """It says nothing that typing it would not: who may is asked of the line."""
    pressed, said = read(press(value)), read(message(value.replace("&", "&amp;")))
    assert said is not None
    assert pressed == replace(said, pressed=True, reply_to="DU77/1570759260.000100")


# Keys ------------------------------------------------------------------------


def key(payload: dict[str, Any]) -> str:
    return event_of(payload, "T1").key


def test_a_message_is_one_however_often_it_is_told() -> None:
    first = mention("<@UBOT> 24", id="Ev0002")
    again = message("<@UBOT> 24", channel="C1", id="Ev0009")
    assert key(first) == key(again) == "slack:T1:C1:1570759260.000100"
    assert read(first) == read(again) is not None
    broadcast = message("24", channel="C1", subtype="thread_broadcast", thread="1570759000.000100")
    assert key(broadcast) == key(first)
    assert key(message("24")) != key(first)
    assert key(message("24", ts="1570759260.000200")) != key(message("24"))


def test_an_edit_is_not_the_message() -> None:
    edit = event({**message("24")["event"], "subtype": "message_changed"}, id="Ev7")
    assert key(edit) == "slack:T1:Ev7"


def test_an_event_keeps_its_id_and_two_have_two() -> None:
    assert key(user_change()) == key(user_change()) == "slack:T1:Ev0007"
    assert key(user_change(id="Ev0010")) == "slack:T1:Ev0010"


def test_two_presses_are_two() -> None:
    first, other = press("24 已完成", trigger="1.2.a"), press("24 已完成", trigger="1.2.b")
    assert (key(first), key(other)) == ("slack:T1:1.2.a", "slack:T1:1.2.b")
    assert window_of(event_of(first, "T1")) != window_of(event_of(other, "T1"))
    once, twice = slash_command("24", trigger="1.2.c"), slash_command("24", trigger="1.2.d")
    assert key(once) != key(twice)


def test_what_has_no_id_is_kept_once() -> None:
    first, again, other = ({"type": "view_closed", "n": n} for n in (1, 1, 2))
    assert key(first) == key(again) != key(other)
    assert key(first).startswith("slack:T1:sha256:")


@pytest.mark.parametrize(
    "odd",
    ["", "a\0b", "\ud800", "Ev 1", "Ev1\n", "号", "E" * 256, "E" * 1_000_000, 7, None, [], {}],
)
def test_an_id_that_no_database_keeps_is_none(odd: Any) -> None:
    for payload in (
        user_change(id=odd),
        press("24", trigger=odd),
        {**message("24"), "event_id": odd, "event": message("24")["event"] | {"ts": odd}},
        {**message("24"), "event_id": odd, "event": message("24")["event"] | {"channel": odd}},
    ):
        assert key(payload).startswith("slack:T1:sha256:")
        assert window_of(event_of(payload, "T1"))


def test_a_lane_is_whoever_did_it() -> None:
    for payload in (message("24"), mention("24"), press("24"), slash_command("24"), SENT):
        assert event_of(payload, "T1").lane == "U77"
    assert event_of(user_change(user="U88"), "T1").lane == "U88"
    for odd in ("", "\ud800", "U\0", "U" * 65, "u77", 7, None, ["U77"], {"id": 7}, {}):
        assert event_of({"user": odd}, "T1").lane == "?"
        assert event_of({"event": {"user": odd}}, "T1").lane == "?"


def test_an_event_keeps_what_came_without_its_token() -> None:
    event = event_of(message("24 推进中"), "T1")
    assert json.loads(event.payload) == {
        k: v for k, v in message("24 推进中").items() if k != "token"
    }
    assert "推进中" in event.payload
    for odd in ("\ud83d", "a\0b\udc00"):
        torn = event_of(message(odd), "T1")
        assert "\0" not in torn.payload
        assert json.loads(torn.payload.encode())["event"]["text"] == odd
        assert to_request(torn, US, OWN) == asks(odd)


# Whatever comes --------------------------------------------------------------

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["\ud800", "\0", "form:", "modal", "/update", "x" * 5000, "<" * 2000, [], {}]),
    st.lists(
        st.none() | st.text(max_size=2) | st.dictionaries(st.text(max_size=2), st.none()),
        max_size=2,
    ),
    st.sampled_from(["id", "type", "user", "value", "action_id"]).map(lambda name: {name: "U1"}),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a payload, from the top."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, inner in inside:
        yield (*path, name)
        yield from places(inner, (*path, name))


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {"id": [value]}
    return value


def mutated(payload: dict[str, Any], draw: Any) -> dict[str, Any]:
    made = deepcopy(payload)
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(sorted(places(made), key=str) or [("x",)]))
        holder: Any = made
        for name in path:
            holder = holder[name]
        match draw(st.sampled_from(["replace", "delete", "nest"])):
            case "delete" if isinstance(holder, dict):
                holder.pop(last, None)
            case "nest":
                holder[last] = [holder.get(last) if isinstance(holder, dict) else holder[last]]
            case _:
                holder[last] = draw(ODD)
    return made


def expect_a_reading(payload: dict[str, Any]) -> None:
    event = event_of(payload, "T1")
    assert opens(payload) in (True, False)
    for kept in (event.id, event.lane):
        assert 0 < len(kept) <= 255
        assert kept.isascii()
        assert kept.isprintable()
    assert "\0" not in event.payload.encode().decode()
    assert len(window_of(event)) == 32
    try:
        asked = to_request(event, US, OWN)
    except ValueError:
        return
    assert asked is None or isinstance(asked, Request)
    if asked is not None:
        assert asked.sender.user == asked.private.chat
        assert asked.sender.user.isalnum()


@settings(max_examples=600)
@given(st.data())
def test_no_mutation_of_a_payload_breaks_the_reading(data: st.DataObject) -> None:
    expect_a_reading(mutated(data.draw(st.sampled_from(PAYLOADS)), data.draw))


@pytest.mark.parametrize("depth", [50, 400, 2000, 100_000])
def test_no_depth_breaks_the_reading(depth: int) -> None:
    deep = nested(depth)
    for payload in PAYLOADS:
        for name in payload:
            expect_a_reading(payload | {name: deep})
        for name in payload.get("event", {}):
            expect_a_reading(payload | {"event": payload["event"] | {name: deep}})


def test_a_window_is_sent_once_and_other_values_are_another_sending() -> None:
    def sent(text: str, trigger: str) -> str:
        values = {"progress": {"progress": typed(text)}}
        return event_of(submission(values, view=modal("update"), trigger=trigger), "T1").id

    assert sent("24", "t1") == sent("24", "t2")
    assert sent("24", "t1") != sent("25", "t1")


def test_a_command_in_a_chat_of_others_is_answered_there() -> None:
    url = "https://hooks.slack.com/commands/T1/1/secret"
    request = to_request(event_of(slash_command("24", channel="D9"), "T1"), US, OWN)
    assert request is not None
    assert request.window == f"url:{url}"


def test_our_private_channel_with_somebody_is_learnt_from_what_they_say() -> None:
    assert direct_of(event_of(message("24"), "T1")) == (USER, DIRECT)
    assert direct_of(event_of(mention("24"), "T1")) is None
    assert direct_of(event_of({"text": '"channel_type": "im"'}, "T1")) is None
