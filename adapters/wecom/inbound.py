"""From what WeCom sends to events and requests; pure, and wary of everything in it.

The payload of an event is ``{"app": the inner XML of a callback}``, or ``{"aibot": a frame}`` of an
intelligent robot.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress

from adapters.intake import kept, private
from adapters.wecom import frames
from adapters.wecom.envelope import fields_of
from adapters.wecom.reading import Json, mark, user_id
from bot.attachments import Attachment
from bot.messages import Event, Platform, Request

_NUMBER = re.compile(r"[0-9]{1,32}", re.ASCII)
_LONGEST = 128  # characters of a message's id
_ENABLED, _DISABLED, _LEFT = "1", "2", "5"

Fields = Mapping[str, str]


def event_of(plain: str, tenant: str) -> Event:
    """The event to store for a callback of the app, also for one that nobody will be able to read.

    Events have no MsgId.  Who sent them and when is no key: two clicks of one second are two.
    """
    fields: Fields = {}
    with suppress(ValueError):
        fields = fields_of(plain)
    id = fields.get("MsgId", "")
    if _NUMBER.fullmatch(id) is None:
        id = _digest(plain + fields.get("AgentID", ""))
    return _event(tenant, id, lambda: _person(fields), {"app": plain})


def event_of_frame(frame: Json, tenant: str) -> Event:
    """The event to store for a frame of the robot's connection, whatever is in it."""
    body = frame.get("body")
    id = body.get("msgid") if isinstance(body, dict) else None
    if not isinstance(id, str) or not 0 < len(id) <= _LONGEST or not id.isprintable():
        id = _digest(kept(frame))
    return _event(tenant, id, lambda: frames.person(frame), {"aibot": frame})


def to_request(event: Event, names: Collection[str] = ()) -> Request | None:
    """What somebody asked, or None when it is nothing to us.

    ``names``: what the robot is called in groups.  Raises ValueError for what cannot be read.
    """
    try:
        payload = json.loads(event.payload)
    except RecursionError:
        raise ValueError("nested too deep") from None
    match payload:
        case {"app": str(plain), **more} if not more:
            return _called(event, fields_of(plain))
        case {"aibot": dict(frame), **more} if not more:
            return frames.to_request(event, frame, names)
    raise ValueError("neither of the app nor of the robot")


def _called(event: Event, fields: Fields) -> Request | None:
    if fields.get("ToUserName") != event.tenant or "/" in fields.get("FromUserName", ""):
        return None  # of another corp, or somebody of another one that shares the app
    match fields.get("MsgType"):
        case "text":
            return _said(event, fields, "Content")
        case "voice":  # understood by WeCom, if that is switched on
            said = _said(event, fields, "Recognition")
            return said or private(event, _person(fields), "", wordless=True)
        case "image" | "video" | "shortvideo" | "file":  # the app is sent no documents
            return private(event, _person(fields), "", attachment=Attachment("", None, ""))
        case "event":
            return _happened(event, fields)
        case None:
            raise ValueError("a message of no type")
    return private(event, _person(fields), "", wordless=True)  # a place, a link, what is to come


def _said(event: Event, fields: Fields, name: str) -> Request | None:
    text = fields.get(name, "")
    return private(event, _person(fields), text) if text.strip() else None


def _happened(event: Event, fields: Fields) -> Request | None:
    """``enter_agent`` comes each time somebody looks; whoever wants something says so."""
    match fields.get("Event"):
        case "click":  # the keys of the menu are command lines
            return _said(event, fields, "EventKey")
        case "template_card_event":
            return _pressed(event, fields)
        case "subscribe":  # for whole departments at once: they can be reached, nobody asked
            return private(event, _person(fields), "", reachable=True)
        case "unsubscribe":
            return private(event, _person(fields), "", reachable=False)
        case "change_contact":
            return _changed(event, fields)
    return None


def _pressed(event: Event, fields: Fields) -> Request | None:
    """A press on one of our cards; whether it may is looked at as if it had been typed."""
    if not (key := fields.get("EventKey", "")):
        return None
    code = mark(fields.get("ResponseCode"))
    return private(
        event,
        _person(fields),
        key,
        pressed=True,
        reply_to=mark(fields.get("TaskId")),
        window=None if code is None else f"code:{code}",
    )


def _changed(event: Event, fields: Fields) -> Request | None:
    """Somebody left, was disabled, is back, or goes by another id from now on."""
    kind, state = fields.get("ChangeType"), fields.get("Status")
    if kind not in ("delete_user", "update_user"):
        return None
    user = _person(fields)
    renamed = fields.get("NewUserID", "").casefold() not in ("", user)
    left = kind == "delete_user" or renamed or state == _LEFT  # the id is given away again
    if left or state == _DISABLED:
        return private(event, user, "", reachable=False, left=left)
    return private(event, user, "", reachable=True) if state == _ENABLED else None


def _person(fields: Fields) -> str:
    """Whom it is about: changes of the address book are told by nobody ("sys")."""
    changed = fields.get("Event") == "change_contact"
    return user_id(fields.get("UserID" if changed else "FromUserName"))


def _event(tenant: str, id: str, lane: Callable[[], str], payload: Json) -> Event:
    whose = "?"
    with suppress(ValueError):
        whose = lane()
    return Event(platform=Platform.WECOM, tenant=tenant, id=id, lane=whose, payload=kept(payload))


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
