"""From Telegram's updates to events and requests; pure, and wary of everything in them."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.fetching import shown_name
from adapters.intake import kept
from bot.attachments import Attachment
from bot.messages import Account, Address, Channel, Event, Platform, Request

SPOKEN_NAME = "联络员"
"""What people call the bot; no Telegram user name can be Chinese, so it is nobody else's."""

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Telegram keeps the list: it is set at every start."""

Json = Mapping[str, Any]

_CHANNELS = {"private": Channel.PRIVATE, "group": Channel.OTHER, "supergroup": Channel.OTHER}
_COMMAND = re.compile(r"\s*/[^\s@]+(@\w+)?")
_PROXIES = ("sender_chat", "via_bot")  # a channel or a bot speaks through somebody
_FORWARDED = ("forward_origin", "forward_date")
_WORDLESS = (
    *("photo", "voice", "audio", "video", "video_note", "animation", "sticker", "location"),
    *("venue", "contact", "poll", "dice"),
)
_LONGEST_NAME = 40
_NO_DATE = 2**33  # seconds, in the year 2242
_IN_WORD = r"[A-Za-z0-9_]"


def event_of(update: object, tenant: str, *, raw: str | None = None) -> Event:
    """The event to store for one update, also for one that nobody will be able to read.

    ``raw``: the update as it came, where that is known.
    """
    payload = kept(update) if raw is None else raw
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        number = "unreadable:" + hashlib.blake2s(payload.encode()).hexdigest()
    return Event(
        platform=Platform.TELEGRAM,
        tenant=tenant,
        id=str(number),
        lane=lane_of(update),
        payload=payload,
    )


def lane_of(update: object) -> str:
    """The chat an update belongs to, else its sender, else "?"; never fails."""
    kinds = update.values() if isinstance(update, dict) else ()
    for kind in kinds:
        for path in (("chat",), ("message", "chat"), ("from",)):
            found: object = kind
            for name in (*path, "id"):
                found = found.get(name) if isinstance(found, dict) else None
            if isinstance(found, int):
                return str(found)
    return "?"


def to_request(event: Event, names: Collection[str]) -> Request | None:
    """What somebody asked, or None when the update is nothing to us.

    ``names``: what the bot answers to, in lower case.  An edit never counts.  Raises ValueError
    for an update that cannot be read.
    """
    try:
        update = json.loads(event.payload)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise ValueError("not an update")
    if (message := _object(update, "message")) is not None:
        return _said(event, message, names) or _wordless(event, message)
    if (press := _object(update, "callback_query")) is not None:
        return _pressed(event, press)
    if (change := _object(update, "my_chat_member")) is not None:
        return _opened_or_closed(event, change)
    return None


def press_id(event: Event) -> str | None:
    """The id under which a press wants to be answered; None for everything else."""
    try:
        update = json.loads(event.payload)
    except (ValueError, RecursionError):
        return None
    press = update.get("callback_query") if isinstance(update, dict) else None
    id = press.get("id") if isinstance(press, dict) else None
    return id if isinstance(id, str) else None


def _said(event: Event, message: Json, names: Collection[str]) -> Request | None:
    sender, chat = _object(message, "from"), _required(message, "chat")
    channel, text = _channel(chat), _string(message, "text") or _string(message, "caption") or ""
    attachment = _attachment(message)
    if sender is None or channel is None or not (text or attachment):
        return None
    foreign = bool(sender.get("is_bot")) or any(message.get(name) is not None for name in _PROXIES)
    replied = _replied_to(message)
    text, named = _cut_names(text, names)
    if named is None:
        ours = replied is not None and _is_us(replied, event.tenant)
        named = ours or text.lstrip().startswith("/")
    author, written = _origin(message)
    return Request(
        sender=_account(event, sender),
        origin=_address(event, chat, message),
        private=_private(event, sender),
        channel=channel,
        text=text,
        author=author,
        written=written,
        reply_to=None if replied is None else str(_number(replied, "message_id")),
        addressed=named or channel is Channel.PRIVATE,
        forwarded=any(message.get(mark) is not None for mark in _FORWARDED),
        foreign=foreign,
        said=_sent_at(message),
        attachment=attachment,
    )


def _attachment(message: Json) -> Attachment | None:
    """A file; a picture is one, too, of which Telegram keeps several sizes, the largest last."""
    if (file := _object(message, "document")) is not None:
        return _file(file, shown_name(file.get("file_name")))
    photos = message.get("photo")
    sizes = [one for one in photos if isinstance(one, dict)] if isinstance(photos, list) else []
    return _file(sizes[-1], "photo.jpg") if sizes else None


def _file(file: Json, name: str) -> Attachment:
    id, size = _string(file, "file_id"), file.get("file_size")
    if not id:
        raise ValueError("a file without its id")
    known = isinstance(size, int) and not isinstance(size, bool)
    return Attachment(name, size if known else None, id)


def _wordless(event: Event, message: Json) -> Request | None:
    """A voice message, a sticker, a place …: there is somebody to tell that it cannot be read."""
    sender, chat = _object(message, "from"), _required(message, "chat")
    if sender is None or chat.get("type") != "private" or sender.get("is_bot"):
        return None
    if not any(message.get(kind) is not None for kind in _WORDLESS):
        return None
    return Request(
        sender=_account(event, sender),
        origin=_address(event, chat, message),
        private=_private(event, sender),
        channel=Channel.PRIVATE,
        text="",
        wordless=True,
        said=_sent_at(message),
    )


def _origin(message: Json) -> tuple[str, datetime | None]:
    """Who wrote a forwarded message, as Telegram names them, and when."""
    found = message.get("forward_origin")
    origin = found if isinstance(found, dict) else {}
    chat = origin.get("sender_chat") or origin.get("chat")
    user = origin.get("sender_user")
    names: list[object] = [origin.get("sender_user_name")]
    if isinstance(chat, dict):
        names.append(chat.get("title"))
    if isinstance(user, dict):
        first, last = (user.get(part) or "" for part in ("first_name", "last_name"))
        if isinstance(first, str) and isinstance(last, str):
            han = (first + last).isalpha() and not (first + last).isascii()
            names.append(last + first if han else f"{first} {last}")
    name = next((one for one in names if isinstance(one, str) and one.strip()), "")
    return " ".join(name.split())[:_LONGEST_NAME], _sent_at(origin)


def _pressed(event: Event, press: Json) -> Request | None:
    """A press on one of our cards; whether it may is looked at as if it had been typed."""
    sender, card = _required(press, "from"), _object(press, "message")
    line = _string(press, "data")
    if card is None or not line:
        return None
    chat = _required(card, "chat")
    if (channel := _channel(chat)) is None:
        return None
    return Request(
        sender=_account(event, sender),
        origin=_address(event, chat, card),
        private=_private(event, sender),
        channel=channel,
        text=line,
        reply_to=str(_number(card, "message_id")),
        pressed=True,
        foreign=bool(sender.get("is_bot")),
    )


def _opened_or_closed(event: Event, change: Json) -> Request | None:
    """Somebody stopped the bot, or let it in again; what happens to it in groups says nothing."""
    sender, chat = _required(change, "from"), _required(change, "chat")
    status = _string(_required(change, "new_chat_member"), "status")
    if chat.get("type") != "private" or status not in ("kicked", "left", "member"):
        return None
    return Request(
        sender=_account(event, sender),
        origin=_address(event, chat, change),
        private=_private(event, sender),
        channel=Channel.PRIVATE,
        text="",
        reachable=status == "member",
    )


def _cut_names(text: str, names: Collection[str]) -> tuple[str, bool | None]:
    """The text without our name.  True: it names us; False: another bot; None: nobody."""
    command = _COMMAND.match(text)
    if command is not None and (named := command[1]) is not None:
        if named[1:].lower() not in names:
            return text, False
        return text[: command.start(1)] + text[command.end(1) :], True
    either = "|".join(re.escape(name) for name in names)
    mention = re.compile(rf"(?<!{_IN_WORD})@(?:{either})(?!{_IN_WORD})", re.IGNORECASE)
    if not names or mention.search(text) is None:
        return text, None
    return mention.sub(" ", text).strip(), True


def _sent_at(message: Json) -> datetime | None:
    """Telegram keeps what it could not deliver for a day; a press has no time of its own."""
    seconds = message.get("date")
    if type(seconds) is not int or not 0 < seconds < _NO_DATE:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _replied_to(message: Json) -> Json | None:
    """The message replied to; in a topic, its opening message stands there without a reply."""
    replied = _object(message, "reply_to_message")
    return None if replied is None or "forum_topic_created" in replied else replied


def _is_us(message: Json, tenant: str) -> bool:
    sender = _object(message, "from")
    return sender is not None and str(sender.get("id")) == tenant


def _address(event: Event, chat: Json, message: Json) -> Address:
    """Chat and topic.  In a chat without topics the thread of a reply is only its first message."""
    thread = message.get("message_thread_id")
    in_topic = message.get("is_topic_message") or chat.get("is_forum")
    if thread is not None and (in_topic or "reply_to_message" not in message):
        thread = str(_number(message, "message_thread_id"))
    else:
        thread = None
    return Address(event.platform, event.tenant, str(_number(chat, "id")), thread)


def _account(event: Event, sender: Json) -> Account:
    return Account(event.platform, event.tenant, str(_number(sender, "id")))


def _private(event: Event, sender: Json) -> Address:
    """The private chat with somebody has that person's id."""
    return Address(event.platform, event.tenant, str(_number(sender, "id")))


def _channel(chat: Json) -> Channel | None:
    return _CHANNELS.get(_string(chat, "type") or "")


def _object(holder: Json, name: str) -> Json | None:
    value = holder.get(name)
    if value is not None and not isinstance(value, dict):
        raise ValueError(f"{name} is no object")
    return value


def _required(holder: Json, name: str) -> Json:
    if (value := _object(holder, name)) is None:
        raise ValueError(f"{name} is missing")
    return value


def _number(holder: Json, name: str) -> int:
    value = holder.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} is no number")
    return value


def _string(holder: Json, name: str) -> str | None:
    value = holder.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value
