"""The platforms' limits on one process: who may send when, as fast as they allow."""

from collections import deque
from collections.abc import Sequence

from bot.ports import Window

_KEPT = 10_000  # windows remembered before those that are over are forgotten


class Limits:
    """Sliding windows: at most ``count`` sends in any ``seconds``, for each name.

    All times are seconds of one monotonic clock, given by the caller.
    """

    def __init__(self) -> None:
        self._sent: dict[str, deque[float]] = {}
        self._until: dict[str, float] = {}

    def reserve(self, windows: Sequence[Window], *, now: float, patience: float) -> float:
        """Seconds until this message may leave; the slot is taken unless that is > ``patience``."""
        at = max([now, *(self._free(window) for window in windows)])
        if at - now <= patience:
            for window in windows:
                self._take(window, at)
            self._forget(now)
        return at - now

    def _free(self, window: Window) -> float:
        sent = self._sent.get(window.name)
        if sent is None or len(sent) < window.count:
            return float("-inf")
        return sent[-window.count] + window.seconds

    def _take(self, window: Window, at: float) -> None:
        sent = self._sent.setdefault(window.name, deque(maxlen=window.count))
        sent.append(at)
        self._until[window.name] = at + window.seconds

    def _forget(self, now: float) -> None:
        if len(self._until) > _KEPT:
            for name in [name for name, until in self._until.items() if until < now]:
                del self._until[name], self._sent[name]
