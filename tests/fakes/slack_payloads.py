"""Payloads as Slack sends them, and their signatures; pure functions, each value can be told.

An *event* is what the Events API wraps; a *press* is everything that a person does with buttons,
windows and shortcuts.  ``envelope`` is for Socket Mode (the fake's /push), ``request`` for HTTP.
Times are fixed (2019-10-11), so that tests say themselves what is late.
"""

import json
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from tests.fakes.slack_rules import Json

USER, CHANNEL, DIRECT = "U77", "C1", "DU77"
BOT_USER, BOT, APP, TEAM = "UBOT", "BBOT", "A1", "T1"
TS, AT = "1570759260.000100", 1570759260
TRIGGER = "12466734323.1395872398.0a1b2c"
RESPONSE = "https://hooks.slack.com/actions/T1/1/secret"
_KINDS = {"C": "channel", "D": "im", "G": "group"}


def sign(body: bytes, secret: str, at: int) -> dict[str, str]:
    """The two headers that Slack adds; ``at`` is in seconds since 1970."""
    signature = SignatureVerifier(secret).generate_signature(timestamp=str(at), body=body)
    assert signature
    return {"X-Slack-Signature": signature, "X-Slack-Request-Timestamp": str(at)}


def request(payload: Json, secret: str, at: int, *, retry: int = 0) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a POST: JSON for events, a form for commands and presses."""
    if _is_event(payload):
        kind, body = "application/json", json.dumps(payload).encode()
    else:
        kind = "application/x-www-form-urlencoded"
        form = payload if "command" in payload else {"payload": json.dumps(payload)}
        body = urlencode(form).encode()
    headers = {"Content-Type": kind, **sign(body, secret, at)}
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
    return body, headers


def envelope(payload: Json, id: str | None = None) -> Json:
    """The payload as /push takes it."""
    if _is_event(payload):
        kind, accepts = "events_api", False
    elif "command" in payload:
        kind, accepts = "slash_commands", True
    else:
        kind, accepts = "interactive", payload["type"] == "view_submission"
    value = {"type": kind, "payload": payload, "accepts_response_payload": accepts}
    return value | ({"envelope_id": id} if id else {})


def _is_event(payload: Json) -> bool:
    return payload.get("type") in ("event_callback", "url_verification")


def url_verification(challenge: str = "3eZbrw1aB") -> Json:
    return {"type": "url_verification", "token": "verification-token", "challenge": challenge}


def event(inner: Json, *, id: str = "Ev0001", team: str = TEAM, at: int = AT, **more: Any) -> Json:
    """``inner`` as the Events API sends it; ``more`` replaces what stands around it."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    channel = inner.get("channel")
    where = f"-{channel}" if isinstance(channel, str) else ""
    return {
        "token": "verification-token",
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": inner,
        "type": "event_callback",
        "event_id": id,
        "event_time": at,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{inner['type']}-{team}-{APP}{where}",
        **more,
    }


def said(
    text: str,
    *,
    user: str = USER,
    ts: str = TS,
    thread: str | None = None,
    team: str = TEAM,
    **more: Any,
) -> Json:
    """A message as it stands in events, in shortcuts and in the history."""
    message: Json = {
        "user": user,
        "type": "message",
        "ts": ts,
        "client_msg_id": "f0582a78-72db-4feb-b2f3-1e47d66365c8",
        "text": text,
        "team": team,
        "blocks": [_rich(text)],
    }
    if thread:
        message |= {"thread_ts": thread, "parent_user_id": BOT_USER}
    return message | more


def message(text: str, *, channel: str = DIRECT, id: str = "Ev0001", **more: Any) -> Json:
    """message.im, or message.channels if it begins with C; ``more`` as in ``said``."""
    inner = said(text, **more)
    inner |= {"channel": channel, "event_ts": inner["ts"], "channel_type": _KINDS[channel[0]]}
    return event(inner, id=id)


def mention(text: str, *, channel: str = CHANNEL, id: str = "Ev0002", **more: Any) -> Json:
    """app_mention; the same message arrives as ``message``, too, under another id."""
    inner = said(text, **more) | {"type": "app_mention", "channel": channel}
    return event(inner | {"event_ts": inner["ts"]}, id=id)


def foreign(text: str, *, channel: str = CHANNEL, their: str = "T9", **more: Any) -> Json:
    """Somebody of another workspace in a shared channel (Slack Connect)."""
    teams = {"user_team": their, "source_team": their, "user_profile": {"team": their}}
    payload = message(text, channel=channel, team=their, **more)
    return payload | {"event": payload["event"] | teams, "is_ext_shared_channel": True}


def edited(text: str, before: str, *, channel: str = DIRECT, id: str = "Ev0003") -> Json:
    """message_changed; the message itself is inside."""
    moment = {"event_ts": "1570759290.000300", "ts": "1570759290.000300"}
    inner = {
        "type": "message",
        "subtype": "message_changed",
        "message": said(text, edited={"user": USER, "ts": "1570759290.000000"}, source_team=TEAM),
        "previous_message": said(before),
        "channel": channel,
        "hidden": True,
        "channel_type": _KINDS[channel[0]],
        **moment,
    }
    return event(inner, id=id)


def deleted(before: str, *, channel: str = DIRECT, id: str = "Ev0004") -> Json:
    inner = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": said(before),
        "channel": channel,
        "hidden": True,
        "deleted_ts": TS,
        "event_ts": "1570759290.000400",
        "ts": "1570759290.000400",
        "channel_type": _KINDS[channel[0]],
    }
    return event(inner, id=id)


def by_bot(text: str, *, bot: str = BOT, user: str = BOT_USER, **more: Any) -> Json:
    """Our own message, or another bot's, as it comes back to us."""
    profile = {"id": bot, "deleted": False, "name": "bot", "app_id": APP, "team_id": TEAM}
    return message(text, user=user, bot_id=bot, app_id=APP, bot_profile=profile, **more)


def by_classic_bot(text: str, *, bot: str = "B888", channel: str = CHANNEL) -> Json:
    """An old integration: it has no user."""
    inner = {
        "type": "message",
        "subtype": "bot_message",
        "text": text,
        "ts": TS,
        "username": "classic-bot",
        "bot_id": bot,
        "channel": channel,
        "event_ts": TS,
        "channel_type": _KINDS[channel[0]],
    }
    return event(inner, id="Ev0005")


def shared(text: str, *, author: str = "李四", beside: str = "", **more: Any) -> Json:
    """A message that somebody passes on; ``beside``: what they write with it."""
    passed_on = {
        "ts": "1570723800.000200",
        "channel_id": "C7",
        "channel_team": TEAM,
        "is_msg_unfurl": True,
        "is_share": True,
        "message_blocks": [],
        "author_id": "U88",
        "author_name": author,
        "author_link": "https://liaison-test.slack.com/team/U88",
        "mrkdwn_in": ["text"],
        "id": 1,
        "from_url": "https://liaison-test.slack.com/archives/C7/p1570723800000200",
        "text": text,
        "fallback": f"[October 10th, 2019 9:10 AM] {author}: {text}",
        "footer": "Posted in #work",
    }
    return message(beside, attachments=[passed_on], **more)


def file_share(text: str, *, name: str = "报告.pdf", **more: Any) -> Json:
    """A message with a file; ``text`` may be empty."""
    place = f"https://files.slack.com/files-pri/T1-F1/{name}"
    file = {
        "id": "F1",
        "created": AT,
        "timestamp": AT,
        "name": name,
        "title": name,
        "mimetype": "application/pdf",
        "filetype": "pdf",
        "pretty_type": "PDF",
        "user": USER,
        "user_team": TEAM,
        "editable": False,
        "size": 92582,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "url_private": place,
        "url_private_download": place,
        "permalink": f"https://liaison-test.slack.com/files/{USER}/F1/{name}",
        "has_rich_preview": False,
        "file_access": "visible",
    }
    shared: Json = {
        "subtype": "file_share",
        "files": [file],
        "upload": False,
        "display_as_bot": False,
    }
    return message(text, **shared, **more)


def home_opened(
    *, user: str = USER, tab: str = "home", view: Json | None = None, id: str = "Ev0006"
) -> Json:
    """``tab``: home or messages; ``view``: what was published before, if anything."""
    inner: Json = {"type": "app_home_opened", "user": user, "channel": "D" + user, "tab": tab}
    inner |= {"event_ts": TS, **({"view": view} if view else {})}
    return event(inner, id=id)


def user_change(*, user: str = USER, deleted: bool = True, id: str = "Ev0007", **more: Any) -> Json:
    """By default somebody was deactivated; ``more``: is_restricted, is_bot and the like."""
    person = {
        "id": user,
        "team_id": TEAM,
        "name": "zhang.san",
        "deleted": deleted,
        "profile": {"real_name": "张三", "display_name": "张三", "team": TEAM},
        "is_bot": False,
        "is_app_user": False,
        "updated": AT,
        **more,
    }
    inner = {"type": "user_change", "user": person, "cache_ts": AT, "event_ts": TS}
    return event(inner, id=id)


def bare(kind: str, *, id: str = "Ev0008", **fields: Any) -> Json:
    """Any other event: app_uninstalled (no fields), tokens_revoked (tokens), channel_archive,
    group_archive (channel, user), member_joined_channel (user, channel, channel_type, team,
    inviter), channel_id_changed (old_channel_id, new_channel_id).
    """
    return event({"type": kind, **fields, "event_ts": TS}, id=id)


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": "bN8", "elements": [section]}
