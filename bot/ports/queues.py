"""What the durable inbox and outbox share: whom a worker serves, and what it holds."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.messages import Platform

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """Something one living instance holds.  ``fence`` grows with every claim; ``lane`` and
    ``turn`` are the place of a message among those to its chat."""

    id: int
    item: T
    fence: int
    tries: int
    doubts: int = 0
    lane: int | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One bot on one platform: what a worker serves."""

    platform: Platform
    tenant: str
