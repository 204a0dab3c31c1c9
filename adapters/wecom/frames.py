"""What an intelligent robot is told over its connection, as requests; pure.

Shapes: pages 101463, 100719 and 101027 of developer.work.weixin.qq.com.
"""

import re
from collections.abc import Collection
from typing import Any

from adapters.intake import private
from adapters.wecom.reading import HELP, Json, inner, mark, string, user_id
from adapters.wecom.sent_files import attachment_of
from bot.messages import Account, Address, Channel, Event, Request

GROUP = "group:"
"""What the chat of an address begins with that is a group."""

_MENTION = re.compile(r"\s*@\S+(?:\s+|$)")


def person(frame: Json) -> str:
    """Whose it is.  Raises ValueError where it does not say."""
    return user_id(inner(inner(frame, "body"), "from").get("userid"))


def to_request(event: Event, frame: Json, names: Collection[str]) -> Request | None:
    match frame.get("cmd"):
        case "aibot_msg_callback":
            return _said(event, frame, names)
        case "aibot_event_callback":
            return _happened(event, frame)
    return None


def _said(event: Event, frame: Json, names: Collection[str]) -> Request | None:
    body = inner(frame, "body")
    text = _words(body)
    if _is_group(body) and text.strip():
        text = _unaddressed(text, names) or HELP
    file = attachment_of(body)
    if file is None and not text.strip():
        return None if _is_group(body) else _request(event, frame, "aibot", text="", wordless=True)
    return _request(event, frame, "aibot", text=text, attachment=file)


def _happened(event: Event, frame: Json) -> Request | None:
    what = inner(inner(frame, "body"), "event")
    match string(what, "eventtype"):
        case "enter_chat":
            return _request(event, frame, "welcome", text=HELP)
        case "template_card_event":
            card = inner(what, "template_card_event")
            if not (key := string(card, "event_key")):
                return None
            task = mark(card.get("task_id"))
            return _request(event, frame, "card", text=key, pressed=True, reply_to=task)
    return None


def _request(event: Event, frame: Json, waits: str, **more: Any) -> Request:
    """``waits``: what kind of place waits for the answer, in a direct chat.

    In a group nothing is sent there: all would read what only one may.
    """
    body, user = inner(frame, "body"), person(frame)
    corp = string(inner(body, "from"), "corpid")
    foreign = corp not in (None, "", event.tenant)
    if not _is_group(body):
        number = mark(inner(frame, "headers").get("req_id"))
        window = None if number is None else f"{waits}:{number}"
        if window is not None and waits == "card" and (task := more.get("reply_to")) is not None:
            window += f"|{task}"  # only the card that was pressed can be changed (42016)
        return private(event, user, foreign=foreign, window=window, files=False, **more)
    if (chat := mark(body.get("chatid"))) is None:
        raise ValueError("a group without its id")
    return Request(
        sender=Account(event.platform, event.tenant, user),
        origin=Address(event.platform, event.tenant, GROUP + chat),
        private=Address(event.platform, event.tenant, user),
        channel=Channel.OTHER,
        foreign=foreign,
        files=False,
        **more,
    )


def _is_group(body: Json) -> bool:
    kind = string(body, "chattype")
    if kind not in (None, "single", "group"):
        raise ValueError("a chat of an unknown kind")
    return kind == "group"


def _words(body: Json) -> str:
    """What was written, or understood; pictures and files say nothing."""
    kind = string(body, "msgtype")
    match kind:
        case "text" | "voice":
            return string(inner(body, kind), "content") or ""
        case "mixed":
            items = _list(inner(body, "mixed"), "msg_item")
            texts = [_words(item) for item in items if string(item, "msgtype") == "text"]
            return "\n".join(filter(None, texts))
        case None:
            raise ValueError("a message of no type")
    return ""


def _unaddressed(text: str, names: Collection[str]) -> str:
    """Without our name: as we know it, else what the text begins with, since it came to us."""
    for name in sorted(names, key=len, reverse=True):
        ours = re.compile(rf"@{re.escape(name)}(?=\s|$)")
        if ours.search(text) is not None:
            return ours.sub(" ", text).strip()
    first = _MENTION.match(text)
    return (text if first is None else text[first.end() :]).strip()


def _list(holder: Json, name: str) -> list[Json]:
    found = holder.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise ValueError(f"{name} is no list of objects")
    return found
