"""The database that all histories of one run share; emptied between two."""

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from store import open_store
from tests.simulation.database import SimulatedSqlite

_TABLES = (
    "attempt",
    "delivery",
    "occurrence",
    "lane",
    "bucket",
    "inbox",
    "inbox_cursor",
    "instance",
    "tick",
)
_MOST = 4  # processes
_UNSENT = "'pending','claimed','sending','unknown'"


class Bench:
    """Files in memory where there are such; ``databases`` are those of up to four processes."""

    def __init__(self) -> None:
        memory = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
        self._folder = TemporaryDirectory(prefix="liaison-", dir=memory)
        path = Path(self._folder.name, "plan.db")
        asyncio.run(_set_up(path))
        self.databases = [SimulatedSqlite(path) for _ in range(_MOST)]
        self._raw = sqlite3.connect(path, isolation_level=None)
        self._raw.execute("PRAGMA synchronous=OFF")

    def close(self) -> None:
        self._raw.close()
        for database in self.databases:
            asyncio.run(database.close())
        self._folder.cleanup()

    def reset(self) -> None:
        self._raw.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            self._raw.execute(f"DELETE FROM {table}")  # noqa: S608
        self._raw.execute("COMMIT")
        for name in os.listdir(self._folder.name):
            if name.endswith(".lock"):
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(self._folder.name, name))

    def rows(self) -> list[tuple[Any, ...]]:
        """id, text, chat, bulk, state, reason, doubts of every message, in their order."""
        return self._raw.execute(
            "SELECT id, content, chat, bulk, state, reason, doubts FROM delivery ORDER BY id"
        ).fetchall()

    def stored(self) -> list[str]:
        """The occurrence of every message."""
        return [key for (key,) in self._raw.execute("SELECT key FROM delivery ORDER BY id")]

    def events(self) -> dict[str, tuple[str, str]]:
        """State and reason of every event."""
        found = self._raw.execute("SELECT event, state, reason FROM inbox")
        return {event: (state, reason) for event, state, reason in found}

    def effects(self) -> dict[str, str]:
        found = self._raw.execute("SELECT name, value FROM inbox_cursor")
        return {name.rpartition(":")[2]: value for name, value in found}

    def unfinished(self) -> list[tuple[Any, ...]]:
        return self._raw.execute(
            f"SELECT 'message', content, state FROM delivery WHERE state IN ({_UNSENT}) "  # noqa: S608
            "UNION ALL SELECT 'event', event, state FROM inbox WHERE state IN ('new', 'working')"
        ).fetchall()

    def sending(self, owners: Sequence[int]) -> list[str]:
        """What these instances were about to send, as far as anybody knows."""
        found = self._raw.execute("SELECT content, owner FROM delivery WHERE state = 'sending'")
        return [content for content, owner in found if owner in owners]

    def ready_at(self) -> datetime | None:
        """When there will be something to do again; None: now."""
        [(held, first, paused)] = self._raw.execute(
            "SELECT (SELECT count(*) FROM lane WHERE holder IS NOT NULL)"
            " + (SELECT count(*) FROM inbox WHERE state IN ('new', 'working'))"
            " + (SELECT count(*) FROM delivery WHERE lane_id IS NULL AND state = 'pending'),"
            " (SELECT min(ready_at) FROM lane), (SELECT max(paused_until) FROM bucket)"
        ).fetchall()
        if held or first is None:
            return None
        return datetime.fromisoformat(max(first, paused or first)).replace(tzinfo=UTC)


async def _set_up(path: Path) -> None:
    await (await open_store(f"sqlite:///{path}")).close()
