"""Who hangs: an instance whose process lives, but does nothing any more."""

import time
from collections.abc import Callable, Mapping, Sequence

_EVERY = 10.0  # seconds between two beats of our own
_HANGS = 60.0  # seconds without a beat of another


class Pulse:
    """Counts of beats, watched with this machine's ``monotonic`` clock: no two need agree."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._beaten: float | None = None
        self._seen: dict[int, tuple[int, float]] = {}

    def is_due(self) -> bool:
        """Whether it is time for our own; it counts as done."""
        now = self._monotonic()
        if self._beaten is not None and now - self._beaten < _EVERY:
            return False
        self._beaten = now
        return True

    def hung(self, beats: Mapping[int, int]) -> Sequence[int]:
        """Those whose count has stood still for a minute of our watching."""
        now = self._monotonic()
        self._seen = {
            id: self._seen[id] if self._seen.get(id, (None,))[0] == beat else (beat, now)
            for id, beat in beats.items()
        }
        return [id for id, (_, since) in self._seen.items() if now - since >= _HANGS]
