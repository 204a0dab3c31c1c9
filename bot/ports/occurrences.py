"""What is said unasked: planned once under a key, drawn when it is sent."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.messages import Address, Part
from bot.ports.letters import Delivery
from bot.ports.queues import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One message that is due.  The key *is* the message: however often planned, it exists once.

    ``key`` starts with the kind: ``notice:12:3``.  ``person`` is whom it is for, None for a group;
    ``to`` is None for somebody without an account.  ``title`` and ``why`` are for whoever looks;
    ``data`` is what drawing it needs.
    """

    key: str
    person: int | None
    to: Address | None
    due: datetime
    title: str
    why: str
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


class Occurrences(Protocol):
    """States: planned -> sent by its deliveries, or superseded when its reason was gone."""

    @abstractmethod
    async def plan(self, found: Sequence[Occurrence], *, at: datetime) -> Sequence[str]:
        """Write them and their deliveries down; the keys of those that were not there yet.

        One that was planned when there was nobody to send it to gets its delivery when there is.
        """

    @abstractmethod
    async def forward(self, what: Occurrence, *, at: datetime) -> bool:
        """One that is planned goes to ``what.to`` too; False if it was to go there before."""

    @abstractmethod
    async def planned(self, key: str) -> Occurrence | None: ...

    @abstractmethod
    async def known(self, keys: Collection[str]) -> Collection[str]:
        """Those of the keys that were planned; one statement."""

    @abstractmethod
    async def stages(self, keys: Collection[str]) -> Mapping[str, str | None]:
        """Of these keys those that are planned, each with the state of its message.

        None where there is nobody to send it to.
        """

    @abstractmethod
    async def fill(self, held: Held[Delivery], parts: Sequence[Part]) -> bool:
        """A planned message is drawn: the first part is the held one, the rest follow it.

        If it had been drawn before, this takes the place of what it said.  False when somebody
        took the message from us: nothing was written.
        """

    @abstractmethod
    async def undraw(self, held: Held[Delivery]) -> None:
        """What it said when it was drawn before is not said: it is drawn anew."""

    @abstractmethod
    async def end(self, held: Held[Delivery], state: str, *, reason: str) -> None:
        """claimed -> superseded: its reason is gone; or refused: it cannot be drawn."""

    @abstractmethod
    async def unnoticed(self, *, before: datetime) -> Sequence[tuple[int, int]]:
        """Id and fence of deliveries that failed for good, or are tried in vain since ``before``.

        Each is given to one caller only: whoever asks next gets what has failed since.  What told
        of such failures itself is never among them.
        """

    @abstractmethod
    async def unnoticed_events(self) -> Sequence[tuple[int, int]]:
        """Id and fence of parked events, each given to one caller only."""
