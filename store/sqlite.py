"""SQLite: one file beside which every process keeps its locks.

Statements take a tenth of a millisecond and run where they stand; only what may wait for another
process or for the disk, BEGIN IMMEDIATE and COMMIT, goes through a thread.
"""

import asyncio
import fcntl
import os
import sqlite3
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreUnavailable
from store.failures import fail
from store.sql import Database, Lock, Sql
from store.sqlite_transaction import SqliteTransaction, raw_of

T = TypeVar("T")
_PATIENCE = 3.0  # seconds that a lock held elsewhere is waited for, in the queue or at its head
_LEAST = 0.05
_PAUSE = 0.02  # seconds between two looks while the journal mode is being changed
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


class FileLock(Lock):
    """An exclusive lock on a file of its own; the kernel frees it when the process ends."""

    def __init__(self, path: Path, *, passing: bool) -> None:
        """``passing``: the file goes with the lock.  Raises BlockingIOError when it is held."""
        self._path, self._passing = path, passing
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise

    async def is_held(self) -> bool:
        return True

    async def release(self) -> None:
        if self._passing:
            self._path.unlink(missing_ok=True)
        os.close(self._file)


class Sqlite(Database):
    """One writer at a time in this process, any number of readers who never wait for it."""

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        """``path`` None: a database of this process alone, gone when it is closed."""
        self.name = "in memory" if path is None else str(path)
        self._folder: TemporaryDirectory[str] | None = None
        if path is None:  # a file all the same: then readers need not wait for the writer
            self._folder = TemporaryDirectory(prefix="liaison-")
            path = Path(self._folder.name, "memory.db")
        self._path = path.absolute()
        self._access = "ro" if read_only else "rwc"
        self._engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=NullPool, hide_parameters=True
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="liaison-writer")
        self._turn = asyncio.Lock()
        self._writer: Connection | None = None
        self._patience = self._left = _PATIENCE  # the writer's, and what is left of a caller's
        self._readers: list[Connection] = []

    @property
    def engines(self) -> Sequence[Engine]:
        return (self._engine,)

    def exists(self) -> bool:
        return self._path.exists()

    def _connect(self) -> sqlite3.Connection:
        raw = sqlite3.connect(
            f"{self._path.as_uri()}?mode={self._access}",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,  # the driver shall not begin transactions itself
            check_same_thread=False,
            cached_statements=256,
        )
        raw.execute(f"PRAGMA synchronous={'OFF' if self._folder else 'FULL'}")
        raw.execute("PRAGMA foreign_keys=ON")
        return raw

    # Writing ---------------------------------------------------------------------------------

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Sql]:
        passing = asyncio.get_running_loop().time
        asked = passing()
        async with self._turn:
            try:
                self._spend(passing() - asked)
                connection = await self._aside(self._begin)
                yield SqliteTransaction(connection, self.name, reads=False)
                await self._aside(connection.commit)
            except BaseException:
                self._roll_back()
                raise

    def _spend(self, seconds: float) -> None:
        """Who has spent his patience in the queue does not begin to wait at its head.

        So all that wait behind a lock that stays are told at the same time.
        """
        self._left = max(round(_PATIENCE - seconds, 1), _LEAST)

    def _begin(self) -> Connection:
        """BEGIN IMMEDIATE waits for its turn; what reads first and writes later cannot."""
        if self._writer is None:
            self._writer = self._engine.connect()
            self._patience = _PATIENCE
            _use_wal(raw_of(self._writer))
        if self._left != self._patience:
            self._patience = self._left
            self._wait_for_locks(raw_of(self._writer), self._left)
        raw_of(self._writer).execute("BEGIN IMMEDIATE")
        self._writer.begin()
        return self._writer

    def _wait_for_locks(self, raw: sqlite3.Connection, seconds: float) -> None:
        raw.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")

    def _roll_back(self) -> None:
        if self._writer is None:
            return
        try:
            self._writer.rollback()
            raw_of(self._writer).rollback()  # begun, but SQLAlchemy has not heard of it yet
        except (DBAPIError, sqlite3.Error):
            self._writer.invalidate()
            self._writer.close()
            self._writer = None

    async def _aside(self, work: Callable[[], T]) -> T:
        """Run it in the writer's thread and wait for its end even when we are cancelled."""
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        cancelled: asyncio.CancelledError | None = None
        while not future.done():
            try:
                await asyncio.wait([future])
            except asyncio.CancelledError as told:
                cancelled = told
        problem = future.exception()
        if cancelled is not None:
            raise cancelled
        if isinstance(problem, DBAPIError | sqlite3.Error):
            fail(problem, self.name)
        return future.result()

    # Reading ---------------------------------------------------------------------------------

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Sql]:
        connection = self._reader()
        try:
            yield SqliteTransaction(connection, self.name, reads=True)
        finally:
            connection.rollback()
            self._readers.append(connection)

    def _reader(self) -> Connection:
        try:
            connection = self._readers.pop() if self._readers else self._engine.connect()
            raw_of(connection).execute("BEGIN")
        except (DBAPIError, sqlite3.Error) as error:
            fail(error, self.name)
        connection.begin()
        return connection

    async def run(self, work: Callable[[Connection], T], *, write: bool) -> T:
        if write:
            passing = asyncio.get_running_loop().time
            asked = passing()
            async with self._turn:
                self._spend(passing() - asked)
                return await self._aside(lambda: self._write(work))
        return await self._aside(lambda: self._read(work))

    def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            connection = self._begin()
            done = work(connection)
            connection.commit()
        except BaseException:
            self._roll_back()
            raise
        return done

    def _read(self, work: Callable[[Connection], T]) -> T:
        """A WAL database in a folder where nothing may be written is read as it lies."""
        try:
            with self._engine.connect() as connection:
                return work(connection)
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code not in _UNWRITABLE or "immutable" in self._access or not self.exists():
                raise
        self._access = "ro&immutable=1"
        return self._read(work)

    # Who is alive ------------------------------------------------------------------------------

    def _beside(self, name: str) -> Path:
        return self._path.with_name(f"{self._path.name}.{quote(name, safe='')}.lock")

    async def lock(self, name: str) -> Lock | None:
        try:
            return FileLock(self._beside(name), passing=False)
        except BlockingIOError:
            return None
        except OSError as error:
            _fail_to_lock(error, self.name)

    async def enlist(self, id: int) -> Lock:
        try:
            return FileLock(self._beside(f"instance-{id}"), passing=True)
        except OSError as error:
            _fail_to_lock(error, self.name)

    async def dead(self, sql: Sql, ids: Sequence[int]) -> Sequence[int]:
        found = []
        for id in ids:
            with suppress(BlockingIOError):
                await FileLock(self._beside(f"instance-{id}"), passing=True).release()
                found.append(id)
        return found

    async def close(self) -> None:
        async with self._turn:
            for connection in (*self._readers, *filter(None, [self._writer])):
                connection.close()
            self._readers, self._writer = [], None
            self._thread.shutdown()
            self._engine.dispose()
        if self._folder is not None:
            self._folder.cleanup()


def _use_wal(raw: Any) -> None:
    """Two processes that change the mode at once are told so without being made to wait."""
    patience = time.monotonic() + _PATIENCE
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                return  # BEGIN IMMEDIATE says so, with a sentence
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _fail_to_lock(error: OSError, name: str) -> NoReturn:
    raise StoreUnavailable(
        f"The folder of the database {name} takes no lock file ({error.strerror}): "
        "let this user write there, on a local disk."
    ) from error
