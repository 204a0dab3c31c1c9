"""How fast messages may leave: a bot's pace, shared by its processes, and a chat's; pure.

All times are seconds since 1970 unless they are called ``log``, which is in milliseconds.
"""

import json
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.ports import Rate, Window

_SECOND = 1.002  # a platform's second; times are kept in milliseconds
_AHEAD = 0.3  # how far ahead slots are given away: what is urgent has to wait no longer
_URGENT_AHEAD = 1.0
_FUTURE = 2.0  # a slot beyond was reserved before the clock went back
_CATCH_UP = 0.05  # a slot that was missed by so much is not lost
_RECENT = 3.0  # so long after an urgent message its share is kept free
_SLOW_FOR = 60.0  # after the platform complained
_SLOWER = 0.8
_TOGETHER = 10.0  # two chats that are stopped within this are the whole bot's trouble


@dataclass(slots=True)
class Pace:
    """Slots that the processes of one bot have reserved, and the next ones.

    Evenly spaced, each kind for itself, so that no second holds more than the rate allows.
    """

    rate: Rate
    now: float
    bulk: list[float] = field(default_factory=list)
    urgent: list[float] = field(default_factory=list)
    slow_until: float = 0.0
    stopped: tuple[str, float] = ("", 0.0)

    @classmethod
    def read(cls, rate: Rate, state: str, now: float) -> "Pace":
        """``state`` as ``written``; slots that are over are forgotten, and after the clock has
        gone back those that are too far ahead."""
        kept = json.loads(state)
        bulk, urgent = (
            [at / 1000 for at in kept.get(name, ()) if -_RECENT < at / 1000 - now < _FUTURE]
            for name in ("bulk", "urgent")
        )
        chat, at = kept.get("stopped", ("", 0.0))
        slow_until = kept.get("slow", 0.0)
        return cls(
            rate=rate,
            now=now,
            bulk=bulk,
            urgent=urgent,
            slow_until=slow_until if slow_until - now <= _SLOW_FOR else 0.0,
            stopped=(chat, at if at <= now else 0.0),
        )

    def written(self) -> str:
        """For ``read``."""
        recent = {
            name: [round(at * 1000) for at in slots if at > self.now - _RECENT]
            for name, slots in (("bulk", self.bulk), ("urgent", self.urgent))
        }
        return json.dumps(recent | {"slow": self.slow_until, "stopped": list(self.stopped)})

    def slots(self, count: int, *, urgent: bool) -> list[float]:
        """The next free slots in order, at most ``count`` and not far ahead; not yet taken."""
        taken, found = sorted((*self.bulk, *self.urgent)), list[float]()
        mine, step = (self.urgent if urgent else self.bulk), self._step(urgent=urgent)
        at, end = self.now, self.now + (_URGENT_AHEAD if urgent else _AHEAD)
        if mine:
            at = max(self.now if urgent else self.now - _CATCH_UP, mine[-1] + step)
        while len(found) < count:
            at = _free(taken, at, self._most(urgent=urgent))
            if at > end:
                break
            insort(taken, at)
            found.append(at)
            at += step
        return found

    def take(self, slots: Sequence[float], *, urgent: bool) -> None:
        """These slots are used."""
        mine = self.urgent if urgent else self.bulk
        mine.extend(slots)
        mine.sort()

    def complain(self, chat: str) -> bool:
        """The platform stopped ``chat``: slow down; true if it is the bot that is too fast."""
        before, at = self.stopped
        self.slow_until = self.now + _SLOW_FOR
        self.stopped = (chat, self.now)
        return before not in ("", chat) and self.now - at < _TOGETHER

    def _speed(self) -> float:
        return _SLOWER if self.now < self.slow_until else 1.0

    def _most(self, *, urgent: bool) -> int:
        """In any second; one is always kept for something urgent."""
        return max(1, int(self.rate.most * self._speed()) - (not urgent))

    def _step(self, *, urgent: bool) -> float:
        """Between two messages of a kind."""
        busy = bool(self.urgent) and self.urgent[-1] > self.now - _RECENT
        kept = self.rate.kept if busy and not urgent else 0.0
        return 1.0 / max(0.1, self.rate.per_second * self._speed() - kept)


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
        second = max(_SECOND, self.rate.most / self.rate.per_second)
        at = _free(self._left, now, self.rate.most, second)
        insort(self._left, at)
        return at - now


def _free(taken: Sequence[float], at: float, most: int, second: float = _SECOND) -> float:
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
