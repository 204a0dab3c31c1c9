"""The yardstick of B5: ``python -m benchmarks.crash_worker URL BASE [reaper | put BATCH N CHATS]``.

A procrastinate worker whose jobs are messages, one at a time in each chat (its ``lock``), at about
the pace that a platform allows.
"""

import asyncio
import logging
import sys
from contextlib import suppress
from typing import Any

import aiohttp
import procrastinate

from benchmarks.outbox import TOKEN

_PAUSE = 0.06  # seconds a message and process
_BEAT = 0.5
_DEAD = 2.0


async def work(url: str, base: str, *, reaper: bool) -> None:
    """Until it is killed."""
    async with aiohttp.ClientSession() as session:
        app = _app(url, session, base)
        async with app.open_async():
            reaping = asyncio.create_task(_reap(app) if reaper else asyncio.sleep(0))
            await app.run_worker_async(
                concurrency=1,
                update_heartbeat_interval=_BEAT,
                stalled_worker_timeout=3600,
                fetch_job_polling_interval=0.5,
            )
            reaping.cancel()


async def put(url: str, base: str, batch: str, count: int, chats: int) -> None:
    """The schema, if there is none yet, and the jobs."""
    async with aiohttp.ClientSession() as session:
        app = _app(url, session, base)
        async with app.open_async():
            with suppress(procrastinate.exceptions.ConnectorException):
                await app.schema_manager.apply_schema_async()
            for n in range(count):
                chat = 100_000 + n % chats
                job = app.configure_task("send", lock=f"{batch}:{chat}")
                await job.defer_async(chat=chat, text=f"{batch}:{n}")


def _app(url: str, session: aiohttp.ClientSession, base: str) -> Any:
    app: Any = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    async def send(chat: int, text: str) -> None:
        body = {"chat_id": chat, "text": text}
        async with session.post(f"{base}/bot{TOKEN}/sendMessage", json=body) as answer:
            await answer.read()
        await asyncio.sleep(_PAUSE)

    app.task(send, name="send")
    return app


async def _reap(app: Any) -> None:
    """Return the jobs of workers that have not been heard of for two seconds."""
    while True:
        await asyncio.sleep(_BEAT)
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD):
            await app.job_manager.retry_job(job)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    url, base, what = sys.argv[1:]
    if what.startswith("put "):
        _, batch, count, chats = what.split()
        asyncio.run(put(url, base, batch, int(count), int(chats)))
    else:
        asyncio.run(work(url, base, reaper=what == "reaper"))
