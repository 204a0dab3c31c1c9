"""B8: how long a reply takes while bulk is being sent, beside the same bot with nothing else to do.

The server keeps Telegram's 30 a second.  The yardstick is python-telegram-bot's echo bot whose
bulk and replies go through its AIORateLimiter.
"""

import asyncio
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import databases
from benchmarks.measure import PYTHON
from benchmarks.outbox import TOKEN, fill
from benchmarks.report import Figure, figure, median, percentile, size
from benchmarks.serving import ending, serving
from benchmarks.telegram import fake_telegram, say, sends
from benchmarks.world import filled

_LIMIT = 30
_BULK = size(360, 10_000)
_CHATS = 60
_TURNS = size(15, 60)
_PAUSE = 0.5  # seconds between two questions: two commands a second
_OUT_OF_STEP = (0.0, 0.011, 0.022, 0.033)  # more, so that questions do not keep step with the slots
_TOKEN_CHAT = 1000
_BULK_CHATS = 100_000


def run() -> dict[str, Any]:
    """Milliseconds from an update to its reply, and the share of the limit that bulk used."""
    figures: list[Figure] = []
    with databases.both() as urls:
        for name, url in urls.items():
            asyncio.run(filled(url, tasks=106, chats=_CHATS))
            with fake_telegram(_LIMIT) as base, serving(url, base):
                figures += _measured(name, base, lambda url=url: fill(url, _BULK, batch="bulk"))
    with fake_telegram(_LIMIT) as base, _limited(base) as begin:
        figures += _measured("AIORateLimiter", base, begin, ours=False)
    return {"figures": figures}


def _measured(name: str, base: str, begin: Any, *, ours: bool = True) -> list[Figure]:
    say(base, _TOKEN_CHAT, "/mytasks")  # the first one waits for the bot to start
    idle = _asked(base, _TURNS)
    begin()
    time.sleep(2)
    busy = _asked(base, _TURNS)
    took = [send for send in sends(base) if send.accepted]
    bulk = [send.at for send in took if int(send.chat) >= _BULK_CHATS]
    share = (len(took) - 1 - _TURNS) / (took[-1].at - bulk[0]) / _LIMIT
    refused = len(sends(base)) - len(took)
    at_most, at_least = (1.5, 0.85) if ours else (None, None)
    return [
        figure(f"reply p50 ms under bulk to idle, {name}", median(busy), median(idle)),
        figure(
            f"reply p99 ms under bulk to idle, {name}",
            percentile(busy, 0.99),
            percentile(idle, 0.99),
            at_most=at_most,
        ),
        figure(f"share of the limit meanwhile, {name}", share, at_least=at_least),
        figure(f"429s, {name}", refused, at_most=0 if ours else None),
    ]


def _asked(base: str, turns: int) -> list[float]:
    """One chat after the other, so that no limit of one chat is met."""
    times = list[float]()
    for turn in range(turns):
        times.append(say(base, 1001 + turn % _CHATS, "/mytasks") * 1000)
        time.sleep(_PAUSE + _OUT_OF_STEP[turn % len(_OUT_OF_STEP)])
    return times


@contextmanager
def _limited(base: str) -> Iterator[Any]:
    """The echo bot, and what makes it begin its bulk."""
    argv = [PYTHON, "-m", "benchmarks.echo", base, TOKEN, str(_BULK)]
    with ending(subprocess.Popen(argv)):

        def begin() -> None:
            threading.Thread(target=say, args=(base, 999, "bulk"), daemon=True).start()

        yield begin
