"""What an intelligent robot is told, and what is understood of it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wecom.inbound import event_of_frame, to_request
from bot.messages import Channel, Request
from tests.adapters.wecom_calls import CORP
from tests.adapters.wecom_requests import account, chat
from tests.adapters.wecom_requests import private as of_anyone

GROUP = "wrkSFfCgAA"
REQ = "aibot_send_1790000010-a/b+c="


def frame(
    kind: str, inside: Any, *, group: str | None = None, user: Any = "ZhangSan", **more: Any
) -> dict[str, Any]:
    body = {"msgid": "m1", "aibotid": "aib1", "from": {"userid": user}, "msgtype": kind}
    body |= {"chattype": "single"} if group is None else {"chattype": "group", "chatid": group}
    return {
        "cmd": "aibot_event_callback" if kind == "event" else "aibot_msg_callback",
        "headers": {"req_id": REQ},
        "body": body | {kind: inside, "response_url": "https://qyapi.weixin.qq.com/x"} | more,
    }


def written(text: Any, **more: Any) -> dict[str, Any]:
    return frame("text", {"content": text}, **more)


def happened(kind: str, inside: Any = None, **more: Any) -> dict[str, Any]:
    return frame("event", {"eventtype": kind, kind: {} if inside is None else inside}, **more)


def card(key: str, **more: Any) -> dict[str, Any]:
    inside = {"event_key": key, "task_id": "d-7", "card_type": "x"}
    return happened("template_card_event", inside, **more)


def mixed(*items: Any, **more: Any) -> dict[str, Any]:
    return frame("mixed", {"msg_item": list(items)}, **more)


def text_item(text: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}}


PICTURE = {"msgtype": "image", "image": {"url": "https://x.test/1"}}


def private(user: str, text: str, **more: Any) -> Request:
    """The robot answers nobody with a file."""
    return of_anyone(user, text, files=False, **more)


def group(text: str, **more: Any) -> Request:
    return Request(
        sender=account("zhangsan"),
        origin=chat(f"group:{GROUP}"),
        private=chat("zhangsan"),
        channel=Channel.OTHER,
        text=text,
        files=False,
        **more,
    )


WAITS = f"aibot:{REQ}"
TOLD: list[tuple[str, dict[str, Any], Request]] = [
    ("text", written("24 推进中"), private("zhangsan", "24 推进中", window=WAITS)),
    ("at somebody", written("@李四 24"), private("zhangsan", "@李四 24", window=WAITS)),
    ("voice", frame("voice", {"content": "24"}), private("zhangsan", "24", window=WAITS)),
    (
        "text and pictures",
        mixed(text_item("24"), PICTURE, text_item("推进中")),
        private("zhangsan", "24\n推进中", window=WAITS),
    ),
    ("pictures", mixed(PICTURE, PICTURE), private("zhangsan", "", wordless=True, window=WAITS)),
    ("a sticker", frame("emotion", {}), private("zhangsan", "", wordless=True, window=WAITS)),
    ("blanks", written(" "), private("zhangsan", "", wordless=True, window=WAITS)),
    ("in a group", written("@计划助手 24 推进中", group=GROUP), group("24 推进中")),
    ("a long blank", written("@计划助手\u2005 24", group=GROUP), group("24")),
    ("nothing but our name", written(" @计划助手 ", group=GROUP), group("帮助")),
    ("our name elsewhere", written("24 @联络员 推进中", group=GROUP), group("24   推进中")),
    ("our name behind another", written("@李四 @联络员 24", group=GROUP), group("@李四   24")),
    ("no name at all", written("24", group=GROUP), group("24")),
    (
        "a picture in a group",
        mixed(text_item("@计划助手 24"), PICTURE, group=GROUP),
        group("24"),
    ),
    (
        "an answer to a message",
        written("@计划助手 24", group=GROUP, quote={"msgtype": "text", "text": {"content": "x"}}),
        group("24"),
    ),
    (
        "a look",
        happened("enter_chat"),
        private("zhangsan", "帮助", window=f"welcome:{REQ}"),
    ),
    (
        "a press",
        card("24 已完成"),
        private("zhangsan", "24 已完成", pressed=True, reply_to="d-7", window=f"card:{REQ}|d-7"),
    ),
    (
        "a press on a card without a task",
        happened("template_card_event", {"event_key": "24"}),
        private("zhangsan", "24", pressed=True, window=f"card:{REQ}"),
    ),
    ("a press in a group", card("24", group=GROUP), group("24", pressed=True, reply_to="d-7")),
]


def from_corp(corp: Any) -> dict[str, Any]:
    made = written("24")
    made["body"]["from"]["corpid"] = corp
    return made


def without(made: dict[str, Any], *path: str) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(made))
    holder = copy
    for name in path[:-1]:
        holder = holder[name]
    del holder[path[-1]]
    return copy


NOT_TOLD = [
    ("pictures in a group", mixed(PICTURE, PICTURE, group=GROUP)),
    ("blanks in a group", written(" ", group=GROUP)),
    ("another has taken over", without(happened("disconnected_event"), "body", "from")),
    ("praise", happened("feedback_event", {"id": "x", "type": 1})),
    ("an event to come", happened("tomorrow")),
    ("a press of nothing", card("")),
    ("an answer to our own", {"headers": {"req_id": "r1"}, "errcode": 0, "errmsg": "ok"}),
    ("a command to come", {"cmd": "aibot_tomorrow", "headers": {}, "body": {}}),
]

UNTOLD = [
    ("no body", without(written("24"), "body")),
    ("no sender", without(written("24"), "body", "from")),
    ("no headers", without(written("24"), "headers")),
    ("no type", without(written("24"), "body", "msgtype")),
    ("no text", without(written("24"), "body", "text")),
    ("no event", without(happened("enter_chat"), "body", "event")),
    ("no card", without(card("24"), "body", "event", "template_card_event")),
    ("no group", without(written("@a 24", group=GROUP), "body", "chatid")),
    ("a number for a text", written(24)),
    ("a list for a text", frame("text", ["24"])),
    ("a text for a mixture", frame("mixed", "24")),
    ("texts in a mixture", mixed("24")),
    ("a sender that is none", written("24", user="a b")),
    ("a number for a sender", written("24", user=7)),
    ("a chat of an unknown kind", written("24", chattype="channel")),
    ("a chat that is no text", written("24", group=GROUP, chatid=7)),
    ("a request that is no text", written("24") | {"headers": {"req_id": 7}}),
    ("a corp that is none", from_corp(7)),
]


@pytest.mark.parametrize(("told", "request_"), [r[1:] for r in TOLD], ids=[r[0] for r in TOLD])
def test_a_frame_is_read(told: dict[str, Any], request_: Request) -> None:
    assert to_request(event_of_frame(told, CORP), ("联络员",)) == request_


@pytest.mark.parametrize("told", [row[1] for row in NOT_TOLD], ids=[row[0] for row in NOT_TOLD])
def test_a_frame_that_is_nothing_to_us_is_nothing(told: dict[str, Any]) -> None:
    assert to_request(event_of_frame(told, CORP)) is None


@pytest.mark.parametrize("told", [row[1] for row in UNTOLD], ids=[row[0] for row in UNTOLD])
def test_a_frame_that_cannot_be_read_is_an_event_and_says_so(told: dict[str, Any]) -> None:
    made = event_of_frame(told, CORP)
    assert json.loads(made.payload) == {"aibot": told}
    with pytest.raises(ValueError, match=r"."):
        to_request(made)


def test_who_is_of_another_corp_is_foreign() -> None:
    for corp, foreign in ((CORP, False), ("", False), (None, False), ("ww0", True)):
        request = to_request(event_of_frame(from_corp(corp), CORP))
        assert request is not None
        assert request.foreign is foreign


def test_nothing_waits_in_a_group_where_all_would_read_it() -> None:
    for told in (written("@a 24", group=GROUP), card("24", group=GROUP)):
        request = to_request(event_of_frame(told, CORP))
        assert request is not None
        assert request.window is None


def test_a_frame_is_known_by_its_message() -> None:
    first, other = written("24"), written("24", msgid="m2")
    assert event_of_frame(first, CORP).key == f"wecom:{CORP}:m1"
    assert event_of_frame(other, CORP).id == "m2"
    assert event_of_frame(first, CORP).lane == "zhangsan"
    for bad in (7, "", "x" * 129, "a\nb", "\x00", "\ud800"):
        made = event_of_frame(written("24", msgid=bad), CORP)
        assert made.id.startswith("sha256:")
        assert made.payload.encode()


NAMES = ["cmd", "headers", "body", "req_id", "from", "userid", "corpid", "chattype", "chatid"]
NAMES += ["msgtype", "text", "content", "mixed", "msg_item", "event", "eventtype", "msgid"]
NAMES += ["template_card_event", "event_key", "task_id"]
WORDS = ["aibot_msg_callback", "aibot_event_callback", "text", "mixed", "group", "single"]
WORDS += ["template_card_event", "enter_chat", "zhangsan", "@a 24"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(WORDS),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inside, max_size=6)
    ),
    max_leaves=20,
)


@settings(max_examples=500)
@given(st.sampled_from([row[1] for row in TOLD]), st.data())
def test_whatever_a_frame_holds_it_is_read_or_not(
    told: dict[str, Any], data: st.DataObject
) -> None:
    made: dict[str, Any] = json.loads(json.dumps(told))
    holder: dict[str, Any] = made
    while True:  # put anything anywhere
        name = data.draw(st.sampled_from(sorted(holder) or NAMES))
        if not isinstance(holder.get(name), dict) or data.draw(st.booleans()):
            break
        holder = holder[name]
    holder[name] = data.draw(ANYTHING)
    kept = event_of_frame(made, CORP)
    assert json.loads(kept.payload) == {"aibot": made}
    try:
        request = to_request(kept)
    except ValueError:
        return
    assert request is None or request.sender.user == kept.lane
