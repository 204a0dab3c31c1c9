"""What the engine tells about its work while it works; to be counted, never to be relied on."""

from abc import abstractmethod
from typing import Literal, Protocol

from bot.messages import Platform
from bot.outcomes import Outcome

Happened = Literal["planned", "sent", "superseded", "over_budget"]
"""What became of an occurrence; ``over_budget``: the person had had enough messages that day."""


class Telemetry(Protocol):
    """Somebody who counts.  No method waits or raises."""

    @abstractmethod
    def sent(self, platform: Platform, outcome: Outcome, seconds: float) -> None:
        """One try to send has ended, after ``seconds``; told after the outcome is settled."""

    @abstractmethod
    def event(self, platform: Platform, result: str) -> None:
        """An event was settled: ``done``, ``parked`` or ``refused``."""

    @abstractmethod
    def occurrence(self, kind: str, what: Happened) -> None:
        """``kind`` is the first word of the occurrence's key."""


class NoTelemetry(Telemetry):
    """Nobody counts."""

    def sent(self, platform: Platform, outcome: Outcome, seconds: float) -> None:
        """Not counted."""

    def event(self, platform: Platform, result: str) -> None:
        """Not counted."""

    def occurrence(self, kind: str, what: Happened) -> None:
        """Not counted."""
