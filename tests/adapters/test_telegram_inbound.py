import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.inbound import event_of, lane_of, press_id, to_request
from bot.messages import Event, Platform, Request
from tests.adapters.telegram_updates import (
    GROUP,
    NOTHING,
    OURS,
    READ,
    UNREADABLE,
    member,
    message,
    press,
)
from tests.adapters.world import BOT

NAMES = ("联络员", "liaison_test_bot")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("update_id", "message", "callback_query", "my_chat_member", "chat", "from"),
                    *("id", "text", "data", "type", "message_id", "reply_to_message", "status"),
                    "new_chat_member",
                ]
            ),
            inner | st.just("private") | st.just("24"),
            max_size=6,
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(("update", "request_"), [r[1:] for r in READ], ids=[r[0] for r in READ])
def test_an_update_is_read(update: dict[str, Any], request_: Request) -> None:
    assert to_request(event_of(update, BOT), NAMES) == request_


@pytest.mark.parametrize("date", [None, 0, -5, True, 1.5, "1570759260", 10**40])
def test_a_time_that_is_none_is_none(date: object) -> None:
    asked = to_request(event_of(message("24", date=date), BOT), NAMES)
    assert asked is not None
    assert asked.said is None


@pytest.mark.parametrize("update", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_what_is_nothing_to_us_is_nothing(update: dict[str, Any]) -> None:
    assert to_request(event_of(update, BOT), NAMES) is None


@pytest.mark.parametrize("raw", [row[1] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_what_cannot_be_read_says_so(raw: str) -> None:
    event = Event(platform=Platform.TELEGRAM, tenant=BOT, id="9", lane="7", payload=raw)
    with pytest.raises(ValueError):  # noqa: PT011 - the words are those of whoever finds out
        to_request(event, NAMES)


def test_before_the_name_is_known_no_command_is_taken_from_another_bot() -> None:
    event = event_of(message("/task@liaison_test_bot 24", chat=GROUP), BOT)
    known, unknown = to_request(event, NAMES), to_request(event, ("联络员",))
    assert known is not None
    assert unknown is not None
    assert (known.addressed, unknown.addressed) == (True, False)


def test_a_lane_is_the_chat() -> None:
    assert lane_of(message()) == "77"
    assert lane_of(message(chat=GROUP)) == "-1001234"
    assert lane_of(press(card=OURS)) == "-1001234"
    assert lane_of(press(card=None)) == "77"
    assert lane_of(member("kicked")) == "77"
    assert lane_of({"update_id": 1, "message": 3}) == lane_of("x") == lane_of(None) == "?"


def test_an_event_keeps_what_came_and_its_number() -> None:
    event = event_of(message("24 推进中"), BOT)
    assert event.key == "telegram:4711:9"
    assert json.loads(event.payload) == message("24 推进中")
    assert "推进中" in event.payload
    torn = event_of(message("\ud83d"), BOT)
    assert json.loads(torn.payload.encode()) == message("\ud83d")


def test_what_has_no_number_is_kept_once() -> None:
    first, again, other = (event_of(odd, BOT) for odd in ("odd", "odd", {"update_id": True}))
    assert first.key == again.key != other.key


def test_only_a_press_wants_to_be_answered() -> None:
    assert press_id(event_of(press(), BOT)) == "4382bfdwdsb323b2d9"
    assert press_id(event_of(message(), BOT)) is None
    assert press_id(event_of("odd", BOT)) is None


@given(ANYTHING)
def test_nothing_breaks_the_reading(update: Any) -> None:
    event = event_of(update, BOT)
    try:
        asked = to_request(event, NAMES)
    except ValueError:
        return
    assert asked is None or isinstance(asked, Request)
