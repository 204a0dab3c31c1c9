"""Takes a refusal in words that nobody knows for something that may pass, but not for ever."""

import logging
from collections import Counter

from bot.outcomes import Later, Outcome, Refused

_log = logging.getLogger(__name__)
_WAITS = 3  # times that a message waits after a word that we do not know


class Patience:
    """How often each message was refused in unknown words; ``platform`` is for the log."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._strange = Counter[str]()

    def believed(self, key: str, outcome: Outcome, *, strange: bool) -> Outcome:
        """A word that nobody knows may pass; who hears it again and again takes it for a no."""
        if not strange or not isinstance(outcome, Later):
            self._strange.pop(key, None)
            return outcome
        self._strange[key] += 1
        if self._strange[key] <= _WAITS:
            return outcome
        del self._strange[key]
        _log.error(
            "%s refuses a message in a word that we do not know (%s).",
            self._platform,
            outcome.reason,
        )
        return Refused(outcome.reason)
