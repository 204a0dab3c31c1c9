"""What a callback of WeCom's is understood as."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wecom.inbound import event_of, to_request
from bot.attachments import Attachment
from bot.messages import Event, Platform, Request
from tests.adapters.wecom_calls import CORP, MADE_TEXT, event, inner, pressed, said
from tests.adapters.wecom_requests import private


def changed(kind: str, **fields: str) -> str:
    return event("change_contact", user="sys", ChangeType=kind, **fields)


def left(user: str) -> Request:
    return private(user, "", reachable=False, left=True)


CALLED: list[tuple[str, str, Request]] = [
    ("text", said("24 推进中"), private("zhangsan", "24 推进中")),
    ("anybody's case", said(user="ZhangSan@a-b_c.D"), private("zhangsan@a-b_c.d", "24")),
    ("lines", said("24\n推进中"), private("zhangsan", "24\n推进中")),
    (
        "voice",
        inner("voice", user="lisi", MediaId="x", Recognition="我的任务。"),
        private("lisi", "我的任务。"),
    ),
    ("menu", event("click", EventKey="我的任务"), private("zhangsan", "我的任务")),
    ("can see us", event("subscribe", EventKey=""), private("zhangsan", "", reachable=True)),
    ("cannot any more", event("unsubscribe"), private("zhangsan", "", reachable=False)),
    ("gone", changed("delete_user", UserID="LiSi"), left("lisi")),
    (
        "has left",
        changed("update_user", UserID="lisi", Status="5"),
        left("lisi"),
    ),
    (
        "disabled",
        changed("update_user", UserID="lisi", Status="2"),
        private("lisi", "", reachable=False),
    ),
    (
        "back",
        changed("update_user", UserID="lisi", NewUserID="LISI", Status="1"),
        private("lisi", "", reachable=True),
    ),
    (
        "somebody else by name",
        changed("update_user", UserID="lisi", NewUserID="lisi2", Status="1"),
        left("lisi"),
    ),
    (
        "a picture, which the app does not give us",
        inner("image", user="lisi", PicUrl="https://x.test", MediaId="x", MsgId=1),
        private("lisi", "", attachment=Attachment("", None, "")),
    ),
    (
        "a place",
        inner("location", user="lisi", Location_X=1, MsgId=1),
        private("lisi", "", wordless=True),
    ),
    (
        "voice that nobody understood",
        inner("voice", user="lisi", MediaId="x", MsgId=1),
        private("lisi", "", wordless=True),
    ),
    (
        "a press",
        pressed("24 已完成"),
        private("wangwu", "24 已完成", pressed=True, reply_to="d-7", window="code:rc_1"),
    ),
    (
        "a press on a card without a code",
        pressed("24", task="", code=""),
        private("wangwu", "24", pressed=True),
    ),
]

QUIET = [
    ("blanks", said(" \n ")),
    ("a look", event("enter_agent", EventKey="")),
    ("where somebody is", event("LOCATION", Latitude=1, Longitude=1)),
    ("a link of the menu", event("view", EventKey="https://x.test")),
    ("a menu entry without a key", event("click", EventKey="")),
    ("a press of nothing", pressed("")),
    ("a card's own menu", event("template_card_menu_event", EventKey="24", TaskId="d-7")),
    ("an alarm", event("inactive_alert", user="sys", EffectTime=1)),
    ("the end", event("close_inactive_agent", user="sys")),
    ("somebody new", changed("create_user", UserID="lisi")),
    ("another name", changed("update_user", UserID="lisi", Name="李四")),
    ("a department", changed("update_party", Id="2", Name="x")),
    ("an event to come", event("tomorrow", EventKey="24")),
    ("for another corp", said().replace(CORP, "ww0")),
    ("from another corp", said(user="ww0/lisi")),
    ("for nobody", "<xml><MsgType>text</MsgType><Content>24</Content></xml>"),
]

UNREADABLE = [
    ("no XML", "24 已完成"),
    ("a JSON of the vendor's", '{ "FromUserName": :mycreate", "MsgId": 4561255354251345929}'),
    ("a DTD", "<!DOCTYPE xml>" + said()),
    ("no type", said().replace("MsgType", "Type")),
    ("nobody", said(user="")),
    ("a sender of another script", said(user="张三")),
    ("a sender with a line", said(user="a\nb")),
    ("a sender without end", said(user="a" * 65)),
    ("two texts", said().replace("<Content>", "<Content>25</Content><Content>")),
    ("a task with blanks", pressed("24", task="d 7")),
    ("a code without end", pressed("24", code="x" * 257)),
    ("nobody gone", changed("delete_user")),
]


@pytest.mark.parametrize(("plain", "request_"), [r[1:] for r in CALLED], ids=[r[0] for r in CALLED])
def test_a_callback_is_read(plain: str, request_: Request) -> None:
    assert to_request(event_of(plain, CORP)) == request_


@pytest.mark.parametrize("plain", [row[1] for row in QUIET], ids=[row[0] for row in QUIET])
def test_what_is_nothing_to_us_is_nothing(plain: str) -> None:
    assert to_request(event_of(plain, CORP)) is None


@pytest.mark.parametrize(
    "plain", [row[1] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE]
)
def test_what_cannot_be_read_is_an_event_and_says_so(plain: str) -> None:
    made = event_of(plain, CORP)
    assert json.loads(made.payload) == {"app": plain}
    with pytest.raises(ValueError, match=r"."):
        to_request(made)


def test_an_event_keeps_what_came_and_its_number() -> None:
    made = event_of(MADE_TEXT.plain, CORP)
    assert made.key == f"wecom:{CORP}:7412589630001"
    assert (made.lane, json.loads(made.payload)) == ("zhangsan", {"app": MADE_TEXT.plain})


def test_two_clicks_of_one_second_are_two_events() -> None:
    first, second = pressed("24", code="rc_1"), pressed("24", code="rc_2")
    ids = {event_of(plain, CORP).id for plain in (first, first, second)}
    assert len(ids) == 2
    assert all(id.startswith("sha256:") for id in ids)
    assert event_of(said(id=10**40), CORP).id.startswith("sha256:")


def test_a_lane_is_a_person() -> None:
    lanes = {
        "zhangsan": (said(), event("click", EventKey="x", user="ZHANGSAN")),
        "lisi": (changed("delete_user", UserID="LiSi"),),
        "?": ("", "<xml/>", said(user="a b"), said(user=""), changed("update_party", Id="2")),
        "sys": (event("inactive_alert", user="sys"),),
    }
    for lane, calls in lanes.items():
        assert {event_of(plain, CORP).lane for plain in calls} == {lane}


@pytest.mark.parametrize(
    "payload",
    [
        *("", "24", "{}", "[]", "null", "[" * 100_000),
        *('{"app": 24}', '{"aibot": []}', '{"app": "", "aibot": {}}', '{"app": "<xml/>", "x": 1}'),
    ],
)
def test_a_payload_of_nobodys_says_so(payload: str) -> None:
    made = Event(platform=Platform.WECOM, tenant=CORP, id="9", lane="?", payload=payload)
    with pytest.raises(ValueError):  # noqa: PT011 - the words are those of whoever finds out
        to_request(made)


@settings(max_examples=300)
@given(st.sampled_from([row[1] for row in CALLED]), st.data())
def test_whatever_a_callback_holds_it_is_read_or_not(plain: str, data: st.DataObject) -> None:
    where = data.draw(st.integers(0, len(plain)))
    mangled = plain[:where] + data.draw(st.text(max_size=8)) + plain[where + 3 :]
    kept = event_of(mangled, CORP)
    assert json.loads(kept.payload) == {"app": mangled}
    try:
        request = to_request(kept)
    except ValueError:
        return
    assert request is None or request.sender.user == kept.lane
