"""The real SQLite store whose process can die at any moment and whose disk can fail."""

import asyncio
import os
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from store.sql import Lock
from store.sqlite import FileLock, Sqlite


class MortalLock(Lock):
    """A lock that a death frees without a word: its file stays behind."""

    def __init__(self, lock: FileLock) -> None:
        self._lock: FileLock | None = lock

    async def is_held(self) -> bool:
        return self._lock is not None

    async def release(self) -> None:
        if self._lock is not None:
            lock, self._lock = self._lock, None
            await lock.release()

    def die(self) -> None:
        if self._lock is not None:
            os.close(self._lock._file)
            self._lock = None


class SimulatedSqlite(Sqlite):
    """Of one process at a time; the next one takes over its connections."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._locks: list[MortalLock] = []

    def _connect(self) -> sqlite3.Connection:
        raw = super()._connect()
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("PRAGMA busy_timeout=0")  # who waits for another process waits in virtual time
        return raw

    def _wait_for_locks(self, raw: sqlite3.Connection, seconds: float) -> None:
        """The disk counts it."""

    async def enlist(self, id: int) -> Lock:
        lock = await super().enlist(id)
        assert isinstance(lock, FileLock)
        self._locks.append(MortalLock(lock))
        return self._locks[-1]

    def die(self) -> None:
        """The process is gone: the kernel frees its locks, its transaction never was."""
        self._roll_back()
        self._turn = asyncio.Lock()
        self.lose_locks()

    def lose_locks(self) -> None:
        """As when a server ends the connection that holds them."""
        for lock in self._locks:
            lock.die()
        self._locks.clear()


def away() -> sqlite3.Error:
    """The database is locked by somebody for longer than anybody waits."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def is_busy(error: BaseException) -> bool:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
