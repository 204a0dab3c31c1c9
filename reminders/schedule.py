"""When a message that could not be sent is tried again, and when it no longer is."""

from datetime import datetime, timedelta
from random import Random

_STEPS = (0, 2, 10, 60, 300, 1800, 7200)  # seconds after the first, second, ... failure
_LAST = 4 * 3600
_JITTER = 0.2
LIFETIME = timedelta(hours=72)
"""After this a message that nobody could be given is a dead letter."""


def pause_after(tries: int, dice: Random) -> timedelta:
    """The pause after the ``tries``-th try (from 1), within 20 % of the schedule."""
    step = _STEPS[tries - 1] if tries <= len(_STEPS) else _LAST
    return timedelta(seconds=step * (1 + _JITTER * (2 * dice.random() - 1)))


def is_over(since: datetime, now: datetime) -> bool:
    """Whether a message planned at ``since`` has had its time."""
    return now - since > LIFETIME
