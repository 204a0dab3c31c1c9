"""What an intelligent robot is sent over its long connection, as /push takes it; pure functions.

Shapes: [101463], and the bodies of [100719] and [101027].  The req_id of a frame is what an answer
has to carry; a chatid is there in groups only.
"""

from typing import Any

from tests.fakes.wecom_payloads import AT, USER
from tests.fakes.wecom_rules import Json

BOT, BOT_SECRET, BOT_NAME = "aib1", "bot-secret", "联络员"
GROUP = "wrGROUP1"
_LINK = "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code="


def said(
    kind: str,
    inner: Any,
    *,
    user: str = USER,
    group: str | None = None,
    id: str = "m1",
    req: str = "r1",
    at: int = AT,
    **more: Any,
) -> Json:
    """A message in a direct chat, or in ``group``; ``id``: its msgid, ``req``: its req_id."""
    body = _around(user, group, id, at, msgtype=kind)
    return _frame("aibot_msg_callback", req, body | {kind: inner} | more)


def text(content: str, **more: Any) -> Json:
    """In a group it has to begin with the robot's name: see ``mention``.  ``more``: as ``said``."""
    return said("text", {"content": content}, **more)


def mention(content: str, *, group: str = GROUP, **more: Any) -> Json:
    return text(f"@{BOT_NAME} {content}", group=group, **more)


def mixed(*parts: str, **more: Any) -> Json:
    """Each part is a text, or a picture if it is an address."""
    items = [_item(part) for part in parts]
    return said("mixed", {"msg_item": items}, **more)


def voice(content: str, **more: Any) -> Json:
    """``content``: what was understood."""
    return said("voice", {"content": content}, **more)


def quoting(content: str, quoted: str, **more: Any) -> Json:
    """An answer to a message."""
    quote = {"msgtype": "text", "text": {"content": quoted}}
    return text(content, quote=quote, **more)


def file(
    url: str = "https://ww-aibot-img-1258476243.cos.ap-guangzhou.myqcloud.com/f", **more: Any
) -> Json:
    return said("file", {"url": url, "aeskey": "a2V5"}, **more)


def event(
    kind: str,
    inner: Json | None = None,
    *,
    user: str = USER,
    group: str | None = None,
    id: str = "e1",
    req: str = "q1",
    at: int = AT,
) -> Json:
    body = _around(user, group, id, at, msgtype="event")
    return _frame("aibot_event_callback", req, body | {"event": _event(kind, inner)})


def enter_chat(**more: Any) -> Json:
    """The first look of the day at the direct chat; ``more``: as ``event``."""
    return event("enter_chat", **more)


def press(key: str, *, task: str = "d-7f3a", kind: str = "button_interaction", **more: Any) -> Json:
    inner = {"card_type": kind, "event_key": key, "task_id": task}
    return event("template_card_event", inner, **more)


def feedback(id_of_answer: str, *, good: bool = True, **more: Any) -> Json:
    return event("feedback_event", {"id": id_of_answer, "type": 1 if good else 2}, **more)


def disconnected(*, bot: str = BOT, id: str = "e0", req: str = "q0", at: int = AT) -> Json:
    """Somebody else has subscribed."""
    body = {"msgid": id, "create_time": at, "aibotid": bot, "msgtype": "event"}
    return _frame("aibot_event_callback", req, body | {"event": _event("disconnected_event", None)})


def _item(part: str) -> Json:
    if part.startswith("https://"):
        return {"msgtype": "image", "image": {"url": part, "aeskey": "a2V5"}}
    return {"msgtype": "text", "text": {"content": part}}


def _event(kind: str, inner: Json | None) -> Json:
    return {"eventtype": kind, **({kind: inner} if inner is not None else {})}


def _around(user: str, group: str | None, id: str, at: int, *, msgtype: str) -> Json:
    body: Json = {"msgid": id, "create_time": at, "aibotid": BOT, "from": {"userid": user}}
    body |= {"chatid": group, "chattype": "group"} if group else {"chattype": "single"}
    return body | {"msgtype": msgtype, "response_url": f"{_LINK}{id}"}


def _frame(cmd: str, req: str, body: Json) -> Json:
    return {"cmd": cmd, "headers": {"req_id": req}, "body": body}
