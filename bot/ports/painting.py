"""Pictures of what was sketched: made outside of transactions, because they take their time."""

from abc import abstractmethod
from typing import Protocol

from bot.messages import Picture, Sketch


class Painter(Protocol):
    """Makes pictures, and remembers the last ones: the same sketch is painted once."""

    @abstractmethod
    def ready(self, sketch: Sketch) -> bool:
        """Whether ``picture`` knows the answer: it was painted, or no picture can be made."""

    @abstractmethod
    def picture(self, sketch: Sketch) -> Picture | None:
        """What was painted; None where there is no picture, and the text has to do."""

    @abstractmethod
    async def paint(self, sketch: Sketch) -> None:
        """Takes a tenth of a second: never in a transaction.  Never raises."""


class NoPainter(Painter):
    """Text only."""

    def ready(self, sketch: Sketch) -> bool:
        return True

    def picture(self, sketch: Sketch) -> Picture | None:
        return None

    async def paint(self, sketch: Sketch) -> None:
        """Nothing can be painted."""
