"""A world whose history is over, and what its clock has done."""

from typing import Protocol

from tests.simulation.bench import Bench
from tests.simulation.platform import Server
from tests.simulation.script import TROUBLES, Script


class Lived(Protocol):
    """A world whose history is over."""

    script: Script
    server: Server
    bench: Bench
    kills: list[float]
    losses: int
    jumps: list[tuple[float, float]]
    told: dict[str, float]
    struck: dict[str, int]

    def complain(self, what: str) -> None: ...


def forward(world: Lived) -> float:
    """Seconds that the clock has jumped ahead."""
    return sum(seconds for _, seconds in world.jumps if seconds > 0)


def jumped(world: Lived, since: float, until: float) -> bool:
    """Whether the clock went forward meanwhile, or back just when this was written down.

    Until that has been noticed, nobody can tell which instants are from before.
    """
    unseen = until_seen(world)
    return any(
        (seconds > 0 and since - 3 <= at <= until) or (seconds < 0 and abs(at - since) <= unseen)
        for at, seconds in world.jumps
    )


def until_seen(world: Lived) -> float:
    """Seconds until somebody can have written down that the clock went back."""
    trouble = 8.0 if world.script.switches & TROUBLES else 0.0
    return 3.0 + trouble + sum(lasts for _, lasts in world.script.outages)


def unseen_clock(world: Lived) -> bool:
    """Whether nobody can have seen what the clock showed between two jumps."""
    times = sorted(at for at, _ in world.jumps)
    return len(times) > 1 and times[1] - times[0] < until_seen(world)


def died_unseen(world: Lived) -> bool:
    """Whether somebody died just after the clock went back, under a disk that holds others up.

    What he left may be taken back by one who looked at the clock before.
    """
    return any(
        seconds < 0 and at <= death <= at + until_seen(world)
        for at, seconds in world.jumps
        for death in world.kills
        if world.script.switches & TROUBLES
    )
