"""What a fake Slack knows and how its methods answer; no network here.

Team T1 with the app A1, whose bot is UBOT / BBOT.  Until a test lists channels or users, all exist.
A direct channel is "D" and the person's id.
"""

import time
from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.fakes.slack_rules import Json, Refusal, check_message
from tests.fakes.slack_views import Views

TEAM, APP, BOT_USER, BOT = "T1", "A1", "UBOT", "BBOT"
NAME, DOMAIN = "liaison", "liaison-test"
_UPDATE = 4000
_MILLION = 1_000_000
_TRUE = (True, 1, "1", "true", "True")


class Workspace:
    def __init__(self, first: int = 0) -> None:
        """``first``: the moment, in microseconds, before which no message is."""
        self.last = first
        self.channels: list[str] | None = None
        self.users: dict[str, Json] | None = None
        self.messages: dict[str, list[Json]] = {}
        self.files: dict[str, Json] = {}
        self.responses: dict[str, int] = {}
        self.views = Views()
        self.methods: dict[str, Callable[[Json], Json]] = {
            "auth.test": lambda _: _whoami(),
            "bots.info": lambda _: {"bot": _bot()},
            "users.info": self.user,
            "conversations.open": self.open,
            "conversations.history": self.history,
            "conversations.replies": self.replies,
            "chat.postMessage": self.post,
            "chat.postEphemeral": self.whisper,
            "chat.update": self.update,
            "views.open": self.views.open,
            "views.update": self.views.update,
            "views.publish": self.views.publish,
            "files.getUploadURLExternal": self.place,
            "files.completeUploadExternal": self.share,
            "upload": self.upload,
            "response_url": self.respond,
        }

    def call(self, method: str, fields: Json) -> Json:
        """The whole answer; nothing has happened if it is not ``ok``."""
        if method not in self.methods:
            return {"ok": False, "error": "unknown_method", "req_method": method}
        try:
            return {"ok": True} | self.methods[method](fields)
        except Refusal as refusal:
            answer: Json = {"ok": False, "error": refusal.code}
            if refusal.details:
                answer["response_metadata"] = {
                    "messages": [f"[ERROR] {d}" for d in refusal.details]
                }
            return answer

    def said(self, payload: Json) -> None:
        """A person's message that is pushed can be read back, too."""
        event = payload.get("event", {})
        if event.get("type") == "message" and "subtype" not in event and "ts" in event:
            said = self.messages.setdefault(event["channel"], [])
            if event["ts"] not in [message["ts"] for message in said]:
                said.append(event)

    def next_ts(self) -> str:
        """Later than all others; as Slack writes it: seconds, a dot, six digits."""
        self.last = max(self.last + 1, int(time.time() * _MILLION))
        return f"{self.last // _MILLION}.{self.last % _MILLION:06}"

    def open(self, fields: Json) -> Json:
        users = [user for user in str(fields.get("users") or "").split(",") if user]
        if channel := fields.get("channel"):
            return {"channel": {"id": self._channel(channel)}}
        if not users:
            raise Refusal("users_list_not_supplied")
        for user in users:
            self._user(user)
        channel = "D" + users[0] if len(users) == 1 else "G" + "".join(sorted(users))
        known = self.channels is not None and channel in self.channels
        if self.channels is not None and not known:
            self.channels.append(channel)
        return {"channel": {"id": channel}, "no_op": known, "already_open": known}

    def user(self, fields: Json) -> Json:
        return {"user": self._user(str(fields.get("user")))}

    def post(self, fields: Json) -> Json:
        channel = self._channel(fields.get("channel"))
        check_message(fields)
        ts = self.next_ts()
        message = {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "team": TEAM,
            "bot_profile": _bot(),
            "text": str(fields.get("text") or "")[:40_000],
            "ts": ts,
        }
        kept = ("blocks", "attachments", "metadata", "thread_ts")
        message |= {key: fields[key] for key in kept if fields.get(key)}
        if fields.get("reply_broadcast") in _TRUE:
            message["subtype"] = "thread_broadcast"
        self.messages.setdefault(channel, []).append(message)
        return {"channel": channel, "ts": ts, "message": _without_metadata(message)}

    def update(self, fields: Json) -> Json:
        channel, ts = self._channel(fields.get("channel")), fields.get("ts")
        found = [m for m in self.messages.get(channel, []) if m["ts"] == ts]
        if not found:
            raise Refusal("message_not_found")
        [message] = found
        if message.get("bot_id") != BOT:
            raise Refusal("cant_update_message")
        check_message(fields)
        if len(fields.get("text") or "") > _UPDATE:
            raise Refusal("msg_too_long")
        if "blocks" not in fields:
            message.pop("blocks", None)
        for key in ("text", "blocks", "attachments", "metadata"):
            if fields.get(key) is not None:  # metadata stay unless they are emptied
                message[key] = fields[key]
        message["edited"] = {"user": BOT_USER, "ts": self.next_ts()}
        shown = _without_metadata(message)
        return {"channel": channel, "ts": ts, "text": message["text"], "message": shown}

    def whisper(self, fields: Json) -> Json:
        """For one person's eyes: it cannot be read back."""
        self._channel(fields.get("channel"))
        if not fields.get("user"):
            raise Refusal("invalid_arguments", "missing required field: user")
        self._user(fields["user"], missing="user_not_in_channel")
        check_message(fields)
        return {"message_ts": self.next_ts()}

    def history(self, fields: Json) -> Json:
        """Newest first, without what is in threads only."""
        said = self.messages.get(self._channel(fields.get("channel")), [])
        top = [
            message
            for message in said
            if message.get("thread_ts", message["ts"]) == message["ts"]
            or message.get("subtype") == "thread_broadcast"
        ]
        top.sort(key=lambda message: Decimal(message["ts"]), reverse=True)
        return {"pin_count": 0, **_page(top, fields)}

    def replies(self, fields: Json) -> Json:
        """The parent, whatever its age, and what was said below it, oldest first."""
        said, ts = self.messages.get(self._channel(fields.get("channel")), []), fields.get("ts")
        thread = [m for m in said if ts in (m["ts"], m.get("thread_ts"))]
        if not thread:
            raise Refusal("thread_not_found")
        thread.sort(key=lambda message: Decimal(message["ts"]))
        return _page(thread, fields, always=ts)

    def place(self, fields: Json) -> Json:
        if not fields.get("filename") or int(fields.get("length") or 0) <= 0:
            raise Refusal("invalid_arguments", "filename and length are required")
        id = f"F{len(self.files) + 1:06}"
        self.files[id] = {"id": id, "name": fields["filename"], "length": int(fields["length"])}
        return {"file_id": id, "upload_url": f"/upload/{id}"}

    def upload(self, fields: Json) -> Json:
        file = self.files.get(fields["file_id"])
        if file is None:
            raise Refusal("file_not_found")
        if file["length"] != fields["size"]:
            raise Refusal("length_mismatch")
        file["uploaded"] = True
        return {"file_id": file["id"]}

    def share(self, fields: Json) -> Json:
        """The message that shows the files has no ts yet when Slack answers."""
        if channel := fields.get("channel_id"):
            self._channel(channel)
        asked = fields.get("files")
        if not isinstance(asked, list) or not asked:
            raise Refusal("invalid_arguments", "missing required field: files")
        for file in asked:
            if not self.files.get(file.get("id"), {}).get("uploaded"):
                raise Refusal("file_not_found")
        return {"files": [{"id": f["id"], "title": f.get("title") or ""} for f in asked]}

    def respond(self, fields: Json) -> Json:
        """What is sent to a ``response_url``: five times, then never again."""
        id, body = fields["id"], fields["body"]
        if self.responses.get(id, 0) >= 5:
            raise Refusal("used_url")
        if not body.get("delete_original"):
            check_message(body)
        self.responses[id] = self.responses.get(id, 0) + 1
        return {}

    def _channel(self, asked: Any) -> str:
        if not asked:
            raise Refusal("channel_not_found")
        channel = f"D{asked}" if str(asked)[0] in "UW" else str(asked)
        if self.channels is not None and channel not in self.channels:
            raise Refusal("channel_not_found")
        return channel

    def _user(self, id: str, missing: str = "user_not_found") -> Json:
        if self.users is not None and id not in self.users:
            raise Refusal(missing)
        return _person(id) | (self.users or {}).get(id, {})


def _page(messages: list[Json], fields: Json, always: Any = None) -> Json:
    """The part that was asked for; a cursor names the first message on it."""
    oldest, latest = Decimal(fields.get("oldest") or 0), Decimal(fields.get("latest") or "Infinity")
    inclusive = fields.get("inclusive") in _TRUE
    within = [
        message
        for message in messages
        if message["ts"] == always
        or oldest < Decimal(message["ts"]) < latest
        or (inclusive and Decimal(message["ts"]) in (oldest, latest))
    ]
    cursors = [b64encode(f"next_ts:{message['ts']}".encode()).decode() for message in within]
    cursor, limit = fields.get("cursor"), min(int(fields.get("limit") or 100), 1000)
    if cursor and cursor not in cursors:
        raise Refusal("invalid_cursor")
    start = cursors.index(cursor) if cursor else 0
    end, shown = start + limit, within[start : start + limit]
    if fields.get("include_all_metadata") not in _TRUE:
        shown = [_without_metadata(message) for message in shown]
    more = end < len(within)
    answer: Json = {"messages": shown, "has_more": more}
    return answer | ({"response_metadata": {"next_cursor": cursors[end]}} if more else {})


def _without_metadata(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "metadata"}


def _whoami() -> Json:
    return {
        "url": f"https://{DOMAIN}.slack.com/",
        "team": "Liaison Test",
        "user": NAME,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def _bot() -> Json:
    bot = {"id": BOT, "deleted": False, "name": NAME, "updated": 1570759000, "app_id": APP}
    return bot | {"user_id": BOT_USER, "team_id": TEAM, "icons": {}}


def _person(id: str) -> Json:
    profile = {"real_name": id, "display_name": id, "team": TEAM}
    person = {"id": id, "team_id": TEAM, "name": id.lower(), "deleted": False, "profile": profile}
    flags = ("is_admin", "is_owner", "is_bot", "is_app_user", "is_restricted")
    person |= dict.fromkeys(flags, False) | {"is_ultra_restricted": False, "tz": "Asia/Shanghai"}
    return person | {"updated": 1570759000, "locale": "zh-CN"}
