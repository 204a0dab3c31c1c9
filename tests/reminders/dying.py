"""A process that sends what is due in a small world and dies where it is told to.

``python -m tests.reminders.dying FILE INSTANT POINT``: the database, when it is, and where.
"""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bot.crash import arm
from store import open_store
from tests.bot.world import World
from tests.reminders.story import Story


async def main(path: str, instant: str, point: str) -> None:
    store = await open_store(f"sqlite:///{path}")
    now = datetime.fromisoformat(instant)
    await store.enlist(at=now)
    story = Story(World(store, Path(path)))
    story.go(now)
    arm(f"{point}:1")
    await story.send()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
