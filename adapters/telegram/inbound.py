"""From Telegram's updates to events and requests; pure, and wary of everything in them."""

import hashlib
import json
import re
from collections.abc import Collection

from adapters.intake import kept
from adapters.telegram.reading import (
    Json,
    attachment_of,
    number,
    object_in,
    origin,
    required,
    sent_at,
    string,
)
from bot.messages import Account, Address, Channel, Event, Platform, Request

SPOKEN_NAME = "联络员"
"""What people call the bot; no Telegram user name can be Chinese, so it is nobody else's."""

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Telegram keeps the list: it is set at every start."""

_CHANNELS = {"private": Channel.PRIVATE, "group": Channel.OTHER, "supergroup": Channel.OTHER}
_COMMAND = re.compile(r"\s*/[^\s@]+(@\w+)?")
_PROXIES = ("sender_chat", "via_bot")  # a channel or a bot speaks through somebody
_FORWARDED = ("forward_origin", "forward_date")
_WORDLESS = (
    *("photo", "voice", "audio", "video", "video_note", "animation", "sticker", "location"),
    *("venue", "contact", "poll", "dice"),
)
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
    if (message := object_in(update, "message")) is not None:
        return _said(event, message, names) or _wordless(event, message)
    if (press := object_in(update, "callback_query")) is not None:
        return _pressed(event, press)
    if (change := object_in(update, "my_chat_member")) is not None:
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
    sender, chat = object_in(message, "from"), required(message, "chat")
    channel, text = _channel(chat), string(message, "text") or string(message, "caption") or ""
    attachment = attachment_of(message)
    if sender is None or channel is None or not (text or attachment):
        return None
    foreign = bool(sender.get("is_bot")) or any(message.get(name) is not None for name in _PROXIES)
    replied = _replied_to(message)
    text, named = _cut_names(text, names)
    if named is None:
        ours = replied is not None and _is_us(replied, event.tenant)
        named = ours or text.lstrip().startswith("/")
    author, written = origin(message)
    return Request(
        sender=_account(event, sender),
        origin=_address(event, chat, message),
        private=_private(event, sender),
        channel=channel,
        text=text,
        author=author,
        written=written,
        reply_to=None if replied is None else str(number(replied, "message_id")),
        addressed=named or channel is Channel.PRIVATE,
        forwarded=any(message.get(mark) is not None for mark in _FORWARDED),
        foreign=foreign,
        said=sent_at(message),
        attachment=attachment,
    )


def _wordless(event: Event, message: Json) -> Request | None:
    """A voice message, a sticker, a place …: there is somebody to tell that it cannot be read."""
    sender, chat = object_in(message, "from"), required(message, "chat")
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
        said=sent_at(message),
    )


def _pressed(event: Event, press: Json) -> Request | None:
    """A press on one of our cards; whether it may is looked at as if it had been typed."""
    sender, card = required(press, "from"), object_in(press, "message")
    line = string(press, "data")
    if card is None or not line:
        return None
    chat = required(card, "chat")
    if (channel := _channel(chat)) is None:
        return None
    return Request(
        sender=_account(event, sender),
        origin=_address(event, chat, card),
        private=_private(event, sender),
        channel=channel,
        text=line,
        reply_to=str(number(card, "message_id")),
        pressed=True,
        foreign=bool(sender.get("is_bot")),
    )


def _opened_or_closed(event: Event, change: Json) -> Request | None:
    """Somebody stopped the bot, or let it in again; what happens to it in groups says nothing."""
    sender, chat = required(change, "from"), required(change, "chat")
    status = string(required(change, "new_chat_member"), "status")
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


def _replied_to(message: Json) -> Json | None:
    """The message replied to; in a topic, its opening message stands there without a reply."""
    replied = object_in(message, "reply_to_message")
    return None if replied is None or "forum_topic_created" in replied else replied


def _is_us(message: Json, tenant: str) -> bool:
    sender = object_in(message, "from")
    return sender is not None and str(sender.get("id")) == tenant


def _address(event: Event, chat: Json, message: Json) -> Address:
    """Chat and topic.  In a chat without topics the thread of a reply is only its first message."""
    thread = message.get("message_thread_id")
    in_topic = message.get("is_topic_message") or chat.get("is_forum")
    if thread is not None and (in_topic or "reply_to_message" not in message):
        thread = str(number(message, "message_thread_id"))
    else:
        thread = None
    return Address(event.platform, event.tenant, str(number(chat, "id")), thread)


def _account(event: Event, sender: Json) -> Account:
    return Account(event.platform, event.tenant, str(number(sender, "id")))


def _private(event: Event, sender: Json) -> Address:
    """The private chat with somebody has that person's id."""
    return Address(event.platform, event.tenant, str(number(sender, "id")))


def _channel(chat: Json) -> Channel | None:
    return _CHANNELS.get(string(chat, "type") or "")
