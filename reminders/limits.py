"""How fast messages may leave: a bot's pace, shared by its processes, and a chat's; pure.

All times are seconds since 1970 unless they are called ``log``, which is in milliseconds.
"""

import json
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.ports import Rate, Window

_AHEAD = 0.15  # how far ahead slots are given away: what is urgent has to wait no longer
_URGENT_AHEAD = 1.0
_FUTURE = 2.0  # a slot beyond was reserved before the clock went back
_REST = 2.0  # so long without a message, and connections have to be made again
_WARM_UP = 1.5  # so long after a rest some messages arrive late
_GENTLY = 0.85
_SLOW_FOR = 30.0  # after the platform complained
_SLOWER = 0.8
_TOGETHER = 10.0  # two chats that are stopped within this are the whole bot's trouble


@dataclass(slots=True)
class Pace:
    """The slots that the processes of one bot have reserved end at ``last``; the next ones follow.

    One even sequence for everything: of 31 messages the last leaves so much later than a second
    after the first that none of them has to arrive on time to the millisecond.  What is urgent
    comes first by being claimed first.  ``began``: when the first message after a rest left.
    """

    rate: Rate
    now: float
    last: float = 0.0
    began: float = 0.0
    slow_until: float = 0.0
    stopped: tuple[str, float] = ("", 0.0)

    @classmethod
    def read(cls, rate: Rate, state: str, now: float) -> "Pace":
        """``state`` as ``written``; what a clock told that has gone back meanwhile is forgotten."""
        kept = json.loads(state)
        last, began = (kept.get(name, 0) / 1000 for name in ("last", "began"))
        slow_until = kept.get("slow", 0.0)
        chat, at = kept.get("stopped", ("", 0.0))
        return cls(
            rate=rate,
            now=now,
            last=last if last - now < _FUTURE else 0.0,
            began=began if now - last < _REST else now,
            slow_until=slow_until if slow_until - now <= _SLOW_FOR else 0.0,
            stopped=(chat, at if at <= now else 0.0),
        )

    def written(self) -> str:
        """For ``read``."""
        told = {
            "last": round(self.last * 1000),
            "began": round(self.began * 1000),
            "slow": self.slow_until,
        }
        return json.dumps(told | {"stopped": list(self.stopped)})

    def slots(self, count: int, *, urgent: bool) -> list[float]:
        """The next free slots in order, at most ``count`` and not far ahead; not yet taken."""
        step = 1.0 / (self.rate.per_second * self._speed())
        end = self.now + (_URGENT_AHEAD if urgent else _AHEAD)
        first = max(self.now, self.last + step)
        return [at for n in range(count) if (at := first + n * step) <= end]

    def take(self, slots: Sequence[float]) -> None:
        """These slots are used."""
        self.last = max([self.last, *slots])

    def _speed(self) -> float:
        if self.now < self.slow_until:
            return _SLOWER
        return _GENTLY if self.now - self.began < _WARM_UP else 1.0

    def complain(self, chat: str) -> bool:
        """The platform stopped ``chat``: slow down; true if it is the bot that is too fast."""
        before, at = self.stopped
        self.slow_until = self.now + _SLOW_FOR
        self.stopped = (chat, self.now)
        return before not in ("", chat) and self.now - at < _TOGETHER


@dataclass(slots=True)
class Gate:
    """The last look before the wire: what was held up on its way must not leave in a crowd.

    Its second is as long as the even pace takes for ``most``: what still arrives late, because a
    connection had to be made first, does not meet those behind it within the platform's second.
    """

    rate: Rate
    _left: list[float] = field(default_factory=list)

    def wait(self, now: float) -> float:
        """Seconds until a message may leave; it counts as leaving then."""
        self._left = [at for at in self._left if abs(at - now) < _FUTURE]
        second = self.rate.most / self.rate.per_second
        at = _free(self._left, now, self.rate.most, second)
        insort(self._left, at)
        return at - now


def _free(taken: Sequence[float], at: float, most: int, second: float) -> float:
    """The first moment from ``at`` on at which no second would hold more than ``most``."""
    while True:
        near = sorted((*(slot for slot in taken if abs(slot - at) < second), at))
        crowds = [
            first
            for first, last in zip(near, near[most:], strict=False)
            if last - first < second and first <= at <= last
        ]
        if not crowds:
            return at
        at = max(crowds[-1] + second, at + 0.001)


def chat_free_at(log: Sequence[int], windows: Sequence[Window]) -> float:
    """When a chat's next message may leave, after these sends (oldest first)."""
    ends = [
        log[-window.count] / 1000 + window.seconds for window in windows if len(log) >= window.count
    ]
    return max(ends, default=0.0)


def remembered(log: Sequence[int], windows: Sequence[Window], now: float) -> list[int]:
    """What ``chat_free_at`` still needs; what a clock that has gone back told counts as now."""
    longest = max((window.seconds for window in windows), default=0.0)
    most = max((window.count for window in windows), default=0)
    latest = round(now * 1000)
    kept = [min(at, latest) for at in log if at / 1000 > now - longest]
    return kept[-most:] if most else []
