"""B6: how much of a strict limit is used, by one, two and four processes that send together.

The server takes 30 messages in any second and refuses the others.  Beside python-telegram-bot's
AIORateLimiter, as it comes and with retries; its processes do not know of each other.
"""

import asyncio
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.outbox import TOKEN, fill
from benchmarks.report import Figure, figure, median, size
from benchmarks.serving import ending, start
from benchmarks.telegram import Send, fake_telegram, sends, wait_for

_LIMIT = 30
_COUNT = size(300, 600)
_RUNS = size(1, 5)
_LONG = size(0, 10_000)
_WORKERS = (1, 2, 4)


def run() -> dict[str, Any]:
    """Share of the limit between the first and the last message, refusals, losses."""
    figures: list[Figure] = []
    with ExitStack() as stack:
        figures += _ours("sqlite", lambda: stack.enter_context(databases.sqlite()), 1, _COUNT)
    with databases.fresh() as database:
        for workers in _WORKERS:
            figures += _ours(f"postgresql x{workers}", database, workers, _COUNT)
        if _LONG:
            figures += _ours("postgresql x2, long", database, 2, _LONG)
    for processes, retries in ((1, 0), (1, 9), (2, 9)):
        figures += _theirs(processes, retries)
    return {"figures": figures}


def _ours(name: str, database: Callable[[], str], workers: int, count: int) -> list[Figure]:
    """A database for each run: a bot remembers for a minute that it was refused."""
    seen = list[dict[str, float]]()
    for turn in range(_RUNS):
        url = database()
        with fake_telegram(_LIMIT) as base, ExitStack() as stack:
            for _ in range(workers):
                stack.enter_context(ending(start(url, base, "--role", "delivery")))
            time.sleep(2.5 + workers)  # all of them are up before there is anything to send
            batch = f"limit {name} {turn}"
            fill(url, count, batch=batch)
            wait_for(base, count, patience=count / 10)
            time.sleep(0.5)
            seen.append(_used(sends(base), {f"{batch}:{n}" for n in range(count)}))
    return [
        figure(f"share of the limit, {name}", median([r["share"] for r in seen]), at_least=0.95),
        figure(f"429s, {name}", max(r["refused"] for r in seen), at_most=0),
        figure(f"lost, {name}", max(r["lost"] for r in seen), at_most=0),
    ]


def _used(tried: list[Send], wanted: set[str]) -> dict[str, float]:
    took = [send for send in tried if send.accepted]
    seconds = took[-1].at - took[0].at
    return {
        "share": (len(took) - 1) / seconds / _LIMIT,
        "refused": len(tried) - len(took),
        "lost": len(wanted - {send.text for send in took}),
    }


def _theirs(processes: int, retries: int) -> list[Figure]:
    share, name = _COUNT // processes, f"AIORateLimiter x{processes}, {retries} retries"
    wanted = set[str]()
    with fake_telegram(_LIMIT) as base, ExitStack() as stack:
        running = []
        for n in range(processes):
            wanted |= {f"{n}:{m}" for m in range(share)}
            argv = [PYTHON, "-m", "benchmarks.limit", base, str(n), str(share), str(retries)]
            running.append(stack.enter_context(ending(subprocess.Popen(argv))))
        for process in running:
            process.wait(timeout=_COUNT)
        used = _used(sends(base), wanted)
    return [
        figure(f"share of the limit, {name}", used["share"]),
        figure(f"429s, {name}", used["refused"]),
        figure(f"lost, {name}", used["lost"]),
    ]


async def _limited(base: str, batch: str, count: int, retries: int) -> None:
    """All of them at once through the library's limiter; what fails is lost."""
    from telegram.ext import AIORateLimiter, ExtBot  # noqa: PLC0415
    from telegram.request import HTTPXRequest  # noqa: PLC0415

    limiter = AIORateLimiter(max_retries=retries)
    request = HTTPXRequest(connection_pool_size=256, pool_timeout=60)
    bot = ExtBot(TOKEN, base_url=f"{base}/bot", request=request, rate_limiter=limiter)
    async with bot:
        await asyncio.gather(
            *(bot.send_message(100_000 + n, f"{batch}:{n}") for n in range(count)),
            return_exceptions=True,
        )


if __name__ == "__main__":
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    base, batch, count, retries = sys.argv[1:]
    asyncio.run(_limited(base, batch, int(count), int(retries)))
