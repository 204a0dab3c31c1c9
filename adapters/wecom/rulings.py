"""What remains of WeCom's answers once it is remembered what it said before."""

from dataclasses import replace
from datetime import datetime, timedelta

from adapters.patience import Patience
from adapters.remedies import Verdict
from bot.outcomes import Later, Outcome, Scope, Sent
from bot.ports import Clock

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Rulings:
    """WeCom does not say which limit was met: that of a minute, or if a minute was not enough, of
    an hour.  A code that nobody knows is waited for three times.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._patience = Patience("WeCom")
        self._braked: dict[str, datetime] = {}  # since when a chat, or all ("*"), is too fast

    def final(self, key: str, chat: str, verdict: Verdict) -> Outcome:
        """``key`` and ``chat``: of the message that the verdict is about."""
        outcome = self._patience.believed(key, verdict.outcome, strange=verdict.strange)
        match outcome:
            case Sent():
                self._braked.pop(chat, None)
                self._braked.pop("*", None)
            case Later(scope=scope) if verdict.too_fast:
                where = chat if scope is Scope.CHAT else "*"
                return replace(outcome, after=self._pause(where))
        return outcome

    def _pause(self, where: str) -> timedelta:
        """Those that were in flight together are one offence; who was good for long begins anew."""
        now = self._clock.now()
        since = self._braked.get(where)
        if since is None or not timedelta(0) <= now - since <= 2 * _HOUR:
            self._braked[where] = now
            return _MINUTE
        return _MINUTE if now - since < _MINUTE else _HOUR
