"""A fresh world for every story."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.bot.cast import Due
from tests.bot.world import World, make

Dated = Callable[[dict[int, Due]], Awaitable[World]]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = await make(tmp_path / "liaison.db")
    yield made
    await made.store.close()


@pytest.fixture
async def planless(tmp_path: Path) -> AsyncIterator[World]:
    """Before the first import."""
    made = await make(tmp_path / "liaison.db", plan=False)
    yield made
    await made.store.close()


@pytest.fixture
async def dated(tmp_path: Path) -> AsyncIterator[Dated]:
    """Makes a world in which some tasks have dates."""
    worlds: list[World] = []

    async def make_one(dues: dict[int, Due]) -> World:
        worlds.append(await make(tmp_path / "dated.db", dues=dues))
        return worlds[-1]

    yield make_one
    for made in worlds:
        await made.store.close()
