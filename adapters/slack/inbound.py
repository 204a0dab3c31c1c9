"""From Slack's payloads to events and requests; pure, and wary of everything in them.

The payload of an event is what the Events API, a slash command or an interaction is about, the
same over a socket and over HTTP.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from adapters.intake import kept, private
from adapters.slack import presses
from adapters.slack.passed_on import shared_in
from adapters.slack.reading import Json, identifier, inner, is_id, is_moment, moment, string
from adapters.slack.shared import attachment_of
from adapters.slack.text import plain
from bot.messages import Account, Address, Channel, Event, Platform, Request

_SAID = ("message", "app_mention")
_SUBTYPES = (None, "file_share", "thread_broadcast")
_HOME = "/mytasks"
_NAME = re.compile(r"[!-~]{1,255}")  # of an event: what every database can keep and compare
_SLACKBOT = "USLACKBOT"  # a bot that says so nowhere
LINE = "/liaison"
"""The command whose text is a line of the conversation."""


def event_of(payload: Json, tenant: str) -> Event:
    """The event to store, also for a payload that nobody will be able to read."""
    kept = {name: value for name, value in payload.items() if name != "token"}
    text = _text(kept)
    return Event(
        platform=Platform.SLACK,
        tenant=tenant,
        id=_key(payload) or "sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        lane=_lane(payload),
        payload=text,
    )


def _text(payload: Json) -> str:
    """As JSON that a database can hold.

    Of what is nested too deep to be read by anybody only the words on top are kept.
    """
    try:
        return kept(payload)
    except RecursionError:
        return json.dumps({name: word for name, word in payload.items() if isinstance(word, str)})


def _key(payload: Json) -> str | None:
    """A message is one, however often it is told: as a mention, in a thread and in its channel."""
    event = payload.get("event")
    if isinstance(event, dict):
        channel, ts = event.get("channel"), event.get("ts")
        is_said = event.get("type") in _SAID and event.get("subtype") in _SUBTYPES
        if is_said and is_id(channel) and is_moment(ts):
            return f"{channel}:{ts}"
    if payload.get("type") == "view_submission" and (sent := _submission(payload)) is not None:
        return sent
    for name in ("event_id", "trigger_id"):
        if isinstance(value := payload.get(name), str) and _NAME.fullmatch(value):
            return value
    return None


def _submission(payload: Json) -> str | None:
    """A window is sent once: the same values again are a repetition, whatever was pressed."""
    view = payload.get("view")
    id = view.get("id") if isinstance(view, dict) else None
    if not is_id(id) or not isinstance(view, dict):
        return None
    values = _text({"state": view.get("state")})
    return f"{id}:{hashlib.sha256(values.encode()).hexdigest()[:32]}"


def direct_of(event: Event) -> tuple[str, str] | None:
    """A user and our private channel with them, where the event tells."""
    if '"channel_type": "im"' not in event.payload:
        return None
    try:
        what = inner(json.loads(event.payload), "event")
        return identifier(what, "user"), identifier(what, "channel")
    except (ValueError, RecursionError, AttributeError):
        return None


def _lane(payload: Json) -> str:
    """Whose it is; what one person does is worked in order."""
    event = payload.get("event")
    for holder in (event, payload):
        if isinstance(holder, dict):
            user = holder.get("user", holder.get("user_id"))
            user = user.get("id") if isinstance(user, dict) else user
            if is_id(user):
                return user
    return "?"


def window_of(event: Event) -> str:
    """The external id of the window that is opened for this event."""
    return hashlib.blake2s(event.key.encode(), digest_size=16).hexdigest()


def opens(payload: Json) -> bool:
    """Whether the answer is a form: Slack opens windows only within three seconds; never fails."""
    if "command" in payload:
        text = payload.get("text")
        line = text.strip() if isinstance(text, str) else ""
        asks = payload["command"] == "/update" and (not line or line.isdecimal())
        return asks or (payload["command"] == "/report" and line.isdecimal())
    return presses.opens(payload)


def to_request(event: Event, me: str, directs: Mapping[str, str] | None = None) -> Request | None:
    """What somebody asked, or None when the payload is nothing to us.

    ``me``: the bot's user id; ``directs``: our private channels with users, as far as they are
    known.  Raises ValueError for a payload that cannot be read.
    """
    try:
        payload = json.loads(event.payload)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(payload, dict):
        raise ValueError("not an object")
    window = f"view:{window_of(event)}" if opens(payload) else None
    if "command" in payload:
        return _commanded(event, payload, window, directs or {})
    if payload.get("type") == "event_callback":
        return _happened(event, payload, me)
    return presses.to_request(event, payload, window)


def _commanded(
    event: Event, payload: Json, window: str | None, directs: Mapping[str, str]
) -> Request:
    """Only whoever typed it sees it, wherever it was; so it is with the answer.

    In our private chat it stays there for later.
    """
    user, command = identifier(payload, "user_id"), string(payload, "command") or ""
    text = plain(string(payload, "text") or "")[0].strip()
    line = (text or "/help") if command == LINE else f"{command} {text}".strip()
    url = string(payload, "response_url")
    if window is None and url and directs.get(user) != string(payload, "channel_id"):
        window = f"url:{url}"
    return private(event, user, line, window=window)


def _happened(event: Event, payload: Json, me: str) -> Request | None:
    what = inner(payload, "event")
    match string(what, "type"):
        case "message" | "app_mention":
            return _said(event, what, me)
        case "app_home_opened" if string(what, "tab") == "home":
            user = identifier(what, "user")
            return private(event, user, _HOME, window=f"home:{user}")
        case "user_change":
            return _changed(event, inner(what, "user"))
    return None


def _said(event: Event, what: Json, me: str) -> Request | None:
    user = string(what, "user")
    if user in (None, me) or what.get("subtype") not in _SUBTYPES:
        return None
    user, channel = identifier(what, "user"), identifier(what, "channel")
    direct = string(what, "channel_type") == "im" or channel.startswith("D")
    text, named = plain(string(what, "text") or "", (me,))
    if not direct and what["type"] == "message" and not named:
        return None  # a mention may be told as both, and only the first telling is kept
    ts, thread = moment(what, "ts"), moment(what, "thread_ts")
    files = what.get("files")
    passed_on = shared_in(what)
    if passed_on is not None:
        text = "\n".join(filter(None, (text.strip(), passed_on.text)))
        files = files or passed_on.files
    private = Address(event.platform, event.tenant, user)
    return Request(
        sender=Account(event.platform, event.tenant, user),
        origin=Address(event.platform, event.tenant, user if direct else channel, thread),
        private=private,
        channel=Channel.PRIVATE if direct else Channel.OTHER,
        text=text,
        reply_to=f"{channel}/{thread}" if thread and thread != ts else None,
        foreign=_is_bot(what) or _is_foreign(what, event.tenant),
        attachment=attachment_of(files),
        wordless=direct and passed_on is not None and not text and not files,
        forwarded=passed_on is not None,
        author="" if passed_on is None else passed_on.author,
        written=None if passed_on is None else passed_on.written,
    )


def _is_bot(what: Json) -> bool:
    return what.get("user") == _SLACKBOT or bool(what.get("bot_id"))


def _is_foreign(what: Json, team: str) -> bool:
    """Somebody of another workspace, in a channel that both share."""
    teams = [what.get(name) for name in ("user_team", "source_team", "team")]
    return any(isinstance(other, str) and other != team for other in teams)


def _changed(event: Event, person: Json) -> Request | None:
    """Somebody was deactivated, or is back."""
    if not isinstance(person.get("deleted"), bool) or person.get("is_bot"):
        return None
    user = identifier(person, "id")
    return private(event, user, "", reachable=not person["deleted"])


def team_of(payload: Mapping[str, Any]) -> object:
    """The workspace a payload is meant for, in whatever shape; None where it does not say."""
    team = payload.get("team_id") or payload.get("team")
    return team.get("id", team) if isinstance(team, dict) else team
