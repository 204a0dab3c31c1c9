"""Time, as a port: nothing else asks for it."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of time."""

    @abstractmethod
    def now(self) -> datetime:
        """This instant, aware, in UTC."""

    @abstractmethod
    async def sleep(self, seconds: float) -> None: ...
