"""Looks for a message of ours in the channel it was meant for."""

from datetime import datetime
from typing import Any

from adapters.slack.line import Line
from bot.ports import Attempt

_PAGE = 100
_PAGES = 10


class TooMuch(Exception):
    """More has been said since than we read: it may be there all the same."""


async def found_in(line: Line, channel: str, attempt: Attempt, since: datetime) -> str | None:
    """The time stamp of the message that carries the attempt's key, None if none does.

    Raises ``TooMuch``, and what ``Line.call`` raises.
    """
    asked: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{since.timestamp():.6f}",
        "include_all_metadata": 1,  # in a form there is no other way to say yes
        "limit": _PAGE,
    }
    method = "conversations.history"
    if attempt.to.thread is not None:
        method, asked["ts"] = "conversations.replies", attempt.to.thread
    for _ in range(_PAGES):
        told = await line.call(method, **asked)
        for message in _listed(told.get("messages")):
            if _key(message) == attempt.key:
                return str(message.get("ts"))
        more = told.get("response_metadata")
        cursor = more.get("next_cursor") if isinstance(more, dict) else None
        if not cursor:
            return None
        asked["cursor"] = cursor
    raise TooMuch


def _listed(messages: object) -> list[dict[str, Any]]:
    if not isinstance(messages, list):
        return []
    return [message for message in messages if isinstance(message, dict)]


def _key(message: dict[str, Any]) -> object:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return payload.get("key") if isinstance(payload, dict) else None
