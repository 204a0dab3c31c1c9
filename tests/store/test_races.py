"""A code that several want, and codes that nobody has: slices of ``python -m tests.lab``."""

from tests.lab.guesses import guessed
from tests.lab.races import raced


async def test_of_two_processes_one_binds(url: str) -> None:
    figures = await raced(url, 25)
    assert figures["faults"] == []


async def test_guesses_hit_nothing_and_learn_nothing(url: str) -> None:
    figures = await guessed(url, 150, timed=2)
    assert figures["faults"] == []
