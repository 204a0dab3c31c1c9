"""A slice of the histories; ``python -m tests.simulation`` runs as many as one likes."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from tests.simulation.bench import Bench
from tests.simulation.history import run
from tests.simulation.script import Script, script_of

SLICE = 300


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    logging.disable(logging.CRITICAL)
    made = Bench()
    yield made
    made.close()
    logging.disable(logging.NOTSET)


def test_no_history_breaks_a_promise(bench: Bench) -> None:
    broken = {
        f"python -m tests.simulation --trace --seeds {seed}:{seed + 1}": verdict.violations
        for seed in range(SLICE)
        if (verdict := run(seed, bench)).violations
    }
    assert broken == {}


def test_a_seed_always_has_the_same_history(bench: Bench) -> None:
    first = [run(seed, bench).hash for seed in range(SLICE, SLICE + 20)]
    other = Bench()
    assert [run(seed, other).hash for seed in range(SLICE, SLICE + 20)] == first
    other.close()
    assert len(set(first)) == len(first)


def plain(seed: int) -> Script:
    """A script without anything bad."""
    return replace(
        script_of(Random(seed)),  # noqa: S311 - it shall be foreseen
        faults=0.0,
        kills=0,
        losses=(),
        jumps=(),
        outages=(),
        blocked={},
        moved={},
        switches=frozenset(),
    )


def judged(bench: Bench, **bad: object) -> set[str]:
    """How a few histories were judged: the first word of each complaint."""
    scripts = [replace(plain(seed), **bad) for seed in range(20)]  # type: ignore[arg-type]
    verdicts = [run(seed, bench, script) for seed, script in enumerate(scripts)]
    return {said.split()[0] for verdict in verdicts for said in verdict.violations}


@pytest.mark.parametrize(
    ("kind", "complaints"), [("lies", {"false-delivered:"}), ("doubles", {"2", "an"})]
)
def test_what_a_platform_must_not_do_is_seen(bench: Bench, kind: str, complaints: set[str]) -> None:
    assert judged(bench) == set()
    assert complaints <= judged(bench, faults=1.0, kinds=[kind])
