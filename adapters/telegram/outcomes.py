"""From Telegram's failures to outcomes: certainly not sent, or not known?

Read from status and cause.  The library's classes mislead: its BadRequest *is a* NetworkError,
its TimedOut covers both what never left and what may have arrived.
"""

from datetime import timedelta
from enum import Enum, auto
from http import HTTPStatus

import httpx

from adapters.circuit import PROBE_EVERY
from adapters.remedies import Remedy, Verdict, causes
from adapters.telegram.line import Answered
from bot.outcomes import Later, Refused, Scope, Sent, Unknown

_FLOOD_PAUSE = timedelta(seconds=30)  # after a 429 that names no time
_NEVER_LEFT = (
    httpx.ConnectError,  # name not found, connection refused, no TLS
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class _Meaning(Enum):
    UNCHANGED = auto()
    GONE = auto()
    CLOSED = auto()
    DEAD = auto()
    OURS = auto()


# Beginnings of the descriptions of a 400, in lower case; whatever else it says is our bug.
_MEANINGS = {
    "message is not modified": _Meaning.UNCHANGED,
    "message to edit not found": _Meaning.GONE,
    "message can't be edited": _Meaning.GONE,
    "message_id_invalid": _Meaning.GONE,
    "message thread not found": _Meaning.CLOSED,
    "topic_closed": _Meaning.CLOSED,
    "topic_deleted": _Meaning.CLOSED,
    "chat not found": _Meaning.DEAD,
}


def verdict_of(error: Exception, *, editing: str | None = None) -> Verdict:
    """``editing``: the id of the message that was to be edited."""
    if isinstance(error, Answered):
        return _answered(error, editing)
    for cause in causes(error):
        if isinstance(cause, _NEVER_LEFT):
            return Verdict(Later(None, type(cause).__name__))
    return Verdict(Unknown(type(list(causes(error))[-1]).__name__))


def _answered(error: Answered, editing: str | None) -> Verdict:
    reason = str(error)
    if error.token_refused:
        return Verdict(Later(PROBE_EVERY, reason, Scope.PLATFORM))
    match error.status:
        case HTTPStatus.TOO_MANY_REQUESTS:
            pause = _FLOOD_PAUSE if error.retry_after is None else error.retry_after
            return Verdict(Later(pause, reason, Scope.CHAT))
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.NOT_FOUND:
            return Verdict(Later(None, f"{reason}, not by Telegram", Scope.PLATFORM))
        case HTTPStatus.FORBIDDEN if error.by_telegram:
            return Verdict(Refused(reason, dead=True))
        case HTTPStatus.FORBIDDEN:
            return Verdict(Later(None, f"{reason}, not by Telegram", Scope.PLATFORM))
        case HTTPStatus.BAD_REQUEST if error.moved_to is not None:
            return Verdict(Later(timedelta(0), reason, moved_to=error.moved_to))
        case HTTPStatus.BAD_REQUEST:
            return _bad_request(error, editing)
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return Verdict(Refused(reason), Remedy.SEND_PLAIN)
        case _:
            return Verdict(Unknown(reason))


def _bad_request(error: Answered, editing: str | None) -> Verdict:
    said = error.description.lower().removeprefix("bad request:").strip()
    refused = Refused(str(error))
    match next((_MEANINGS[start] for start in _MEANINGS if said.startswith(start)), _Meaning.OURS):
        case _Meaning.UNCHANGED if editing is not None:
            return Verdict(Sent(editing))
        case _Meaning.GONE if editing is not None:
            return Verdict(refused, Remedy.SEND_NEW)
        case _Meaning.CLOSED:
            return Verdict(refused)
        case _Meaning.DEAD:
            return Verdict(Refused(str(error), dead=True))
        case _:
            return Verdict(refused, Remedy.SEND_PLAIN)
