"""From Slack's failures to outcomes: certainly not sent, or not known?

The status comes first: what stands between us and Slack knows no codes of Slack's.
"""

from datetime import timedelta
from http import HTTPStatus

import aiohttp

from adapters.circuit import PROBE_EVERY
from adapters.remedies import Remedy, Verdict, causes
from adapters.slack.line import Answered, ForeignAddress
from bot.outcomes import Later, Refused, Scope, Unknown

_FLOOD_PAUSE = timedelta(seconds=30)  # after a refusal for speed that names no time
_FULL_PAUSE = timedelta(hours=1)
_STRANGE_PAUSE = timedelta(minutes=1)
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,  # also a name that is not found; it is a ClientOSError
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,  # our own proxy did not connect us
    aiohttp.InvalidURL,
)

RATE = frozenset({"ratelimited", "rate_limited"})
CREDENTIALS = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "org_login_required",
        "team_access_not_granted",
    }
)
CONFIGURATION = frozenset(
    {"messages_tab_disabled", "missing_scope", "not_allowed_token_type", "no_permission"}
)
FULL = "message_limit_exceeded"
_CUT = "request_timeout"  # the body of the call did not arrive whole
_DOUBT = frozenset({"fatal_error", "internal_error", "service_unavailable"})
NOT_NOW = RATE | CREDENTIALS | _DOUBT | {FULL, _CUT}
"""Says nothing about what was asked for: it may be asked again."""

_ABSENT = frozenset({"channel_not_found", "not_in_channel"})
_DEAD = frozenset({"is_archived", "user_not_found", "user_disabled", "user_not_visible"})
_POLICY = frozenset({"ekm_access_denied", "cannot_reply_to_message", "cannot_dm_bot"})
_OURS = frozenset(
    {
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "metadata_too_large",
        "metadata_must_be_sent_from_app",
        "invalid_metadata_format",
        "view_too_large",
        "invalid_arguments",
        "duplicate_external_id",
    }
)
_GONE = frozenset(
    {
        "message_not_found",
        "edit_window_closed",
        "cant_update_message",
        "not_found",  # a view
        "expired_trigger_id",
        "exchanged_trigger_id",
        "hash_conflict",
        "not_enabled",  # the home tab
        "used_url",
        "expired_url",
        "invalid_url",
        "thread_not_found",
    }
)


def verdict_of(error: Exception, method: str = "chat.postMessage") -> Verdict:
    """``method``: what was called; of ``response_url`` a 4xx says that the address is used up."""
    if isinstance(error, ForeignAddress):
        return Verdict(Refused("the address for the answer is not Slack's"), Remedy.SEND_NEW)
    if isinstance(error, Answered):
        return _answered(error, method)
    for cause in causes(error):
        if isinstance(cause, _NEVER_LEFT):
            return Verdict(Later(None, type(cause).__name__))
    return Verdict(Unknown(type(list(causes(error))[-1]).__name__))


def _answered(error: Answered, method: str) -> Verdict:
    reason, code = str(error), error.code
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Verdict(Unknown(reason))
    is_refusal = error.status >= HTTPStatus.BAD_REQUEST
    if error.status == HTTPStatus.TOO_MANY_REQUESTS or code in RATE:
        pause = _FLOOD_PAUSE if error.retry_after is None else error.retry_after
        return Verdict(Later(pause, reason, Scope.CHAT))
    if method == "response_url" and is_refusal:
        return Verdict(Refused(reason), Remedy.SEND_NEW)
    if code is None and is_refusal:
        return Verdict(Later(None, f"{reason}, not by Slack", Scope.PLATFORM))
    if code is None or code in _DOUBT:
        return Verdict(Unknown(reason))
    verdict = _said(code, reason)
    return verdict if method == "chat.postMessage" else _of_place(code, verdict)


def _of_place(code: str, verdict: Verdict) -> Verdict:
    """What cannot go where it was meant for comes as a message, whatever the reason is."""
    if code in CREDENTIALS or code in (FULL, _CUT) or verdict.remedy is not Remedy.NONE:
        return verdict
    return Verdict(Refused(code), Remedy.SEND_NEW)


def _said(code: str, reason: str) -> Verdict:
    """What Slack's own word means; one that nobody knows yet is waited for."""
    refused = Refused(reason)
    if code in CREDENTIALS:
        return Verdict(Later(PROBE_EVERY, reason, Scope.PLATFORM))
    if code in CONFIGURATION:  # of this channel or this method: the others may go on
        return Verdict(Later(PROBE_EVERY, reason))
    if code in _GONE:
        return Verdict(refused, Remedy.SEND_NEW)
    if code in _DEAD:
        return Verdict(Refused(reason, dead=True))
    if code in _ABSENT:
        return Verdict(Refused(f"{reason}: /invite @联络员"))
    if code in _OURS or code.startswith("invalid_blocks"):
        return Verdict(refused, Remedy.SEND_PLAIN)
    if code in _POLICY or code.startswith("restricted_action"):
        return Verdict(Refused(f"{reason}: a policy of the workspace"))
    if code == FULL:
        return Verdict(Later(_FULL_PAUSE, reason))
    if code == _CUT:
        return Verdict(Later(None, reason))
    return Verdict(Later(_STRANGE_PAUSE, reason), strange=True)
