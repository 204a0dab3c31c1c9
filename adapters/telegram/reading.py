"""Takes values out of what Telegram sent; ValueError for what has another shape than it should."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.fetching import shown_name
from bot.attachments import Attachment

Json = Mapping[str, Any]

_LONGEST_NAME = 40
_NO_DATE = 2**33  # seconds, in the year 2242


def sent_at(message: Json) -> datetime | None:
    """Telegram keeps what it could not deliver for a day; a press has no time of its own."""
    seconds = message.get("date")
    if type(seconds) is not int or not 0 < seconds < _NO_DATE:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def attachment_of(message: Json) -> Attachment | None:
    """A file; a picture is one, too, of which Telegram keeps several sizes, the largest last."""
    if (file := object_in(message, "document")) is not None:
        return _file(file, shown_name(file.get("file_name")))
    photos = message.get("photo")
    sizes = [one for one in photos if isinstance(one, dict)] if isinstance(photos, list) else []
    return _file(sizes[-1], "photo.jpg") if sizes else None


def _file(file: Json, name: str) -> Attachment:
    id, size = string(file, "file_id"), file.get("file_size")
    if not id:
        raise ValueError("a file without its id")
    known = isinstance(size, int) and not isinstance(size, bool)
    return Attachment(name, size if known else None, id)


def origin(message: Json) -> tuple[str, datetime | None]:
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
    return " ".join(name.split())[:_LONGEST_NAME], sent_at(origin)


def object_in(holder: Json, name: str) -> Json | None:
    value = holder.get(name)
    if value is not None and not isinstance(value, dict):
        raise ValueError(f"{name} is no object")
    return value


def required(holder: Json, name: str) -> Json:
    if (value := object_in(holder, name)) is None:
        raise ValueError(f"{name} is missing")
    return value


def number(holder: Json, name: str) -> int:
    value = holder.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} is no number")
    return value


def string(holder: Json, name: str) -> str | None:
    value = holder.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value
