"""Job queues on PostgreSQL that do the same with less: each drains so many jobs that do nothing.

What each gives back is a round: it puts the jobs in, calls ``START``, and works them.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from benchmarks.report import size

Round = Callable[[int], Awaitable[None]]
COUNT = size(600, 10_000)
began = [0.0, 0.0]
"""Wall and CPU seconds when the work of this round began."""

_TAKE = """
UPDATE job SET state = 'claimed' WHERE id IN (
  SELECT id FROM job WHERE state = 'new' ORDER BY id LIMIT 8 FOR UPDATE SKIP LOCKED
) RETURNING id, body
"""
_MARK = "UPDATE job SET state = 'sent' WHERE id = $1 AND state = 'claimed'"
_AT_ONCE = 40


def START() -> None:
    """From here on it counts."""
    began[:] = time.perf_counter(), time.process_time()


@asynccontextmanager
async def raw(url: str) -> AsyncIterator[Round]:
    """SKIP LOCKED by hand: claim eight, mark each."""
    import asyncpg  # noqa: PLC0415

    connection = await asyncpg.connect(url)
    await connection.execute(
        "CREATE TABLE job (id bigserial PRIMARY KEY, state text, body text);"
        "CREATE INDEX ON job (id) WHERE state = 'new'"
    )

    async def one(_: int) -> None:
        await connection.execute(
            "INSERT INTO job (state, body) SELECT 'new', 'x' FROM generate_series(1, $1)", COUNT
        )
        START()
        while rows := await connection.fetch(_TAKE):
            for row in rows:
                await connection.execute(_MARK, row["id"])

    try:
        yield one
    finally:
        await connection.close()


@asynccontextmanager
async def procrastinate(url: str) -> AsyncIterator[Round]:
    """Its own worker, with as many at once as ours."""
    import procrastinate as library  # noqa: PLC0415

    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    app: Any = library.App(connector=library.PsycopgConnector(conninfo=url))

    async def nothing(n: int) -> None:
        """The send that costs nothing."""

    task = app.task(nothing, name="nothing")

    async def one(_: int) -> None:
        await task.batch_defer_async(*({"n": n} for n in range(COUNT)))
        START()
        await app.run_worker_async(
            wait=False,
            concurrency=_AT_ONCE,
            install_signal_handlers=False,
            listen_notify=False,
        )

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        yield one


@asynccontextmanager
async def pgqueuer(url: str) -> AsyncIterator[Round]:
    """Its own manager, in its draining mode."""
    import asyncpg  # noqa: PLC0415
    from pgqueuer import QueueManager  # noqa: PLC0415
    from pgqueuer.db import AsyncpgDriver  # noqa: PLC0415
    from pgqueuer.queries import Queries  # noqa: PLC0415
    from pgqueuer.types import QueueExecutionMode  # noqa: PLC0415

    logging.getLogger("pgqueuer").setLevel(logging.ERROR)
    connection = await asyncpg.connect(url)
    queries: Any = Queries(AsyncpgDriver(connection))
    await queries.install()

    async def nothing(_: Any) -> None:
        """The send that costs nothing."""

    async def one(_: int) -> None:
        await queries.enqueue(["nothing"] * COUNT, [b"x"] * COUNT, [0] * COUNT)
        manager = QueueManager(queries)
        manager.entrypoint("nothing")(nothing)
        START()
        await manager.run(mode=QueueExecutionMode.drain, batch_size=10)

    try:
        yield one
    finally:
        await connection.close()
        await asyncio.sleep(0)
