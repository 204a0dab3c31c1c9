"""From WeCom's error codes to outcomes: certainly not sent, or not known?"""

import re
from datetime import timedelta
from http import HTTPStatus

import httpx

from adapters.remedies import Remedy, Verdict, causes
from adapters.wecom.line import Answered
from bot.outcomes import Later, Refused, Scope, Unknown

ASIDE = timedelta(seconds=30)
"""How long what waits is left alone: a start after the repair has to wait no longer."""

PROBE_EVERY = timedelta(minutes=10)
"""How often a refused secret is tried again: WeCom locks out who tries often."""

TOKEN_ENDED = frozenset({40014, 42001, 41001})
CREDENTIALS = frozenset({40001, 40013, 40091, 50003, 40056, 301002, 48002, 48009, 60020})
_BUSY = frozenset({-1, 45033})
_TOO_FAST = frozenset({45009, 45047, 846607})
_ALL_TOO_FAST = 45009  # the other codes are about one chat
_REST = timedelta(minutes=1)
_STRANGE_PAUSE = timedelta(minutes=1)
_DEAD = frozenset({40003, 60111, 81013, 60011, 50002})
_GROUP_DEAD = frozenset({86001, 86003, 86008, 86216, 93000, 93001, 93004, 93006, 93008})
_OURS = frozenset({40058, 44004, 45002, 82004, 43012})
_GONE = frozenset({846605, 846606, 846608, 60140, 42014, 42015, 42016, 42017})
_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class NotYet(Exception):
    """There is no token just now: nothing was sent."""


def condemns(error: Answered) -> bool:
    """Whether nothing can be sent at all until an operator has mended it."""
    by_wecom = error.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return by_wecom and error.errcode in CREDENTIALS | TOKEN_ENDED


def passes(error: Answered) -> bool:
    """Of a subscription: whether what it was refused for has nothing to do with the secret."""
    return error.errcode is None or error.errcode in _BUSY | _TOO_FAST


def holds_all_up(error: Answered) -> bool:
    """Of a call for a token: whether what it says is about every message there is."""
    return condemns(error) or error.errcode == _ALL_TOO_FAST


def verdict_of(error: Exception, *, of_group: bool = False) -> Verdict:
    """``of_group``: it was a group's robot, whose limits and key are nobody else's."""
    if isinstance(error, NotYet):
        return Verdict(Later(None, str(error)))
    if isinstance(error, Answered):
        return _answered(error, of_group=of_group)
    for cause in causes(error):
        if isinstance(cause, _NEVER_LEFT):
            return Verdict(Later(None, type(cause).__name__))
    return Verdict(Unknown(type(list(causes(error))[-1]).__name__))


SWITCHED_OFF = 50003
_ADVICE = {
    40001: "WECOM_SECRET is not that of the app WECOM_AGENT_ID.",
    40013: "WECOM_CORP_ID is not right.",
    40056: "WECOM_AGENT_ID is not right.",
    48002: "The app may not use this interface: look at its permissions.",
    50003: "The app is switched off: switch it on in the console.",
    301002: "The secret belongs to another app than WECOM_AGENT_ID.",
}
_IP = re.compile(r"from ip: ?([0-9a-fA-F.:]{3,45})")


def explained(error: Answered) -> str:
    """What an operator has to do about it, in a sentence or two."""
    if error.errcode == 60020:  # noqa: PLR2004
        found = _IP.search(error.errmsg)
        address = found[1] if found else "this machine's public address"
        return f"WeCom does not trust this address: enter {address} as a trusted IP (企业可信IP)."
    advice = _ADVICE.get(error.errcode or 0, "")
    return f"WeCom answers {error}. {advice}".strip()


def _answered(error: Answered, *, of_group: bool) -> Verdict:
    reason, code = str(error), error.errcode
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR or (
        code is None and error.status < HTTPStatus.BAD_REQUEST
    ):
        return Verdict(Unknown(reason))
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return Verdict(Later(timedelta(minutes=1), reason, Scope.CHAT))
    if code is None:
        return Verdict(Later(None, f"{reason}, not by WeCom", Scope.PLATFORM))
    return _said(code, reason, of_group=of_group)


def _said(code: int, reason: str, *, of_group: bool) -> Verdict:
    """What WeCom's own code means; one that nobody knows yet is waited for."""
    if not of_group and (code in CREDENTIALS or code in TOKEN_ENDED):
        return Verdict(Later(ASIDE, reason, Scope.PLATFORM))
    if code in _TOO_FAST:
        scope = Scope.PLATFORM if code == _ALL_TOO_FAST and not of_group else Scope.CHAT
        return Verdict(Later(_REST, reason, scope), too_fast=True)
    if code in _DEAD:
        return Verdict(Refused(reason, dead=True))
    if code in _GROUP_DEAD:
        return Verdict(Refused(f"{reason}: the robot's group or key is gone"))
    if code in _OURS:
        return Verdict(Refused(reason), Remedy.SEND_PLAIN)
    if code in _GONE:
        return Verdict(Refused(reason), Remedy.SEND_NEW)
    if code in _BUSY:
        return Verdict(Later(None, reason))
    return Verdict(Later(_STRANGE_PAUSE, reason), strange=True)
