"""The small world with its planner and its postman, fresh for every story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.world import make
from tests.reminders.story import Story


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    world = await make(tmp_path / "liaison.db")
    yield Story(world)
    await world.store.close()
