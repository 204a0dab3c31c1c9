"""What somebody does in the simulator: a post becomes an event, an event a request; pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.fetching import shown_name
from adapters.intake import kept
from bot.attachments import Attachment
from bot.forms import Filled
from bot.messages import Account, Address, Channel, Event, Platform, Request

GROUPS = ("group", "other")
"""The two groups that everybody is in, as chats."""
UNBOUND = "unbound"

_USER = re.compile(r"[0-9]{1,12}|unbound")
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_PLACE = re.compile(r"m[0-9]{1,12}")
_WINDOW = re.compile(r"w[A-Za-z0-9-]{8,64}")
_LONGEST = 20_000  # characters; the bot itself refuses far less
_NAMES = re.compile(r"@(?:联络员|liaison)(?![A-Za-z0-9_])", re.IGNORECASE)
_FIELDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What the page sent.  ``id`` is the same for every try.  ``window``: the one in which a
    button was pressed; ``form``: the one that was sent, with ``values`` in it.  ``file``: name and
    size.
    """

    id: str
    user: str
    chat: str
    text: str
    skin: str = ""
    reply_to: str | None = None
    pressed: bool = False
    opens: bool = False
    forwarded: bool = False
    window: str | None = None
    form: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    file: tuple[str, int] | None = None


def is_user(text: str) -> bool:
    """Whether it names somebody in the simulator."""
    return _USER.fullmatch(text) is not None


def read(body: bytes) -> Post:
    """Raises ValueError for what no page of ours sends."""
    try:
        said = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(said, dict):
        raise ValueError("no object")
    user = _matching(said, "user", _USER)
    chat = said.get("chat")
    if chat not in (user, *GROUPS):
        raise ValueError("chat")
    text = said.get("text", "")
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise ValueError("text")
    return Post(
        id=_matching(said, "id", _ID),
        user=user,
        chat=chat,
        skin=str(said.get("skin", "")),
        text=text,
        reply_to=_maybe(said, "reply_to", _PLACE),
        pressed=said.get("pressed") is True,
        opens=said.get("opens") is True,
        forwarded=said.get("forwarded") is True,
        window=_maybe(said, "window", _WINDOW),
        form=_maybe(said, "form", _WINDOW),
        values=_values(said.get("values", {})),
    )


def read_upload(query: Mapping[str, str], size: int) -> Post:
    """A file of ``size`` bytes, and what stood in the field beside it.  Raises ValueError."""
    user, chat = _matching(query, "user", _USER), query.get("chat", "")
    if chat not in (user, *GROUPS):
        raise ValueError("chat")
    text = query.get("text", "")
    if len(text) > _LONGEST:
        raise ValueError("text")
    name = shown_name(query.get("name", ""))
    return Post(id=_matching(query, "id", _ID), user=user, chat=chat, text=text, file=(name, size))


def event_of(
    post: Post, tenant: str, *, text: str, window: str | None, filled: Filled | None
) -> Event:
    """``text`` and ``filled`` are what the platform would have made of the post."""
    said: dict[str, Any] = {
        "user": post.user,
        "chat": post.chat,
        "text": text,
        "reply_to": post.reply_to,
        "pressed": post.pressed,
        "forwarded": post.forwarded,
        "window": window,
        "filled": None if filled is None else [filled.form, dict(filled.values)],
    }
    if post.file is not None:
        said["file"] = list(post.file)
    return Event(
        platform=Platform.WEB, tenant=tenant, id=post.id, lane=post.chat, payload=kept(said)
    )


def to_request(event: Event) -> Request:
    """What somebody asked.  Raises ValueError for what cannot be read."""
    try:
        said = json.loads(event.payload)
        user, chat, text = said["user"], said["chat"], said["text"]
        filled, file = said["filled"], said.get("file")
    except (KeyError, TypeError, RecursionError):
        raise ValueError("not ours") from None
    private = chat == user
    addressed = True
    if not private:
        text, addressed = _cut(text, ours=said["pressed"] or said["reply_to"] is not None)
    return Request(
        sender=Account(event.platform, event.tenant, user),
        origin=Address(event.platform, event.tenant, chat),
        private=Address(event.platform, event.tenant, user),
        channel=Channel.PRIVATE if private else Channel.OTHER,
        text=text,
        reply_to=said["reply_to"],
        pressed=said["pressed"],
        addressed=addressed,
        forwarded=said["forwarded"],
        window=said["window"],
        filled=None if filled is None else Filled(filled[0], filled[1]),
        attachment=None if file is None else Attachment(file[0], file[1], event.id),
    )


def _cut(text: str, *, ours: bool) -> tuple[str, bool]:
    """Without our name; whether it was for us: named, a reply to us, or a command."""
    named = _NAMES.search(text) is not None
    return _NAMES.sub("", text).strip(), named or ours or text.lstrip().startswith("/")


def _matching(said: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    value = said.get(name)
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise ValueError(name)
    return value


def _maybe(said: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str | None:
    return None if said.get(name) is None else _matching(said, name, pattern)


def _values(given: object) -> Mapping[str, str]:
    if not isinstance(given, dict) or len(given) > _FIELDS:
        raise ValueError("values")
    if not all(isinstance(value, str) and len(value) <= _LONGEST for value in given.values()):
        raise ValueError("values")
    return given
