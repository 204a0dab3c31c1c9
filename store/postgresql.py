"""PostgreSQL: any number of processes on any number of machines share the work."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, Executable, NullPool, bindparam, func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from store.failures import fail
from store.queues import instance
from store.sql import AnyRow, Database, Lock, Sql, Values, refuse_writes
from store.wire import Wire

T = TypeVar("T")
_LIMITS = {"application_name": "liaison", "lock_timeout": "3s"}
_WRITING = _LIMITS | {"idle_in_transaction_session_timeout": "5s"}
_ALIVE = {  # a machine that is cut off is found dead after ten seconds
    "application_name": "liaison lock",
    "tcp_keepalives_idle": "4",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
_PATIENCE = 3.0  # seconds for a connection
_WRITERS = 5  # transactions at once, of one process: a server has a hundred connections for all
_READERS = 5

_TRY_LOCK = text("SELECT pg_try_advisory_lock(:key)")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(:key)")
_DEAD = select(instance.c.id, func.pg_try_advisory_xact_lock(instance.c.id)).where(
    instance.c.id.in_(bindparam("ids", expanding=True))
)


class _Transaction(Sql):
    def __init__(self, connection: AsyncConnection, name: str, *, reads: bool) -> None:
        self._connection, self._name, self._reads = connection, name, reads

    async def rows(self, statement: Executable, values: Values = None) -> Sequence[AnyRow]:
        if self._reads:
            refuse_writes(statement)
        try:
            return (await self._connection.execute(statement, values)).all()
        except (SQLAlchemyError, OSError) as error:
            fail(error, self._name)

    async def count(self, statement: Executable, values: Values = None) -> int:
        if self._reads:
            refuse_writes(statement)
        try:
            return (await self._connection.execute(statement, values)).rowcount
        except (SQLAlchemyError, OSError) as error:
            fail(error, self._name)


class AdvisoryLock(Lock):
    """A lock of the server on a connection of its own; any death of either frees it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection, self._held = connection, True

    async def is_held(self) -> bool:
        """Once lost, it stays so: SQLAlchemy would connect again."""
        try:
            if self._held:
                await self._connection.execute(select(1))
        except (SQLAlchemyError, OSError):
            self._held = False
        return self._held

    async def release(self) -> None:
        await self._connection.close()


class Postgresql(Database):
    """READ COMMITTED transactions of milliseconds; plain reads without one."""

    def __init__(self, url: URL) -> None:
        """``url`` with any driver; ours is taken.  Raises ImportError without asyncpg."""
        url = url.set(drivername="postgresql+asyncpg")
        self.name = f"{url.host or 'localhost'}/{url.database or ''}"
        self._writers = create_async_engine(
            url,
            pool_size=_WRITERS,
            max_overflow=1,  # for work on the schema
            pool_timeout=_PATIENCE,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
            connect_args={"server_settings": _WRITING, "timeout": _PATIENCE},
        )
        self._readers = create_async_engine(
            url,
            pool_size=_READERS,
            max_overflow=_READERS,
            pool_timeout=_PATIENCE,
            pool_reset_on_return=None,  # nothing to reset, and a round trip saved
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={"server_settings": _LIMITS, "timeout": _PATIENCE},
        )
        self._turns = asyncio.Semaphore(_WRITERS)
        self._locks = create_async_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={"server_settings": _ALIVE, "timeout": _PATIENCE},
        )

        self._wire = Wire(self._locks)

    @property
    def engines(self) -> Sequence[Engine]:
        return self._writers.sync_engine, self._readers.sync_engine

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Sql]:
        """Who has no turn yet waits in this process, not at the server."""
        async with self._turns, self._open(self._writers.begin(), reads=False) as sql:
            yield sql

    def reading(self) -> AbstractAsyncContextManager[Sql]:
        return self._open(self._readers.connect(), reads=True)

    @asynccontextmanager
    async def _open(
        self, opening: AbstractAsyncContextManager[AsyncConnection], *, reads: bool
    ) -> AsyncGenerator[Sql]:
        """Explains what goes wrong at the beginning and the end; what is between is not ours."""
        failed: BaseException | None = None
        try:
            async with opening as connection:
                try:
                    yield _Transaction(connection, self.name, reads=reads)
                except BaseException as error:
                    failed = error
                    raise
        except (SQLAlchemyError, OSError) as error:
            if error is failed:
                raise
            fail(error, self.name)

    async def run(self, work: Callable[[Connection], T], *, write: bool) -> T:
        try:
            async with self._writers.begin() as connection:
                if write:
                    await connection.execute(_ONE_AT_A_TIME, {"key": _key("schema")})
                return await connection.run_sync(work)
        except (SQLAlchemyError, OSError) as error:
            fail(error, self.name)

    # Who is alive ------------------------------------------------------------------------------

    async def lock(self, name: str) -> Lock | None:
        return await self._try(_key(f"exclusive:{name}"))

    async def enlist(self, id: int) -> Lock:
        lock = await self._try(id)
        if lock is None:
            raise RuntimeError(f"instance {id} is taken")
        return lock

    async def _try(self, key: int) -> Lock | None:
        connection = None
        try:
            connection = await self._locks.connect()
            if (await connection.execute(_TRY_LOCK, {"key": key})).scalar():
                return AdvisoryLock(connection)
            await connection.close()
        except BaseException as error:
            if connection is not None:
                await connection.close()
            if isinstance(error, SQLAlchemyError | OSError):
                fail(error, self.name)
            raise
        return None

    async def dead(self, sql: Sql, ids: Sequence[int]) -> Sequence[int]:
        """The locks taken to find out are kept until ``sql`` commits."""
        return [id for id, free in await sql.rows(_DEAD, {"ids": list(ids)}) if free]

    # Waking each other -------------------------------------------------------------------------

    def ring(self, name: str) -> None:
        self._wire.ring(name)

    async def listen(self, hear: Callable[[str], None]) -> None:
        await self._wire.run(hear)

    async def close(self) -> None:
        for engine in (self._writers, self._readers, self._locks):
            await engine.dispose()


def _key(name: str) -> int:
    """A lock's number: 64 bits of its name."""
    digest = hashlib.blake2b(f"liaison:{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
