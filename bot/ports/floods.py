"""How much somebody has just said."""

from abc import abstractmethod
from datetime import datetime, timedelta
from typing import Protocol

from bot.messages import Account


class Floods(Protocol):
    """Counters of messages in windows of time."""

    @abstractmethod
    async def count(
        self, account: Account, who: str, *, at: datetime, window: timedelta
    ) -> tuple[int, datetime]:
        """Count one more of ``who`` on the account's platform, in one statement.

        The messages of the window, this one included, and when it began: with this one if the
        last window is over.
        """
