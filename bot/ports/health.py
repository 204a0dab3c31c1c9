"""What the store knows about its own health: queues, owners, the last tick."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.messages import Platform

Counts = Mapping[Platform, Mapping[str, int]]
"""How many rows are in which state, by platform; states and platforms without rows are left out."""

DEAD_LETTERS = ("refused", "unconfirmed", "expired", "held")
TICK = "tick"
"""The name under which tickers note that they looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """One look at the queues.  Instants are aware, in UTC; None where there is nothing to tell.

    ``inbox``, ``outbox``: what is not finished, and dead letters; never ``done`` or ``sent``.
    ``oldest_new``: when the oldest event that nobody has taken was stored.
    ``oldest_due``: since when a pending message could leave, of those that no pause holds back.
    ``oldest_unknown``: the last try of the message that has been in doubt for longest.
    ``orphans``: events and messages owned by an instance that is not listed.
    ``sent_without_id``: messages said to be sent that no platform has confirmed with an id.
    ``dead_without_notice``: dead letters that nobody has been told about in time.
    ``refused``: when a platform was last said to refuse us.
    ``last_tick``: when a ticker last looked.  ``instances``: processes that are listed as alive,
    ``alive_since``: when the first of them began.
    """

    inbox: Counts = field(default_factory=dict)
    outbox: Counts = field(default_factory=dict)
    oldest_new: datetime | None = None
    oldest_due: Mapping[Platform, datetime] = field(default_factory=dict)
    oldest_unknown: Mapping[Platform, datetime] = field(default_factory=dict)
    orphans: int = 0
    sent_without_id: int = 0
    dead_without_notice: int = 0
    last_tick: datetime | None = None
    refused: Mapping[Platform, datetime] = field(default_factory=dict)
    instances: int = 0
    alive_since: datetime | None = None

    @property
    def dead(self) -> int:
        """Dead letters: what was given up and waits for a person."""
        found = totals(self.outbox)
        return sum(found.get(state, 0) for state in DEAD_LETTERS)

    @property
    def parked(self) -> int:
        """Events that could not be worked and wait for a person."""
        return totals(self.inbox).get("parked", 0)


def totals(counts: Counts) -> Mapping[str, int]:
    """The counts by state, of all platforms together, in alphabetical order.  Pure."""
    found: dict[str, int] = {}
    for states in counts.values():
        for state, count in states.items():
            found[state] = found.get(state, 0) + count
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What happened last and comes next.  ``heard``, ``sent``: of the last 2,000 events and sends;
    platforms without any are left out.  ``next_bundle``, ``next_digest``: of what is planned.
    """

    heard: Mapping[Platform, datetime] = field(default_factory=dict)
    sent: Mapping[Platform, datetime] = field(default_factory=dict)
    next_bundle: datetime | None = None
    next_digest: datetime | None = None


class Health(Protocol):
    """What an auditor asks."""

    @abstractmethod
    async def glance(self) -> Glance:
        """Three statements, whatever is stored."""

    @abstractmethod
    async def vitals(self, *, now: datetime) -> Vitals:
        """Three statements, whatever is stored; their work grows with what is not finished only."""

    @abstractmethod
    async def fits(self) -> bool:
        """Whether the schema is this version's.  One small statement: the database answers."""


def refusal(platform: Platform) -> str:
    """The tick that says that a platform refuses us."""
    return f"refused:{platform}"


class Ticks(Protocol):
    """When somebody last did what is done again and again."""

    @abstractmethod
    async def note(self, name: str, at: datetime) -> None:
        """It was done at ``at``; the last to say so is believed."""

    @abstractmethod
    async def last(self, name: str) -> datetime | None:
        """None when it was never done."""
